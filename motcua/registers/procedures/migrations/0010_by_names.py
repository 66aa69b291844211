from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """What people call a service stands beside its official names."""

    dependencies: ClassVar = [("procedures", "0009_done_while_waiting")]

    operations: ClassVar = [
        migrations.AddField(
            "catalogueservice",
            "by_names",
            ArrayField(models.TextField(), db_default=[], help_text="what people call it: words in small letters"),
        ),
        migrations.AlterField(
            "catalogueservice",
            "texts",
            ArrayField(models.TextField(), help_text="its official names: words in small letters"),
        ),
    ]
