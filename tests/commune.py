"""One commune with its officials, for tests: made through the rooms' own actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Opened, PaperGiven
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewOffice, NewPosition, NewUnit
from motcua.registers.offices.queries import viewer_of
from motcua.registers.people import actions as people
from motcua.registers.people.facts import NewOfficial, PersonFacts
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as procedure_queries
from motcua.rules.access import SYSTEM, Viewer

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PROCEDURES = Path(__file__).parents[1] / "procedures"
SINCE = date(2025, 7, 1)
TITLES = {
    "one-stop-clerk": "Cán bộ Một cửa",
    "justice-examiner": "Công chức tư pháp - hộ tịch",
    "leader": "Chủ tịch",
    "clerical": "Văn thư",
}


def at(text: str) -> datetime:
    """A moment of Vietnam: "2026-11-23 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


MONDAY = at("2026-11-23 08:00")


@dataclass
class Commune:
    """Its office, and the viewers who hold its positions."""

    office_id: int
    unit_id: int
    officials: dict[str, int] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    moment: datetime = MONDAY

    def who(self, role: str) -> Viewer:
        """The viewer who holds this role now, read anew."""
        return viewer_of(self.officials[role], self.moment)

    def later(self, **parts: float) -> datetime:
        """Let time pass."""
        self.moment += timedelta(**parts)
        return self.moment


def commune(code: str = "H26.1.1", name: str = "Ủy ban nhân dân xã Thử Nghiệm", now: datetime = MONDAY) -> Commune:
    """Open a commune with one official for each role of a birth registration."""
    began = now - timedelta(days=500)
    offices.load_national_calendar(now=began, by=SYSTEM)
    office = offices.open_office(
        office=NewOffice(code=code, name=name, kind="commune", unit_code="28249", valid_from=SINCE),
        now=began,
        by=SYSTEM,
    )
    unit = offices.open_unit(
        unit=NewUnit(office_id=office, kind="one-stop", name=f"Trung tâm PVHCC {code}", valid_from=SINCE),
        now=began,
        by=SYSTEM,
    )
    made = Commune(office, unit, moment=now)
    for role, title in TITLES.items():
        add_official(made, role, title)
    return made


def add_official(made: Commune, role: str, title: str, key: str = "") -> int:
    """Give the commune one more official in this role."""
    key = key or role
    began = made.moment - timedelta(days=400)
    position = offices.open_position(
        position=NewPosition(
            office_id=made.office_id, role=role, title=f"{title} {key}", valid_from=SINCE, unit_id=made.unit_id
        ),
        now=began,
        by=SYSTEM,
    )
    name = f"{key}.{made.office_id}".replace("-", "")
    official = people.register_official(
        official=NewOfficial(sign_in_name=name, name=f"Nguyễn Văn {key}"), now=began, by=SYSTEM
    )
    offices.seat(position_id=position, official_id=official, from_date=SINCE, now=began, by=SYSTEM)
    made.officials[key], made.positions[key] = official, position
    return official


def person(name: str = "Trần Thị Ước", number: str = "082190000001", now: datetime = MONDAY) -> int:
    """A citizen."""
    facts = PersonFacts(
        name=name, id_number=number, birth="1990-05-09", sex="female", address="Ấp 3", phone="0901234567"
    )
    return people.register_person(facts=facts, now=now, by=SYSTEM).person_id


def publish(code: str, now: datetime = MONDAY) -> procedure_queries.Procedure:
    """Publish one of the house's procedure files."""
    procedures.publish_file(path=PROCEDURES / code / "procedure.yaml", now=now, by=SYSTEM)
    return procedure_queries.in_force(code, now.date())


def open_birth(made: Commune, answers: Mapping[str, Any] | None = None, **more: Any) -> Opened:
    """A birth registration, opened in the register without the stages' checks."""
    who = more.pop("person_id", None) or person(now=made.moment)
    procedure = more.pop("procedure", None) or publish("1.001193", made.moment)
    values: dict[str, Any] = {
        "procedure": procedure,
        "case_key": procedure.cases[0].key,
        "channel": "direct",
        "received_office_id": made.office_id,
        "competent_office_id": made.office_id,
        "applicant_id": who,
        "owner_id": who,
        "answers": answers or {"child_name": "Trần Văn Ưu"},
        "papers": (PaperGiven("birth-certificate", originals=1),),
        "answer_by": made.moment + timedelta(hours=8),
    }
    when: dict[str, Any] = {"by": "system", "now": made.moment, "key": uuid4()}
    told = {name: more.pop(name, value) for name, value in when.items()}
    return dossiers.open_dossier(new=dossiers.NewDossier(**(values | more)), **told)
