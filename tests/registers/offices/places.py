"""A small place for tests: a province committee, a commune with a one-stop unit, and an official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.clock import VIETNAM
from motcua.registers.offices import actions
from motcua.registers.people import actions as people
from motcua.rules.access import SYSTEM

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
BEGIN = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Place:
    province: int
    commune: int
    unit: int
    official: int


def a_place() -> Place:
    """Opened anew, inside the caller's transaction."""
    offices = [
        actions.NewOffice(code="H20", name="UBND tỉnh", kind="province-committee", unit_code="82", valid_from=BEGIN),
        actions.NewOffice(
            code="H20.1", name="UBND xã", kind="commune-committee", unit_code="28261", parent="H20", valid_from=BEGIN
        ),
    ]
    province, commune = actions.open_offices(offices=offices, now=NOW, by=SYSTEM)
    new_unit = actions.NewUnit(office_id=commune, kind="one-stop", name="Trung tâm", valid_from=BEGIN)
    unit = actions.open_unit(unit=new_unit, now=NOW, by=SYSTEM)
    return Place(province, commune, unit, an_official("an.nv"))


def an_official(sign_in_name: str, name: str = "Nguyễn Văn An") -> int:
    """An official who has no position yet and cannot sign in."""
    official = people.NewOfficial(sign_in_name=sign_in_name, name=name)
    return people.register_official(official=official, now=NOW, by=SYSTEM)


def a_position(office_id: int, role: str = "one-stop-clerk", unit_id: int | None = None) -> int:
    """A position of this role."""
    position = actions.NewPosition(office_id=office_id, unit_id=unit_id, role=role, title="Công chức", valid_from=BEGIN)
    return actions.open_position(position=position, now=NOW, by=SYSTEM)
