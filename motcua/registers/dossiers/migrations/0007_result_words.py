"""What a result says beside the answers, as another register gave it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_mirrored_in_lists")]

    operations = [
        migrations.CreateModel(
            name="ResultWords",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("words", models.JSONField(db_comment="personal data: key of the result's template → words")),
                ("source", models.TextField(db_comment="which register said so")),
                ("holding", models.BigIntegerField(db_comment="by what position it was entered", null=True)),
                ("salt", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="dossiers.dossier"
                    ),
                ),
            ],
            options={"db_table": "dossiers_result_words"},
        ),
    ]
