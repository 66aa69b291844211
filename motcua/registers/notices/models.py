"""The table of notices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """Something a person is told about a dossier. The words are made from `kind` when it is shown or sent."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    event_id = models.BigIntegerField(unique=True, help_text="the ledger event it follows: told once for each")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "notices_notice"
        indexes: ClassVar = []
