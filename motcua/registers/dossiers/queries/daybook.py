"""The register of a day: every dossier that an office took in (form 07, TT 03/2025/TT-VPCP)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.held import stream_of
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.ledger import queries as ledger
from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move, State

LONGEST_WAIT: Final = timedelta(days=366)
"""Between submission and acceptance; the index is walked no farther back."""
LATEST_ENTRY: Final = timedelta(days=31)
"""Between receipt and its being entered, where a mistake of intake was put right."""


@dataclass(frozen=True, slots=True)
class DaybookEntry:
    """One dossier taken in that day, as it stands now."""

    id: int
    code: str
    procedure_name: str
    sets: int
    owner: Person | None
    competent_office_id: int
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None
    state: State
    later_part_of: str = ""
    """Of a later part of an interlinked submission: the code of the whole, which counts with its first part."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who took a result, as it was written then, and by what right."""

    to: str
    authority: str


_TAKEN_IN: Final = f"""
SELECT d.id, d.code, d.procedure_version_id, d.owner_id, d.competent_office_id, d.received_at, d.due_at, d.returned_at,
       d.state, coalesce(c.code, '')
FROM dossiers_dossier d
LEFT JOIN dossiers_chain_part p ON p.dossier_id = d.id AND p.number > (SELECT min(first.number)
    FROM dossiers_chain_part first WHERE first.chain_id = p.chain_id AND first.feeds = '[]')
LEFT JOIN dossiers_chain c ON c.id = p.chain_id
WHERE d.received_office_id = %(office)s AND d.submitted_at >= %(begins)s - %(longest)s AND d.submitted_at < %(ends)s +
%(latest)s AND d.received_at >= %(begins)s AND d.received_at < %(ends)s AND {SEEN} ORDER BY d.received_at, d.id """


def taken_in_on(*, office_id: int, on: date, viewer: Viewer) -> tuple[DaybookEntry, ...]:
    """Every dossier that this office accepted that day, in order: two statements."""
    begins = datetime.combine(on, time(), VIETNAM)
    values = {
        "office": office_id,
        "begins": begins,
        "ends": begins + timedelta(days=1),
        "longest": LONGEST_WAIT,
        "latest": LATEST_ENTRY,
        **seen_by(viewer),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_IN, values)
        rows = cursor.fetchall()
    owners = people.persons([row[3] for row in rows], viewer=viewer, purpose="print")
    return tuple(
        DaybookEntry(
            id=number,
            code=code,
            procedure_name=procedures.version(version).name,
            sets=procedures.version(version).paper_sets,
            owner=owners.get(owner),
            competent_office_id=competent,
            received_at=received_at,
            due_at=due_at,
            returned_at=returned_at,
            state=State(state),
            later_part_of=whole,
        )
        for number, code, version, owner, competent, received_at, due_at, returned_at, state, whole in rows
    )


def handed_over(*, entries: Iterable[DaybookEntry], viewer: Viewer) -> dict[int, HandedOver]:
    """Who took the results of those that were handed over here, whatever was done since: two statements."""
    streams = {stream_of(one.id): one.id for one in entries if one.state is State.RETURNED}
    told = ledger.last_of_kind(streams, Move.HAND_OVER.value) if streams else {}
    said = {streams[stream]: event.body for stream, event in told.items() if "said" in event.body}
    if not said:
        return {}
    with connection.cursor() as cursor:
        revisions = [body["said"] for body in said.values()]
        cursor.execute(_SAID, {"dossiers": list(said), "revisions": revisions, **seen_by(viewer)})
        return {number: HandedOver(text, str(said[number].get("authority", ""))) for number, text in cursor.fetchall()}


_SAID: Final = f"""
SELECT t.dossier_id, t.text FROM unnest(%(dossiers)s::bigint[], %(revisions)s::int[]) AS asked (dossier_id, revision)
JOIN dossiers_text t ON t.dossier_id = asked.dossier_id AND t.revision = asked.revision
JOIN dossiers_dossier d ON d.id = t.dossier_id WHERE {SEEN}
"""
