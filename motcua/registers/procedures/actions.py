"""What the catalogue does: publish procedure files. A published version never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.registers.documents import actions as documents
from motcua.registers.procedures.catalogue_importing import Indexed, indexed, is_index
from motcua.registers.procedures.catalogue_indexing import renew_index
from motcua.registers.procedures.chains import publishing as groups
from motcua.registers.procedures.checking import check, check_files
from motcua.registers.procedures.errors import (
    CodeUnlikeFolder,
    DecisionUnnamed,
    DecisionUnreadable,
    LawEndsBeforeItBegins,
    NotYoursToPublish,
    PublishedAlready,
)
from motcua.registers.procedures.portal.importing import Imported, Outcome, imported
from motcua.registers.procedures.proof.folder import (
    FILE_NAME,
    ProcedureFiles,
    files_of,
    text_of_file,
)
from motcua.registers.procedures.proving import CHAIN_FILE, files_in
from motcua.registers.procedures.publishing import (
    Published,
    changed_beside,
    has_decision,
    published_already,
    put_in_force,
)
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
    "renew_catalogue_index",
]

_PDF = "application/pdf"


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
    if known := published_already(text):
        return known
    return put_in_force(check(text=text, file=file), ProcedureFiles(text), now=now, by=by)


def publish_file(*, path: Path, now: datetime, by: Viewer, decision: int | None = None) -> Published:
    """Publish the file of one procedure, which lies in the folder of its code, proved with what lies beside it.

    `decision` is the document of the decision whose number and day the file names. Raises as `publish`,
    `ProcedureFileUnreachable`, `CodeUnlikeFolder`, `DecisionUnnamed` and `PublishedAlready` besides.
    """
    _must_publish(by)
    folder = path.parent.name
    files = files_of(path)
    if known := published_already(files.text):
        _must_be_of_folder(known.code, folder)
        _must_be_published(known, files, decision)
        return known
    data = check_files(files=files, file=f"{folder}/{path.name}").data
    _must_be_of_folder(data["identity"]["code"], folder)
    if decision is not None and "decision" not in data["version"]:
        raise DecisionUnnamed(code=data["identity"]["code"])
    return put_in_force(data, files, now=now, by=by, decision=decision)


def _must_be_published(known: Published, files: ProcedureFiles, decision: int | None) -> None:
    """What a published version would take no more is told: it would look as if it had been taken."""
    what = [*changed_beside(known, files)]
    if decision is not None:
        what.append(gettext("tệp quyết định"))
    if what:
        raise PublishedAlready(code=known.code, label=known.label, what=", ".join(what))


def publish_with_decision(*, folder: Path, decision: Path, now: datetime, by: Viewer) -> Published:
    """Publish the procedure of one folder and keep the file of its decision (PDF), together or not at all.

    Raises as `publish_file`, and as `documents.actions.keep` for a file that is no such paper.
    """
    _must_publish(by)
    try:
        content = decision.read_bytes()
    except OSError as error:
        raise DecisionUnreadable(file=decision.name) from error
    file = folder / FILE_NAME
    if (known := published_already(files_of(file).text)) and has_decision(known, content):
        return publish_file(path=file, now=now, by=by)
    with transaction.atomic():
        document = documents.keep(
            content=content, name=decision.name, media_type=_PDF, kind="decision", by=None, now=now
        )
        return publish_file(path=file, now=now, by=by, decision=document)


def publish_chain(*, text: str, now: datetime, by: Viewer, file: str = CHAIN_FILE) -> Published:
    """Check a group of interlinked procedures and put it in force from its day; its procedures must be in force today.

    The same text again changes nothing. Raises `ProcedureFileFaulty`, `ChainBeforeItsPredecessor`, `NotYoursToPublish`.
    """
    _must_publish(by)
    known = groups.published_already(text)
    made = known or groups.put_in_force(text=text, file=file, known_on=known_on, now=now, by=by)
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
    """Publish the file of one procedure, or every `<code>/procedure.yaml` under `path`, then every `<code>/chain.yaml`,
    each on its own: a refusal stops only its file. Raises `NoProcedureFiles` where there is none."""
    published: list[Published] = []
    refused: list[Refused] = []
    for file in files_in(path.absolute()):
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


def renew_catalogue_index(*, now: datetime) -> None:
    """Make the index of the list anew where this version reads it otherwise than the one that made it."""
    renew_index(now=now)


def _file_text(path: Path) -> tuple[str, str, str]:
    """Folder, name for the reader, text."""
    name = f"{path.parent.name}/{path.name}"
    return path.parent.name, name, text_of_file(path, name=name)


def import_substitutes(*, path: Path, law: ListOfLaw, now: datetime, by: Viewer) -> Iterator[ImportedRow]:
    """Bring in a list of papers that databases of the state stand for, line by line as it is asked for.

    The same line again changes nothing; intake asks no more for such a paper within a minute. Raises
    `NotYoursToPublish` and `LawEndsBeforeItBegins` at once, and `RecordsUnreachable` when the file cannot be read.
    """
    _must_publish(by)
    if law.valid_to is not None and law.valid_to < law.valid_from:
        raise LawEndsBeforeItBegins(source=law.source)
    return imported_rows(path, law, now=now)


def _must_publish(by: Viewer) -> None:
    if not (by.is_system or by.offices(Role.ADMINISTRATOR)):
        raise NotYoursToPublish()


def _must_be_of_folder(code: str, folder: str) -> None:
    if code != folder:
        raise CodeUnlikeFolder(folder=folder, code=code)
