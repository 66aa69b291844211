"""The answers carry the version of the form that was answered."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_result_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="answers",
            name="form_version",
            field=models.TextField(
                blank=True,
                db_comment="of the form that was answered; empty before it was kept",
                db_default="",
                default="",
            ),
        ),
    ]
