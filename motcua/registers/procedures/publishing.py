"""Putting a procedure file that was proved in force from its day: the version, what lies beside it, the events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext

from motcua.foundation.vietnamese import sort_key
from motcua.registers.documents import queries as documents
from motcua.registers.ledger.actions import append
from motcua.registers.procedures.errors import ChangedInPlace, LabelTaken, TwoVersionsInForce
from motcua.registers.procedures.finding import search_text
from motcua.registers.procedures.proof.folder import EXAMPLES_NAME, TEMPLATES_NAME, ProcedureFiles
from motcua.registers.procedures.publication import publication_events
from motcua.rules.access import Viewer


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it stands in the catalogue now; `is_new` is false when the same file was there already."""

    version_id: int
    code: str
    label: str
    is_new: bool


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def published_already(text: str) -> Published | None:
    """The version that this very text already is; then nothing needs to be proved again."""
    found = _one("SELECT id, code, label FROM procedures_version WHERE sha256 = %s", _digest(text))
    return Published(found[0], found[1], found[2], is_new=False) if found else None


def changed_beside(known: Published, files: ProcedureFiles) -> tuple[str, ...]:
    """Names of the files beside the procedure that are other ones now than were published with it, if any were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sha256 FROM procedures_version_file WHERE version_id = %s", [known.version_id])
        kept = dict(cursor.fetchall())
    now = {name: _digest(text) for name, text in _beside(files).items()}
    return tuple(sorted(name for name in kept | now if kept.get(name) != now.get(name))) if kept else ()


def has_decision(known: Published, content: bytes) -> bool:
    """The version was published with this very file of its decision."""
    found = _one("SELECT decision_document_id FROM procedures_version WHERE id = %s", known.version_id)
    if found is None or found[0] is None:
        return False
    return documents.document(found[0]).sha256 == hashlib.sha256(content).hexdigest()


def put_in_force(
    data: Mapping[str, Any], files: ProcedureFiles, *, now: datetime, by: Viewer, decision: int | None = None
) -> Published:
    """Write a version that was proved, with what lies beside it; an open predecessor ends the day before. Raises
    `TwoVersionsInForce`, `LabelTaken`."""
    code, version = data["identity"]["code"], data["version"]
    with transaction.atomic():
        procedure_id = _locked_procedure(code)
        if known := published_already(files.text):
            return known
        _end_predecessor(procedure_id, date.fromisoformat(version["from"]), now=now, by=by)
        version_id = _insert(procedure_id, data, files.text, now, decision)
        _insert_files(version_id, files)
        for event in publication_events(data, version_id=version_id, sha256=_digest(files.text), document=decision):
            append(
                stream=f"procedure/{code}",
                kind=event.kind,
                body={**event.body, "by": by.official_id},
                happened_at=event.happened_at or now,
            )
    return Published(version_id, code, version["label"], is_new=True)


def _insert_files(version_id: int, files: ProcedureFiles) -> None:
    for name, text in _beside(files).items():
        sql = "INSERT INTO procedures_version_file (version_id, name, text, sha256) VALUES (%s, %s, %s, %s)"
        _run(sql, version_id, name, text, _digest(text))


def _beside(files: ProcedureFiles) -> dict[str, str]:
    """The texts beside a procedure's file by their names in its folder."""
    beside = {f"{TEMPLATES_NAME}/{name}": text for name, text in (files.templates or {}).items()}
    return beside if files.examples is None else beside | {EXAMPLES_NAME: files.examples}


def _locked_procedure(code: str) -> int:
    _run("INSERT INTO procedures_procedure (code) VALUES (%s) ON CONFLICT (code) DO NOTHING", code)
    found = _one("SELECT id FROM procedures_procedure WHERE code = %s FOR UPDATE", code)
    assert found
    return int(found[0])


def _end_predecessor(procedure_id: int, begins: date, *, now: datetime, by: Viewer) -> None:
    """The last day of the open version that began before is the day before `begins`."""
    ended = _one(
        "UPDATE procedures_version SET valid_to = %s WHERE procedure_id = %s AND valid_to IS NULL AND valid_from < %s"
        " RETURNING id, code",
        begins - timedelta(days=1),
        procedure_id,
        begins,
    )
    if ended:
        body = {"version": ended[0], "to": begins - timedelta(days=1), "by": by.official_id}
        append(stream=f"procedure/{ended[1]}", kind="procedure.superseded", body=body, happened_at=now)


def _insert(procedure_id: int, data: Mapping[str, Any], text: str, now: datetime, decision: int | None) -> int:
    identity, version = data["identity"], data["version"]
    row = {
        "procedure_id": procedure_id,
        "code": identity["code"],
        "name": identity["name"],
        "label": version["label"],
        "valid_from": version["from"],
        "valid_to": version.get("to"),
        "definition": json.dumps(data, ensure_ascii=False),
        "source": text,
        "sha256": _digest(text),
        "search": search_text(identity),
        "sort_key": sort_key(identity["name"]),
        "published_at": now,
        "decision_document_id": decision,
    }
    sql = f"INSERT INTO procedures_version ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))}) RETURNING id"
    _refuse_overlap(procedure_id, row)
    _refuse_label(procedure_id, row)
    try:
        with transaction.atomic():
            inserted = _one(sql, *row.values())
    except IntegrityError as error:
        if "procedures_version_one_in_force" not in str(error):
            raise
        _refuse_overlap(procedure_id, row)
        raise
    assert inserted
    return int(inserted[0])


def _refuse_overlap(procedure_id: int, row: Mapping[str, Any]) -> None:
    """The clear sentence before the database's own refusal."""
    other = _one(
        "SELECT label, to_char(valid_from, 'DD/MM/YYYY'), to_char(valid_to, 'DD/MM/YYYY'),"
        " valid_from = %s::date AS same FROM procedures_version"
        " WHERE procedure_id = %s AND daterange(valid_from, valid_to, '[]') && daterange(%s::date, %s::date, '[]')"
        " ORDER BY same DESC, valid_from LIMIT 1",
        row["valid_from"],
        procedure_id,
        row["valid_from"],
        row["valid_to"],
    )
    if other:
        label, begins, ends, same = other
        if same:
            raise ChangedInPlace(code=row["code"], label=label, from_date=begins)
        raise TwoVersionsInForce(
            code=row["code"], label=label, from_date=begins, to_date=ends or gettext("khi có bản thay thế")
        )


def _refuse_label(procedure_id: int, row: Mapping[str, Any]) -> None:
    """Versions are asked for by their labels; the procedure is locked, so nobody takes this one meanwhile."""
    sql = "SELECT to_char(valid_from, 'DD/MM/YYYY') FROM procedures_version WHERE procedure_id = %s AND label = %s"
    if other := _one(sql, procedure_id, row["label"]):
        raise LabelTaken(code=row["code"], label=row["label"], from_date=other[0])


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _one(sql: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found
