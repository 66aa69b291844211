"""The table of papers that a database of the state stands for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Substitute(models.Model):
    """One row of a list of law: this paper of this procedure is not asked for, that database holds it."""

    id = models.BigAutoField(primary_key=True)
    procedure_code = models.TextField()
    paper = models.TextField(help_text="as the list names it: words, or the paper's code")
    folded = models.TextField(help_text="the same without marks, for comparing")
    database = models.TextField()
    owner = models.TextField(help_text="who keeps the database")
    source = models.TextField(help_text="the text of law: 66.7/2025/NQ-CP")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    file = models.TextField()
    line = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "procedures_substitute"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure_code", "folded", "database", "source"], name="procedures_substitute_once"
            ),
        ]
