"""Open dossiers of an earlier system come in: code, promise and state kept, so that the office goes on with them by the
ordinary moves. Their story is what that system told, written as history and marked as imported; nothing is made up in
between, so a step done there has no event here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.actions import duties
from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.actions.clock import standing_due
from motcua.registers.dossiers.actions.history import check_story
from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.errors import (
    ImportedStateNotOpen,
    MirroredHere,
    OldCodeUnfit,
    PromiseBeforeReceipt,
    ReceiptInTheFuture,
    SinceMissing,
    StepNotThere,
    TermMissing,
)
from motcua.registers.dossiers.held import Held, lock, stream_of
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger.actions import HistoryEvent
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules import process
from motcua.rules.deadlines import Policy, due_within
from motcua.rules.lifecycle import STATE_NAMES, Delivery, Money, Move, State, Sync
from motcua.rules.numbering import SCHEMES

OPEN_STATES: Final = frozenset({State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.FINANCE, State.DONE})
"""What may be brought in: accepted, and not over. A submission not yet accepted has neither code nor promise."""
CHECKED_BY: Final = "dossiers/import"
_NAMESPACE: Final = UUID("0d6a4b52-5f0e-4a49-9a6b-1d1f7a0c6b11")
_CODE: Final = re.compile(r"[A-Z0-9_./:+-]{4,60}")
_LAST: Final = {
    State.SUPPLEMENT: Move.ASK_SUPPLEMENT,
    State.FINANCE: Move.DEMAND_PAYMENT,
    State.DONE: Move.FORWARD,
}


class Outcome(StrEnum):
    """What was proposed or decided."""

    GRANTED = "granted"
    NOT_ELIGIBLE = "not-eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDossier:
    """A dossier as the earlier system tells it.

    `since`: when it came into its state; needed where the clock or the result depends on it (supplement, finance,
    done). `step` of the process where it stands, the first one when None; `position_id`: who holds it, when known.
    """

    code: str
    procedure: Procedure
    case_key: str
    channel: str
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    received_at: datetime
    promised_at: datetime
    state: State
    since: datetime | None = None
    step: str | None = None
    position_id: int | None = None
    outcome: Outcome = Outcome.GRANTED


@dataclass(frozen=True, slots=True)
class Imported:
    """`already`: a dossier of this code is there; nothing was written."""

    dossier_id: int
    already: bool = False


def import_dossier(*, old: OldDossier, by: str, now: datetime) -> Imported:
    """Bring one in, with the duties that its state calls for; one short transaction. The same code comes in once.

    Raises `OldCodeUnfit`, `ImportedStateNotOpen`, `PromiseBeforeReceipt`, `ReceiptInTheFuture`, `SinceMissing`,
    `StepNotThere`, `TermMissing`, `MirroredHere`, and as `ledger.append_history`; then nothing is written.
    """
    with transaction.atomic():
        if (there := _there(old.code)) is not None:
            return Imported(there, already=True)
        _refuse_unfit(old, now)
        definition = _process(old)
        marking = _marking(old, definition)
        dossier_id = _insert(old, marking, _is_signed(old, definition))
        held = lock(dossier_id)
        _open_duties(old, held, marking, now)
        _write_duties(held, old, now)
        _give_no_number_twice(old)
        ledger.append_history(
            stream=stream_of(dossier_id), events=_story(old, held, by), checked_by=CHECKED_BY, check=check_story
        )
    return Imported(dossier_id)


def _refuse_unfit(old: OldDossier, now: datetime) -> None:
    if not _CODE.fullmatch(old.code) or old.code.isdigit():
        raise OldCodeUnfit(code=old.code[:60])
    if old.state not in OPEN_STATES:
        raise ImportedStateNotOpen(state=STATE_NAMES[old.state])
    if not old.procedure.master.is_ours:
        raise MirroredHere(master=old.procedure.master.name)
    if old.promised_at < old.received_at:
        raise PromiseBeforeReceipt()
    if old.received_at > now or (old.since is not None and not old.received_at <= old.since <= now):
        raise ReceiptInTheFuture()
    if old.state in _LAST and old.since is None:
        raise SinceMissing(state=STATE_NAMES[old.state])


def _there(code: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier WHERE code = %s", [code])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _process(old: OldDossier) -> process.ProcessDefinition:
    try:
        return old.procedure.process_for(case=old.case_key, channel=old.channel, communes=_communes(old))
    except LookupError as error:
        raise TermMissing(case=old.case_key, channel=old.channel) from error


def _communes(old: OldDossier) -> str:
    return "remote" if offices.office(old.competent_office_id).attributes.get("remote") else ORDINARY


def _marking(old: OldDossier, definition: process.ProcessDefinition) -> process.Advance | None:
    """Where the process stands: as if it had just come to the step. A step inside a parallel part begins all of it."""
    if old.state is State.DONE:
        return None
    key = old.step or definition.start
    if key not in definition.waiting_keys:
        raise StepNotThere(step=key[:60])
    place = definition.layout.places[key]
    return process.begin(replace(definition, start=place[0][0] if place else key))


def _is_signed(old: OldDossier, definition: process.ProcessDefinition) -> bool:
    """Whether the decision has been made: signing lies behind."""
    return old.state is State.DONE or _lies_behind(definition, old.step or definition.start, "sign")


def _lies_behind(definition: process.ProcessDefinition, key: str, *effects: str) -> bool:
    """Whether the process has such an effect and none of them is still to come."""
    return any(_lies_ahead(definition, definition.start, effect) for effect in effects) and not any(
        _lies_ahead(definition, key, effect) for effect in effects
    )


def _lies_ahead(definition: process.ProcessDefinition, key: str, effect: str) -> bool:
    pending, met = [key], set[str]()
    while pending:
        step = definition.by_key.get(pending.pop())
        if step is None or step.key in met:
            continue
        met.add(step.key)
        if effect in (step.effect, *(branch.effect for branch in step.branches)):
            return True
        pending += [branch.to for branch in step.branches]
    return False


_INSERT = """
INSERT INTO dossiers_dossier (
    reference, code, opened_key, procedure_version_id, procedure_code, case_key, channel, received_office_id,
    competent_office_id, applicant_id, owner_id, state, before_supplement, marking, revision, last_duty, submitted_at,
    received_at, promised_at, due_at, clock, supplements, finished_at, signed_at, outcome, money, delivery, sync)
VALUES (
    %(code)s, %(code)s, %(key)s, %(version)s, %(procedure)s, %(case_key)s, %(channel)s, %(received)s, %(competent)s,
    %(applicant)s, %(owner)s, %(state)s, %(before_supplement)s, %(marking)s, 1, 0, %(received_at)s, %(received_at)s,
    %(promised_at)s, %(promised_at)s, %(clock)s, %(supplements)s, %(finished_at)s, %(signed_at)s, %(outcome)s,
    %(money)s, %(delivery)s, %(sync)s)
RETURNING id
"""
_PAPERS = """
INSERT INTO dossiers_paper (dossier_id, paper, originals, copies, held_by_state)
SELECT %(dossier)s::bigint, paper, originals, copies, false
FROM unnest(%(papers)s::text[], %(originals)s::int[], %(copies)s::int[]) AS came(paper, originals, copies)
"""


def _insert(old: OldDossier, marking: process.Advance | None, signed: bool) -> int:
    done, paused = old.state is State.DONE, old.state is State.SUPPLEMENT
    values: dict[str, Any] = {
        "code": old.code,
        "key": uuid5(_NAMESPACE, old.code),
        "version": old.procedure.version_id,
        "procedure": old.procedure.code,
        "case_key": old.case_key,
        "channel": old.channel,
        "received": old.received_office_id,
        "competent": old.competent_office_id,
        "applicant": old.applicant_id,
        "owner": old.owner_id,
        "state": old.state.value,
        "before_supplement": State.PROCESSING.value if paused else None,
        "marking": json.dumps(marking.marking.as_list() if marking else []),
        "received_at": old.received_at,
        "promised_at": old.promised_at,
        "clock": _clock(old),
        "supplements": int(paused),
        "finished_at": old.since if done else None,
        "signed_at": (old.since or old.received_at) if signed else None,
        "outcome": _outcome(old),
        "money": Money.NOTHING_DUE.value,
        "delivery": (Delivery.WAITING if done else Delivery.NONE).value,
        "sync": Sync.NONE.value,
    }
    ((dossier_id,),) = prepared.rows(_INSERT, values)
    prepared.rows(_PAPERS, {"dossier": dossier_id, **_papers(old)})
    return int(dossier_id)


def _papers(old: OldDossier) -> dict[str, list[Any]]:
    """The earlier system accepted the dossier, so it had every paper that is required whatever the answers."""
    had = [
        one
        for one in old.procedure.papers
        if one.required
        and one.when is None
        and one.required_when is None
        and one.applies(case=old.case_key, channel=old.channel, answers={})
    ]
    return {
        "papers": [one.key for one in had],
        "originals": [one.originals or int(not one.copies) for one in had],
        "copies": [one.copies for one in had],
    }


def _clock(old: OldDossier) -> dict[str, Any]:
    """The facts of the clock as far as they are known; `imported` is the promise made by the earlier system."""
    kept: dict[str, Any] = {"imported": old.promised_at.isoformat()}
    if _communes(old) != ORDINARY:
        kept["communes"] = _communes(old)
    if old.since is not None and old.state is State.SUPPLEMENT:
        kept["held_at"] = old.since.isoformat()
    if old.since is not None and old.state is State.FINANCE:
        kept["paused_at"], kept["paused_ground"] = old.since.isoformat(), _payment_ground(old)
    return kept


def _payment_ground(old: OldDossier) -> str:
    grounds = old.procedure.grounds_for(GroundFor.FINANCE)
    if not grounds:
        raise ImportedStateNotOpen(state=STATE_NAMES[old.state])
    return grounds[0].key


def _outcome(old: OldDossier) -> str | None:
    """Known once proposed."""
    definition = _process(old)
    at = old.step or definition.start
    proposed = old.state is State.DONE or _lies_behind(definition, at, "propose", "refuse")
    return old.outcome.value if proposed else None


def _open_duties(old: OldDossier, held: Held, marking: process.Advance | None, now: datetime) -> None:
    if marking is not None and duties.process_runs(old.state):
        duties.open_planned(held, marking.opens, old.procedure, now)
        return
    until = None
    if old.state is State.SUPPLEMENT and old.since is not None:
        calendar = offices.calendar_of(old.received_office_id)
        until = due_within(old.since, old.procedure.clock.supplement_answer, Policy.BY_DAYS, calendar)
    duties.stand_by(held, due_at=standing_due(held, Change(until=until), now))


_DUTIES = """
WITH opened AS (
    INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, position_id, opened_at, due_at)
    SELECT %(id)s::bigint, o.number, o.step, o.office, o.role, p.id, %(now)s, o.due
    FROM json_to_recordset(%(opens)s) AS o(number int, step text, office bigint, role text, due timestamptz)
    LEFT JOIN offices_position p ON p.id = %(position)s AND p.office_id = o.office AND p.role = o.role
)
UPDATE dossiers_dossier SET last_duty = %(last)s WHERE id = %(id)s
"""


def _write_duties(held: Held, old: OldDossier, now: datetime) -> None:
    opens = [
        {
            "number": duty.number,
            "step": duty.step,
            "office": duty.office_id,
            "role": duty.role,
            "due": duty.due_at.isoformat() if duty.due_at else None,
        }
        for duty in held.opens
    ]
    values = {"id": held.id, "now": now, "opens": json.dumps(opens), "position": old.position_id}
    prepared.rows(_DUTIES, {**values, "last": held.last_duty})


def _give_no_number_twice(old: OldDossier) -> None:
    """A code of today's scheme uses up its number of its office and day: the next dossier of that day gets another."""
    scheme = SCHEMES[settings.DOSSIER_CODE_SCHEME]
    found = scheme.code.fullmatch(old.code)
    if found is None or found["identifier"] != offices.office(old.received_office_id).code:
        return
    day = datetime.strptime(found["day"], "%y%m%d").replace(tzinfo=VIETNAM).date()
    number = int(old.code.rpartition("-")[2][2 if scheme.needs_owner else 0 :])
    prepared.rows(
        "INSERT INTO dossiers_day_number (office_id, day, last) VALUES (%(office)s, %(day)s, %(number)s)"
        " ON CONFLICT (office_id, day) DO UPDATE SET last = greatest(dossiers_day_number.last, excluded.last)",
        {"office": old.received_office_id, "day": day, "number": number},
    )


def _story(old: OldDossier, held: Held, by: str) -> list[HistoryEvent]:
    """What the earlier system told; the last event says where the dossier stands now."""
    told = list(_events(old, by))
    last = told[-1]
    stands: dict[str, Any] = {
        "marking": held.marking,
        "opens": [[one.number, one.step, one.office_id, one.role, one.due_at] for one in held.opens],
    }
    if held.outcome is not None:
        stands["outcome"] = held.outcome
    if old.position_id is not None:
        stands["holder"] = f"position/{old.position_id}"
    return [*told[:-1], HistoryEvent(last.kind, {**last.body, **stands}, last.happened_at)]


def _events(old: OldDossier, by: str) -> Iterator[HistoryEvent]:
    about = {
        "procedure": old.procedure.code,
        "version": old.procedure.version_id,
        "case": old.case_key,
        "channel": old.channel,
        "received": old.received_office_id,
        "competent": old.competent_office_id,
    }
    yield HistoryEvent(Move.SUBMIT.value, {"to": State.SUBMITTED.value, "by": by, **about}, old.received_at)
    promised = {"code": old.code, "promised": old.promised_at, "due": old.promised_at}
    yield HistoryEvent(Move.ACCEPT.value, {"to": State.RECEIVED.value, "by": by, **promised}, old.received_at)
    if old.state is State.RECEIVED:
        return
    taken_up = old.since if old.state is State.PROCESSING and old.since else old.received_at
    yield HistoryEvent(Move.TAKE_UP.value, {"to": State.PROCESSING.value, "by": by}, taken_up)
    if old.state in _LAST and old.since is not None:
        body: dict[str, Any] = {"to": old.state.value, "by": by}
        if old.state is State.FINANCE:
            body["ground"] = _payment_ground(old)
        yield HistoryEvent(_LAST[old.state].value, body, old.since)
