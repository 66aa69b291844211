"""The interlinked group of NĐ 297/2025 played through the stages: three offices, one submission; for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.registers.dossiers import actions as moving
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Change, OpenedChain, PaperGiven
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewOffice, NewPosition
from motcua.registers.offices.queries import viewer_of
from motcua.registers.people import actions as people
from motcua.registers.people.facts import NewOfficial
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as procedure_queries
from motcua.rules.access import SYSTEM, Viewer
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import ChainSubmission
from tests.commune import PROCEDURES, SINCE, Commune, add_official, at, commune, person, publish

CODE = "LT.297-2025"
START = at("2026-11-02 09:00")
ANSWERS: dict[str, Any] = {
    "owner_name": "Trần Thị Ước",
    "owner_birth_date": "09/05/1990",
    "owner_id_number": "082190000001",
    "owner_residence": "Ấp 3, xã Thử Nghiệm",
    "owner_phone": "0901234567",
    "business_name": "Hộ kinh doanh Karaoke Sao Mai",
    "business_address": "12 đường Ba, xã Thử Nghiệm",
    "business_lines": "Kinh doanh dịch vụ karaoke",
    "business_capital": 500000000,
    "workers": 4,
    "pledge": True,
    "conditional_line": "karaoke",
    "responsible_name": "Trần Thị Ước",
    "responsible_id_number": "082190000001",
    "responsible_title": "Chủ hộ",
    "area": "other",
    "rooms": 3,
    "rooms_area": "22; 24; 25",
}
PAPERS = {
    "business": (PaperGiven("declaration", originals=1),),
    "security": (
        PaperGiven("declaration", originals=1),
        PaperGiven("fire-safety", copies=1),
        PaperGiven("curriculum-vitae", originals=1),
    ),
    "karaoke": (PaperGiven("declaration", originals=1),),
}
FEE = 100_000 + 300_000 + 2_000_000
OF_PART = {"business": "commune", "security": "police", "karaoke": "department"}


@dataclass
class Group:
    """The commune that receives, the police and the department that decide their parts, and what became of it."""

    made: Commune
    person_id: int
    deciding: dict[str, int]
    officials: dict[tuple[str, str], int] = field(default_factory=dict)
    moment: datetime = START
    opened: OpenedChain | None = None
    step: timedelta = timedelta(minutes=10)
    """How long an act takes."""
    makes_results: bool = False
    """Without it signing and numbering are the moves alone: no file is printed, signed and kept."""

    def who(self, place: str, role: str) -> Viewer:
        return viewer_of(self.officials[place, role], self.moment)

    @property
    def clerk(self) -> Viewer:
        return viewer_of(self.made.officials["one-stop-clerk"], self.moment)

    @property
    def chain(self) -> dossiers.ChainView:
        assert self.opened is not None
        found = dossiers.chain_of(dossier_id=self.opened.dossiers[0].dossier_id, viewer=SYSTEM)
        assert found is not None
        return found

    def dossier_of(self, part: str) -> int:
        found = next(one.dossier_id for one in self.chain.parts if one.key == part)
        assert found is not None
        return found

    def at(self, text: str) -> None:
        """It is this moment now."""
        self.moment = at(text)

    def submit(self, key: UUID | None = None, **changes: Any) -> OpenedChain:
        values: dict[str, Any] = {
            "chain_code": CODE,
            "channel": "direct",
            "received_office_id": self.made.office_id,
            "deciding": self.deciding,
            "applicant_id": self.person_id,
            "owner_id": self.person_id,
            "answers": ANSWERS,
            "papers": PAPERS,
        }
        asked = ChainSubmission(**(values | changes))
        self.opened = submission.submit_chain(submission=asked, by=self.clerk, now=self.moment, key=key or uuid4())
        return self.opened

    def accept(self, *, fee_taken: bool = True, **how: Any) -> intake.Accepted:
        assert self.opened is not None
        (first,) = self.opened.dossiers
        return intake.accept(
            dossier_id=first.dossier_id,
            by=self.clerk,
            now=self.moment,
            key=uuid4(),
            revision=first.revision,
            fee_taken=fee_taken,
            **how,
        )

    def acting(self, part: str, role: str) -> dict[str, Any]:
        """What an act on this part's dossier takes, by whoever holds the role there; one step later."""
        self.moment += self.step
        by = self.clerk if role == "one-stop-clerk" else self.who(OF_PART[part], role)
        view = dossiers.dossier(dossier_id=self.dossier_of(part), viewer=by)
        return {"dossier_id": view.id, "by": by, "now": self.moment, "key": uuid4(), "revision": view.revision}

    def take_up(self, part: str) -> None:
        processing.take_up(**self.acting(part, "examiner"))

    def decide(self, part: str, *, granted: bool = True) -> None:
        """Examine, sign and number: the part's dossier has its result."""
        steps = {"business": "register", "security": "propose", "karaoke": "propose"}
        self.take_up(part)
        outcome = "eligible" if granted else "refuse"
        text = "" if granted else "Không đủ điều kiện"
        processing.forward(step="examine", outcome=outcome, text=text, **self.acting(part, "examiner"))
        step = steps[part] if granted else "draft-refusal"
        processing.forward(step=step, **self.acting(part, "examiner"))
        numberer = "examiner" if part == "security" else "clerical"
        if self.makes_results:
            signing.sign(step="sign", **self.acting(part, "leader"))
            signing.number(step="number", number="7", book="", **self.acting(part, numberer))
        else:
            change = Change(act=Complete("sign"))
            moving.move(move=Move.SIGN, change=change, **self.acting(part, "leader"))
            change = Change(act=Complete("number"), text="Số 7")
            moving.move(move=Move.FORWARD, change=change, **self.acting(part, numberer))


MASTER = "Hệ thống thông tin giải quyết thủ tục hành chính của Bộ Công an"
OURS = "  system: ours\n  source: ND297-C\n"
POLICES = f"  system: ministry\n  name: {MASTER}\n  partner: police\n  source: ND297-C\n"


def of_the_police() -> str:
    """The file of the second part, with the police's system as its master."""
    text = (PROCEDURES / "3.000243" / "procedure.yaml").read_text(encoding="utf-8")
    assert OURS in text
    return text.replace(OURS, POLICES)


def group(*, elsewhere: bool = False) -> Group:
    """The three offices with their officials, the procedures in force, and a person. `elsewhere`: security and order is
    decided in the police's system."""
    return around(commune(now=START), elsewhere=elsewhere)


def around(made: Commune, *, elsewhere: bool = False) -> Group:
    """The same around a commune that there is, at its moment."""
    now = made.moment
    add_official(made, "examiner", "Chuyên viên thụ lý")
    police = _office("G01.1", "Công an xã Thử Nghiệm", "police", {}, now)
    department = _office("H26.9", "Sở Văn hóa, Thể thao và Du lịch", "department", {"fields": ["Văn hóa"]}, now)
    for code in ("1.001612", "1.001029") if elsewhere else ("1.001612", "3.000243", "1.001029"):
        publish(code, now)
    if elsewhere:
        procedures.publish(text=of_the_police(), now=now, by=SYSTEM)
    text = (PROCEDURES / CODE / "chain.yaml").read_text(encoding="utf-8")
    procedures.publish_chain(text=text, now=now, by=SYSTEM)
    chain = procedure_queries.chain_in_force(CODE, now.date())
    places = intake_queries.deciding_offices(chain=chain, received_office_id=made.office_id, on=now.date())
    found = Group(made, person(now=now), {key: place.id for key, place in places.items()}, moment=now)
    for role in ("examiner", "leader", "clerical"):
        found.officials["commune", role] = made.officials[role]
        found.officials["department", role] = _seated(department, role, now)
        if role != "clerical":
            found.officials["police", role] = _seated(police, role, now)
    return found


def _office(code: str, name: str, kind: str, attributes: dict[str, Any], now: datetime) -> int:
    new = NewOffice(code=code, name=name, kind=kind, unit_code="28249", valid_from=SINCE, attributes=attributes)
    return offices.open_office(office=new, now=now - timedelta(days=300), by=SYSTEM)


def _seated(office_id: int, role: str, now: datetime) -> int:
    began = now - timedelta(days=300)
    position = offices.open_position(
        position=NewPosition(office_id=office_id, role=role, title=f"{role} {office_id}", valid_from=SINCE),
        now=began,
        by=SYSTEM,
    )
    official = people.register_official(
        official=NewOfficial(sign_in_name=f"{role}.{office_id}", name=f"Lê Văn {role}"), now=began, by=SYSTEM
    )
    offices.seat(position_id=position, official_id=official, from_date=SINCE, now=began, by=SYSTEM)
    return official
