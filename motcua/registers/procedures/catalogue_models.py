"""Tables of the national portal's list of procedures, and of the index by which they are found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CatalogueService(models.Model):
    """What the codes of several provinces or levels are to a reader: one service. Made again from the entries."""

    id = models.IntegerField(primary_key=True, help_text="shorter names have smaller numbers")
    key = models.TextField(unique=True)
    texts = ArrayField(models.TextField(), help_text="its official names: words in small letters")
    by_names = ArrayField(models.TextField(), db_default=[], help_text="what people call it: words in small letters")
    prior = models.FloatField(help_text="what it is worth before anything is asked")
    provinces = ArrayField(models.TextField(), help_text="whose codes there are; empty text: a ministry's")

    class Meta:
        db_table = "procedures_catalogue_service"


class CatalogueEntry(models.Model):
    """One procedure as the portal lists it. A newer list replaces it."""

    code = models.TextField(primary_key=True, db_collation="C")
    notation = models.TextField()
    name = models.TextField()
    fields = ArrayField(models.TextField())
    body = models.TextField(help_text="the promulgating body; empty when the list names none")
    departments = ArrayField(models.TextField(), help_text="who decides; empty when the list names none")
    subjects = ArrayField(models.TextField())
    kind = models.TextField()
    state = models.TextField()
    province = models.TextField(help_text="code of the province whose own it is; empty: a ministry's")
    level = models.TextField(help_text="as far as its name says it")
    service = models.ForeignKey(CatalogueService, null=True, on_delete=models.SET_NULL, related_name="entries")
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_catalogue_entry"


class CatalogueGram(models.Model):
    """A word, two words side by side, or three letters (after a #), and the services in whose names it stands."""

    gram = models.TextField(primary_key=True, db_collation="C")
    weight = models.FloatField(help_text="how rare it is")
    services = ArrayField(models.IntegerField())

    class Meta:
        db_table = "procedures_catalogue_gram"


class CatalogueState(models.Model):
    """One row: of what the index was made."""

    id = models.IntegerField(primary_key=True)
    digest = models.TextField(help_text="of the entries and of the rules that made the index")
    built_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_catalogue_state"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="procedures_catalogue_one_state"),
        ]
