"""What a move does to the promise. The stored moments are a cache of what `due_at` computes from the facts beside them
(NĐ 309/2026 art. 8(3); NĐ 61/2018 art. 19; Civil Code art. 147–148)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.clock_facts import clock_facts
from motcua.registers.dossiers.held import Held
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import Procedure
from motcua.rules.deadlines import Policy, Term, Unit, due_at, due_within
from motcua.rules.lifecycle import Clock, State

ANSWER_ONLINE_WITHIN: Final = Term(Decimal(8), Unit.HOUR)
"""The one-stop unit answers a submission within 8 working hours (NĐ 297/2025 art. 6(4); NĐ 216/2026 art. 23)."""


def is_paused(held: Held) -> bool:
    """Whether the term is paused on a legal ground now."""
    return "paused_at" in held.clock


def answer_by(office_id: int, now: datetime) -> datetime:
    """By when the one-stop unit of this office answers what is submitted now."""
    return due_within(now, ANSWER_ONLINE_WITHIN, Policy.BY_HOURS, offices.calendar_of(office_id))


def follow(held: Held, procedure: Procedure, effect: Clock, change: Change, now: datetime) -> None:
    """Carry the clock's effect into the row: the facts first, then the promise computed from them."""
    kept = held.clock
    if effect is Clock.START:
        held.received_at = change.received_at or now
        if held.competent_is_remote:
            kept["communes"] = "remote"
    elif effect is Clock.HOLD:
        kept["held_at"] = now.isoformat()
    elif effect is Clock.RELEASE:
        kept.setdefault("supplements", []).append([kept.pop("held_at"), now.isoformat()])
    elif effect is Clock.PAUSE:
        kept["paused_at"], kept["paused_ground"] = now.isoformat(), change.ground
    elif effect is Clock.RESUME:
        pause = [kept.pop("paused_at"), now.isoformat(), kept.pop("paused_ground")]
        kept.setdefault("pauses", []).append(pause)
    elif effect is Clock.RESCHEDULE and change.until and held.due_at:
        kept["rescheduled"] = [held.due_at.isoformat(), change.until.isoformat()]
        held.due_at = change.until
    if effect in (Clock.START, Clock.RELEASE, Clock.RESUME):
        held.due_at = reckon(held, procedure)
        held.promised_at = held.promised_at or held.due_at


def reckon(held: Held, procedure: Procedure) -> datetime:
    """The promise in force, from the facts alone. A rescheduled day, and the promise of an earlier system, stand unless
    the facts lead beyond them."""
    assert held.received_at is not None
    facts = clock_facts(
        procedure, case_key=held.case_key, channel=held.channel, received_at=held.received_at, kept=held.clock
    )
    due = due_at(facts, offices.calendar_of(held.competent_office_id))
    stands: str | None = held.clock.get("rescheduled", [None, held.clock.get("imported")])[1]
    return max(due, datetime.fromisoformat(stands)) if stands else due


def standing_due(held: Held, change: Change, now: datetime) -> datetime:
    """Until when the one-stop unit's duty of a resting state is to be done."""
    if held.state is State.SUPPLEMENT and change.until is not None:
        return change.until
    if held.state is State.SUBMITTED or held.due_at is None:
        return answer_by(held.received_office_id, now)
    return held.due_at
