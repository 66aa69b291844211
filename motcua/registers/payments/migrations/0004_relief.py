"""Which exemption a line was charged by, so that a later reader sees it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0003_what_a_transfer_asks_for")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="charge",
            name="relief",
            field=models.TextField(
                null=True,
                help_text="key of the group by which it is exempt or reduced",
                db_comment="personal data: what group of people the payer belongs to",
            ),
        ),
    ]
