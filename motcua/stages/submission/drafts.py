"""What an official puts aside: kept under the page's key, shown to nobody else, emptied when it is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.rules.access import Viewer
from motcua.stages.submission.errors import DraftIsGone, DraftTooLarge, DraftUnknown

KEPT_DAYS: Final = 7
"""What nobody went on with is forgotten after so many days."""
MOST_LETTERS: Final = 200_000
MOST_SHOWN: Final = 20

_SAVE = """
INSERT INTO submission_draft AS kept (key, official_id, procedure_code, who, content, saved_at)
VALUES (%(key)s, %(official)s, %(procedure)s, %(who)s, %(content)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET procedure_code = excluded.procedure_code, who = excluded.who,
    content = excluded.content, saved_at = excluded.saved_at
WHERE kept.official_id = excluded.official_id AND kept.done_at IS NULL
RETURNING key
"""
_FINISH = """
INSERT INTO submission_draft AS kept (key, official_id, procedure_code, who, content, saved_at, done_at)
VALUES (%(key)s, %(official)s, '', '', '{}', %(now)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET who = '', content = '{}', done_at = excluded.done_at
WHERE kept.official_id = excluded.official_id AND kept.done_at IS NULL
RETURNING key
"""
_MINE = "key = %(key)s AND official_id = %(official)s AND done_at IS NULL"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line of the list of what is put aside."""

    key: UUID
    procedure_code: str
    who: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What was put aside: the page's fields, and the documents of each paper in the order they came."""

    key: UUID
    procedure_code: str
    content: Mapping[str, Sequence[str]]
    saved_at: datetime
    scans: Mapping[str, tuple[int, ...]]


def put_aside(
    *, key: UUID, procedure_code: str, who: str, content: Mapping[str, Sequence[str]], by: Viewer, now: datetime
) -> None:
    """Keep a page's fields for the same official. Raises `DraftIsGone` for a key that is done or somebody else's,
    `DraftTooLarge`."""
    text = json.dumps({name: list(values) for name, values in content.items()}, ensure_ascii=False)
    if len(text) > MOST_LETTERS:
        raise DraftTooLarge
    values = {"key": key, "procedure": procedure_code[:40], "who": who[:200], "content": text, "now": now}
    if not _rows(_SAVE, values | {"official": by.official_id}):
        raise DraftIsGone


def attach(*, key: UUID, paper: str, document_ids: Iterable[int], by: Viewer) -> None:
    """Keep documents as scans of a paper of a draft. Raises `DraftIsGone` when it is done or somebody else's."""
    sql = f"""INSERT INTO submission_draft_scan (draft_id, document_id, paper)
        SELECT key, unnest(%(documents)s::bigint[]), %(paper)s FROM submission_draft WHERE {_MINE} RETURNING id"""
    if not _rows(sql, _mine(key, by) | {"documents": list(document_ids), "paper": paper}):
        raise DraftIsGone


def detach(*, key: UUID, document_id: int, by: Viewer) -> None:
    """Take a scan off again. Nothing happens when it is not there."""
    sql = f"""DELETE FROM submission_draft_scan WHERE document_id = %(document)s
        AND draft_id = (SELECT key FROM submission_draft WHERE {_MINE}) RETURNING id"""
    _rows(sql, _mine(key, by) | {"document": document_id})


@transaction.atomic
def finish(*, key: UUID, by: Viewer, now: datetime) -> None:
    """Handed in, or thrown away: the content is gone at once, and a page that is late does not bring it back."""
    if by.official_id is not None and _rows(_FINISH, _mine(key, by) | {"now": now}):
        _rows("DELETE FROM submission_draft_scan WHERE draft_id = %(key)s RETURNING id", {"key": key})


@transaction.atomic
def forget_drafts(*, before: datetime) -> int:
    """Forget what was not touched since; how many."""
    old = "SELECT key FROM submission_draft WHERE saved_at < %(before)s"
    _rows(f"DELETE FROM submission_draft_scan WHERE draft_id IN ({old}) RETURNING id", {"before": before})
    return len(_rows("DELETE FROM submission_draft WHERE saved_at < %(before)s RETURNING key", {"before": before}))


def draft(*, key: UUID, viewer: Viewer) -> Draft:
    """One of the viewer's own. Raises `DraftUnknown`, also for one of somebody else."""
    sql = f"SELECT key, procedure_code, content::text, saved_at FROM submission_draft WHERE {_MINE}"
    found = _rows(sql, _mine(key, viewer))
    if not found:
        raise DraftUnknown
    own_key, code, content, saved_at = found[0]
    return Draft(own_key, code, json.loads(content), saved_at, draft_scans(key=key, viewer=viewer))


def draft_scans(*, key: UUID, viewer: Viewer) -> dict[str, tuple[int, ...]]:
    """Paper → documents attached so far; none for a draft of somebody else."""
    sql = f"""SELECT paper, array_agg(document_id ORDER BY id) FROM submission_draft_scan
        WHERE draft_id = (SELECT key FROM submission_draft WHERE {_MINE}) GROUP BY paper"""
    return {paper: tuple(documents) for paper, documents in _rows(sql, _mine(key, viewer))}


def drafts(*, viewer: Viewer) -> tuple[DraftRow, ...]:
    """What the viewer has put aside, the latest first."""
    sql = """SELECT key, procedure_code, who, saved_at FROM submission_draft
        WHERE official_id = %(official)s AND done_at IS NULL ORDER BY saved_at DESC LIMIT %(most)s"""
    return tuple(DraftRow(*row) for row in _rows(sql, {"official": viewer.official_id, "most": MOST_SHOWN}))


def _mine(key: UUID, by: Viewer) -> dict[str, Any]:
    return {"key": key, "official": by.official_id}


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
