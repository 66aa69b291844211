"""What the event of an act says: who acted, and what is another than it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.held import Held
from motcua.registers.ledger import actions as ledger
from motcua.rules import process
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class Before:
    """What the event compares with: only what changed is told."""

    by: str
    state: State
    marking: list[str]
    due_at: datetime | None
    promised_at: datetime | None
    outcome: str | None


def body_of(
    held: Held, before: Before, advance: process.Advance | None, change: Change, salt: bytes | None
) -> dict[str, Any]:
    """What the event says: enough to rebuild the state from, and no word of any person. The first moment due is the
    promise, which is not told twice."""
    body: dict[str, Any] = {"to": held.state.value, "by": before.by, **change.facts}
    if held.opens:
        body["opens"] = [[d.number, d.step, d.office_id, d.role, d.due_at] for d in held.opens]
    if held.closes:
        body["closes"] = sorted(held.closes)
    if held.marking != before.marking:
        body["marking"] = held.marking
    if held.due_at != before.due_at:
        body["due"] = held.due_at
    if held.promised_at not in (before.promised_at, held.due_at):
        body["promised"] = held.promised_at
    if advance is not None and advance.effects:
        body["effects"] = list(advance.effects)
    if change.ground is not None:
        body["ground"] = change.ground
    if held.outcome != before.outcome:
        body["outcome"] = held.outcome
    if change.text and salt:
        body["said"], body["text"] = held.revision, ledger.salted_hash(change.text, salt)
    return body


def actor(held: Held, by: Viewer, acted_as: str | None = None) -> str:
    """Who acted, as a code: the holding by which an official acts, or the capacity of anyone else."""
    if by.is_system:
        return "system"
    for duty in held.duties:
        if acted_as in (None, duty.step) and (seat := by.seat_for(duty.role, duty.office_id, duty.position_id)):
            return f"holding/{seat.holding_id}"
    here = {held.received_office_id, held.competent_office_id}
    seats = sorted(by.seats, key=lambda seat: seat.office_id not in here)
    if seats:
        return f"holding/{seats[0].holding_id}"
    return f"person/{by.person_id}" if by.person_id else "public"
