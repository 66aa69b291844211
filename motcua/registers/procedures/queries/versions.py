"""The versions of a procedure: in force on a day, by number or label, as it was written, with what lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.confirming import ToConfirm, to_confirm
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.errors import NoProcedureInForce, NoSuchLabel, NoSuchVersion
from motcua.registers.procedures.models import Version, VersionFile
from motcua.registers.procedures.proof.folder import FILE_NAME, TEMPLATES_NAME, files_of
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.substitutes.kept import substituted

KEPT_VERSIONS = 512
"""How many versions a process keeps built; a province has some 2,000 procedures, a commune uses a few hundred."""


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version as it was published. `valid_to` None: until a successor. `decision` is its number, empty if unknown."""

    version_id: int
    code: str
    name: str
    label: str
    valid_from: date
    valid_to: date | None
    published_at: datetime
    decision: str
    document_id: int | None


_VERSIONS = """
SELECT id, code, name, label, valid_from, valid_to, published_at,
    coalesce(definition #>> '{version,decision,number}', ''), decision_document_id
FROM procedures_version WHERE %(code)s::text IS NULL OR code = %(code)s
ORDER BY code, valid_from DESC LIMIT 5000
"""


def in_force(code: str, on: date) -> Procedure:
    """The version of that procedure in force on that day. Raises `NoProcedureInForce`."""
    found = rows(f"SELECT id FROM procedures_version WHERE code = %(code)s AND {ON}", {"code": code, "on": on})
    if not found:
        raise NoProcedureInForce(code=code, on=f"{on:%d/%m/%Y}")
    return version(found[0][0])


def source_of(version_id: int) -> str:
    """The file of a version as it was written. Raises `NoSuchVersion`."""
    found = Version.objects.filter(pk=version_id).values_list("source", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return found


def to_confirm_of(version_id: int) -> ToConfirm:
    """What a person has yet to confirm of a version. Raises `NoSuchVersion`."""
    found = Version.objects.filter(pk=version_id).values_list("definition", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return to_confirm(found)


def version(version_id: int) -> Procedure:
    """That version, whenever it was in force; kept in the process, for a published version never changes.

    Papers that a list of law replaces today say which database holds them. Raises `NoSuchVersion`.
    """
    return substituted(as_written(version_id))


def as_written(version_id: int) -> Procedure:
    """That version as its file alone says it. Raises `NoSuchVersion`."""
    return _built(str(connection.settings_dict["NAME"]), version_id)


def template_text(version_id: int, file: str) -> str | None:
    """A print template as it was published with that version; None when it has none of this name. Kept."""
    return _templates(str(connection.settings_dict["NAME"]), version_id).get(file)


def templates_beside(path: Path) -> Mapping[str, str]:
    """The print templates of the folder of a procedure, or of its file. Raises `ProcedureFileUnreachable`."""
    return files_of(path / FILE_NAME if path.is_dir() else path).templates or {}


def facts_of_version(version_id: int) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """A published version as plain data, and its print templates. Raises `NoSuchVersion`."""
    found = Version.objects.filter(pk=version_id).values_list("definition", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return found, _templates(str(connection.settings_dict["NAME"]), version_id)


def versions_of(code: str | None = None) -> tuple[KeptVersion, ...]:
    """The versions of a procedure, or of all, newest first."""
    return tuple(KeptVersion(*row) for row in rows(_VERSIONS, {"code": code}))


def version_named(code: str, label: str) -> Procedure:
    """The version of that label. Raises `NoSuchLabel`."""
    found = next((one for one in versions_of(code) if one.label == label), None)
    if found is None:
        raise NoSuchLabel(code=code, label=label)
    return version(found.version_id)


@lru_cache(maxsize=KEPT_VERSIONS)
def _built(database: str, version_id: int) -> Procedure:
    """`database` parts the versions of different databases, which tests have in one process."""
    found = Version.objects.filter(pk=version_id).values_list("definition", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return procedure_of(found, version_id=version_id)


@lru_cache(maxsize=KEPT_VERSIONS)
def _templates(database: str, version_id: int) -> Mapping[str, str]:
    before = f"{TEMPLATES_NAME}/"
    kept = VersionFile.objects.filter(version_id=version_id, name__startswith=before).values_list("name", "text")
    return {name.removeprefix(before): text for name, text in kept}
