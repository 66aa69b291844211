"""Tables of the registers of certification."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """A line of a book, never taken out: one entered by mistake, or not signed, is struck and keeps its number."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    book = models.TextField(help_text="its symbol: SCT/BS")
    year = models.SmallIntegerField()
    number = models.IntegerField()
    entered_by = models.TextField(help_text="holding/12")
    entered_at = models.DateTimeField()
    struck_by = models.TextField(null=True)
    struck_at = models.DateTimeField(null=True)
    reason = models.TextField(null=True)
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "certifications_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "book", "year", "number"], name="certifications_number_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(struck_at__isnull=True), name="certifications_one_line"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="certifications_number_counts"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "book", "entered_at"], name="certifications_day_idx")]


class YearNumber(models.Model):
    """The last number of a book of an office in a year: taken in the transaction of its line, so without gaps."""

    pk = models.CompositePrimaryKey("office_id", "book", "year")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    book = models.TextField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "certifications_year_number"
