"""Papers of a dossier: those it begins with, and those that come later; each scan stays beside the newer ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.moving import Moved, capacities, refuse_if_mirrored, told_of
from motcua.registers.dossiers.actions.telling import actor
from motcua.registers.dossiers.errors import DossierEnded, NotYoursToAddTo
from motcua.registers.dossiers.held import Held, lock, refuse_if_moved_on, write
from motcua.registers.dossiers.papers_given import PaperGiven, paper_rows, scan_rows
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, By

PAPERS_ADDED: Final = "papers-added"
MAY_ADD: Final = frozenset({By.ONE_STOP, By.APPLICANT, By.SYSTEM})

_ADD = """
WITH scans AS (
    INSERT INTO dossiers_scan (dossier_id, number, paper, document_id, added_at)
    SELECT %(dossier)s,
           (SELECT coalesce(max(number), 0) FROM dossiers_scan WHERE dossier_id = %(dossier)s) + row_number() OVER (),
           s.paper, s.document_id, %(now)s
    FROM json_to_recordset(%(scans)s) AS s(paper text, document_id bigint)
)
INSERT INTO dossiers_paper AS kept (dossier_id, paper, originals, copies, held_by_state, document_id)
SELECT %(dossier)s, p.paper, p.originals, p.copies, p.held_by_state, p.document_id
FROM json_to_recordset(%(papers)s)
    AS p(paper text, originals smallint, copies smallint, held_by_state boolean, document_id bigint)
ON CONFLICT (dossier_id, paper) DO UPDATE SET
    originals = kept.originals + excluded.originals,
    copies = kept.copies + excluded.copies,
    held_by_state = kept.held_by_state OR excluded.held_by_state,
    document_id = coalesce(excluded.document_id, kept.document_id)
"""


def add_papers(
    *,
    dossier_id: int,
    papers: tuple[PaperGiven, ...],
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    before_write: Callable[[Held], Mapping[str, Any]] | None = None,
) -> Moved:
    """Add pieces and scans to a dossier without changing its state; whoever looks at it is to look again.

    `before_write` as in `Change`. Raises `DossierUnknown`, `DossierMovedOn`, `NotYoursToAddTo`, `DossierEnded`,
    `MirroredHere`.
    """
    with one_transaction() as ours:
        held = lock(dossier_id)
        if key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        refuse_if_mirrored(held)
        if not capacities(held, by) & MAY_ADD:
            raise NotYoursToAddTo
        if held.state in ENDED:
            raise DossierEnded
        held.revision += 1
        more = before_write(held) if before_write else {}
        body = {"by": actor(held, by), **write_papers(held, papers, now), **more}
        write(held, now=now, key=key, text=None, salt=None, kind=PAPERS_ADDED, body=body, ends=ours)
        return told_of(held)


def write_papers(held: Held, papers: tuple[PaperGiven, ...], now: datetime) -> dict[str, Any]:
    """Write them to a dossier under lock: one statement, none for none. Answers what the event says of them: paper,
    originals, copies, numbers of documents."""
    if not papers:
        return {}
    rows = {"papers": json.dumps(paper_rows(papers)), "scans": json.dumps(scan_rows(papers))}
    prepared.rows(_ADD, {"dossier": held.id, "now": now, **rows})
    return {"papers": [[one.paper, one.originals, one.copies, list(one.documents)] for one in papers]}
