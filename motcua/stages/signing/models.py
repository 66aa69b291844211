"""The signatures that were made on results, electronically or by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Signature(models.Model):
    """One signature. An electronic one is kept as soon as the port answers; it counts once a move has taken it."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, help_text="what the port was asked by: the same is never asked twice in vain")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)
    revision = models.IntegerField(null=True, help_text="the dossier's revision that the move made; null: not taken")
    manner = models.TextField(help_text="electronic or by-hand")
    document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the signed result, or the scan of what was signed by hand; null until it is scanned",
    )
    holding = models.ForeignKey("offices.Holding", on_delete=models.PROTECT, related_name="+", db_index=False)
    signed_at = models.DateTimeField()
    certificate = models.JSONField(null=True, help_text="of an electronic signature: subject, issuer, serial, validity")
    sealed_document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the same with its number and the office's signature",
    )
    vouched_by = models.ForeignKey(
        "offices.Holding",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="who numbered and sealed it; of a scan, who vouches that it is the result",
    )
    vouched_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signing_signature"
        indexes: ClassVar = [models.Index(fields=["dossier", "revision"], name="signing_signature_dossier")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(manner__in=("electronic", "by-hand")), name="signing_signature_manner"),
            models.CheckConstraint(
                condition=Q(manner="by-hand") | Q(document__isnull=False, certificate__isnull=False),
                name="signing_signature_electronic",
            ),
        ]


class Printer(models.Model):
    """By how much a printer of an office misses a blank that is printed already: what is filled in is moved so far."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.TextField(db_comment="as the office calls it")
    right = models.DecimalField(max_digits=4, decimal_places=1, default=0, db_comment="millimetres; negative: left")
    down = models.DecimalField(max_digits=4, decimal_places=1, default=0, db_comment="millimetres; negative: up")
    holding = models.ForeignKey("offices.Holding", on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "signing_printer"
        constraints: ClassVar = [models.UniqueConstraint(fields=["office", "name"], name="signing_printer_once")]
