from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import motcua.registers.procedures.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(help_text="mã thủ tục hành chính, e.g. 1.001193", unique=True)),
            ],
            options={
                "db_table": "procedures_procedure",
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("name", models.TextField()),
                ("label", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(help_text="the last day in force; empty: until a successor", null=True)),
                ("definition", motcua.registers.procedures.models.OrderedJSONField(help_text="the file as plain data")),
                ("source", models.TextField(help_text="the file as it was written, comments kept")),
                ("sha256", models.TextField(help_text="of the source in UTF-8")),
                ("search", models.TextField(help_text="code and name folded, for finding")),
                ("sort_key", models.TextField(db_collation="C")),
                ("published_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="procedures.procedure"
                    ),
                ),
            ],
            options={
                "db_table": "procedures_version",
                "indexes": [models.Index(fields=["code"], name="procedures_version_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "sha256"), name="procedures_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="procedures_version_days",
                    ),
                ],
            },
        ),
    ]
