"""Who must act next: the open duties that a state and a marking call for.

Every state that has not ended has somebody who must act: a step's position while the dossier is being processed, the
one-stop unit in the others. One that ended without a result leaves the one-stop unit a duty while originals are held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers.held import Held, OpenDuty, stream_of
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import due_within
from motcua.rules.lifecycle import CLOCK_RUNS, State
from motcua.rules.process import DutyPlan, Marking, ProcessDefinition

INTAKE: Final = "intake"
AWAIT_SUPPLEMENT: Final = "await-supplement"
AWAIT_PAYMENT: Final = "await-payment"
HAND_OVER: Final = "hand-over"
GIVE_BACK: Final = "give-back"
"""Originals of a dossier that ended without a result wait for whoever collects them."""
QUIET: Final = timedelta(days=365)
"""Who does not come for originals makes nothing overdue; after a year somebody is to look (docs/decisions/0117)."""

STANDING: Final = {
    State.SUBMITTED: INTAKE,
    State.SUPPLEMENT: AWAIT_SUPPLEMENT,
    State.FINANCE: AWAIT_PAYMENT,
    State.DONE: HAND_OVER,
}
"""The one-stop unit's duty in each state where the process rests."""
WITHOUT_RESULT: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})


def close_all(held: Held) -> None:
    """End every open duty: the dossier enters a state where the process rests, or ends."""
    for duty in tuple(held.duties):
        held.close(duty)


def close_all_but_originals(held: Held) -> None:
    """End every open duty that another system's word ends: originals that lie here are not its business."""
    for duty in [duty for duty in held.duties if duty.step != GIVE_BACK]:
        held.close(duty)


def stand_by(held: Held, *, due_at: datetime | None) -> None:
    """Open the one-stop unit's duty of the state, if it has one: of the receiving office, or of the competent one when
    the dossier was received for it and handed on."""
    step = STANDING.get(held.state)
    if step is not None:
        handed_on = held.state is State.SUBMITTED and held.code is not None
        office_id = held.competent_office_id if handed_on else held.received_office_id
        held.open(step, office_id=office_id, role=Role.ONE_STOP_CLERK, due_at=due_at)


def keep_originals(held: Held, now: datetime) -> None:
    """Open the one-stop unit's duty to give originals back, if the dossier ended without a result and an office holds
    some. One statement for such an end, none otherwise. Under the dossier's lock, as all that moves originals."""
    if held.state not in WITHOUT_RESULT or any(duty.step == GIVE_BACK for duty in held.duties):
        return
    if any(hold.office_id is not None for hold in documents.originals_of(stream_of(held.id))):
        held.open(GIVE_BACK, office_id=held.received_office_id, role=Role.ONE_STOP_CLERK, due_at=now + QUIET)


def close(held: Held, keys: Iterable[str]) -> None:
    """End the duties of these keys."""
    ending = set(keys)
    for duty in [duty for duty in held.duties if duty.step in ending]:
        held.close(duty)


def open_planned(held: Held, plans: Iterable[DutyPlan], procedure: Procedure, now: datetime) -> None:
    """Open what the process plans, each with its own share of the term, never later than the promise."""
    calendar = None
    for plan in plans:
        due_at = held.due_at
        if plan.share is not None:
            calendar = calendar or offices.calendar_of(held.competent_office_id)
            own = due_within(now, plan.share, procedure.clock.policy, calendar)
            due_at = own if due_at is None or plan.office is not None else min(own, due_at)
        held.open(plan.key, office_id=_office_of(held, plan), role=plan.role, due_at=due_at)


def plans_of(definition: ProcessDefinition, marking: Marking) -> list[DutyPlan]:
    """The duties that a marking calls for: used when the process goes on after a rest."""
    plans = []
    for key in marking.active:
        step = definition.step(key)
        if step.role is not None:
            plans.append(DutyPlan(key, step.role, step.share))
        role = step.answered_by or step.role or ""
        plans += [DutyPlan(key, role, step.answer_within, office) for office in marking.offices_asked(key)]
    return plans


def open_for(held: Held, by: Viewer) -> list[OpenDuty]:
    """The open duties that are the viewer's to do."""
    return [duty for duty in held.duties if by.may_do(duty.office_id, duty.role, duty.position_id)]


def process_runs(state: State) -> bool:
    """Whether duties come from the internal process in this state."""
    return state in CLOCK_RUNS


def _office_of(held: Held, plan: DutyPlan) -> int:
    if plan.office is not None:
        return int(plan.office)
    return held.received_office_id if plan.role == Role.ONE_STOP_CLERK else held.competent_office_id
