"""`motcua deadline`: the promised moment of a receipt, and why, by the national working calendar; no database."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, time
from importlib.resources import files
from typing import TypeVar

from motcua.rules.calendar_rows import calendar_of_rows
from motcua.rules.deadlines import ClockFacts, Line, Pause, Policy, Promise, Term, TermUnreadable, parse_term, promise
from motcua.rules.workdays import OFFICE_HOURS, VIETNAM, Calendar, Interval, WeekHours

HELP = "Tính ngày hẹn trả kết quả và giải thích từng bước."
NEEDS_DATABASE = False

YEARS = range(2000, 2100)
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_CLOCK}(?::[0-5][0-9])?(?:Z|[+-]{_CLOCK})?")


_Read = TypeVar("_Read")


class Unreadable(Exception):
    """An option that cannot be understood; its text is the line for the operator."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options; each may lack its value here, so that the complaint is ours and Vietnamese."""
    options = {
        "--received": ("LÚC", "lúc nhận đủ hồ sơ, ví dụ 2026-11-23T09:00"),
        "--term": ("THỜI_HẠN", "ví dụ “3 ngày làm việc”, “10 ngày”, “8 giờ”, “1 tháng”, “trong ngày”"),
        "--policy": ("CÁCH", "ngay: tính theo ngày (mặc định); gio: tính theo giờ làm việc"),
        "--cutoff": ("GIỜ", "nhận sau giờ này tính vào ngày làm việc tiếp theo, ví dụ 15:00"),
        "--hours": ("GIỜ_LÀM_VIỆC", "mặc định 07:00-11:30,13:30-17:00"),
    }
    for name, (metavar, help_text) in options.items():
        parser.add_argument(name, nargs="?", const="", metavar=metavar, help=help_text)
    pause_help = "tạm dừng rồi tính tiếp, dùng được nhiều lần; ví dụ 2026-11-25T10:00/2026-11-27T15:00"
    parser.add_argument("--pause", nargs="?", const="", action="append", metavar="TỪ/ĐẾN", help=pause_help)


def run(options: argparse.Namespace) -> int:
    """Print the moment, then its explanation; 2 and one line on stderr when an option cannot be understood."""
    try:
        promised = promise(_facts(options), _calendar(options.hours))
    except Unreadable as fault:
        print(f"motcua deadline: {fault}", file=sys.stderr)
        return 2
    print("\n".join(_told(promised)))
    return 0


def _facts(options: argparse.Namespace) -> ClockFacts:
    received_at = _moment("--received", _given("--received", options.received))
    return ClockFacts(
        received_at=received_at,
        term=_term(_given("--term", options.term)),
        policy=_policy(options.policy),
        cutoff=_clock("--cutoff", options.cutoff) if options.cutoff is not None else None,
        pauses=tuple(_pause(text) for text in options.pause or ()),
    )


def _told(promised: Promise) -> Iterable[str]:
    yield f"{promised.due_at:%Y-%m-%dT%H:%M}"
    yield from map(Line.words, promised.lines)
    yield from (f"Lưu ý: {line.words()}" for line in promised.warnings)


def _calendar(hours: str | None) -> Calendar:
    table = files("motcua.registers.offices").joinpath("calendars/vietnam.csv").read_text(encoding="utf-8")
    return calendar_of_rows(table, hours=WeekHours.monday_to_friday(OFFICE_HOURS if hours is None else _hours(hours)))


def _given(name: str, text: str | None) -> str:
    if text is None or not text.strip():
        raise Unreadable(f"thiếu {name}. Ví dụ: --received 2026-11-23T09:00 --term “3 ngày làm việc”.")
    return text


def _term(text: str) -> Term:
    term = parse_term(text)
    if isinstance(term, TermUnreadable):
        raise Unreadable(f"--term: {term.words()}")
    return term


def _policy(text: str | None) -> Policy:
    known = {policy.value: policy for policy in Policy}
    if text is None:
        return Policy.BY_DAYS
    if text not in known:
        raise Unreadable(f"--policy “{text}”: chỉ có ngay (theo ngày) hoặc gio (theo giờ làm việc).")
    return known[text]


def _moment(name: str, text: str) -> datetime:
    """A moment; without a zone it is Vietnam's time."""
    written = text.strip()
    if not _MOMENT.fullmatch(written):
        raise Unreadable(f"{name} “{text}”: viết ngày và giờ như 2026-11-23T09:00.")
    moment = _read(lambda: datetime.fromisoformat(written), f"{name} “{text}”: không có ngày này trong lịch.")
    if moment.year not in YEARS:
        raise Unreadable(f"{name} “{text}”: chỉ tính cho các năm {YEARS[0]} đến {YEARS[-1]}.")
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _clock(name: str, text: str) -> time:
    written = text.strip().zfill(5)
    if not re.fullmatch(_CLOCK, written):
        raise Unreadable(f"{name} “{text}”: viết giờ như 15:00.")
    return time.fromisoformat(written)


def _hours(text: str) -> tuple[Interval, ...]:
    fault = f"--hours “{text}”: viết các khoảng giờ nối nhau như 07:00-11:30,13:30-17:00."
    spans = [part.split("-") for part in text.split(",")]
    if any(len(span) != 2 for span in spans):
        raise Unreadable(fault)
    read = [(_clock("--hours", start), _clock("--hours", end)) for start, end in spans]
    intervals = _read(lambda: tuple(Interval(start, end) for start, end in read), fault)
    return _read(lambda: WeekHours.monday_to_friday(intervals), fault).days[0]


def _pause(text: str) -> Pause:
    start, slash, end = text.partition("/")
    if not slash:
        raise Unreadable(f"--pause “{text}”: viết hai lúc như 2026-11-25T10:00/2026-11-27T15:00.")
    moments = _moment("--pause", start), _moment("--pause", end)
    return _read(lambda: Pause(*moments), f"--pause “{text}”: lúc kết thúc phải sau lúc bắt đầu.")


def _read(reading: Callable[[], _Read], fault: str) -> _Read:
    try:
        return reading()
    except ValueError:
        raise Unreadable(fault) from None
