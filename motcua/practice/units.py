"""One-stop units with their counters and hours, and sections of the offices that process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from motcua.practice.institutions import BEGIN, CENTRE, committee_code, in_sentence
from motcua.registers.offices.actions import NewCounter, NewUnit, hours_from_text
from motcua.registers.offices.queries import AdministrativeUnit

COUNTERS = (
    ("Hộ tịch, chứng thực", ("Hộ tịch", "Chứng thực")),
    ("Đất đai, xây dựng, hộ kinh doanh", ("Đất đai", "Xây dựng", "Thành lập và hoạt động của hộ kinh doanh")),
    ("Văn hóa, xã hội, cư trú", ("Văn hóa", "Bảo trợ xã hội", "Đăng ký, quản lý cư trú")),
)
SATURDAYS = 10
"""Every tenth commune receives on Saturday mornings too."""
LATER = 7
"""Every seventh opens and closes its afternoon half an hour earlier."""


def units(communes: Sequence[AdministrativeUnit], office_ids: Mapping[str, int]) -> list[NewUnit]:
    """The units of all offices; those of one office stand together, its one-stop unit first."""
    centre = NewUnit(
        office_id=office_ids[CENTRE],
        kind="one-stop",
        name="Bộ phận Tiếp nhận và Trả kết quả, Trung tâm Phục vụ hành chính công tỉnh",
        valid_from=BEGIN,
    )
    of_communes = [unit for place, commune in enumerate(communes) for unit in _of_commune(commune, place, office_ids)]
    return [centre, *of_communes]


def counters(one_stop_ids: Sequence[int]) -> list[NewCounter]:
    """Three counters by field in each one-stop unit."""
    return [
        NewCounter(unit_id=unit_id, number=number, name=name, fields=fields)
        for unit_id in one_stop_ids
        for number, (name, fields) in enumerate(COUNTERS, start=1)
    ]


def sections_of(commune: AdministrativeUnit) -> tuple[str, str, str]:
    """The three sections of a commune's committee (NĐ 150/2025/NĐ-CP): office, economy, culture and society."""
    economy = "Phòng Kinh tế, Hạ tầng và Đô thị" if commune.kind == "Phường" else "Phòng Kinh tế"
    return ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", economy, "Phòng Văn hóa - Xã hội")


def _of_commune(commune: AdministrativeUnit, place: int, office_ids: Mapping[str, int]) -> list[NewUnit]:
    office_id = office_ids[committee_code(commune)]
    name = f"Trung tâm Phục vụ hành chính công {in_sentence(commune)}"
    address = f"Số {2 + place % 90} đường Trung tâm, {in_sentence(commune)}"
    one_stop = NewUnit(
        office_id=office_id, kind="one-stop", name=name, hours=_hours(place), address=address, valid_from=BEGIN
    )
    sections = [
        NewUnit(office_id=office_id, kind="section", name=section, valid_from=BEGIN) for section in sections_of(commune)
    ]
    return [one_stop, *sections]


def _hours(place: int) -> dict[str, list[list[str]]]:
    week = {}
    if place % LATER == LATER - 1:
        week = hours_from_text("07:00-11:30,13:00-16:30")
    if place % SATURDAYS == SATURDAYS - 1:
        week = (week or hours_from_text("07:00-11:30,13:30-17:00")) | hours_from_text("07:30-11:00", days="6")
    return week
