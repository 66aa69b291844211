"""Tables of the catalogue. A version is never changed once published; only its last day may be set, once."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Now

from motcua.registers.procedures.catalogue_models import (
    CatalogueEntry as CatalogueEntry,
)
from motcua.registers.procedures.catalogue_models import (
    CatalogueGram as CatalogueGram,
)
from motcua.registers.procedures.catalogue_models import (
    CatalogueService as CatalogueService,
)
from motcua.registers.procedures.catalogue_models import (
    CatalogueState as CatalogueState,
)
from motcua.registers.procedures.chain_models import ChainVersion as ChainVersion
from motcua.registers.procedures.receiving_models import Reception as Reception
from motcua.registers.procedures.substitute_models import (
    Substitute as Substitute,
)


class OrderedJSONField(models.JSONField):
    """`json`, not `jsonb`: the order of choices and groups is the file's, and jsonb would sort them."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "json"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return json.loads(value) if isinstance(value, str) else value


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
    definition = OrderedJSONField(help_text="the file as plain data")
    source = models.TextField(help_text="the file as it was written, comments kept")
    sha256 = models.TextField(help_text="of the source in UTF-8")
    search = models.TextField(help_text="code and name folded, for finding")
    sort_key = models.TextField(db_collation="C")
    published_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    decision_document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the decision that announces it",
    )

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


class VersionFile(models.Model):
    """A file that lay beside a procedure when it was published: its examples, a print template. It never changes."""

    pk = models.CompositePrimaryKey("version_id", "name")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files", db_index=False)
    name = models.TextField(help_text="examples.yaml, print/certificate.typ")
    text = models.TextField()
    sha256 = models.TextField(help_text="of the text in UTF-8")

    class Meta:
        db_table = "procedures_version_file"


class Draft(models.Model):
    """What the national portal published of a procedure, in the file format, as a person finds it to finish.

    A row never changes: a newer record is a row with the next number, and the highest number is the draft of today.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.TextField(db_collation="C", help_text="as published; not always of the national pattern")
    number = models.PositiveIntegerField(help_text="1 for the first record of this code, 2 for the next, …")
    name = models.TextField()
    text = models.TextField(help_text="the draft: YAML in the file format")
    sha256 = models.TextField(help_text="of the published record in canonical form; the record itself is not kept")
    source = models.TextField(help_text="the name of the file it came from")
    line = models.PositiveIntegerField(help_text="on which line of that file")
    doubts = models.JSONField(help_text="list of {kind, place, says, advice}")
    imported_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "procedures_draft"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "number"], name="procedures_draft_number"),
        ]
