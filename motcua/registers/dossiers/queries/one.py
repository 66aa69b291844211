"""One dossier: everything a page of it shows, its history in words, and why it is promised for that moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers import story
from motcua.registers.dossiers.clock_facts import clock_facts
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.held import OpenDuty, stream_of
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import Promise, promise
from motcua.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as it came. `document_id` is the newest of `scans`."""

    paper: str
    originals: int
    copies: int
    held_by_state: bool
    document_id: int | None
    scans: tuple[int, ...] = ()
    """Numbers of documents, in the order they came."""


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier as its page shows it. `code` is the temporary reference until a code is given."""

    id: int
    code: str
    reference: str
    has_code: bool
    procedure_version_id: int
    procedure_code: str
    case_key: str
    channel: str
    state: State
    before_supplement: State | None
    marking: tuple[str, ...]
    revision: int
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    submitted_at: datetime
    received_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    signed_at: datetime | None
    returned_at: datetime | None
    supplements: int
    outcome: str | None
    money: str
    delivery: str
    last_key: UUID | None
    """Key of the last act: by it a page knows its own second click."""
    chain_id: int | None
    """The interlinked submission that it is a part of."""
    mirrored_at: datetime | None
    """Of a dossier of another system: the newest state told, by that system's clock."""
    clock: Mapping[str, Any]
    answers: Mapping[str, Any]
    papers: tuple[PaperRow, ...]
    duties: tuple[OpenDuty, ...]
    form_version: str = ""
    """Of the form that was answered; empty for what came before it was kept."""
    origin: str | None = None
    """Code of the system that sent it; None for what began here."""
    origin_number: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the dossier, its words beside it. `by` is a code: "holding/12", "system", "person/3"."""

    at: datetime
    kind: str
    to: str | None
    by: str
    text: str | None
    body: Mapping[str, Any]


_VIEW: Final = f"""
SELECT d.id, coalesce(d.code, d.reference), d.reference, d.code IS NOT NULL, d.procedure_version_id, d.procedure_code,
       d.case_key, d.channel, d.state, d.before_supplement, d.marking, d.revision, d.received_office_id,
       d.competent_office_id, d.applicant_id, d.owner_id, d.submitted_at, d.received_at, d.promised_at, d.due_at,
       d.finished_at, d.signed_at, d.returned_at, d.supplements, d.outcome, d.money, d.delivery, d.last_key, d.chain_id,
       d.mirrored_at, d.clock,
       coalesce(a.answers, '{{}}'),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(p.paper, p.originals, p.copies, p.held_by_state, p.document_id,
            (SELECT coalesce(jsonb_agg(s.document_id ORDER BY s.number), '[]') FROM dossiers_scan s
             WHERE s.dossier_id = d.id AND s.paper = p.paper)) ORDER BY p.paper), '[]')
        FROM dossiers_paper p WHERE p.dossier_id = d.id),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(q.number, q.step, q.office_id, q.role, q.position_id, q.due_at)
                                 ORDER BY q.number), '[]')
        FROM dossiers_duty q WHERE q.dossier_id = d.id AND q.closed_at IS NULL),
       coalesce(a.form_version, ''), d.origin, d.origin_number
FROM dossiers_dossier d LEFT JOIN dossiers_answers a ON a.dossier_id = d.id
WHERE d.id = %(dossier)s AND {SEEN}
"""


def dossier(*, dossier_id: int, viewer: Viewer) -> DossierView:
    """One dossier, in one statement. Raises `DossierUnknown` when there is none or the viewer may not see it."""
    found = prepared.rows(_VIEW, {"dossier": dossier_id, **seen_by(viewer)})
    if not found:
        raise DossierUnknown
    (row,) = found
    *plain, clock, answers, papers, duties, form_version, origin, origin_number = row
    view = list(plain)
    view[8], view[9], view[10] = State(view[8]), State(view[9]) if view[9] else None, tuple(json.loads(view[10]))
    view += [
        json.loads(clock),
        json.loads(answers),
        tuple(_paper(paper) for paper in json.loads(papers)),
        tuple(_duty(duty) for duty in json.loads(duties)),
        form_version,
        origin,
        origin_number,
    ]
    return DossierView(*view)


def history(*, dossier_id: int, viewer: Viewer) -> tuple[HistoryLine, ...]:
    """The dossier's events, oldest first, with the words kept beside them. Raises `DossierUnknown`."""
    dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT revision, text FROM dossiers_text WHERE dossier_id = %s", [dossier_id])
        said = dict(cursor.fetchall())
    return tuple(
        HistoryLine(
            at=event.happened_at,
            kind=event.kind,
            to=event.body.get("to"),
            by=str(event.body.get("by", "system")),
            text=said.get(event.body.get("said")),
            body=event.body,
        )
        for event in ledger.events_of(stream_of(dossier_id))
    )


def may_recall(*, view: DossierView, viewer: Viewer) -> bool:
    """Whether the viewer may take back what the viewer forwarded last (`actions.recall`)."""
    if view.state is not State.PROCESSING or view.signed_at is not None or not viewer.seats:
        return False
    last = story.last_hand_over(ledger.events_of(stream_of(view.id)))
    return last is not None and story.sent_by(last, viewer)


def can_be_recalled(*, view: DossierView, viewer: Viewer) -> bool:
    """Whether the viewer, a support officer of its offices, may ask that the last act is taken back: a forwarding that
    nothing has followed, whoever did it."""
    here = viewer.offices(Role.SUPPORT) & {view.received_office_id, view.competent_office_id}
    if not here or view.state is not State.PROCESSING or view.signed_at is not None:
        return False
    return story.last_hand_over(ledger.events_of(stream_of(view.id))) is not None


def promise_of(view: DossierView) -> Promise | None:
    """The promise computed again from the dossier's facts, with its explanation; None before acceptance, and for a
    promise made by an earlier system, which its facts do not explain."""
    if view.received_at is None:
        return None
    facts = clock_facts(
        procedures.version(view.procedure_version_id),
        case_key=view.case_key,
        channel=view.channel,
        received_at=view.received_at,
        kept=view.clock,
    )
    made = promise(facts, offices.calendar_of(view.competent_office_id))
    return made if "imported" not in view.clock or made.due_at == view.due_at else None


def _paper(paper: list[Any]) -> PaperRow:
    paper[-1] = tuple(paper[-1])
    return PaperRow(*paper)


def _duty(duty: list[Any]) -> OpenDuty:
    number, step, office_id, role, position_id, due_at = duty
    return OpenDuty(number, step, office_id, role, position_id, datetime.fromisoformat(due_at) if due_at else None)
