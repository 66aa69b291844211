import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_mirrored_where_handed_in"),
        ("offices", "0004_capacities"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedHandOn",
            fields=[
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="offices.position",
                    ),
                ),
                ("from_day", models.DateField()),
                ("ordered_by", models.TextField(help_text="holding/12; told by the event of each duty")),
                ("ordered_at", models.DateTimeField()),
                (
                    "to_position",
                    models.ForeignKey(
                        db_index=False,
                        help_text="empty: to all who hold the role",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.position",
                    ),
                ),
            ],
            options={
                "db_table": "dossiers_planned_hand_on",
            },
        ),
    ]
