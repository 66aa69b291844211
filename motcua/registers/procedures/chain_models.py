"""Table of the interlinked groups. A version is never changed once published; only its last day may be set, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class ChainVersion(models.Model):
    """Which procedures are interlinked, and how, from a day to a day."""

    id = models.BigAutoField(primary_key=True)
    code = models.TextField(help_text="of the group, e.g. LT.297-2025")
    name = models.TextField()
    label = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="the last day in force; empty: until a successor")
    definition = models.JSONField(help_text="the file as plain data")
    source = models.TextField(help_text="the file as it was written, comments kept")
    sha256 = models.TextField(unique=True, help_text="of the source in UTF-8")
    search = models.TextField(help_text="code and name folded, for finding")
    published_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "procedures_chain_version"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to__isnull=True), name="procedures_chain_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="procedures_chain_days",
            ),
        ]
