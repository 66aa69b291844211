"""Papers that a database of the state stands for."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_files_of_versions")]

    operations = [
        migrations.CreateModel(
            name="Substitute",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("procedure_code", models.TextField()),
                ("paper", models.TextField(help_text="as the list names it: words, or the paper's code")),
                ("folded", models.TextField(help_text="the same without marks, for comparing")),
                ("database", models.TextField()),
                ("owner", models.TextField(help_text="who keeps the database")),
                ("source", models.TextField(help_text="the text of law: 66.7/2025/NQ-CP")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("file", models.TextField()),
                ("line", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=Now())),
            ],
            options={"db_table": "procedures_substitute"},
        ),
        migrations.AddConstraint(
            model_name="substitute",
            constraint=models.UniqueConstraint(
                fields=("procedure_code", "folded", "database", "source"), name="procedures_substitute_once"
            ),
        ),
    ]
