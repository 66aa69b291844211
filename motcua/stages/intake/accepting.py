"""Taking a dossier in: what is looked at first, the fee, the code and who holds the originals, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext

from motcua.registers.documents import actions as documents
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
from motcua.rules.fees import Due, FeeFacts, FeeLine, Owed
from motcua.rules.lifecycle import Guard, Money, Move
from motcua.rules.money_words import money
from motcua.stages.intake import chains, handing_on
from motcua.stages.intake.errors import FeeNotTaken, PapersMissing
from motcua.stages.intake.queries import together


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
        found = _look(dossier_id, by, groups, not_found)
        handing_on.refuse_if_handed_on(found.view, by)
        found.refuse_missing()
        fee = _Fee(fee_taken, by_transfer, by, now, key)

        def enter(held: Held) -> dict[str, str]:
            """Under the dossier's lock, so that of two clicks only one takes money and a number."""
            if held.code is not None:
                return {}
            held.money = fee.take(found) or held.money
            return dossiers.take_code(held, now)

        met = _LOOKED_AT if _has_jurisdiction(found.view, found.procedure) else _LOOKED_AT - {Guard.JURISDICTION}
        change = Change(met=met, facts=found.told_originals, before_write=enter)
        moved = _move(Move.ACCEPT, dossier_id, by, now, key, revision, change)
        if not moved.already:
            _hold_originals(found, now)
    return Accepted(moved, found.owed)


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
        found = _look(dossier_id, by, groups, not_found, of_chain=False)
        handing_on.refuse_if_not(found.view, found.procedure)
        found.refuse_missing()
        fee = _Fee(fee_taken, by_transfer, by, now, key)

        def enter(held: Held) -> dict[str, Any]:
            held.money = fee.take(found) or held.money
            handing_on.pass_duty(held, now)
            return dossiers.take_code(held, now)

        facts = {"to_office": found.view.competent_office_id, **found.told_originals}
        change = Change(met=_LOOKED_AT, facts=facts, before_write=enter)
        moved = _move(Move.HAND_ON, dossier_id, by, now, key, revision, change)
        if not moved.already:
            _take_originals(found, now)
    return Accepted(moved, found.owed)


_LOOKED_AT = frozenset({Guard.JURISDICTION, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED})


@dataclass(frozen=True, slots=True)
class _Found:
    """A dossier as it is looked at before it is taken in, with the parts of its chain that are not open yet."""

    view: DossierView
    procedure: Procedure
    missing: tuple[completeness.PaperLine, ...]
    owed: Owed
    originals: Mapping[str, int]
    """Those that the administration will hold; none of a dossier that came in before (it was handed on)."""
    chain_id: int | None
    waiting: tuple[WaitingPart, ...]

    @property
    def told_originals(self) -> dict[str, Any]:
        return {"originals": self.originals} if self.originals else {}

    def refuse_missing(self) -> None:
        """Raises `PapersMissing`; what was taken in before was complete then."""
        if self.missing and not self.view.has_code:
            raise PapersMissing(lines=self.missing)


def _look(
    dossier_id: int, by: Viewer, groups: Iterable[str], not_found: Iterable[str], *, of_chain: bool = True
) -> _Found:
    groups, sought = tuple(groups), tuple(not_found)
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    procedure = procedures.version(view.procedure_version_id)
    chain_id, waiting = _waiting(view, by) if of_chain else (None, ())
    return _Found(
        view=view,
        procedure=procedure,
        missing=(*papers_of(view, procedure, sought).missing, *chains.missing(waiting, view, sought)),
        owed=chains.with_waiting(_owed(view, procedure, groups), waiting, view, groups),
        originals={} if view.has_code else kept_originals(view.papers, procedure),
        chain_id=chain_id,
        waiting=waiting,
    )


def _hold_originals(found: _Found, now: datetime) -> None:
    """Originals of the dossier, and of the parts that wait, get their holder."""
    view = found.view
    _take_originals(found, now)
    if view.has_code and view.received_at is None:
        handing_on.pass_originals(view, now)
    if found.chain_id is not None:
        later = {part.key: kept_originals(part.papers, part.procedure) for part in found.waiting}
        dossiers.hold_originals(chain_id=found.chain_id, originals=later, office_id=view.received_office_id, now=now)


def _take_originals(found: _Found, now: datetime) -> None:
    documents.take_in(
        subject=f"dossier/{found.view.id}",
        originals=found.originals,
        office_id=found.view.received_office_id,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Fee:
    """How the fee is paid: `is_taken` in cash by the clerk, or `by_transfer`."""

    is_taken: bool
    by_transfer: bool
    by: Viewer
    now: datetime
    key: UUID

    def take(self, found: _Found) -> Money | None:
        """Charge what is owed and take what is due at submission; where the dossier's money stands then, None when
        nothing is owed. Raises `FeeNotTaken`."""
        stands, number = None, found.view.id
        now_due = found.owed.total_due(Due.SUBMISSION)
        if now_due and not (self.is_taken or self.by_transfer):
            raise FeeNotTaken(amount=money(now_due))
        for due in Due:
            lines = _charge_lines(found.owed, due)
            if payments.charge(dossier_id=number, lines=lines, by=_actor(self.by, found.view), now=self.now):
                stands = Money.DUE
            if due is Due.SUBMISSION and now_due and self.by_transfer:
                payments.ask_transfer(dossier_id=number, by=self.by, now=self.now)
            elif due is Due.SUBMISSION and now_due:
                paid = uuid5(self.key, "fee")
                payments.take_cash(dossier_id=number, by=self.by, now=self.now, key=paid, expected=now_due)
                stands = Money.SETTLED
        return stands


def _charge_lines(owed: Owed, due: Due) -> list[payments.ChargeLine]:
    return [charge_line(line) for line in owed.lines if line.due is due]


def charge_line(line: FeeLine) -> payments.ChargeLine:
    """What is owed with its reckoning, and the group that exempts from it, as the register of payments keeps it."""
    why = " ".join(each.words(gettext) for each in line.sentences)
    return payments.ChargeLine(line.kind.value, line.name, line.amount, why, line.relief)


def _waiting(view: DossierView, by: Viewer) -> tuple[int | None, tuple[WaitingPart, ...]]:
    if view.chain_id is None:
        return None, ()
    return dossier_queries.waiting_parts(dossier_id=view.id, viewer=by)


def papers_of(
    view: DossierView,
    procedure: Procedure,
    not_found: Iterable[str],
    further: Iterable[PaperGiven] = (),
    fed: frozenset[str] = frozenset(),
) -> Completeness:
    """Which papers the case requires and which are missing, with `further` ones beside those that came; `fed` are
    results of earlier parts of an interlinked submission."""
    return completeness.check(
        procedure.papers,
        case=view.case_key,
        channel=view.channel,
        answers=view.answers,
        given=together(view.papers, further, channel=view.channel, fed=fed),
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


def kept_originals(papers: Iterable[PaperGiven | PaperRow], procedure: Procedure) -> dict[str, int]:
    """Originals that the administration keeps: of papers that are handed in, not of those only shown."""
    kept = {paper.key for paper in procedure.papers if paper.kind is completeness.PaperKind.SUBMIT}
    return {paper.paper: paper.originals for paper in papers if paper.originals and paper.paper in kept}


def _actor(by: Viewer, view: DossierView) -> str:
    seat = by.seat_for(Role.ONE_STOP_CLERK, view.received_office_id)
    return f"holding/{seat.holding_id}" if seat else "system"


def _move(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    return dossiers.move(dossier_id=dossier_id, move=move, by=by, now=now, key=key, revision=revision, change=change)
