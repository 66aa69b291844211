"""Plays a dossier through the stages with the officials who held the positions that day, in working hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import uuid4

from motcua.practice.scans import made_up_scan
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.offices import queries as offices
from motcua.registers.payments import actions as payments
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules.access import SYSTEM, Role, Viewer
from motcua.rules.deadlines import Policy, Term, Unit, due_within
from motcua.rules.lifecycle import Money, State
from motcua.rules.process import StepKind
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.queries import Manner
from motcua.stages.submission.actions import Submission

MOST_ACTS: Final = 40
ELECTRONIC: Final = 0.25
"""Of the results, where a template lets them be signed so."""
NOT_GRANTED: Final = "Không đủ điều kiện theo quy định của thủ tục (dữ liệu mẫu)."
TO_PAY: Final = "Thuế thu nhập cá nhân và lệ phí trước bạ theo thông báo của cơ quan thuế (dữ liệu mẫu)."
BLURRED: Final = SupplementItem("Bản chụp giấy tờ nộp kèm", "mờ, không đọc được số", "chụp lại rõ cả bốn góc")


class Late(Exception):
    """What comes next has not happened yet."""


class Player:
    """Knows who holds what, and lets time pass in working hours up to `now`."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._viewers: dict[tuple[int, str, date], Viewer] = {}

    def at_counter(self, asked: Submission, at: datetime) -> Viewer:
        """The clerk who takes a submission in."""
        return self._holder(asked.received_office_id, Role.ONE_STOP_CLERK, at)

    def play(self, dossier_id: int, procedure: Procedure, fate: str, begins: datetime, random: Random) -> None:
        """Take the dossier as far as its fate and the present let it go."""
        turn = _Turn(self, dossier_id, procedure, fate, begins, random)
        try:
            turn.take_in()
            for _ in range(MOST_ACTS):
                if not turn.act():
                    return
        except Late:
            return

    def holder(self, office_id: int, role: str, at: datetime) -> Viewer:
        """The viewer who holds this role there that day."""
        return self._holder(office_id, role, at)

    def later(self, at: datetime, office_id: int, hours: float) -> datetime:
        """Working hours later; raises `Late` when that is still to come."""
        share = Term(Decimal(str(round(hours, 2))), Unit.HOUR)
        moment = due_within(at, share, Policy.BY_HOURS, offices.calendar_of(office_id))
        if moment >= self._now:
            raise Late
        return moment

    def _holder(self, office_id: int, role: str, at: datetime) -> Viewer:
        key = (office_id, str(role), at.date())
        if key not in self._viewers:
            holders = offices.holders_of(office_id, at.date(), role=role)
            self._viewers[key] = offices.viewer_of(holders[0].official_id, at)
        return self._viewers[key]


class _Turn:
    """One dossier being played."""

    def __init__(
        self, player: Player, dossier_id: int, procedure: Procedure, fate: str, at: datetime, random: Random
    ) -> None:
        self._player = player
        self._id = dossier_id
        self._procedure = procedure
        self._fate = fate
        self._at = at
        self._random = random
        self._had_turn = False

    def take_in(self) -> None:
        """What happens at the counter."""
        if self._fate == "submitted":
            raise Late
        view = self._view()
        if view.channel == "online":
            self._wait(view.received_office_id, 0.3, 6)
        if self._fate == "refused":
            ground = self._procedure.grounds_for(GroundFor.REFUSE)[0]
            intake.refuse(ground=ground.key, text=f"{ground.name}.", **self._by(view, Role.ONE_STOP_CLERK))
            raise Late
        intake.accept(fee_taken=True, not_found=(), **self._by(view, Role.ONE_STOP_CLERK))
        if self._fate == "untouched":
            raise Late

    def act(self) -> bool:
        """Do the first open duty; False when the dossier has ended or is left where it is."""
        view = self._view()
        if not view.duties:
            return False
        match view.state:
            case State.SUPPLEMENT:
                return self._supply(view)
            case State.FINANCE:
                self._wait(view.received_office_id, 8, 30)
                processing.settle_payment(**self._by(view, Role.ONE_STOP_CLERK))
            case State.DONE:
                return self._hand_over(view)
            case _:
                return self._process(view)
        return True

    def _process(self, view: DossierView) -> bool:
        duty = self._random.choice(view.duties)
        step = duty.step.partition("@")[0]
        definition = self._procedure.process.step(step)
        if self._fate == "forgotten" and self._random.random() < 0.5:
            return False
        if self._fate == "unsigned" and definition.effect == "sign":
            return False
        self._wait(duty.office_id, 0.1, 3)
        if turned := self._turn(view, duty):
            return turned
        if "@" in duty.step:
            processing.answer(step=step, office_id=duty.office_id, text="Đã xác định, gửi kèm.", **self._of(view, duty))
        elif definition.effect == "sign":
            self._sign(view, step, duty)
        elif definition.effect == "number":
            number = str(self._random.randint(1, 900))
            scan = made_up_scan() if self._by_hand(view) else None
            signing.number(step=step, number=number, book="01/2026", scan=scan, **self._of(view, duty))
        elif definition.kind is StepKind.CONSULTATION:
            self._consult(view, duty)
        else:
            outcome = self._outcome(step)
            chosen = {branch.effect for branch in definition.branches if branch.outcome == outcome}
            text = NOT_GRANTED if definition.effect == "refuse" else TO_PAY if "demand-payment" in chosen else ""
            processing.forward(step=step, outcome=outcome, text=text, **self._of(view, duty))
        return True

    def _sign(self, view: DossierView, step: str, duty: OpenDuty) -> None:
        """Mostly on paper, as most offices do today."""
        manners = signing_queries.manners_of(view=view, procedure=self._procedure)
        if Manner.ELECTRONIC in manners and self._random.random() < ELECTRONIC:
            signing.sign(step=step, **self._of(view, duty))
            return
        signing.sign_by_hand(step=step, **self._of(view, duty))

    def _by_hand(self, view: DossierView) -> bool:
        found = signing_queries.signed_result(dossier_id=view.id, viewer=SYSTEM)
        return found is not None and found.manner is Manner.BY_HAND

    def _consult(self, view: DossierView, duty: OpenDuty) -> None:
        """Ask the first time; afterwards wait for the answer."""
        if any("@" in each.step for each in view.duties):
            asked = next(each for each in view.duties if "@" in each.step)
            text = "Đã xác định, gửi kèm thông báo."
            step = asked.step.partition("@")[0]
            processing.answer(step=step, office_id=asked.office_id, text=text, **self._of(view, asked))
            return
        commune = offices.office(view.received_office_id).unit_code
        found = (
            offices.office_serving(commune, kind=kind, on=self._at.date())
            for kind in self._procedure.process.step(duty.step).must_ask
        )
        whom = tuple(office.id for office in found if office is not None)
        text = "Đề nghị xác định nghĩa vụ tài chính."
        processing.consult(step=duty.step, office_ids=whom, days=5, text=text, **self._of(view, duty))

    def _turn(self, view: DossierView, duty: OpenDuty) -> bool:
        """The one unusual thing of this fate, if its time has come."""
        if self._had_turn:
            return False
        effect = self._procedure.process.step(duty.step.partition("@")[0]).effect
        done: Callable[[], Any] | None = None
        if self._fate in ("supplement", "supplied") and "@" not in duty.step:
            done = lambda: processing.ask_supplement(text=_said(BLURRED), **self._of(view, duty))  # noqa: E731
        elif self._fate == "sent-back" and effect == "sign":
            to = self._procedure.process.step(duty.step).returns_to[0]
            text = "Chữ đệm của mẹ không khớp giấy tờ kèm theo."
            done = lambda: signing.send_back(step=duty.step, to=to, text=text, **self._of(view, duty))  # noqa: E731
        elif self._fate == "withdrawn":
            text = "Người nộp đề nghị rút hồ sơ."
            done = lambda: intake.withdraw(text=text, **self._by(view, Role.ONE_STOP_CLERK))  # noqa: E731
        elif self._fate == "rescheduled" and view.due_at and view.due_at - self._at > timedelta(days=2):
            done = self._reschedule(view)
        if done is None:
            return False
        self._had_turn = True
        done()
        return True

    def _reschedule(self, view: DossierView) -> Callable[[], Any]:
        assert view.due_at is not None
        calendar = offices.calendar_of(view.competent_office_id)
        until = due_within(view.due_at, Term(Decimal(2), Unit.WORKING_DAY), Policy.BY_DAYS, calendar)
        by = self._by(view, Role.LEADER, office_id=view.competent_office_id)
        return lambda: processing.reschedule(until=until, text="Chờ xác minh nơi cư trú trước đây.", **by)

    def _outcome(self, step: str) -> str | None:
        branches = [branch for branch in self._procedure.process.step(step).branches if branch.outcome]
        if not branches:
            return None
        if self._fate == "not-eligible":
            return next((each.outcome for each in branches if each.outcome == "refuse"), branches[0].outcome)
        return self._random.choice([each.outcome for each in branches if each.outcome != "refuse"][:2])

    def _supply(self, view: DossierView) -> bool:
        if self._fate == "supplement":
            return False
        self._wait(view.received_office_id, 4, 20)
        intake.supply(**self._by(view, Role.ONE_STOP_CLERK))
        return True

    def _hand_over(self, view: DossierView) -> bool:
        if self._fate == "not-collected":
            return False
        self._wait(view.received_office_id, 0.5, 12)
        if view.money == Money.DUE:
            by = self._player.holder(view.received_office_id, Role.ONE_STOP_CLERK, self._at)
            payments.take_cash(dossier_id=self._id, by=by, now=self._at, key=uuid4())
        returning.hand_over(
            receiver=Receiver(name="Người nộp hồ sơ", id_number="", authority=Authority.APPLICANT),
            **self._by(view, Role.ONE_STOP_CLERK),
        )
        return False

    def _view(self) -> DossierView:
        return dossiers.dossier(dossier_id=self._id, viewer=SYSTEM)

    def _wait(self, office_id: int, low: float, high: float) -> None:
        self._at = self._player.later(self._at, office_id, self._random.uniform(low, high))

    def _by(self, view: DossierView, role: str, office_id: int | None = None) -> dict[str, Any]:
        office = office_id or view.received_office_id
        return self._act(view, self._player.holder(office, role, self._at))

    def _of(self, view: DossierView, duty: OpenDuty) -> dict[str, Any]:
        return self._act(view, self._player.holder(duty.office_id, duty.role, self._at))

    def _act(self, view: DossierView, by: Viewer) -> dict[str, Any]:
        return {"dossier_id": self._id, "by": by, "now": self._at, "key": uuid4(), "revision": view.revision}


def _said(item: SupplementItem) -> str:
    return f"{item.what}: {item.why}; {item.how}."
