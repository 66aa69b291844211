"""What the catalogue does: publish procedure files. A published version never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.foundation.vietnamese import sort_key
from motcua.registers.documents import actions as documents
from motcua.registers.ledger.actions import append
from motcua.registers.procedures.catalogue_importing import Indexed, indexed, is_index
from motcua.registers.procedures.chains.publishing import published_already, put_in_force
from motcua.registers.procedures.checking import check, check_files
from motcua.registers.procedures.errors import (
    CodeUnlikeFolder,
    DecisionUnnamed,
    DecisionUnreadable,
    NotYoursToPublish,
    ProcedureFileUnreachable,
    TwoVersionsInForce,
)
from motcua.registers.procedures.finding import search_text
from motcua.registers.procedures.portal.importing import Imported, Outcome, imported
from motcua.registers.procedures.proof.folder import (
    EXAMPLES_NAME,
    FILE_NAME,
    TEMPLATES_NAME,
    ProcedureFiles,
    files_of,
)
from motcua.registers.procedures.publication import publication_events
from motcua.registers.procedures.queries import known_on
from motcua.registers.procedures.receiving import NewReceptions as NewReceptions
from motcua.registers.procedures.receiving import receive as receive
from motcua.registers.procedures.receiving import stop_receiving as stop_receiving
from motcua.registers.procedures.substitutes.importing import ImportedRow, ListOfLaw, RowOutcome, imported_rows
from motcua.rules.access import Role, Viewer

__all__ = [
    "FolderOutcome",
    "Imported",
    "ImportedRow",
    "Indexed",
    "ListOfLaw",
    "Outcome",
    "Published",
    "Refused",
    "RowOutcome",
    "import_catalogue",
    "import_records",
    "import_substitutes",
    "is_index",
    "publish",
    "publish_chain",
    "publish_chain_file",
    "publish_file",
    "publish_folder",
    "publish_with_decision",
]

CHAIN_FILE = "chain.yaml"
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it stands in the catalogue now; `is_new` is false when the same file was there already."""

    version_id: int
    code: str
    label: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of a folder that was not published, and why."""

    file: Path
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class FolderOutcome:
    """What became of each file of a folder."""

    published: tuple[Published, ...]
    refused: tuple[Refused, ...]


def publish(*, text: str, now: datetime, by: Viewer, file: str = FILE_NAME) -> Published:
    """Check a procedure file and put it in force from its day; an open predecessor ends the day before.

    The same text again changes nothing. Raises `ProcedureFileFaulty`, `TwoVersionsInForce`, `NotYoursToPublish`.
    """
    _must_publish(by)
    if known := _published(text):
        return known
    return _put_in_force(check(text=text, file=file), ProcedureFiles(text), now=now, by=by)


def publish_file(*, path: Path, now: datetime, by: Viewer, decision: int | None = None) -> Published:
    """Publish the file of one procedure, which lies in the folder of its code, proved with what lies beside it.

    `decision` is the document of the decision whose number and day the file names. Raises as `publish`,
    `ProcedureFileUnreachable`, `CodeUnlikeFolder` and `DecisionUnnamed` besides.
    """
    _must_publish(by)
    folder = path.parent.name
    files = files_of(path)
    if known := _published(files.text):
        _must_be_of_folder(known.code, folder)
        return known
    data = check_files(files=files, file=f"{folder}/{path.name}").data
    _must_be_of_folder(data["identity"]["code"], folder)
    if decision is not None and "decision" not in data["version"]:
        raise DecisionUnnamed(code=data["identity"]["code"])
    return _put_in_force(data, files, now=now, by=by, decision=decision)


def publish_with_decision(*, folder: Path, decision: Path, now: datetime, by: Viewer) -> Published:
    """Publish the procedure of one folder and keep the file of its decision (PDF), together or not at all.

    Raises as `publish_file`, and as `documents.actions.keep` for a file that is no such paper.
    """
    _must_publish(by)
    try:
        content = decision.read_bytes()
    except OSError as error:
        raise DecisionUnreadable(file=decision.name) from error
    with transaction.atomic():
        document = documents.keep(
            content=content, name=decision.name, media_type=_PDF, kind="decision", by=None, now=now
        )
        return publish_file(path=folder / FILE_NAME, now=now, by=by, decision=document)


def publish_chain(*, text: str, now: datetime, by: Viewer, file: str = CHAIN_FILE) -> Published:
    """Check a group of interlinked procedures and put it in force from its day; its procedures must be in force today.

    The same text again changes nothing. Raises `ProcedureFileFaulty`, `ChainBeforeItsPredecessor`, `NotYoursToPublish`.
    """
    _must_publish(by)
    known = published_already(text)
    made = known or put_in_force(text=text, file=file, known_on=known_on, now=now, by=by)
    return Published(made.pk, made.code, made.label, is_new=known is None)


def publish_chain_file(*, path: Path, now: datetime, by: Viewer) -> Published:
    """Publish the file of one group, which lies in the folder of its code. Raises as `publish_chain`, and
    `ProcedureFileUnreachable`, `CodeUnlikeFolder`."""
    _must_publish(by)
    folder, name, text = _file_text(path)
    with transaction.atomic():
        made = publish_chain(text=text, now=now, by=by, file=name)
        _must_be_of_folder(made.code, folder)
    return made


def publish_folder(*, path: Path, now: datetime, by: Viewer) -> FolderOutcome:
    """Publish every `<code>/procedure.yaml` under `path`, then every `<code>/chain.yaml`, each on its own: a refusal
    stops only its file."""
    published: list[Published] = []
    refused: list[Refused] = []
    files = [*sorted(path.glob(f"*/{FILE_NAME}")), *sorted(path.glob(f"*/{CHAIN_FILE}"))]
    for file in files:
        try:
            made = publish_chain_file if file.name == CHAIN_FILE else publish_file
            published.append(made(path=file, now=now, by=by))
        except Refusal as refusal:
            refused.append(Refused(file, refusal))
    return FolderOutcome(tuple(published), tuple(refused))


def import_records(*, path: Path, now: datetime, by: Viewer) -> Iterator[Imported]:
    """Make a draft of each published record of a file (JSON lines, perhaps packed), line by line as it is asked for.

    A line that cannot become a draft is told and changes nothing; the same record again changes nothing. Raises
    `NotYoursToPublish` at once, and `RecordsUnreachable` when the file cannot be read.
    """
    _must_publish(by)
    return imported(path, now=now, by=by)


def import_catalogue(*, path: Path, now: datetime, by: Viewer) -> Iterator[Indexed]:
    """Put in the national portal's list of procedures, line by line as it is asked for; then make its index.

    A newer line of the same code replaces the older one. Raises `NotYoursToPublish` at once, and `RecordsUnreachable`
    when the file cannot be read.
    """
    _must_publish(by)
    return indexed(path, now=now, by=by)


def _file_text(path: Path) -> tuple[str, str, str]:
    """Folder, name for the reader, text."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return path.parent.name, name, path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ProcedureFileUnreachable(file=name) from error


def import_substitutes(*, path: Path, law: ListOfLaw, now: datetime, by: Viewer) -> Iterator[ImportedRow]:
    """Bring in a list of papers that databases of the state stand for, line by line as it is asked for.

    The same line again changes nothing; intake asks no more for such a paper within a minute. Raises
    `NotYoursToPublish` at once, and `RecordsUnreachable` when the file cannot be read.
    """
    _must_publish(by)
    return imported_rows(path, law, now=now)


def _must_publish(by: Viewer) -> None:
    if not (by.is_system or by.offices(Role.ADMINISTRATOR)):
        raise NotYoursToPublish()


def _must_be_of_folder(code: str, folder: str) -> None:
    if code != folder:
        raise CodeUnlikeFolder(folder=folder, code=code)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _published(text: str) -> Published | None:
    """The version that this very text already is; then nothing needs to be proved again."""
    found = _one("SELECT id, code, label FROM procedures_version WHERE sha256 = %s", _digest(text))
    return Published(found[0], found[1], found[2], is_new=False) if found else None


def _put_in_force(
    data: Mapping[str, Any], files: ProcedureFiles, *, now: datetime, by: Viewer, decision: int | None = None
) -> Published:
    code, version = data["identity"]["code"], data["version"]
    with transaction.atomic():
        procedure_id = _locked_procedure(code)
        if known := _published(files.text):
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
    beside = {f"{TEMPLATES_NAME}/{name}": text for name, text in (files.templates or {}).items()}
    if files.examples is not None:
        beside[EXAMPLES_NAME] = files.examples
    for name, text in beside.items():
        sql = "INSERT INTO procedures_version_file (version_id, name, text, sha256) VALUES (%s, %s, %s, %s)"
        _run(sql, version_id, name, text, _digest(text))


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
        "SELECT label, to_char(valid_from, 'DD/MM/YYYY'), to_char(valid_to, 'DD/MM/YYYY') FROM procedures_version"
        " WHERE procedure_id = %s AND daterange(valid_from, valid_to, '[]') && daterange(%s::date, %s::date, '[]')",
        procedure_id,
        row["valid_from"],
        row["valid_to"],
    )
    if other:
        label, begins, ends = other
        raise TwoVersionsInForce(
            code=row["code"], label=label, from_date=begins, to_date=ends or gettext("khi có bản thay thế")
        )


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _one(sql: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found
