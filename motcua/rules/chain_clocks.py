"""The promise of an interlinked submission from the promises of its parts, and how the terms add up.

A part's term starts when the last result it waits for has come (NĐ 297/2025/NĐ-CP art. 6(2)–(3)); until then it is
reckoned from when that result is promised. So the whole is promised for the latest of its parts, and along the way that
leads there nothing is lost and nothing counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.rules.chains import FELL, Link, PartState, in_order
from motcua.rules.deadlines import ClockFacts, Line, Promise, Term, Unit, promise
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import Calendar

PART = gettext_noop("{name}: {term}, từ {start} đến {due}")
PART_DONE = gettext_noop("{name}: có kết quả lúc {at}")
PART_OPEN = gettext_noop("{name}: hẹn {due}")
PART_HELD = gettext_noop("{name}: đang chờ bổ sung hoặc tạm dừng; ngày hẹn của cả hồ sơ sẽ lùi theo")
PART_FELL = gettext_noop("{name}: không còn tính vào hẹn")
TOGETHER = gettext_noop("Cộng lại: {sum} = {total}")
WHOLE = gettext_noop("Hẹn trả kết quả cuối cùng: {at}")


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What the promise of one part is reckoned from.

    `clock` is as of the part's own receipt once it is open; of a part that waits only its term, policy and cut-off are
    looked at. `due_at`: its promise in force. `is_held`: its clock stands still now.
    """

    link: Link
    office: int
    clock: ClockFacts
    calendar: Calendar
    state: PartState = PartState.WAITING
    due_at: datetime | None = None
    finished_at: datetime | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class PartPromise:
    """One part on the way: when its term starts, when it is promised, why. `starts_at` None: it no longer counts."""

    key: str
    name: str
    office: int
    term: Term
    starts_at: datetime | None
    due_at: datetime | None
    line: Line
    made: Promise | None = None
    """The part's own promise, line by line, while it waits."""


@dataclass(frozen=True, slots=True)
class WholePromise:
    """The promise of the whole: the latest of its parts; `path` is the way that leads there, first to last."""

    due_at: datetime
    parts: tuple[PartPromise, ...]
    path: tuple[str, ...]
    is_held: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """The explanation: each part, how the terms add up, and the end."""
        on_path = [part.term for key in self.path for part in self.parts if part.key == key]
        total = add_up(on_path)
        together = () if len(on_path) < 2 or len(total) != 1 else (_sum_line(on_path, total[0]),)
        return (*(part.line for part in self.parts), *together, Line(WHOLE, {"at": self.due_at}))

    @property
    def by_office(self) -> Mapping[int, tuple[Term, ...]]:
        """What each office takes of the way; together they are the terms of the whole."""
        found: dict[int, list[Term]] = {}
        for part in self.parts:
            if part.key in self.path:
                found.setdefault(part.office, []).append(part.term)
        return {office: add_up(terms) for office, terms in found.items()}

    @property
    def total(self) -> tuple[Term, ...]:
        """The terms along the way added up, one for each unit that occurs."""
        return add_up(part.term for part in self.parts if part.key in self.path)


def whole(received_at: datetime, parts: Sequence[PartFacts]) -> WholePromise:
    """The promise of a chain that has no circle and began with a complete receipt at `received_at`."""
    by_key = {part.link.key: part for part in parts}
    order = [by_key[link.key] for link in in_order([part.link for part in parts])]
    found: dict[str, PartPromise] = {}
    last: dict[str, str] = {}
    for part in order:
        before = [found[key] for key in part.link.after if found[key].due_at is not None]
        latest = max(before, key=lambda one: one.due_at or received_at, default=None)
        if latest is not None:
            last[part.link.key] = latest.key
        starts = latest.due_at if latest is not None and latest.due_at is not None else received_at
        found[part.link.key] = _part(part, starts)
    ends = max((one for one in found.values() if one.due_at), key=lambda one: one.due_at or received_at, default=None)
    due = ends.due_at if ends is not None and ends.due_at is not None else received_at
    held = any(part.is_held and part.state is PartState.OPEN for part in parts)
    return WholePromise(due, tuple(found.values()), _path(ends.key if ends else "", last), held)


def add_up(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms of one unit as one; “trong ngày” is told each for itself."""
    found: list[Term] = []
    for term in terms:
        place = next((at for at, one in enumerate(found) if one.unit is term.unit is not Unit.SAME_DAY), None)
        if place is None:
            found.append(term)
        else:
            found[place] = found[place].longer_by(term)
    return tuple(found)


def _part(part: PartFacts, starts: datetime) -> PartPromise:
    name, term = part.link.name, part.clock.term
    if part.state in FELL:
        return PartPromise(part.link.key, name, part.office, term, None, None, Line(PART_FELL, {"name": name}))
    if part.state is PartState.GRANTED and part.finished_at is not None:
        line = Line(PART_DONE, {"name": name, "at": part.finished_at})
        return PartPromise(part.link.key, name, part.office, term, part.clock.received_at, part.finished_at, line)
    if part.state is PartState.OPEN and part.due_at is not None:
        line = Line(PART_HELD, {"name": name}) if part.is_held else Line(PART_OPEN, {"name": name, "due": part.due_at})
        return PartPromise(part.link.key, name, part.office, term, part.clock.received_at, part.due_at, line)
    made = promise(replace(part.clock, received_at=starts, competent_at=None, pauses=(), supplements=()), part.calendar)
    line = Line(PART, {"name": name, "term": term, "start": starts, "due": made.due_at})
    return PartPromise(part.link.key, name, part.office, term, starts, made.due_at, line, made)


def _path(key: str, last: Mapping[str, str]) -> tuple[str, ...]:
    way = [key] if key else []
    while way and way[-1] in last:
        way.append(last[way[-1]])
    return tuple(reversed(way))


def _sum_line(terms: Sequence[Term], total: Term) -> Line:
    amounts = " + ".join(f"{term.amount.normalize():f}".replace(".", ",") for term in terms)
    return Line(TOGETHER, {"sum": amounts, "total": total})
