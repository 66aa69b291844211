"""The promise with its explanation, line by line, in the order in which a reader would count along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from motcua.rules.deadlines.explaining import counted_days, days_before, walked_days
from motcua.rules.deadlines.facts import ClockFacts, Promise, Resumption
from motcua.rules.deadlines.reckoning import Start, due_minute, is_walked, start_of
from motcua.rules.deadlines.terms import Unit
from motcua.rules.deadlines.words import Datum, Line
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import DAY, Calendar, moment_of

RECEIVED = gettext_noop("Nhận đủ hồ sơ: {at}")
RECEIVED_COMPETENT = gettext_noop("Cơ quan có thẩm quyền nhận đủ hồ sơ: {at}")
RESTARTED = gettext_noop("Bổ sung đầy đủ: {at}; thời hạn tính lại từ đầu")
TERM_BY_DAYS = gettext_noop("Thời hạn giải quyết: {term}")
TERM_BY_HOURS = gettext_noop("Thời hạn giải quyết: {term}, tính theo giờ làm việc, một ngày là 8 giờ")
PAUSED = gettext_noop("Tạm dừng từ {start} đến {end}, rồi tính tiếp")
PAUSED_FOR = gettext_noop("Tạm dừng ({reason}) từ {start} đến {end}, rồi tính tiếp")
AFTER_CUTOFF = gettext_noop("Nhận sau {cutoff}: tính như nhận vào {day}")
DUE = gettext_noop("Hẹn trả kết quả: {at}")
NOTICES = gettext_noop("Căn cứ lịch nghỉ: {notices}")
UNCONFIRMED = gettext_noop(
    "Lịch nghỉ mới xác nhận đến hết {through}; ngày hẹn có thể đổi khi có thông báo nghỉ lễ, Tết của năm {year}."
)
UNKNOWN_BEFORE = gettext_noop("Lịch nghỉ trước {first} chưa có trong hệ thống; cần kiểm tra lại ngày hẹn.")
DUE_IN_PAUSE = gettext_noop("Ngày hẹn rơi vào lúc thời hạn đang tạm dừng; cần xem xét hẹn lại.")


def due_at(facts: ClockFacts, calendar: Calendar) -> datetime:
    """The promised moment alone, Vietnam's time: what `promise` says, without the words."""
    return moment_of(due_minute(start_of(facts, calendar), facts, calendar))


def promise(facts: ClockFacts, calendar: Calendar) -> Promise:
    """The promised moment and why. The same facts always give the same promise; the lines add up to the term."""
    start = start_of(facts, calendar)
    due = due_minute(start, facts, calendar)
    body = walked_days if is_walked(facts.term, facts.policy) else counted_days
    days = (*days_before(start, facts, calendar), *body(start, due, facts, calendar))
    end = moment_of(due)
    lines = (*_beginning(facts, start), *_pauses(facts, end), *days, Line(DUE, {"at": end}), *_notices(days))
    return Promise(end, lines, tuple(_warnings(facts, start, due, calendar)))


def _beginning(facts: ClockFacts, start: Start) -> Iterator[Line]:
    at = {"at": facts.begins_at}
    if facts.supplements and facts.resumption is Resumption.RESTART:
        yield Line(RESTARTED, at)
    else:
        yield Line(RECEIVED_COMPETENT if facts.competent_at else RECEIVED, at)
    by_hours = is_walked(facts.term, facts.policy) and facts.term.unit is Unit.WORKING_DAY
    yield Line(TERM_BY_HOURS if by_hours else TERM_BY_DAYS, {"term": facts.term})
    if start.after_cutoff and facts.cutoff is not None:
        yield Line(AFTER_CUTOFF, {"cutoff": facts.cutoff, "day": date.fromordinal(start.day)})


def _pauses(facts: ClockFacts, end: datetime) -> Iterator[Line]:
    """The pauses that touch the time between receipt and promise, in their order."""
    for pause in sorted(facts.all_pauses, key=lambda each: each.start):
        if facts.begins_at < pause.end and pause.start < end:
            between: dict[str, Datum] = {"start": pause.start, "end": pause.end}
            yield Line(PAUSED_FOR, between | {"reason": pause.reason}) if pause.reason else Line(PAUSED, between)


def _notices(lines: Sequence[Line]) -> Iterator[Line]:
    """The notices behind the days off and made-up days that the lines speak of."""
    notices = dict.fromkeys(line.notice for line in lines if line.notice)
    if notices:
        yield Line(NOTICES, {"notices": "; ".join(notices)})


def _warnings(facts: ClockFacts, start: Start, due: int, calendar: Calendar) -> Iterator[Line]:
    last = date.fromordinal(due // DAY)
    if last > calendar.confirmed_through:
        yield Line(UNCONFIRMED, {"through": f"{calendar.confirmed_through:%d/%m/%Y}", "year": last.year})
    if calendar.confirmed_from and start.day < calendar.confirmed_from.toordinal():
        yield Line(UNKNOWN_BEFORE, {"first": f"{calendar.confirmed_from:%d/%m/%Y}"})
    due_at = moment_of(due)
    if any(each.start < due_at < each.end for each in facts.all_pauses):
        yield Line(DUE_IN_PAUSE)
