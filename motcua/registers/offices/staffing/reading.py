"""One line of a list of staff, understood by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.tables import Row, moment_of_number
from motcua.foundation.vietnamese import fold, tidy
from motcua.registers.people.actions import tidied_official
from motcua.registers.people.errors import NameMissing, NameTooLong, PhoneMalformed, SignInNameMalformed

OFFICE, UNIT, TITLE, ROLE = "Mã cơ quan", "Đơn vị", "Chức danh", "Vai trò"
NAME, SIGN_IN, PHONE = "Họ và tên", "Tên đăng nhập", "Điện thoại"
FROM, TO, SUPERIOR = "Từ ngày", "Đến hết ngày", "Cấp trên"
NEEDED: Final = (TITLE, ROLE, NAME, SIGN_IN)
COLUMNS: Final = (OFFICE, UNIT, TITLE, ROLE, NAME, SIGN_IN, PHONE, FROM, TO, SUPERIOR)
LONGEST: Final = 200
"""Letters of a title."""

_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})")

EMPTY = gettext_noop("Cột “{column}” để trống.")
NO_ROLE = gettext_noop("Vai trò “{text}” không có. Ghi một trong: {names}.")
NO_OFFICE = gettext_noop("Không có cơ quan mã “{text}” trong số các cơ quan bạn quản trị.")
NO_UNIT = gettext_noop("Cơ quan {office} không có đơn vị “{text}”. Mở đơn vị trước, hoặc để trống cột Đơn vị.")
NO_DAY = gettext_noop("Cột “{column}”: “{text}” không phải ngày có thật. Ghi như 20/11/2026.")
BACKWARDS = gettext_noop("“Đến hết ngày” đứng trước “Từ ngày”.")
OVER = gettext_noop("“Đến hết ngày” {day} đã qua: không nhập vị trí đã kết thúc.")
LONG = gettext_noop("Chức danh dài {n} chữ cái, nhiều nhất là {most}.")


class LineUnfit(Exception):
    """Why a line is refused, in words for whoever prepared the list."""

    def __init__(self, template: str, **data: object) -> None:
        super().__init__(gettext(template).format(**data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a line asks for."""

    line: int
    office_id: int
    office_name: str
    unit_id: int | None
    title: str
    role: str
    name: str
    sign_in_name: str
    phone: str
    from_date: date | None
    to_date: date | None
    superior: str

    @property
    def place(self) -> tuple[int, int | None, str, str]:
        """What a position is known by."""
        return self.office_id, self.unit_id, self.role, fold(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What lines may name: offices by code, units by office and folded name, roles by folded name and by code."""

    offices: Mapping[str, tuple[int, str]]
    units: Mapping[tuple[int, str], int]
    roles: Mapping[str, str]
    role_names: str
    default_office: tuple[int, str]


def wanted(row: Row, *, places: Places, today: date) -> Wanted:
    """Raises `LineUnfit`."""
    for column in NEEDED:
        if not row.get(column):
            raise LineUnfit(EMPTY, column=column)
    office_id, office_name = _office(row.get(OFFICE), places)
    first, last = _day(row, FROM), _day(row, TO)
    if last and last < (first or last):
        raise LineUnfit(BACKWARDS)
    if last and last < today:
        raise LineUnfit(OVER, day=f"{last:%d/%m/%Y}")
    if len(row.get(TITLE)) > LONGEST:
        raise LineUnfit(LONG, n=len(row.get(TITLE)), most=LONGEST)
    try:
        official = tidied_official(row.get(NAME), row.get(SIGN_IN), row.get(PHONE))
    except (NameMissing, NameTooLong, PhoneMalformed, SignInNameMalformed) as refusal:
        raise LineUnfit("{why}", why=refusal) from refusal
    return Wanted(
        line=row.line,
        office_id=office_id,
        office_name=office_name,
        unit_id=_unit(row.get(UNIT), office_id, office_name, places),
        title=tidy(row.get(TITLE)),
        role=_role(row.get(ROLE), places),
        name=official.name,
        sign_in_name=official.sign_in_name,
        phone=official.phone,
        from_date=first,
        to_date=last,
        superior=row.get(SUPERIOR).strip().lower(),
    )


def _office(text: str, places: Places) -> tuple[int, str]:
    if not text:
        return places.default_office
    if text.strip().upper() not in places.offices:
        raise LineUnfit(NO_OFFICE, text=text[:40])
    return places.offices[text.strip().upper()]


def _unit(text: str, office_id: int, office_name: str, places: Places) -> int | None:
    if not text:
        return None
    found = places.units.get((office_id, fold(text)))
    if found is None:
        raise LineUnfit(NO_UNIT, office=office_name, text=text[:60])
    return found


def _role(text: str, places: Places) -> str:
    role = places.roles.get(fold(text))
    if role is None:
        raise LineUnfit(NO_ROLE, text=text[:40], names=places.role_names)
    return role


def _day(row: Row, column: str) -> date | None:
    text = row.get(column)
    if not text:
        return None
    if (counted := moment_of_number(text)) is not None:
        return counted.date()
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        found = match.groupdict()
        day = date(*(int(found[part] or found[f"{part}2"]) for part in "ymd"))
        return day if day < date.max - timedelta(days=366) else None
    except ValueError:
        raise LineUnfit(NO_DAY, column=column, text=text[:30]) from None
