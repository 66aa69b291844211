"""A mistake of intake is put right before there is a decision: procedure, case, persons, moment of receipt, answers,
papers.

The promise is computed anew and the slip says it, the difference of the fee is charged or told to be given back,
originals follow, and the applicant hears of it. Nothing is deleted: what stood before stays beside the event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Correction, Held, Moved, PaperGiven
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as payment_queries
from motcua.registers.payments.actions import PartRecharged, Recharged
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules import completeness, fees, forms
from motcua.rules.access import Role, Viewer
from motcua.rules.fees import FeeFacts, Owed
from motcua.rules.lifecycle import Money, Move
from motcua.rules.shortcomings import MISTAKES
from motcua.stages.intake.accepting import charge_line, papers_of
from motcua.stages.intake.errors import (
    CorrectionUnfit,
    FormFaulty,
    MistakeUnnamed,
    PapersMissing,
    ReceiptImpossible,
    ReliefOfWhole,
)
from motcua.stages.intake.queries import deciding_office

EARLIEST: Final = timedelta(days=30)
"""So long before its acceptance a dossier may turn out to have been received."""
_NAME: Final = gettext_noop("Phí, lệ phí sau khi sửa tiếp nhận")
_WHY: Final = gettext_noop("Tính lại vì sửa sai sót khi tiếp nhận.")


@dataclass(frozen=True, slots=True)
class TakenInRight:
    """The dossier as it should have been taken in. `groups` exempt from fees; `papers` is the whole list."""

    procedure_code: str
    case_key: str
    applicant_id: int
    owner_id: int
    received_at: datetime
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...]
    groups: frozenset[str] = frozenset()
    not_found: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of it: money in đồng that is due now, and that was paid too much and is to be given back; of that
    `of_first` by receipts of `first`, the dossier with which the fees of an interlinked submission stand."""

    moved: Moved
    due: int
    too_much: int
    of_first: int = 0
    first: str = ""


def correct(
    *,
    dossier_id: int,
    right: TakenInRight,
    mistake: str,
    text: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> Corrected:
    """Put a mistake of intake right. `mistake` is a code of `rules.shortcomings.MISTAKES`.

    Of a part of an interlinked submission the results of earlier parts stay its papers, and only what its own fee
    differs by is charged, or is to be given back where it was paid: the fees of all parts stand with the first.

    Raises `MistakeUnnamed`, `NoProcedureInForce`, `CorrectionUnfit`, `FormFaulty`, `PapersMissing`,
    `ReceiptImpossible`, `NobodyDecidesHere`, `ReliefOfWhole`, and as `dossiers.correct`; then nothing is written.
    """
    if mistake not in MISTAKES or not text.strip():
        raise MistakeUnnamed
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = _procedure(view, right)
        _refuse_unfit(view, procedure, right, now)
        answers = _answers(view, procedure, right)
        fed = dossier_queries.papers_fed(dossier_id=dossier_id, viewer=by) if view.chain_id else frozenset[str]()
        right = replace(right, papers=_with_fed(view, right, fed))
        asked = replace(view, case_key=right.case_key, answers=answers, papers=())
        if missing := papers_of(asked, procedure, right.not_found, right.papers, fed).missing:
            raise PapersMissing(lines=missing)
        fee = (
            _Fee(view, procedure, right, answers, by, now)
            if _reckons(view, procedure, right, answers, mistake)
            else None
        )

        def enter(held: Held) -> dict[str, Any]:
            """Under the dossier's lock: originals and money follow."""
            more = _follow_originals(held, procedure, right.papers, now)
            return more | fee.reckon(held) if fee else more

        kept = _correction(view, procedure, right, answers, mistake, text, now)
        moved = dossiers.correct(
            dossier_id=dossier_id, correction=kept, by=by, now=now, key=key, revision=revision, before_write=enter
        )
    return Corrected(moved, fee.due, fee.too_much, fee.of_first, fee.first) if fee else Corrected(moved, 0, 0)


def _correction(
    view: DossierView,
    procedure: Procedure,
    right: TakenInRight,
    answers: Mapping[str, Any],
    mistake: str,
    text: str,
    now: datetime,
) -> Correction:
    """The dossier as the register is to keep it; of another version it may be another office's to decide."""
    competent = view.competent_office_id
    if procedure.version_id != view.procedure_version_id:
        on = now.astimezone(VIETNAM).date()
        competent = deciding_office(procedure=procedure, received_office_id=view.received_office_id, on=on).id
    return Correction(
        reason=mistake,
        text=text.strip(),
        procedure=procedure,
        case_key=right.case_key,
        competent_office_id=competent,
        applicant_id=right.applicant_id,
        owner_id=right.owner_id,
        received_at=right.received_at,
        answers=answers,
        papers=right.papers,
    )


def _procedure(view: DossierView, right: TakenInRight) -> Procedure:
    """The version that is kept while the code stays; another code is taken as it was in force at receipt."""
    if right.procedure_code == view.procedure_code:
        return procedures.version(view.procedure_version_id)
    return procedures.in_force(right.procedure_code, right.received_at.astimezone(VIETNAM).date())


def _refuse_unfit(view: DossierView, procedure: Procedure, right: TakenInRight, now: datetime) -> None:
    accepted = view.received_at or now
    earliest = accepted - EARLIEST
    if right.received_at != accepted and not earliest <= right.received_at <= now:
        raise ReceiptImpossible(earliest=earliest.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y"))
    fits = right.case_key in {case.key for case in procedure.cases} and view.channel in procedure.service.channels
    known = {paper.key for paper in procedure.papers}
    if not (fits and procedure.master.is_ours and {paper.paper for paper in right.papers} <= known):
        raise CorrectionUnfit


def _answers(view: DossierView, procedure: Procedure, right: TakenInRight) -> Mapping[str, Any]:
    """As they would have been taken in: `today` of the form is the day it was handed in, whenever that is put right."""
    handed_in = min(view.submitted_at, right.received_at).astimezone(VIETNAM).date()
    checked = forms.check(procedure.form, right.answers, today=handed_in)
    if not isinstance(checked, forms.Answers):
        raise FormFaulty(faults=checked)
    return checked.values


def _with_fed(view: DossierView, right: TakenInRight, fed: frozenset[str]) -> tuple[PaperGiven, ...]:
    """The papers, those that are results of earlier parts as they are kept: nobody at intake brought them."""
    kept = (
        PaperGiven(row.paper, row.originals, row.copies, row.held_by_state, row.document_id, row.scans)
        for row in view.papers
        if row.paper in fed
    )
    return (*(one for one in right.papers if one.paper not in fed), *kept)


def _reckons(
    view: DossierView, procedure: Procedure, right: TakenInRight, answers: Mapping[str, Any], mistake: str
) -> bool:
    """Whether fees are reckoned anew: they were the mistake, or what they depend on is another than it was."""
    return mistake == "wrong-fee" or (procedure.version_id, right.case_key, dict(answers)) != (
        view.procedure_version_id,
        view.case_key,
        dict(view.answers),
    )


@dataclass(slots=True)
class _Fee:
    """What is owed by the facts as they should have been."""

    view: DossierView
    procedure: Procedure
    right: TakenInRight
    answers: Mapping[str, Any]
    by: Viewer
    now: datetime
    due: int = 0
    too_much: int = 0
    of_first: int = 0
    first: str = ""

    def reckon(self, held: Held) -> dict[str, Any]:
        """Charge the difference, or say what was paid too much and where; what the event tells."""
        done = self._recharge_part() if self.view.chain_id else self._recharge()
        if done is None:
            return {}
        self.due, self.too_much = done.due, done.too_much
        if not done.changed:
            return {}
        held.money = done.money
        told = {"money": Money(done.money).value, "fee_due": done.due, "fee_too_much": done.too_much}
        return told | ({"fee_too_much_of_first": self.of_first} if self.of_first else {})

    def _recharge(self) -> Recharged:
        owed = self._owed(self.procedure, self.right.case_key, self.answers, self.right.groups)
        return payments.recharge(
            dossier_id=self.view.id,
            owed=owed.total,
            reliefs=[charge_line(line) for line in owed.lines if line.relief],
            name=gettext(_NAME),
            why=gettext(_WHY),
            by=self._actor,
            now=self.now,
        )

    def _recharge_part(self) -> PartRecharged | None:
        """By what a part of an interlinked submission owes more or less than it did; None: by nothing. Raises
        `ReliefOfWhole`."""
        view = self.view
        parts = dossier_queries.answered_parts(dossier_id=view.id, viewer=self.by)
        first = parts[0].dossier_id or view.id
        stood = payment_queries.account_of(dossier_id=view.id, viewer=self.by).reliefs
        if self.right.groups != stood:
            raise ReliefOfWhole
        groups = stood if first == view.id else payment_queries.account_of(dossier_id=first, viewer=self.by).reliefs
        owed = {part.name: self._owed(part.procedure, part.case_key, part.answers, groups).total for part in parts}
        own = next(part.name for part in parts if part.dossier_id == view.id)
        differs = self._owed(self.procedure, self.right.case_key, self.answers, groups).total - owed[own]
        if differs == 0:
            return None
        done = payments.recharge_part(
            dossier_id=view.id,
            chain=[part.dossier_id for part in parts if part.dossier_id],
            first_id=first,
            differs=differs,
            owed_before=sum(owed.values()),
            name=gettext(_NAME),
            why=gettext(_WHY),
            by=self._actor,
            now=self.now,
        )
        self.of_first, self.first = done.of_first, parts[0].code
        return done

    @property
    def _actor(self) -> str:
        seat = self.by.seat_for(Role.ONE_STOP_CLERK, self.view.received_office_id)
        return f"holding/{seat.holding_id}" if seat else "system"

    def _owed(self, procedure: Procedure, case_key: str, answers: Mapping[str, Any], groups: frozenset[str]) -> Owed:
        return fees.owed(
            procedure.fees, FeeFacts(case=case_key, channel=self.view.channel, answers=answers, groups=groups)
        )


def _follow_originals(held: Held, procedure: Procedure, papers: Iterable[PaperGiven], now: datetime) -> dict[str, Any]:
    """Originals that are not asked for go back to the applicant, further ones get their holder."""
    subject = f"dossier/{held.id}"
    kept = {paper.key for paper in procedure.papers if paper.kind is completeness.PaperKind.SUBMIT}
    wanted = {one.paper: one.originals for one in papers if one.originals and one.paper in kept}
    here = Counter(hold.paper for hold in document_queries.originals_of(subject) if hold.office_id is not None)
    more = {paper: count - here[paper] for paper, count in wanted.items() if count > here[paper]}
    back = {paper: count - wanted.get(paper, 0) for paper, count in here.items() if count > wanted.get(paper, 0)}
    if more:
        documents.take_in(subject=subject, originals=more, office_id=held.received_office_id, now=now)
    if back:
        documents.hand_back(subject=subject, originals=back, now=now)
    told: dict[str, Any] = {}
    if stands := {paper: wanted[paper] for paper in sorted({*more, *back}) if paper in wanted}:
        told["originals"] = stands
    if gone := sorted(paper for paper in back if paper not in wanted):
        told["originals_back"] = gone
    return told


def last_correction(*, view: DossierView, viewer: Viewer) -> dossier_queries.HistoryLine | None:
    """The last correction of a dossier; None when there was none."""
    return dossier_queries.last_act(dossier_queries.history(dossier_id=view.id, viewer=viewer), Move.CORRECT)
