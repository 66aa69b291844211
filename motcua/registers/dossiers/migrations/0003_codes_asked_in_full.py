from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_scans"),
        ("offices", "0001_initial"),
        ("people", "0002_guards"),
        ("procedures", "0003_drafts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossier",
            name="code",
            field=models.TextField(help_text="mã hồ sơ, given at acceptance; opaque", null=True),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="reference",
            field=models.TextField(help_text="temporary reference, before a code is given"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(fields=("reference",), name="dossiers_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(fields=("code",), name="dossiers_code_once"),
        ),
    ]
