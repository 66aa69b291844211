"""Tables of what is owed and what was paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Collecting(models.Model):
    """How an office collects: the account that transfers go to, and what its receipts carry."""

    office = models.OneToOneField("offices.Office", on_delete=models.PROTECT, primary_key=True)
    bank_bin = models.TextField(default="")
    account_number = models.TextField(default="")
    account_holder = models.TextField(default="")
    series = models.TextField(default="", help_text="ký hiệu of its receipts; empty: without")
    form_symbol = models.TextField(default="", help_text="mẫu số registered with the tax authority, if any")
    tax_number = models.TextField(default="")
    set_by = models.TextField()
    set_at = models.DateTimeField()

    class Meta:
        db_table = "payments_collecting"


class Till(models.Model):
    """The cash of one clerk from opening to closing (quỹ tiền mặt tại quầy). What moved in it stands on its stream of
    the ledger, `till/<id>`."""

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    holding = models.ForeignKey("offices.Holding", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    opening = models.BigIntegerField(default=0, help_text="đồng put in as change")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(null=True)
    expected = models.BigIntegerField(null=True, help_text="đồng, as the ledger tells")
    counted = models.BigIntegerField(null=True, help_text="đồng")
    notes = models.JSONField(null=True, help_text="note → how many, when counted so")
    reason = models.TextField(null=True, help_text="of a difference")
    salt = models.BinaryField(null=True)
    close_key = models.UUIDField(null=True, unique=True)

    class Meta:
        db_table = "payments_till"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holding"], condition=Q(closed_at__isnull=True), name="payments_till_one_open"
            ),
            models.CheckConstraint(condition=Q(opening__gte=0), name="payments_till_opening"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, counted__isnull=True)
                | Q(closed_at__isnull=False, counted__isnull=False, expected__isnull=False),
                name="payments_till_closed_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "-opened_at", "-id"], name="payments_till_office_idx"),
            models.Index(fields=["holding", "-opened_at"], name="payments_till_holding_idx"),
        ]


class Charge(models.Model):
    """One line of what a dossier owes: a phí, a lệ phí or a giá, in đồng."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    kind = models.TextField()
    name = models.TextField()
    amount = models.BigIntegerField(help_text="đồng, after reductions and exemptions")
    why = models.TextField(help_text="how the amount came about, in words")
    relief = models.TextField(
        null=True,
        help_text="key of the group by which it is exempt or reduced",
        db_comment="personal data: what group of people the payer belongs to",
    )
    charged_at = models.DateTimeField()
    receipt = models.ForeignKey("payments.Receipt", on_delete=models.PROTECT, null=True)

    class Meta:
        db_table = "payments_charge"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="payments_charge_not_negative"),
        ]


class Receipt(models.Model):
    """Money taken, under a number of the office's series and year (biên lai). A voided one keeps its number."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.TextField(db_default="")
    year = models.SmallIntegerField()
    number = models.IntegerField()
    amount = models.BigIntegerField(help_text="đồng")
    method = models.TextField()
    taken_by = models.TextField(help_text="the holding that took it: holding/12")
    taken_at = models.DateTimeField()
    key = models.UUIDField(unique=True, help_text="makes a double click take the money once")
    till = models.ForeignKey(Till, on_delete=models.PROTECT, null=True, help_text="of cash; none of transfers")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.TextField(null=True)
    void_reason = models.TextField(null=True)
    void_salt = models.BinaryField(null=True)
    void_key = models.UUIDField(null=True)

    class Meta:
        db_table = "payments_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "series", "year", "number"], name="payments_receipt_series_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_receipt_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "taken_at", "id"], name="payments_receipt_day_idx")]


class Released(models.Model):
    """What a voided receipt was given for: the charge waits to be paid again."""

    pk = models.CompositePrimaryKey("receipt_id", "charge_id")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, db_index=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, db_index=False)

    class Meta:
        db_table = "payments_released"


class Refund(models.Model):
    """Money given back of a receipt, wholly or in part, under a number of its own (phiếu hoàn trả)."""

    id = models.BigAutoField(primary_key=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="refunds")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    number = models.IntegerField()
    amount = models.BigIntegerField(help_text="đồng")
    method = models.TextField()
    ground = models.TextField()
    reason = models.TextField()
    salt = models.BinaryField()
    receiver = models.TextField(help_text="who got it: a name, or an account")
    given_by = models.TextField()
    given_at = models.DateTimeField()
    till = models.ForeignKey(Till, on_delete=models.PROTECT, null=True)
    key = models.UUIDField(unique=True)

    class Meta:
        db_table = "payments_refund"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="payments_refund_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_refund_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "given_at", "id"], name="payments_refund_day_idx")]


class Transfer(models.Model):
    """A transfer that was asked for (chuyển khoản): paid once the statement shows it, or a person vouches."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.TextField(help_text="what the payer writes: MC7KQM2XHP")
    amount = models.BigIntegerField(help_text="đồng")
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    last_charge = models.BigIntegerField(null=True, help_text="the charges up to this one are what is asked for")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(null=True, help_text="holding/12, or statement/3")
    note = models.TextField(null=True, help_text="by what a person vouched")
    cancelled_at = models.DateTimeField(null=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True)

    class Meta:
        db_table = "payments_transfer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reference"], name="payments_transfer_reference_once"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(settled_at__isnull=True, cancelled_at__isnull=True),
                name="payments_transfer_one_open",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_transfer_positive"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["office", "asked_at", "id"],
                condition=Q(settled_at__isnull=True, cancelled_at__isnull=True),
                name="payments_transfer_open_idx",
            ),
        ]


class Statement(models.Model):
    """A bank's statement as it was brought (sao kê)."""

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    sha256 = models.TextField()
    brought_by = models.TextField()
    brought_at = models.DateTimeField()
    fresh = models.IntegerField(help_text="lines not seen before")
    repeated = models.IntegerField(help_text="lines of earlier statements")

    class Meta:
        db_table = "payments_statement"
        indexes: ClassVar = [models.Index(fields=["office", "-id"], name="payments_statement_office_idx")]


class StatementLine(models.Model):
    """A movement in. Its words are the bank's and the payer's: they stay here, never in the ledger."""

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.TextField(help_text="the same for the same movement, whatever file it stands in")
    line = models.IntegerField()
    day = models.DateField(null=True)
    amount = models.BigIntegerField(help_text="đồng")
    text = models.TextField()
    number = models.TextField(help_text="the bank's")
    fit = models.TextField(help_text="matched, under, over, again, unknown; or set-aside")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, null=True)
    decided_by = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(null=True, help_text="in a person's words")

    class Meta:
        db_table = "payments_statement_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "mark"], name="payments_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_line_positive"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["office", "id"],
                condition=~Q(fit__in=["matched", "set-aside"]),
                name="payments_line_to_look_at_idx",
            ),
        ]


class YearNumber(models.Model):
    """The last receipt number of an office in a year, of receipts without a series."""

    pk = models.CompositePrimaryKey("office_id", "year")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, db_index=False)
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "payments_year_number"


class SeriesNumber(models.Model):
    """The last number of an office in a series and year: receipts that carry a series, and refunds."""

    pk = models.CompositePrimaryKey("office_id", "series", "year")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, db_index=False)
    series = models.TextField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "payments_series_number"
