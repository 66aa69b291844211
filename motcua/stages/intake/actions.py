"""What the stage does: accept, ask once for what is missing, refuse, take in a supplement, let the applicant withdraw
(NĐ 118/2025 art. 17; NĐ 61/2018 art. 19(4))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change, Held, Moved, PaperGiven
from motcua.registers.dossiers.queries import DossierView, PaperRow, WaitingPart
from motcua.registers.offices import queries as offices
from motcua.registers.payments import actions as payments
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules import completeness, fees
from motcua.rules.access import Role, Viewer
from motcua.rules.completeness import Completeness
from motcua.rules.fees import Due, FeeFacts, Owed
from motcua.rules.lifecycle import Guard, Money, Move, State
from motcua.rules.money_words import money
from motcua.stages.intake import chains, handing_on
from motcua.stages.intake.asking import SupplementItem as SupplementItem
from motcua.stages.intake.asking import allow_second_request as allow_second_request
from motcua.stages.intake.asking import ask_supplement as ask_supplement
from motcua.stages.intake.asking import decline_second_request as decline_second_request
from motcua.stages.intake.asking import refuse as refuse
from motcua.stages.intake.asking import want_second_request as want_second_request
from motcua.stages.intake.correcting import Corrected as Corrected
from motcua.stages.intake.correcting import TakenInRight as TakenInRight
from motcua.stages.intake.correcting import correct as correct
from motcua.stages.intake.errors import (
    FeeNotTaken,
    NothingToAdd,
    PaperNotOfThis,
    PapersMissing,
)
from motcua.stages.intake.queries import together
from motcua.stages.intake.sheets import call_off_sheet as call_off_sheet
from motcua.stages.intake.sheets import give_sheet as give_sheet
from motcua.stages.intake.sheets import take_sheet as take_sheet


@dataclass(frozen=True, slots=True)
class Accepted:
    """A dossier taken in: its code, promise and what was owed, in đồng."""

    moved: Moved
    owed: Owed


def accept(
    *,
    dossier_id: int,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    fee_taken: bool = False,
    by_transfer: bool = False,
    groups: Iterable[str] = (),
    not_found: Iterable[str] = (),
) -> Accepted:
    """Take the dossier in: code, promise, fee, custody of originals, and the examiner has it at once.

    `fee_taken`: the clerk has the money that is due at submission; `by_transfer`: it is asked for by transfer instead,
    and the result waits for it (docs/decisions/0070). With the first of an interlinked submission the papers and fees
    of every part are looked at and taken (NĐ 297/2025: paid at submission). Raises `PapersMissing`, `FeeNotTaken`, and
    as `dossiers.actions.move`; then nothing is written.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        papers = _papers(view, procedure, not_found)
        chain_id, waiting = _waiting(view, by)
        missing = (*papers.missing, *chains.missing(waiting, view, not_found))
        owed = chains.with_waiting(_owed(view, procedure, groups), waiting, view, groups)
        met = {Guard.JURISDICTION} if _has_jurisdiction(view, procedure) else set()
        handing_on.refuse_if_handed_on(view, by)
        already = view.has_code
        if missing and not already:
            raise PapersMissing(lines=missing)
        originals = {} if already else _kept_originals(view.papers, procedure)

        def enter(held: Held) -> dict[str, str]:
            """Under the dossier's lock, so that of two clicks only one takes money and a number."""
            if held.code is not None:
                return {}
            held.money = _take_fee(view, owed, by, now, key, fee_taken, by_transfer) or held.money
            return dossiers.take_code(held, now)

        change = Change(
            met=frozenset({*met, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED}),
            facts={"originals": originals} if originals else {},
            before_write=enter,
        )
        moved = dossiers.move(
            dossier_id=dossier_id, move=Move.ACCEPT, by=by, now=now, key=key, revision=revision, change=change
        )
        if originals and not moved.already:
            documents.take_in(
                subject=f"dossier/{dossier_id}", originals=originals, office_id=view.received_office_id, now=now
            )
        if view.has_code and view.received_at is None and not moved.already:
            handing_on.pass_originals(view, now)
        if chain_id is not None and not moved.already:
            later = {part.key: _kept_originals(part.papers, part.procedure) for part in waiting}
            dossiers.hold_originals(chain_id=chain_id, originals=later, office_id=view.received_office_id, now=now)
    return Accepted(moved, owed)


def hand_on(
    *,
    dossier_id: int,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    fee_taken: bool = False,
    by_transfer: bool = False,
    groups: Iterable[str] = (),
    not_found: Iterable[str] = (),
) -> Accepted:
    """Taken in for another commune: code, fee and custody here; the term starts when the competent office accepts.

    Raises `NotForAnother`, `PapersMissing`, `FeeNotTaken`, and as `dossiers.actions.move`; then nothing is written.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        handing_on.refuse_if_not(view, procedure)
        papers, owed = _papers(view, procedure, not_found), _owed(view, procedure, groups)
        if papers.missing and not view.has_code:
            raise PapersMissing(lines=papers.missing)
        originals = {} if view.has_code else _kept_originals(view.papers, procedure)

        def enter(held: Held) -> dict[str, Any]:
            held.money = _take_fee(view, owed, by, now, key, fee_taken, by_transfer) or held.money
            handing_on.pass_duty(held, now)
            return dossiers.take_code(held, now)

        change = Change(
            met=frozenset({Guard.JURISDICTION, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED}),
            facts={"to_office": view.competent_office_id} | ({"originals": originals} if originals else {}),
            before_write=enter,
        )
        moved = dossiers.move(
            dossier_id=dossier_id, move=Move.HAND_ON, by=by, now=now, key=key, revision=revision, change=change
        )
        if originals and not moved.already:
            documents.take_in(
                subject=f"dossier/{dossier_id}", originals=originals, office_id=view.received_office_id, now=now
            )
    return Accepted(moved, owed)


def supply(
    *,
    dossier_id: int,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    not_found: Iterable[str] = (),
    papers: tuple[PaperGiven, ...] = (),
) -> Moved:
    """What was asked for has come, complete: the clock starts anew or goes on, as the procedure says.

    `papers` come with it: their pieces are added to those that came before. Raises `PapersMissing`, `PaperNotOfThis`,
    and as `move`.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        _refuse_unknown(papers, procedure)
        found = _papers(view, procedure, not_found, papers)
        if found.missing and view.state is State.SUPPLEMENT:
            raise PapersMissing(lines=found.missing)

        def enter(held: Held) -> dict[str, Any]:
            return {**dossiers.write_papers(held, papers, now), **_take_custody(held, procedure, papers, now)}

        change = Change(met=frozenset({Guard.PAPERS_COMPLETE}), before_write=enter)
        return _move(Move.SUPPLY, dossier_id, by, now, key, revision, change)


def add_papers(
    *, dossier_id: int, papers: tuple[PaperGiven, ...], by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Papers, pieces and scans that come later, at any time before the dossier ends; its state stays.

    Raises `NothingToAdd`, `PaperNotOfThis`, and as `dossiers.actions.add_papers`.
    """
    if not any(paper.originals or paper.copies or paper.documents for paper in papers):
        raise NothingToAdd
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        _refuse_unknown(papers, procedure)
        return dossiers.add_papers(
            dossier_id=dossier_id,
            papers=papers,
            by=by,
            now=now,
            key=key,
            revision=revision,
            before_write=lambda held: _take_custody(held, procedure, papers, now),
        )


def lapse(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The applicant did not answer in time: the dossier stops (TT 03/2025/TT-VPCP art. 7)."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    over = any(duty.due_at is not None and duty.due_at < now for duty in view.duties)
    met = frozenset({Guard.ANSWER_TIME_OVER}) if over else frozenset[Guard]()
    return _end(Move.LAPSE, dossier_id, by, now, key, revision, Change(met=met))


def withdraw(*, dossier_id: int, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The applicant takes the dossier back before there is a decision, and originals with it (NĐ 118/2025 art. 21)."""
    return _end(Move.WITHDRAW, dossier_id, by, now, key, revision, Change(text=text))


def _waiting(view: DossierView, by: Viewer) -> tuple[int | None, tuple[WaitingPart, ...]]:
    if view.chain_id is None:
        return None, ()
    return dossier_queries.waiting_parts(dossier_id=view.id, viewer=by)


def _refuse_unknown(papers: tuple[PaperGiven, ...], procedure: Procedure) -> None:
    known = {paper.key for paper in procedure.papers}
    for one in papers:
        if one.paper not in known:
            raise PaperNotOfThis(paper=one.paper[:80])


def _take_custody(held: Held, procedure: Procedure, papers: tuple[PaperGiven, ...], now: datetime) -> dict[str, Any]:
    """Further originals get their holder, once the dossier is taken in; what the event says is how many are held."""
    further = _kept_originals(papers, procedure) if held.received_at else {}
    if not further:
        return {}
    subject = f"dossier/{held.id}"
    here = Counter(hold.paper for hold in document_queries.originals_of(subject) if hold.office_id is not None)
    documents.take_in(subject=subject, originals=further, office_id=held.received_office_id, now=now)
    return {"originals": {paper: here[paper] + count for paper, count in further.items()}}


def _papers(
    view: DossierView, procedure: Procedure, not_found: Iterable[str], further: Iterable[PaperGiven] = ()
) -> Completeness:
    return completeness.check(
        procedure.papers,
        case=view.case_key,
        channel=view.channel,
        answers=view.answers,
        given=together(view.papers, further, channel=view.channel),
        not_found=not_found,
    )


def _owed(view: DossierView, procedure: Procedure, groups: Iterable[str]) -> Owed:
    facts = FeeFacts(case=view.case_key, channel=view.channel, answers=view.answers, groups=frozenset(groups))
    return fees.owed(procedure.fees, facts)


def _has_jurisdiction(view: DossierView, procedure: Procedure) -> bool:
    """A one-stop unit takes in for its own office and for bodies of another kind; for another office of its own kind
    only procedures that know no boundary (NĐ 118/2025 art. 14)."""
    if view.received_office_id == view.competent_office_id or procedure.service.is_non_boundary:
        return True
    both = offices.offices_by_id([view.received_office_id, view.competent_office_id])
    return both[view.received_office_id].kind != both[view.competent_office_id].kind


def _take_fee(
    view: DossierView, owed: Owed, by: Viewer, now: datetime, key: UUID, fee_taken: bool, by_transfer: bool
) -> Money | None:
    """Where the dossier's money stands now; None when nothing is owed."""
    stands = None
    now_due = owed.total_due(Due.SUBMISSION)
    if now_due and not (fee_taken or by_transfer):
        raise FeeNotTaken(amount=money(now_due))
    for due in Due:
        lines = [
            payments.ChargeLine(
                line.kind.value, line.name, line.amount, " ".join(each.words(gettext) for each in line.sentences)
            )
            for line in owed.lines
            if line.due is due
        ]
        if payments.charge(dossier_id=view.id, lines=lines, by=_actor(by, view), now=now):
            stands = Money.DUE
        if due is Due.SUBMISSION and now_due and by_transfer:
            payments.ask_transfer(dossier_id=view.id, by=by, now=now)
        elif due is Due.SUBMISSION and now_due:
            payments.take_cash(dossier_id=view.id, by=by, now=now, key=uuid5(key, "fee"), expected=now_due)
            stands = Money.SETTLED
    return stands


def _kept_originals(papers: Iterable[PaperGiven | PaperRow], procedure: Procedure) -> dict[str, int]:
    """Originals that the administration keeps: of papers that are handed in, not of those only shown."""
    kept = {paper.key for paper in procedure.papers if paper.kind is completeness.PaperKind.SUBMIT}
    return {paper.paper: paper.originals for paper in papers if paper.originals and paper.paper in kept}


def _actor(by: Viewer, view: DossierView) -> str:
    seat = by.seat_for(Role.ONE_STOP_CLERK, view.received_office_id)
    return f"holding/{seat.holding_id}" if seat else "system"


def _end(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    """A move that ends the dossier gives the originals back."""
    with transaction.atomic():
        back = documents.hand_back(subject=f"dossier/{dossier_id}", now=now)
        facts = {"originals_back": sorted(back)} if back else {}
        ending = Change(met=change.met, text=change.text, ground=change.ground, facts=facts)
        return _move(move, dossier_id, by, now, key, revision, ending)


def _move(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    return dossiers.move(dossier_id=dossier_id, move=move, by=by, now=now, key=key, revision=revision, change=change)
