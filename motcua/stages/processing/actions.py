"""What the stage does: officials examine, send back, consult, pause on a ground, and move a dossier on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change, Moved
from motcua.registers.dossiers.actions import HandedOn as HandedOn
from motcua.registers.dossiers.actions import Reckoned as Reckoned
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM, Viewer
from motcua.rules.deadlines import Policy, RescheduleRefused, Term, Unit, due_within, may_reschedule
from motcua.rules.lifecycle import Guard, Move
from motcua.rules.process import Act, Answer, Complete, Consult, SendBack
from motcua.stages.processing.delays import tell_delays as tell_delays
from motcua.stages.processing.errors import (
    ConsultationTimeWrong,
    DemandUnsaid,
    NotPromisedYet,
    OutcomeMissing,
    ReasonMissing,
    RescheduleNotAllowed,
)
from motcua.stages.processing.many import MOST_AT_ONCE as MOST_AT_ONCE
from motcua.stages.processing.many import Forwarding as Forwarding
from motcua.stages.processing.many import Giving as Giving
from motcua.stages.processing.many import Outcome as Outcome
from motcua.stages.processing.many import assign_many as assign_many
from motcua.stages.processing.many import forward_many as forward_many
from motcua.stages.processing.supporting import agree_to_recall as agree_to_recall
from motcua.stages.processing.supporting import decline_recall as decline_recall
from motcua.stages.processing.supporting import want_recall as want_recall
from motcua.stages.processing.versions import MOST_ON_A_PAGE as MOST_ON_A_PAGE
from motcua.stages.processing.versions import change_version as change_version
from motcua.stages.processing.versions import change_versions as change_versions
from motcua.stages.processing.versions import prove_places as prove_places

LONGEST_CONSULTATION = 60
"""Working days at most that a consulted office may be given."""


def hand_on(*, position_id: int, to_position_id: int | None, by: Viewer, now: datetime) -> HandedOn:
    """A position ends: its open duties go to a successor, or to all who hold the role. Raises as the register."""
    return dossiers.hand_on(position_id=position_id, to_position_id=to_position_id, by=by, now=now)


def plan_hand_on(*, position_id: int, to_position_id: int | None, from_day: date, by: Viewer, now: datetime) -> None:
    """A position ends on a day to come: its open duties go then, not at once. Raises as the register."""
    dossiers.plan_hand_on(position_id=position_id, to_position_id=to_position_id, from_day=from_day, by=by, now=now)


def forget_hand_on(*, position_id: int, by: Viewer) -> None:
    """Its duties stay with whoever holds the position next. Raises as the register."""
    dossiers.forget_hand_on(position_id=position_id, by=by)


def carry_out_planned(*, now: datetime) -> int:
    """Give on what was planned until today; how many duties went."""
    return dossiers.carry_out_planned(now=now)


def reckon_anew(
    *, office_id: int | None, by: Viewer, now: datetime, after: int = 0, is_trial: bool = False
) -> Reckoned:
    """A calendar changed: promises given by it are reckoned anew, never earlier. Raises as the register."""
    return dossiers.reckon_anew(office_id=office_id, by=by, now=now, after=after, is_trial=is_trial)


def take_up(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Begin to examine: the dossier goes from received to processing."""
    return _move(Move.TAKE_UP, dossier_id, by, now, key, revision, Change())


def forward(
    *,
    dossier_id: int,
    step: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    outcome: str | None = None,
    text: str = "",
) -> Moved:
    """The step is done; a decision names its outcome. Raises as `dossiers.actions.move`, and `ReasonMissing` when a
    refusal is drafted and nobody has said why, there or with the decision before.

    An outcome that means a payment to the state (tax on land) demands it in the same transaction; `DemandUnsaid` when
    `text` does not say what is to be paid.
    """
    with transaction.atomic():
        moved = _act(Move.FORWARD, Complete(step, outcome or None), text, dossier_id, by, now, key, revision)
        if "refuse" in moved.effects and not text.strip() and not _is_explained(dossier_id):
            raise ReasonMissing
        if "demand-payment" not in moved.effects:
            return moved
        if not text.strip():
            raise DemandUnsaid
        return _demand(moved, text, now)


def _is_explained(dossier_id: int) -> bool:
    return bool(dossier_queries.reason_of_refusal(dossier_queries.history(dossier_id=dossier_id, viewer=SYSTEM)))


def send_back(
    *, dossier_id: int, step: str, to: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Give the dossier back to an earlier step, with the reason."""
    return _act(Move.SEND_BACK, SendBack(step, to), text, dossier_id, by, now, key, revision)


def fill_result(
    *, dossier_id: int, words: Mapping[str, str], source: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Enter what the ministry's own register gave for the result (số định danh, số, quyển), once, with its source.
    Raises as `dossiers.actions.fill_result`."""
    return dossiers.fill_result(
        dossier_id=dossier_id, words=words, source=source, by=by, now=now, key=key, revision=revision
    )


def recall(*, dossier_id: int, text: str = "", by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Take back what one forwarded, while whoever has it now has done nothing. Raises as `dossiers.actions.recall`."""
    return dossiers.recall(dossier_id=dossier_id, text=text, by=by, now=now, key=key, revision=revision)


def consult(
    *,
    dossier_id: int,
    step: str,
    office_ids: tuple[int, ...],
    days: int,
    text: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> Moved:
    """Ask other offices, with working days to answer; the clock runs on (NĐ 61/2018 art. 19(5)).

    Raises `ConsultationTimeWrong`, `OfficeUnknown`, and as `move`.
    """
    if not 1 <= days <= LONGEST_CONSULTATION:
        raise ConsultationTimeWrong(most=LONGEST_CONSULTATION)
    found = [offices.office(office_id) for office_id in office_ids]
    asked, kinds = tuple(str(one.id) for one in found), frozenset(one.kind for one in found)
    act = Consult(step, asked, Term(Decimal(days), Unit.WORKING_DAY), kinds=kinds)
    return _act(Move.CONSULT, act, text, dossier_id, by, now, key, revision)


def answer(
    *,
    dossier_id: int,
    step: str,
    office_id: int,
    text: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    relayed: bool = False,
) -> Moved:
    """A consulted office answers; `relayed`: on paper, and who asked writes it down. Raises `OutcomeMissing`."""
    if not text.strip():
        raise OutcomeMissing
    act = Answer(step, str(office_id), relayed)
    return _act(Move.ANSWER, act, text, dossier_id, by, now, key, revision)


def ask_supplement(*, dossier_id: int, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Ask the applicant, once and completely, for what is missing; the clock is held (NĐ 61/2018 art. 19(4))."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    clock = procedures.version(view.procedure_version_id).clock
    calendar = offices.calendar_of(view.received_office_id)
    until = due_within(now, clock.supplement_answer, Policy.BY_DAYS, calendar)
    return _move(Move.ASK_SUPPLEMENT, dossier_id, by, now, key, revision, Change(text=text, until=until))


def demand_payment(
    *, dossier_id: int, ground: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """The applicant must pay to the state (tax, land) before the dossier goes on; that time is not counted."""
    change = Change(ground=ground, text=text)
    return _move(Move.DEMAND_PAYMENT, dossier_id, by, now, key, revision, change)


def settle_payment(*, dossier_id: int, text: str = "", by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The demanded payment has been made, by its proof, which `text` names; the clock goes on."""
    change = Change(met=frozenset({Guard.FEE_SETTLED}), text=text)
    return _move(Move.SETTLE_PAYMENT, dossier_id, by, now, key, revision, change)


def pause(*, dossier_id: int, ground: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Stop the clock on one of the grounds that the procedure lists."""
    return _move(Move.PAUSE, dossier_id, by, now, key, revision, Change(ground=ground, text=text))


def resume(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Let the clock run again; the promise moves by what was not counted."""
    return _move(Move.RESUME, dossier_id, by, now, key, revision, Change())


def reschedule(
    *, dossier_id: int, until: datetime, text: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Apologise and promise a later day: once, and at least a day before (NĐ 61/2018 art. 19(9)); both days stay."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    if view.due_at is None:
        raise NotPromisedYet
    verdict = may_reschedule(
        promised_at=view.due_at,
        new_promised_at=until,
        now=now,
        reschedulings=int("rescheduled" in view.clock),
        calendar=offices.calendar_of(view.competent_office_id),
    )
    if isinstance(verdict, RescheduleRefused):
        raise RescheduleNotAllowed(why=verdict.reason.words())
    met = frozenset({Guard.RESCHEDULABLE})
    return _move(Move.RESCHEDULE, dossier_id, by, now, key, revision, Change(until=until, text=text, met=met))


def stop(*, dossier_id: int, ground: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """End the processing on a listed ground, before there is a decision (TT 03/2025/TT-VPCP art. 7)."""
    return _move(Move.STOP, dossier_id, by, now, key, revision, Change(ground=ground, text=text))


def assign(
    *,
    dossier_id: int,
    number: int,
    position_id: int | None,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> None:
    """Give an open duty to one position, again to another, or with None back to all of its role. Sent again it changes
    nothing. Raises as `dossiers.actions.assign`."""
    dossiers.assign(dossier_id=dossier_id, number=number, position_id=position_id, by=by, now=now, revision=revision)


def _demand(moved: Moved, text: str, now: datetime) -> Moved:
    view = dossier_queries.dossier(dossier_id=moved.dossier_id, viewer=SYSTEM)
    grounds = procedures.version(view.procedure_version_id).grounds_for(procedures.GroundFor.FINANCE)
    change = Change(ground=grounds[0].key if grounds else None, text=text)
    return dossiers.move(dossier_id=moved.dossier_id, move=Move.DEMAND_PAYMENT, by=SYSTEM, now=now, change=change)


def _act(
    move: Move, act: Act, text: str, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    return _move(move, dossier_id, by, now, key, revision, Change(act=act, text=text))


def _move(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    return dossiers.move(dossier_id=dossier_id, move=move, by=by, now=now, key=key, revision=revision, change=change)
