"""What each line of a list of staff would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.vietnamese import fold, name_sort_key
from motcua.registers.offices.staffing.known import Known, KnownHolding, KnownPosition
from motcua.registers.offices.staffing.reading import LineUnfit, Wanted
from motcua.rules.superiors import circle_from, circle_members

OTHER_NAME = gettext_noop("Tên đăng nhập “{sign_in}” đã có người khác dùng: {name}.")
TWICE_ANOTHER = gettext_noop("Tên đăng nhập “{sign_in}” ở dòng {line} là của người khác.")
TWICE = gettext_noop("Trùng với dòng {line}.")
NAMESAKE = gettext_noop("Có lẽ trùng người đã có, tên đăng nhập “{sign_in}” (cùng họ tên và điện thoại).")
ENDED = gettext_noop("Vị trí “{title}” đã bỏ từ {day}. Mở lại trên trang Vị trí nếu cần.")
CLOSED = gettext_noop("Tài khoản “{sign_in}” đang khóa. Mở lại trước khi giao vị trí.")
NO_SUPERIOR = gettext_noop("Cấp trên “{sign_in}” không có trong danh sách, cũng không giữ vị trí nào hôm nay.")
CIRCLE = gettext_noop("Vòng cấp trên: {names}. Sửa hoặc để trống cột “Cấp trên” của một trong những người ấy.")
SUPERIOR_REFUSED = gettext_noop("Cấp trên ở dòng {line} bị từ chối.")
NEW_PERSON = gettext_noop("người mới")
NEW_POSITION = gettext_noop("mở vị trí")
ANOTHER_POSITION = gettext_noop("mở thêm vị trí (vị trí cùng tên đang do {name} giữ)")
GIVEN = gettext_noop("giao vị trí từ {day}")
PHONE_CHANGED = gettext_noop("đổi điện thoại")
ENDS = gettext_noop("đổi ngày cuối thành {day}")
SUPERIOR_SET = gettext_noop("cấp trên: {sign_in}")


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it wants, what becomes of it, and in words why or what."""

    number: int
    outcome: Outcome
    words: str
    name: str = ""
    sign_in_name: str = ""
    wanted: Wanted | None = None
    official_id: int | None = None
    """None: to be registered."""
    position_id: int | None = None
    """None: to be opened."""
    seats: bool = False
    from_date: date | None = None
    ends: KnownHolding | None = None
    """The holding whose last day changes to the line's."""
    phone: bool = False
    superior: bool = False


@dataclass(slots=True)
class _Taken:
    """What the lines before this one have already claimed."""

    positions: set[int] = field(default_factory=set)
    people: dict[str, tuple[int, str]] = field(default_factory=dict)
    places: dict[tuple[str, tuple[int, int | None, str, str]], int] = field(default_factory=dict)


def planned(read: Sequence[Wanted | tuple[int, str]], known: Known, *, today: date) -> tuple[Line, ...]:
    """The lines in their order; a tuple is a line that could not be read, with the reason."""
    taken = _Taken()
    lines = [_refused(one[0], one[1]) if isinstance(one, tuple) else _line(one, known, taken, today) for one in read]
    lines = _without_unknown_superiors(_without_circles(lines, known), known)
    return tuple(lines)


def _line(one: Wanted, known: Known, taken: _Taken, today: date) -> Line:
    try:
        _check_person(one, known, taken)
        position, holding, note = _position(one, known, taken, today)
    except LineUnfit as refusal:
        return _refused(one.line, str(refusal), one)
    taken.people.setdefault(one.sign_in_name, (one.line, one.name))
    taken.places[one.sign_in_name, one.place] = one.line
    if position is not None:
        taken.positions.add(position.id)
    return _told(one, known, position, holding, note, today)


def _told(
    one: Wanted, known: Known, position: KnownPosition | None, holding: KnownHolding | None, note: str, today: date
) -> Line:
    official = known.officials.get(one.sign_in_name)
    phone = official is not None and bool(one.phone) and one.phone != official.phone
    ends = holding if holding and one.to_date and one.to_date != holding.to_date else None
    superior = bool(one.superior) and (
        position is None or position.superior_id is None or known.seats.get(one.superior) != position.superior_id
    )
    first = one.from_date or today
    words = [
        gettext(NEW_PERSON) if official is None else "",
        note,
        gettext(GIVEN).format(day=f"{first:%d/%m/%Y}") if holding is None else "",
        gettext(ENDS).format(day=f"{one.to_date:%d/%m/%Y}") if ends else "",
        gettext(PHONE_CHANGED) if phone else "",
        gettext(SUPERIOR_SET).format(sign_in=one.superior) if superior else "",
    ]
    said = ", ".join(word for word in words if word)
    created = official is None or holding is None
    return Line(
        number=one.line,
        outcome=Outcome.CREATED if created else Outcome.CHANGED if said else Outcome.UNCHANGED,
        words=said,
        name=one.name,
        sign_in_name=one.sign_in_name,
        wanted=one,
        official_id=official.id if official else None,
        position_id=position.id if position else None,
        seats=holding is None,
        from_date=first,
        ends=ends,
        phone=phone,
        superior=superior,
    )


def _check_person(one: Wanted, known: Known, taken: _Taken) -> None:
    before = taken.people.get(one.sign_in_name)
    if before and name_sort_key(before[1]) != name_sort_key(one.name):
        raise LineUnfit(TWICE_ANOTHER, sign_in=one.sign_in_name, line=before[0])
    if (line := taken.places.get((one.sign_in_name, one.place))) is not None:
        raise LineUnfit(TWICE, line=line)
    official = known.officials.get(one.sign_in_name)
    if official is None:
        other = known.namesakes.get((fold(one.name), one.phone)) if one.phone else None
        if other is not None:
            raise LineUnfit(NAMESAKE, sign_in=other)
    elif name_sort_key(official.name) != name_sort_key(one.name):
        raise LineUnfit(OTHER_NAME, sign_in=one.sign_in_name, name=official.name)
    elif not official.is_active:
        raise LineUnfit(CLOSED, sign_in=one.sign_in_name)


def _position(
    one: Wanted, known: Known, taken: _Taken, today: date
) -> tuple[KnownPosition | None, KnownHolding | None, str]:
    """The position meant, the holding that is there already, and what is to be said of it."""
    found = known.positions.get(one.place, ())
    standing = [position for position in found if position.ended_on is None and position.id not in taken.positions]
    official = known.officials.get(one.sign_in_name)
    for position in standing:
        for holding in position.holdings:
            if official and holding.official_id == official.id:
                return position, holding, ""
    free = next((each for each in standing if _is_free(each, one.from_date or today, one.to_date)), None)
    if free is not None:
        return free, None, ""
    if found and all(position.ended_on for position in found):
        raise LineUnfit(ENDED, title=one.title, day=f"{found[-1].ended_on:%d/%m/%Y}")
    holders = [holding.official_name for position in standing for holding in position.holdings]
    if holders:
        return None, None, gettext(ANOTHER_POSITION).format(name=holders[0])
    return None, None, gettext(NEW_POSITION)


def _is_free(position: KnownPosition, first: date, last: date | None) -> bool:
    return all(
        (holding.to_date is not None and holding.to_date < first) or (last is not None and holding.from_date > last)
        for holding in position.holdings
    )


def _without_circles(lines: list[Line], known: Known) -> list[Line]:
    """Lines that would close a circle of superiors are refused, each with the circle in words."""
    above: dict[str, set[str]] = {}
    for one in _asked(lines):
        above.setdefault(one.sign_in_name, set()).add(one.superior)
    for below, found in known.superiors.items():
        if below not in above:
            above[below] = set(found)
    for superiors in list(above.values()):
        for one_above in superiors:
            above.setdefault(one_above, set())
    members = circle_members(above)
    return [
        _refused(line.number, gettext(CIRCLE).format(names=" → ".join(circle)), line.wanted)
        if line.wanted
        and line.outcome is not Outcome.REFUSED
        and {line.wanted.sign_in_name, line.wanted.superior} <= members
        and (circle := circle_from(line.wanted.sign_in_name, above, members))
        else line
        for line in lines
    ]


def _without_unknown_superiors(lines: list[Line], known: Known) -> list[Line]:
    """A superior is in the list or holds a position; refusing a line may leave others without theirs."""
    while True:
        there = {one.sign_in_name for one in _wanted(lines)} | set(known.seats)
        refused = {line.sign_in_name: line.number for line in lines if line.outcome is Outcome.REFUSED}
        unfit = {one.line for one in _asked(lines) if one.superior not in there}
        if not unfit:
            return lines
        lines = [
            _refused(line.number, _superior_words(line.wanted.superior, refused), line.wanted)
            if line.wanted and line.number in unfit
            else line
            for line in lines
        ]


def _superior_words(superior: str, refused: dict[str, int]) -> str:
    if superior in refused:
        return gettext(SUPERIOR_REFUSED).format(line=refused[superior])
    return gettext(NO_SUPERIOR).format(sign_in=superior[:80])


def _wanted(lines: Iterable[Line]) -> list[Wanted]:
    return [line.wanted for line in lines if line.wanted and line.outcome is not Outcome.REFUSED]


def _asked(lines: Iterable[Line]) -> list[Wanted]:
    return [one for one in _wanted(lines) if one.superior]


def _refused(number: int, words: str, one: Wanted | None = None) -> Line:
    line = Line(number=number, outcome=Outcome.REFUSED, words=words)
    return replace(line, name=one.name, sign_in_name=one.sign_in_name, wanted=one) if one else line
