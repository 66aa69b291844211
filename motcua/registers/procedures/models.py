"""Tables of the catalogue. A version is never changed once published; only its last day may be set, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Procedure(models.Model):
    """A procedure of the national catalogue, whatever its versions say of it."""

    code = models.TextField(unique=True, help_text="mã thủ tục hành chính, e.g. 1.001193")

    class Meta:
        db_table = "procedures_procedure"


class Version(models.Model):
    """What a procedure requires and promises from a day to a day. The database refuses two in force at once."""

    id = models.BigAutoField(primary_key=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    code = models.TextField()
    name = models.TextField()
    label = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="the last day in force; empty: until a successor")
    definition = models.JSONField(help_text="the file as plain data")
    source = models.TextField(help_text="the file as it was written, comments kept")
    sha256 = models.TextField(help_text="of the source in UTF-8")
    search = models.TextField(help_text="code and name folded, for finding")
    sort_key = models.TextField(db_collation="C")
    published_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "procedures_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "sha256"], name="procedures_version_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="procedures_version_days",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["code"], name="procedures_version_code")]
