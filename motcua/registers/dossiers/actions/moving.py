"""The one way to change a dossier's state: the lifecycle and the process decide, then row, duties, words and event are
written in one transaction. Two statements (lock, write), three with a number taken."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import chaining, clock, duties
from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.actions.numbering import take_code
from motcua.registers.dossiers.actions.processes import process_of
from motcua.registers.dossiers.actions.telling import Before, actor, body_of
from motcua.registers.dossiers.errors import MirroredHere, MoveNotAllowed, StepNotAllowed
from motcua.registers.dossiers.held import Held, answers_for, lock, refuse_if_moved_on, write
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules import lifecycle, process
from motcua.rules.access import SYSTEM, Role, Viewer
from motcua.rules.lifecycle import By, Delivery, Guard, Money, Move, MoveFacts, State
from motcua.rules.sentences import gettext_noop


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the dossier. `already` is set when this very act had been done before (a repeated click)."""

    dossier_id: int
    state: State
    revision: int
    due_at: datetime | None
    code: str | None
    effects: tuple[str, ...] = ()
    """What the act on the process means in law."""
    already: bool = False


def move(
    *,
    dossier_id: int,
    move: Move,
    by: Viewer,
    now: datetime,
    key: UUID | None = None,
    revision: int | None = None,
    change: Change | None = None,
) -> Moved:
    """Make one move. Raises `DossierUnknown`, `DossierMovedOn`, `MoveNotAllowed`, `StepNotAllowed`; then nothing is
    written."""
    change = change or Change()
    with one_transaction() as ours:
        held = lock(dossier_id)
        if key is not None and key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        procedure, advance, acted_as, verdict = _decided(held, by, move, change)
        before = Before(
            actor(held, by, acted_as), held.state, list(held.marking), held.due_at, held.promised_at, held.outcome
        )
        held.state = verdict.to
        _follow(held, procedure, verdict, before.state, advance, change, now)
        held.revision += 1
        brought = chaining.bring_originals(held, now=now)
        more = change.before_write(held) if change.before_write else {}
        duties.keep_originals(held, now)
        salt = secrets.token_bytes(16) if change.text else None
        body = {**body_of(held, before, advance, change, salt), **brought, **more}
        others = held.chain_id is not None and matters_to_chain(held, before)
        ends = ours and not others
        write(held, now=now, key=key, text=change.text, salt=salt, kind=move.value, body=body, ends=ends)
        if others:
            chaining.follow(held, now=now, accept=take_in_next)
        return told_of(held, advance.effects if advance else ())


def _decided(
    held: Held, by: Viewer, move: Move, change: Change
) -> tuple[Procedure, process.Advance | None, str | None, lifecycle.Allowed]:
    """What process and lifecycle make of the move. Raises `MirroredHere`, `StepNotAllowed`, `MoveNotAllowed`."""
    procedure = procedures.version(held.procedure_version_id)
    refuse_if_mirrored(held)
    if not (procedure.master.is_ours or by.is_system):
        raise MirroredHere(master=procedure.master.name)
    advance, acted_as = _advance(held, process_of(held, procedure), move, change.act)
    facts = MoveFacts(
        by=capacities(held, by, acted_as),
        met=change.met | known_guards(held, procedure, move, change),
        before_supplement=held.before_supplement,
        process_ended=advance is not None and advance.ended,
    )
    verdict = lifecycle.decide(held.state, move, facts)
    if isinstance(verdict, lifecycle.NotAllowed):
        raise MoveNotAllowed(verdict)
    return procedure, advance, acted_as, verdict


def refuse_if_mirrored(held: Held) -> None:
    """Raises `MirroredHere` for a dossier that another system decides: nobody here changes it."""
    if held.mirrored_at is not None:
        raise MirroredHere(master=procedures.version(held.procedure_version_id).master.name)


_BROUGHT_TOGETHER = frozenset({Guard.JURISDICTION, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED})
"""What was looked at when the whole was taken in, and what the result before it brings (NĐ 297/2025 art. 6)."""


def matters_to_chain(held: Held, before: Before) -> bool:
    """Whether the other parts of an interlinked submission are to follow: it ended, or its promise is another."""
    is_over = held.state is not before.state and (held.state is State.DONE or held.state in lifecycle.ENDED)
    return is_over or held.due_at != before.due_at


def take_in_next(dossier_id: int, now: datetime) -> None:
    """The next dossier of a chain, whose term begins with the result that it waited for."""
    change = Change(met=_BROUGHT_TOGETHER, before_write=lambda held: take_code(held, now))
    move(dossier_id=dossier_id, move=Move.ACCEPT, by=SYSTEM, now=now, change=change)


def capacities(held: Held, by: Viewer, acting_on: str | None = None) -> frozenset[By]:
    """In what capacities the viewer may act on this dossier today."""
    roles: set[By] = set()
    if by.is_system:
        roles.add(By.SYSTEM)
    if by.person_id is not None and by.person_id in (held.applicant_id, held.owner_id):
        roles.add(By.APPLICANT)
    if by.holds(Role.ONE_STOP_CLERK, held.received_office_id) or by.holds(
        Role.ONE_STOP_CLERK, held.competent_office_id
    ):
        roles.add(By.ONE_STOP)
    if by.holds(Role.LEADER, held.competent_office_id):
        roles.add(By.LEADER)
    if by.holds(Role.SUPPORT, held.received_office_id) or by.holds(Role.SUPPORT, held.competent_office_id):
        roles.add(By.SUPPORT)
    mine = duties.open_for(held, by)
    if any(acting_on in (None, duty.step) for duty in mine):
        roles.add(By.DUTY_HOLDER)
    return frozenset(roles)


_SIGNS = gettext_noop("Đây là bước ký duyệt: hãy xem kết quả rồi ký.")
_SIGNS_NOT = gettext_noop("Bước này không phải là bước ký duyệt.")


def _advance(
    held: Held, definition: process.ProcessDefinition, move: Move, act: process.Act | None
) -> tuple[process.Advance | None, str | None]:
    """What the process makes of the act, and the key of the duty by which it is done."""
    if act is None:
        return None, None
    marking = process.Marking.from_list(held.marking)
    verdict = process.advance(definition, marking, act, answers=answers_for(held, definition))
    if isinstance(verdict, process.NotAllowed):
        raise StepNotAllowed(why=verdict.sentence.words(gettext))
    if ("sign" in verdict.effects) is not (move is Move.SIGN):
        why = _SIGNS if "sign" in verdict.effects else _SIGNS_NOT
        raise StepNotAllowed(why=gettext(why))
    answers = isinstance(act, process.Answer) and not act.relayed
    return verdict, f"{act.step}@{act.office}" if isinstance(act, process.Answer) and answers else act.step


_GROUND_OF = {
    Move.REFUSE: GroundFor.REFUSE,
    Move.STOP: GroundFor.STOP,
    Move.PAUSE: GroundFor.PAUSE,
    Move.DEMAND_PAYMENT: GroundFor.FINANCE,
}


def known_guards(held: Held, procedure: Procedure, move: Move, change: Change) -> frozenset[Guard]:
    """Guards that the dossier's own row and its procedure answer."""
    met = set()
    if held.signed_at is None:
        met.add(Guard.NO_DECISION)
    if held.supplements == 0:
        met.add(Guard.FIRST_REQUEST)
    if change.text and change.text.strip():
        met.add(Guard.REASON_GIVEN)
    purpose = _GROUND_OF.get(move)
    if purpose and change.ground in {ground.key for ground in procedure.grounds_for(purpose)}:
        met.add(Guard.LEGAL_GROUND)
    met.add(Guard.CLOCK_PAUSED if clock.is_paused(held) else Guard.CLOCK_RUNNING)
    if held.delivery == Delivery.WAITING:
        met.add(Guard.RESULT_READY)
    if move is Move.HAND_OVER and held.money != Money.DUE and not chaining.owes(held.chain_id):
        met.add(Guard.FEE_SETTLED)
    return frozenset(met)


def _follow(
    held: Held,
    procedure: Procedure,
    verdict: lifecycle.Allowed,
    came_from: State,
    advance: process.Advance | None,
    change: Change,
    now: datetime,
) -> None:
    """Carry the verdict's consequences into the row: tracks, clock, marking, duties."""
    if verdict.to is State.SUPPLEMENT:
        held.before_supplement = came_from
        held.supplements += 1
    if advance is not None:
        _decide(held, advance, change, now)
    clock.follow(held, procedure, verdict.clock, change, now)
    if verdict.to is State.DONE:
        held.finished_at, held.delivery = now, Delivery.WAITING
    elif verdict.to is State.RETURNED:
        held.returned_at, held.delivery = now, Delivery.HANDED_OVER
    if not duties.process_runs(held.state):
        duties.close_all(held)
        duties.stand_by(held, due_at=clock.standing_due(held, change, now))
    elif advance is not None:
        duties.close(held, advance.closes)
        duties.open_planned(held, advance.opens, procedure, now)
    elif not duties.process_runs(came_from):
        duties.close_all(held)
        enter_process(held, procedure, now)


_OUTCOMES = {"propose": "granted", "refuse": "not-eligible"}


def _decide(held: Held, advance: process.Advance, change: Change, now: datetime) -> None:
    """What the act means for the decision: proposed, signed, or taken back to be proposed again."""
    held.marking = advance.marking.as_list()
    for effect in advance.effects:
        held.outcome = _OUTCOMES.get(effect, held.outcome)
    if "sign" in advance.effects:
        held.signed_at = now
    elif isinstance(change.act, process.SendBack):
        held.signed_at = None


def enter_process(held: Held, procedure: Procedure, now: datetime) -> None:
    """Begin the process, or go on with it where it rested."""
    definition = process_of(held, procedure)
    if held.marking:
        marking = process.Marking.from_list(held.marking)
        duties.open_planned(held, duties.plans_of(definition, marking), procedure, now)
        return
    first = process.begin(definition, answers=answers_for(held, definition))
    held.marking = first.marking.as_list()
    duties.open_planned(held, first.opens, procedure, now)


def told_of(held: Held, effects: tuple[str, ...] = (), *, already: bool = False) -> Moved:
    """The dossier as the act left it."""
    return Moved(held.id, held.state, held.revision, held.due_at, held.code, effects, already)
