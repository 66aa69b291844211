"""Tables: what an official has begun to take in and put aside, with the scans that came so far."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

PERSONAL = "personal data: "


class Draft(models.Model):
    """A submission begun and not yet handed in. Its key is that of the page, and later of the dossier.

    Once handed in or thrown away the row stays for some days, emptied, so that a late page does not bring it back.
    """

    key = models.UUIDField(primary_key=True)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_comment="the only one who sees it",
    )
    procedure_code = models.TextField()
    who = models.TextField(db_comment=PERSONAL + "the name typed so far")
    content = models.JSONField(db_comment=PERSONAL + "the page's fields as typed; emptied when done")
    saved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "submission_draft"
        indexes: ClassVar = [
            models.Index(
                fields=["official", "-saved_at"],
                name="submission_draft_of_official",
                condition=models.Q(done_at__isnull=True),
            )
        ]


class DraftScan(models.Model):
    """A file that was attached to a paper of a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="scans", db_index=False)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.TextField()

    class Meta:
        db_table = "submission_draft_scan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "document"], name="submission_draft_scan_once")
        ]
