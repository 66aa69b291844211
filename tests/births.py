"""A birth registration moved act by act through the real stages, by officials who hold their positions; for tests and
benches that move many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Change, PaperGiven
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from tests.commune import commune, person, publish

ANSWERS = {
    "requester_name": "Trần Thị Ước",
    "requester_birth_date": "09/05/1990",
    "requester_residence": "Ấp 3, xã Mỹ Thiện",
    "requester_relation": "mother",
    "child_name": "NGUYỄN TRẦN ĐĂNG KHÔI",
    "child_birth_date": "02/11/2026",
    "child_sex": "male",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_birth_place": "Bệnh viện Đa khoa Tiền Giang",
    "child_home_place": "Xã Mỹ Thiện, tỉnh Đồng Tháp",
    "birth_proof": "certificate",
    "mother_known": True,
    "mother_name": "TRẦN THỊ ƯỚC",
    "mother_birth_year": 1990,
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Ấp 3, xã Mỹ Thiện",
    "father_known": False,
    "pledge": True,
}


def lately(moment: datetime) -> str:
    """A day of birth within the sixty days that are free of charge, as it is typed."""
    return f"{moment - timedelta(days=21):%d/%m/%Y}"


PAPERS = (
    PaperGiven("declaration", originals=1),
    PaperGiven("birth-certificate", originals=1),
    PaperGiven("identity-paper", originals=1),
)
ACTS = ("submit", "accept", "take_up", "examine", "register", "sign", "number", "hand_over")
"""Intake is the first two; then six moves. Each is one transaction."""


@dataclass(slots=True)
class Desk:
    """One commune whose officials move dossiers; the viewers are read once, as at the beginning of a request."""

    office_id: int
    person_id: int
    viewers: dict[str, Viewer]
    moment: datetime
    answers: dict[str, Any] = field(default_factory=lambda: dict(ANSWERS))
    """A birth of more than 60 days ago makes a fee due at acceptance."""
    papers: tuple[PaperGiven, ...] = PAPERS
    makes_result: bool = True
    """Without it signing and numbering are the moves alone: no file is printed, signed and kept."""

    def open(self) -> Case:
        return Case(self)


class Case:
    """One dossier; `act(name)` makes it go one act further."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.dossier_id = 0
        self.revision = 0
        self.moment = desk.moment
        self.key = uuid4()

    def act(self, name: str, key: UUID | None = None) -> None:
        """Make the next act. With the `key` of an act that was cut it is the same click again."""
        self.key = key or uuid4()
        self.moment = self.desk.moment + timedelta(minutes=5 * (self.revision + 1))
        _ACTS[name](self)

    def by(self, role: str) -> dict[str, Any]:
        return {
            "dossier_id": self.dossier_id,
            "by": self.desk.viewers[role],
            "now": self.moment,
            "key": self.key,
            "revision": self.revision,
        }


def desk(**facts: Any) -> Desk:
    """A commune with its procedure in force."""
    made = commune(**facts)
    publish("1.001193", made.moment)
    viewers = {role: made.who(role) for role in made.officials}
    return Desk(made.office_id, person(now=made.moment), viewers, made.moment)


def _submit(case: Case) -> None:
    desk = case.desk
    asked = Submission(
        "1.001193",
        "standard",
        "direct",
        desk.office_id,
        desk.office_id,
        desk.person_id,
        desk.person_id,
        desk.answers,
        desk.papers,
    )
    opened = submission.submit(submission=asked, by=desk.viewers["one-stop-clerk"], now=case.moment, key=case.key)
    case.dossier_id, case.revision = opened.dossier_id, opened.revision


def _accept(case: Case) -> None:
    case.revision = intake.accept(fee_taken=True, **case.by("one-stop-clerk")).moved.revision


def _take_up(case: Case) -> None:
    case.revision = processing.take_up(**case.by("justice-examiner")).revision


def _examine(case: Case) -> None:
    moved = processing.forward(
        step="examine", outcome="eligible", text="Đủ điều kiện đăng ký", **case.by("justice-examiner")
    )
    case.revision = moved.revision


def _register(case: Case) -> None:
    case.revision = processing.forward(step="register", **case.by("justice-examiner")).revision


def _sign(case: Case) -> None:
    if case.desk.makes_result:
        case.revision = signing.sign(step="sign", **case.by("leader")).revision
    else:
        _move_alone(case, Move.SIGN, "sign", "leader")


def _move_alone(case: Case, move: Move, step: str, role: str, text: str | None = None) -> None:
    change = Change(act=Complete(step), text=text)
    case.revision = dossiers.move(move=move, change=change, **case.by(role)).revision


def _send_back(case: Case) -> None:
    moved = signing.send_back(step="sign", to="examine", text="Sai tên đệm của trẻ", **case.by("leader"))
    case.revision = moved.revision


def _number(case: Case) -> None:
    if case.desk.makes_result:
        moved = signing.number(step="number", number="124", book="01/2026", **case.by("clerical"))
        case.revision = moved.revision
    else:
        _move_alone(case, Move.FORWARD, "number", "clerical", "Số 124, quyển 01/2026")


def _hand_over(case: Case) -> None:
    moved = returning.hand_over(
        receiver=Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
        **case.by("one-stop-clerk"),
    )
    case.revision = moved.revision


_ACTS: dict[str, Callable[[Case], None]] = {
    "submit": _submit,
    "accept": _accept,
    "take_up": _take_up,
    "examine": _examine,
    "register": _register,
    "sign": _sign,
    "send_back": _send_back,
    "number": _number,
    "hand_over": _hand_over,
}
