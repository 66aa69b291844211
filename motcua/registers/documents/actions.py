"""What the room does: it keeps files, and notes who holds which original. Each action is one transaction.

Custody is written to a dossier's stream of the ledger by the stages above, which know the act it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from motcua.foundation.postgres import prepared
from motcua.registers.documents import store
from motcua.registers.documents.custody import PASS_ON, TAKE_IN
from motcua.registers.documents.errors import NotACountOfOriginals, OriginalsChangedHands, OriginalsNotHere
from motcua.registers.documents.inspection import check_content, checked_name
from motcua.registers.documents.models import Document, HolderKind
from motcua.registers.documents.photographs import developed, is_photograph, name_of
from motcua.registers.documents.sheets import close_sheet as close_sheet
from motcua.registers.documents.sheets import make_sheet as make_sheet

LARGEST_DOCUMENT: Final = 20 * 1024 * 1024
"""Bytes, unless the setting MAX_DOCUMENT_BYTES says otherwise."""
MOST_ORIGINALS: Final = 500


def keep(*, content: bytes, name: str, media_type: str, kind: str, by: int | None, now: datetime) -> int:
    """Keep a file; the number of the document comes back. The same bytes lie in the store once.

    `kind` is the keeping stage's code (`paper`, `print`, `result`, …); `by` the holding of who keeps it, None for the
    applicant or the house itself. A telephone's HEIC photograph is kept as JPEG, with the SHA-256 of what came. Raises
    `FileNameUnfit`, `FileIsEmpty`, `FileTooLarge`, `FileIsAProgram`, `FileTypeNotTaken`, `FileIsNotWhatItSays`,
    `PdfIsLocked`, `PhotographUnreadable`.
    """
    shown, came_as = checked_name(name), None
    limit = getattr(settings, "MAX_DOCUMENT_BYTES", LARGEST_DOCUMENT)
    check_content(content=content, name=shown, media_type=media_type, limit=limit)
    if is_photograph(content, media_type):
        came_as = sha256(content).hexdigest()
        content, shown, media_type = developed(content=content, name=shown), name_of(shown), "image/jpeg"
    digest = store.put(root=Path(settings.FILES_FOLDER), content=content)
    document = Document(
        kind=kind,
        name=shown,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        came_as=came_as,
        kept_at=now,
        by_holding_id=by,
    )
    document.save(force_insert=True)
    return document.pk


def take_in(*, subject: str, originals: Mapping[str, int], office_id: int, now: datetime) -> None:
    """An office takes originals (paper's key → how many) of a subject ("dossier/17"): one statement.

    Raises `NotACountOfOriginals` and `OriginalsChangedHands`.
    """
    if not originals:
        return
    _check_counts(originals)
    facts = {
        "subject": subject,
        "asked": json.dumps(
            [{"paper": paper, "place": n + 1} for paper, count in originals.items() for n in range(count)]
        ),
        "office": office_id,
        "now": now,
    }
    _run(TAKE_IN, facts)


def hand_back(
    *,
    subject: str,
    now: datetime,
    originals: Mapping[str, int] | None = None,
    office_id: int | None = None,
    but: Collection[str] = (),
) -> dict[str, int]:
    """The applicant gets originals back; without `originals` all that offices hold. What was handed back comes back.

    With `office_id` only what that office holds; of the papers `but` nothing goes. Raises `OriginalsNotHere`,
    `NotACountOfOriginals`.
    """
    return _pass(subject, originals, office_id, HolderKind.APPLICANT, None, now, but)


def hand_to_carrier(*, subject: str, now: datetime, but: Collection[str] = ()) -> dict[str, int]:
    """What offices hold goes to somebody who takes it to the applicant, but of the papers `but` nothing."""
    return _pass(subject, None, None, HolderKind.OTHER, None, now, but)


def pass_on(
    *,
    subject: str,
    now: datetime,
    from_office_id: int,
    to_office_id: int | None,
    originals: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Originals go to another office, or with None to somebody who is neither office nor applicant (a carrier).

    Raises `OriginalsNotHere`, `NotACountOfOriginals`.
    """
    kind = HolderKind.OTHER if to_office_id is None else HolderKind.OFFICE
    return _pass(subject, originals, from_office_id, kind, to_office_id, now)


def _pass(
    subject: str,
    originals: Mapping[str, int] | None,
    office_id: int | None,
    to_kind: HolderKind,
    to_office: int | None,
    now: datetime,
    but: Collection[str] = (),
) -> dict[str, int]:
    _check_counts(originals or {})
    asked = originals or {}
    with transaction.atomic(savepoint=False):
        passed = dict(
            _run(
                PASS_ON,
                {
                    "subject": subject,
                    "asked": json.dumps([{"paper": paper, "n": count} for paper, count in asked.items()]),
                    "everything": originals is None,
                    "office": office_id,
                    "but": json.dumps(sorted(but)),
                    "to_kind": to_kind.value,
                    "to_office": to_office,
                    "now": now,
                },
            )
        )
        for paper, count in asked.items():
            if passed.get(paper, 0) < count:
                raise OriginalsNotHere(paper=paper, held=passed.get(paper, 0), asked=count)
    return passed


def _run(statement: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Of two at once about one original the second is refused, and with it whatever else its transaction did."""
    try:
        with transaction.atomic(savepoint=False):
            return prepared.rows(statement, facts)
    except IntegrityError as error:
        raise OriginalsChangedHands from error


def _check_counts(originals: Mapping[str, int]) -> None:
    for paper, count in originals.items():
        if not 1 <= count <= MOST_ORIGINALS:
            raise NotACountOfOriginals(paper=paper, limit=MOST_ORIGINALS)
