"""Files of results that a master names: noted with its message, asked for by the worker, kept with the dossier that
the master decided, and from there a paper of each part of an interlinked submission that waited for that result.

Two steps, each whole: first the file is kept with its own dossier, under the lock of the submission, so that a part
which opens later finds it; then it is added to the parts that are open already, each under its own lock alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.papers import PAPERS_ADDED, write_papers
from motcua.registers.dossiers.chain_rows import hold
from motcua.registers.dossiers.held import lock, write
from motcua.registers.dossiers.papers_given import PaperGiven
from motcua.registers.dossiers.story import RESULT_FILE
from motcua.rules.lifecycle import ENDED

RESULT_PAPER: Final = "result"
"""Under which the file lies with the dossier that it is the result of."""

_NOTE = """
INSERT INTO dossiers_mirror_file (dossier_id, address, name, next_at, told_at)
SELECT %(dossier)s, f.address, f.name, %(now)s, %(now)s
FROM json_to_recordset(%(files)s) AS f(address text, name text)
ON CONFLICT (dossier_id, address) DO UPDATE SET state = 'waiting', tries = 0, reason = '', next_at = %(now)s
WHERE dossiers_mirror_file.state = 'failed'
"""
_CLAIM = """
UPDATE dossiers_mirror_file f SET next_at = %(until)s, tries = f.tries + 1
FROM (SELECT id FROM dossiers_mirror_file WHERE next_at <= %(now)s ORDER BY next_at, id LIMIT 1
      FOR UPDATE SKIP LOCKED) due, dossiers_dossier d
WHERE f.id = due.id AND d.id = f.dossier_id
RETURNING f.id, f.dossier_id, d.procedure_version_id, f.address, f.name, f.tries, f.document_id
"""
_HERE = """
UPDATE dossiers_mirror_file SET state = 'here', document_id = %(document)s, reason = ''
WHERE id = %(file)s AND state = 'waiting' RETURNING dossier_id
"""
_PASSED_ON = "UPDATE dossiers_mirror_file SET state = 'passed-on', next_at = NULL WHERE id = %(file)s"
_LATER = """
UPDATE dossiers_mirror_file SET next_at = %(next)s, reason = %(reason)s,
    state = CASE WHEN %(next)s::timestamptz IS NULL THEN 'failed' ELSE state END
WHERE id = %(file)s AND state = 'waiting'
"""
_FED = """
SELECT next.dossier_id, feed.value ->> 1
FROM dossiers_chain_part part
JOIN dossiers_chain_part next ON next.chain_id = part.chain_id AND next.dossier_id IS NOT NULL
CROSS JOIN LATERAL jsonb_array_elements(next.feeds) AS feed(value)
WHERE part.dossier_id = %(dossier)s AND feed.value ->> 0 = part.key ORDER BY next.number
"""
_HAS = "SELECT 1 FROM dossiers_scan WHERE dossier_id = %(dossier)s AND document_id = %(document)s LIMIT 1"


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file as a master names it: where it lies there, and what paper it is."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class FileDue:
    """A file whose turn it is. `document_id`: it is kept already and only to be passed on."""

    id: int
    dossier_id: int
    procedure_version_id: int
    address: str
    name: str
    tries: int
    document_id: int | None


def note_files(dossier_id: int, files: Iterable[FileTold], now: datetime) -> None:
    """Named by a message: each is asked for, once; one that could not be had is asked for anew."""
    rows = {file.address: {"address": file.address, "name": file.name} for file in files}
    if rows:
        prepared.rows(_NOTE, {"dossier": dossier_id, "files": json.dumps([*rows.values()]), "now": now})


def due_file(*, now: datetime, until: datetime) -> FileDue | None:
    """The one that waits longest, left to the caller until that moment; None when nothing is due."""
    found = prepared.rows(_CLAIM, {"now": now, "until": until})
    return FileDue(*found[0]) if found else None


def keep_file(*, file_id: int, document_id: int, now: datetime) -> bool:
    """It is here: kept with its dossier as the result. Whether that is new: a second keeping changes nothing."""
    with one_transaction():
        found = prepared.rows(_HERE, {"file": file_id, "document": document_id})
        if not found:
            return False
        held = lock(found[0][0])
        if held.chain_id is not None:
            hold(held.chain_id)
        held.revision += 1
        paper = PaperGiven(RESULT_PAPER, scans=(document_id,))
        body: dict[str, Any] = {"by": "system", "document": document_id, **write_papers(held, (paper,), now)}
        write(held, now=now, key=None, text=None, salt=None, kind=RESULT_FILE, body=body)
    return True


def pass_on_file(*, file_id: int, dossier_id: int, document_id: int, now: datetime) -> None:
    """To each open part that the result is a paper of, and that has not got it; what has ended stays as it is."""
    for following, paper in prepared.rows(_FED, {"dossier": dossier_id}):
        with one_transaction():
            held = lock(following)
            if held.state in ENDED or prepared.rows(_HAS, {"dossier": following, "document": document_id}):
                continue
            held.revision += 1
            given = PaperGiven(paper, held_by_state=True, scans=(document_id,))
            body = {"by": "system", **write_papers(held, (given,), now)}
            write(held, now=now, key=None, text=None, salt=None, kind=PAPERS_ADDED, body=body)
    prepared.rows(_PASSED_ON, {"file": file_id})


def not_had(*, file_id: int, reason: str, next_at: datetime | None) -> None:
    """A try brought nothing: again at that moment, or with None never."""
    prepared.rows(_LATER, {"file": file_id, "reason": reason, "next": next_at})
