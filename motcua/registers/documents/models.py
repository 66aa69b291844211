"""Tables: documents kept, and who holds each original on paper.

`subject` is text ("dossier/17"): the room stands below those whose papers it keeps.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class HolderKind(models.TextChoices):
    OFFICE = "office", "Cơ quan"
    APPLICANT = "applicant", "Người nộp hồ sơ"
    OTHER = "other", "Nơi khác"


class Document(models.Model):
    """A file that was kept. Its bytes lie in the store under their SHA-256, once however often they were kept."""

    kind = models.TextField(db_comment="a code of the stage that keeps it: paper, print, result, …")
    name = models.TextField(db_comment="personal data: the file's name as it came")
    media_type = models.TextField()
    size = models.BigIntegerField(db_comment="bytes")
    sha256 = models.TextField(db_comment="lower case hexadecimal; names the file in the store")
    came_as = models.TextField(
        null=True, db_comment="SHA-256 of the file as it came, where it was converted to be kept; null: as it came"
    )
    kept_at = models.DateTimeField()
    by_holding = models.ForeignKey(
        "offices.Holding",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_comment="the position's holder who kept it; null: the applicant or the house itself",
    )

    class Meta:
        db_table = "documents_document"
        indexes: ClassVar = [models.Index(fields=["sha256"], name="documents_document_sha256")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="documents_document_size"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_document_hash"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z][a-z-]{0,39}$"), name="documents_document_kind"),
        ]


class Custody(models.Model):
    """One original of a paper in one holder's hands, from a moment to a moment.

    The turns of an original follow each other without gap or overlap and the last is open, so that from its taking
    in each original has exactly one holder at any moment; a deferred trigger of the migration sees to it, and of two
    who take it in at once an index refuses the second.
    """

    subject = models.TextField()
    paper = models.TextField(db_comment="key of the paper in the procedure's file")
    original = models.PositiveSmallIntegerField(db_comment="1, 2, …: which of the originals of this paper")
    turn = models.PositiveSmallIntegerField(db_comment="1, 2, …: how often it has changed hands")
    holder_kind = models.TextField(choices=HolderKind.choices)
    holder_office = models.ForeignKey(
        "offices.Office",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_comment="of an office only",
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, db_comment="null: still there")

    class Meta:
        db_table = "documents_custody"
        indexes: ClassVar = [
            # Of one column, so that all turns of a subject share one entry.
            models.Index(fields=["subject"], name="documents_custody_subject"),
            models.Index(
                fields=["holder_office", "since"],
                name="documents_custody_at_office",
                condition=Q(until__isnull=True, holder_kind="office"),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "paper", "original"],
                name="documents_custody_one_holder",
                condition=Q(until__isnull=True, holder_kind="office"),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="documents_custody_ends_later"
            ),
            models.CheckConstraint(condition=Q(original__gte=1, turn__gte=1), name="documents_custody_from_one"),
            models.CheckConstraint(
                condition=Q(holder_kind="office", holder_office__isnull=False)
                | Q(holder_kind__in=("applicant", "other"), holder_office__isnull=True),
                name="documents_custody_holder",
            ),
        ]


class Sheet(models.Model):
    """A hand-over sheet: originals of several subjects go from one office's hands to another's, signed by both
    sides."""

    key = models.UUIDField(primary_key=True, db_comment="in its QR; says nothing of what lies in it")
    from_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    to_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_by = models.ForeignKey("offices.Holding", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "offices.Holding", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True, db_comment="null: the originals are still with the giver")
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_sheet"
        indexes: ClassVar = [
            models.Index(fields=["from_office", "-made_at"], name="documents_sheet_given"),
            models.Index(fields=["to_office", "-made_at"], name="documents_sheet_taken"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(called_off_at__isnull=True), name="documents_sheet_one_end"
            ),
        ]


class SheetLine(models.Model):
    """A subject on a sheet. On an open sheet it stands once: so nobody hands the same originals to two."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="lines", db_index=False)
    place = models.PositiveSmallIntegerField()
    subject = models.TextField()
    is_open = models.BooleanField(default=True)

    class Meta:
        db_table = "documents_sheet_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place"], name="documents_sheet_line_place"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(is_open=True), name="documents_sheet_line_open_once"
            ),
        ]
