"""The national portal's list of procedures, and the index by which they are found; the index can be made again."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0003_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueGram",
            fields=[
                ("gram", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("weight", models.FloatField(help_text="how rare it is")),
                ("services", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "db_table": "procedures_catalogue_gram",
            },
        ),
        migrations.CreateModel(
            name="CatalogueService",
            fields=[
                (
                    "id",
                    models.IntegerField(
                        help_text="shorter names have smaller numbers", primary_key=True, serialize=False
                    ),
                ),
                ("key", models.TextField(unique=True)),
                (
                    "texts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="the names it is searched by: words in small letters",
                        size=None,
                    ),
                ),
                ("prior", models.FloatField(help_text="what it is worth before anything is asked")),
                (
                    "provinces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="whose codes there are; empty text: a ministry's",
                        size=None,
                    ),
                ),
            ],
            options={
                "db_table": "procedures_catalogue_service",
            },
        ),
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                ("code", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("notation", models.TextField()),
                ("name", models.TextField()),
                ("fields", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("body", models.TextField(help_text="the promulgating body; empty when the list names none")),
                (
                    "departments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="who decides; empty when the list names none",
                        size=None,
                    ),
                ),
                ("subjects", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("kind", models.TextField()),
                ("state", models.TextField()),
                ("province", models.TextField(help_text="code of the province whose own it is; empty: a ministry's")),
                ("level", models.TextField(help_text="as far as its name says it")),
                ("imported_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="procedures.catalogueservice",
                    ),
                ),
            ],
            options={
                "db_table": "procedures_catalogue_entry",
            },
        ),
        migrations.CreateModel(
            name="CatalogueState",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("digest", models.TextField(help_text="of the entries and of the rules that made the index")),
                ("built_at", models.DateTimeField()),
            ],
            options={
                "db_table": "procedures_catalogue_state",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="procedures_catalogue_one_state")
                ],
            },
        ),
    ]
