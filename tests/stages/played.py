"""A procedure played through the real stages as one of its own examples says, by officials who hold their positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from motcua.practice.scans import made_up_scan
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries as office_queries
from motcua.registers.offices.facts import NewOffice, NewUnit
from motcua.registers.payments import actions as payments
from motcua.registers.procedures.proof.examples import Example, read_examples
from motcua.registers.procedures.queries import Procedure
from motcua.rules import completeness, forms
from motcua.rules.access import SYSTEM, Viewer
from motcua.rules.lifecycle import Money, State
from motcua.rules.process import StepKind
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.queries import Manner
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from tests.commune import SINCE, Commune, add_official, at, person

BEGAN = at("2026-11-23 08:00")


def examples_of(procedure: Procedure, folder: Path) -> dict[str, Example]:
    """The examples beside a procedure, by name."""
    read = read_examples((folder / procedure.code / "examples.yaml").read_text(encoding="utf-8"), procedure)
    assert read.faults == ()
    return {example.name: example for example in read.examples}


def land_office(made: Commune) -> tuple[Commune, int]:
    """The branch of the land registry that decides for the commune, and a tax office that it asks."""
    began = BEGAN - timedelta(days=500)
    places = []
    for code, name, kind in (
        ("H26.12.1", "Chi nhánh Văn phòng đăng ký đất đai khu vực Thử", "land-office"),
        ("H26.13.1", "Thuế cơ sở Thử", "tax-office"),
    ):
        office = offices.open_office(
            office=NewOffice(code=code, name=name, kind=kind, unit_code="28249", valid_from=SINCE), now=began, by=SYSTEM
        )
        unit = offices.open_unit(
            unit=NewUnit(office_id=office, kind="department", name=name, valid_from=SINCE), now=began, by=SYSTEM
        )
        places.append(Commune(office, unit, moment=made.moment))
    land, tax = places
    for role in ("land-examiner", "leader", "clerical"):
        add_official(land, role, "Đất đai")
    add_official(tax, "examiner", "Thuế")
    return land, tax.office_id


@dataclass
class Played:
    """One dossier, taken act by act."""

    made: Commune
    procedure: Procedure
    example: Example
    decides: Commune | None = None
    """Where it is decided, when not by the commune."""
    asked_office: int | None = None
    path: list[str] = field(default_factory=list)
    visits: dict[str, int] = field(default_factory=dict)
    dossier_id: int = 0
    moment: datetime = BEGAN
    number: str = "082190000001"

    def take_in(self) -> intake.Accepted:
        """Hand in what the example's dossier needs, and accept it at its moment."""
        self.moment = self.example.received
        who = person(now=self.moment, number=self.number)
        clerk = self.made.who("one-stop-clerk")
        online = self.example.channel == "online"
        asked = Submission(
            procedure_code=self.procedure.code,
            case_key=self.example.case,
            channel=self.example.channel,
            received_office_id=self.made.office_id,
            competent_office_id=(self.decides or self.made).office_id,
            applicant_id=who,
            owner_id=who,
            answers=self.example.answers,
            papers=tuple(self._papers()),
        )
        by = Viewer(None, person_id=who) if online else clerk
        opened = submission.submit(submission=asked, by=by, now=self.moment, key=uuid4())
        self.dossier_id = opened.dossier_id
        return intake.accept(
            fee_taken=True, groups=self.example.groups, not_found=self.example.not_found, **self.act("one-stop-clerk")
        )

    def _papers(self) -> list[PaperGiven]:
        checked = forms.check(self.procedure.form, self.example.answers, today=self.moment.date())
        assert isinstance(checked, forms.Answers)
        found = completeness.check(
            self.procedure.papers,
            case=self.example.case,
            channel=self.example.channel,
            answers=checked.values,
            given=(),
            not_found=self.example.not_found,
        )
        missing = found.missing
        return [PaperGiven(line.paper.key, line.originals_lacking, line.copies_lacking) for line in missing]

    def play(self) -> None:
        """Do the first open step until the result is signed and numbered."""
        for _ in range(40):
            view = self.view()
            match view.state:
                case State.RECEIVED:
                    role = next(each.role for each in view.duties)
                    processing.take_up(**self.act(role))
                case State.FINANCE:
                    processing.settle_payment(**self.act("one-stop-clerk"))
                case State.PROCESSING:
                    self._step(view)
                case _:
                    return
        raise AssertionError("no end")

    def _step(self, view: DossierView) -> None:
        key = sorted(mark for mark in view.marking if "@" not in mark and "<" not in mark)[0]
        asked = [mark for mark in view.marking if mark.startswith(f"{key}@")]
        step = self.procedure.process.step(key)
        assert step.role
        if asked:
            office = int(asked[0].partition("@")[2])
            duty = next(each for each in view.duties if each.step == asked[0])
            processing.answer(
                step=key,
                office_id=office,
                text="Đã xác định.",
                **self._values(offices_holder(duty.office_id, duty.role, self.moment)),
            )
            return
        self.path.append(key)
        visit = self.visits.get(key, 0)
        self.visits[key] = visit + 1
        act = self.act(step.role)
        if step.kind is StepKind.CONSULTATION:
            assert self.asked_office is not None
            processing.consult(step=key, office_ids=(self.asked_office,), days=5, text="Đề nghị xác định thuế.", **act)
        elif step.effect == "sign":
            self._sign(view, key, act)
        elif step.effect == "number":
            signed = signing_queries.signed_result(dossier_id=view.id, viewer=SYSTEM)
            scan = made_up_scan() if signed and signed.manner is Manner.BY_HAND else None
            signing.number(step=key, number="124", book="01/2026", scan=scan, **act)
        else:
            chosen = self.example.choices.get(key, ())
            outcome = chosen[min(visit, len(chosen) - 1)] if step.kind is StepKind.DECISION else None
            processing.forward(step=key, outcome=outcome, text="Đã xem.", **act)

    def _sign(self, view: DossierView, key: str, act: dict[str, Any]) -> None:
        manners = signing_queries.manners_of(view=view, procedure=self.procedure)
        if Manner.ELECTRONIC in manners:
            signing.sign(step=key, **act)
        else:
            signing.sign_by_hand(step=key, **act)

    def hand_over(self) -> None:
        """Take what is still due, and give the result."""
        if self.view().money == Money.DUE:
            payments.take_cash(
                dossier_id=self.dossier_id, by=self.made.who("one-stop-clerk"), now=self.moment, key=uuid4()
            )
        returning.hand_over(
            receiver=Receiver(name="Trần Thị Ước", id_number=self.number, authority=Authority.OWNER),
            **self.act("one-stop-clerk"),
        )

    def view(self) -> DossierView:
        return dossiers.dossier(dossier_id=self.dossier_id, viewer=SYSTEM)

    def act(self, role: str) -> dict[str, Any]:
        """By whom, when, on what was seen."""
        place = self.made if role == "one-stop-clerk" or self.decides is None else self.decides
        self.made.moment = place.moment = self.moment
        values = self._values(place.who(role))
        self.moment += timedelta(minutes=10)
        return values

    def _values(self, by: Viewer) -> dict[str, Any]:
        return {
            "dossier_id": self.dossier_id,
            "by": by,
            "now": self.moment,
            "key": uuid4(),
            "revision": self.view().revision,
        }


def offices_holder(office_id: int, role: str, on: datetime) -> Viewer:
    """Whoever holds the role there."""
    (holder, *_) = office_queries.holders_of(office_id, on.date(), role=role)
    return office_queries.viewer_of(holder.official_id, on)
