from __future__ import annotations

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(
            sql=Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8"),
            state_operations=[
                migrations.CreateModel(
                    name="Stream",
                    fields=[
                        ("id", models.AutoField(primary_key=True, serialize=False)),
                        ("name", models.TextField(unique=True)),
                        ("x", models.BigIntegerField()),
                        ("recorded_at", models.DateTimeField()),
                        ("seq", models.IntegerField()),
                        ("hash", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_stream"},
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "stream_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "stream",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="ledger.stream",
                            ),
                        ),
                        ("happened_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("seq", models.IntegerField()),
                        ("kind", models.TextField()),
                        ("body", models.TextField()),
                        ("hash", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_event"},
                ),
                migrations.CreateModel(
                    name="Position",
                    fields=[
                        ("follower", models.TextField(primary_key=True, serialize=False)),
                        ("x", models.BigIntegerField()),
                        ("event_id", models.BigIntegerField()),
                    ],
                    options={"db_table": "ledger_position"},
                ),
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        ("number", models.IntegerField(primary_key=True, serialize=False)),
                        ("taken_at", models.DateTimeField()),
                        ("full", models.BooleanField()),
                        ("streams", models.IntegerField()),
                        ("previous", models.BinaryField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_checkpoint"},
                ),
            ],
        ),
    ]
