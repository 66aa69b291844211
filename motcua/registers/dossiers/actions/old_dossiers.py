"""A dossier as an earlier system tells it, and where it stands in our process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.registers.dossiers.actions.processes import asking_by_id
from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.errors import ImportedStateNotOpen, StepNotThere, TermMissing
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules import process
from motcua.rules.lifecycle import STATE_NAMES, Move, State

LAST_MOVES: Final = {
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


def process_of(old: OldDossier) -> process.ProcessDefinition:
    try:
        found = old.procedure.process_for(case=old.case_key, channel=old.channel, communes=communes_of(old))
    except LookupError as error:
        raise TermMissing(case=old.case_key, channel=old.channel) from error
    return asking_by_id(found)


def communes_of(old: OldDossier) -> str:
    return "remote" if offices.office(old.competent_office_id).attributes.get("remote") else ORDINARY


def marking_of(old: OldDossier, definition: process.ProcessDefinition) -> process.Advance | None:
    """Where the process stands: as if it had just come to the step. A step inside a parallel part begins all of it."""
    if old.state is State.DONE:
        return None
    key = old.step or definition.start
    if key not in definition.waiting_keys:
        raise StepNotThere(step=key[:60])
    place = definition.layout.places[key]
    return process.begin(replace(definition, start=place[0][0] if place else key))


def is_signed(old: OldDossier, definition: process.ProcessDefinition) -> bool:
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


def outcome_of(old: OldDossier) -> str | None:
    """Known once proposed."""
    definition = process_of(old)
    at = old.step or definition.start
    proposed = old.state is State.DONE or _lies_behind(definition, at, "propose", "refuse")
    return old.outcome.value if proposed else None


def payment_ground(old: OldDossier) -> str:
    grounds = old.procedure.grounds_for(GroundFor.FINANCE)
    if not grounds:
        raise ImportedStateNotOpen(state=STATE_NAMES[old.state])
    return grounds[0].key
