"""Table of the lists of procedures that one-stop units receive (NĐ 118/2025/NĐ-CP art. 14)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value


class Reception(models.Model):
    """A one-stop unit receives a procedure from a day to a day, by a decision."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="the last day; empty: until further notice")
    decision = models.TextField(help_text="number of the decision")
    decision_date = models.DateField()
    is_non_boundary = models.BooleanField(default=False, help_text="taken in for every territory")
    deciding_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "procedures_reception"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="procedures_reception_days"
            ),
            ExclusionConstraint(
                name="procedures_reception_once",
                expressions=[
                    (Func(F("unit"), F("unit"), Value("[]"), function="int8range"), "="),
                    (Func(F("procedure"), F("procedure"), Value("[]"), function="int8range"), "="),
                    (Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]
