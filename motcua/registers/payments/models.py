"""Tables of what is owed and what was paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Charge(models.Model):
    """One line of what a dossier owes: a phí, a lệ phí or a giá, in đồng."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    kind = models.TextField()
    name = models.TextField()
    amount = models.BigIntegerField(help_text="đồng, after reductions and exemptions")
    why = models.TextField(help_text="how the amount came about, in words")
    charged_at = models.DateTimeField()
    receipt = models.ForeignKey("payments.Receipt", on_delete=models.PROTECT, null=True)

    class Meta:
        db_table = "payments_charge"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="payments_charge_not_negative"),
        ]


class Receipt(models.Model):
    """Money taken, under a number of the office's year (biên lai)."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    number = models.IntegerField()
    amount = models.BigIntegerField(help_text="đồng")
    method = models.TextField()
    taken_by = models.TextField(help_text="the holding that took it: holding/12")
    taken_at = models.DateTimeField()
    key = models.UUIDField(unique=True, help_text="makes a double click take the money once")

    class Meta:
        db_table = "payments_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="payments_receipt_number_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_receipt_positive"),
        ]


class YearNumber(models.Model):
    """The last receipt number of an office in a year."""

    pk = models.CompositePrimaryKey("office_id", "year")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "payments_year_number"
