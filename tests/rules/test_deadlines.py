"""The promised moment: tables of cases, each citing where its answer comes from. The calendar is the national one."""

from __future__ import annotations

from datetime import UTC, time
from decimal import Decimal

import pytest

from motcua.rules.deadlines import (
    SAME_DAY,
    ClockFacts,
    Pause,
    Policy,
    Promise,
    Resumption,
    Supplement,
    Term,
    Unit,
    due_at,
    parse_term,
    promise,
)
from motcua.rules.workdays import Outage, WeekHours
from tests.rules.calendars import VIETNAM_CALENDAR, at, hours, unit_calendar

DAYS, HOURS = Policy.BY_DAYS, Policy.BY_HOURS


def term(text: str) -> Term:
    read = parse_term(text)
    assert isinstance(read, Term)
    return read


def promised(received: str, text: str, policy: Policy = DAYS, cutoff: str | None = None, *pauses: str) -> str:
    ends = [each.split("/") for each in pauses]
    facts = ClockFacts(
        received_at=at(received),
        term=term(text),
        policy=policy,
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        pauses=tuple(Pause(at(start), at(end)) for start, end in ends),
    )
    return f"{promise(facts, VIETNAM_CALENDAR).due_at:%Y-%m-%dT%H:%M}"


def words(told: Promise) -> list[str]:
    return [line.words() for line in told.lines]


@pytest.mark.parametrize(
    ("received", "text", "policy", "cutoff", "due"),
    [
        # 24 November is off (NQ 28/2026/QH16 art. 2); the first day is not counted (BLDS art. 147(2)).
        ("2026-11-23T09:00", "3 ngày làm việc", DAYS, None, "2026-11-27T17:00"),
        ("2026-11-23T09:00", "3 ngày làm việc", HOURS, None, "2026-11-27T09:00"),
        # After 15:00 the next working day (NĐ 23/2015 art. 7; 1.001193).
        ("2026-11-20T15:30", "trong ngày", DAYS, "15:00", "2026-11-23T17:00"),
        # Tết 14–22 February (Thông báo 9441/TB-BNV).
        ("2026-02-12T10:00", "5 ngày làm việc", DAYS, None, "2026-02-26T17:00"),
        # The made-up Saturday of 2 January (Công văn 12729/VPCP-KGVX) is a working day, with a whole day's hours.
        ("2026-01-09T10:00", "1 ngày làm việc", DAYS, None, "2026-01-10T17:00"),
        ("2026-01-09T10:00", "1 ngày làm việc", HOURS, None, "2026-01-10T10:00"),
        ("2025-04-25T10:00", "2 ngày làm việc", DAYS, None, "2025-04-28T17:00"),
        # 31 August to 2 September off, 22 August worked (Thông báo 9441/TB-BNV).
        ("2026-08-28T10:00", "2 ngày làm việc", DAYS, None, "2026-09-04T17:00"),
        ("2026-08-21T10:00", "1 ngày làm việc", DAYS, None, "2026-08-22T17:00"),
        # Calendar days; an end on a day off moves to the next working day (BLDS art. 148(5)).
        ("2026-11-20T10:00", "10 ngày", DAYS, None, "2026-11-30T17:00"),
        ("2026-11-19T10:00", "10 ngày", DAYS, None, "2026-11-30T17:00"),
        ("2026-11-19T10:00", "10 ngày", HOURS, None, "2026-11-30T17:00"),
        ("2026-11-14T10:00", "10 ngày", DAYS, None, "2026-11-25T17:00"),
        # Fractions: that share of 8 hours into the next working day.
        ("2026-11-02T07:00", "7.5 ngày làm việc", DAYS, None, "2026-11-12T11:00"),
        ("2026-11-02T07:00", "7.5 ngày làm việc", HOURS, None, "2026-11-11T11:00"),
        ("2026-11-02T16:59", "0,5 ngày làm việc", DAYS, None, "2026-11-03T11:00"),
        ("2026-11-02T16:00", "0,5 ngày làm việc", HOURS, None, "2026-11-03T10:00"),
        ("2026-11-06T08:00", "0,75 ngày làm việc", DAYS, None, "2026-11-09T15:00"),
    ],
)
def test_the_worked_answers(received: str, text: str, policy: Policy, cutoff: str | None, due: str) -> None:
    assert promised(received, text, policy, cutoff) == due


@pytest.mark.parametrize(
    ("received", "text", "policy", "due"),
    [
        # By days only the calendar day of receipt is excluded, whatever the hour and whether or not it is worked.
        ("2026-11-28T09:00", "1 ngày làm việc", DAYS, "2026-11-30T17:00"),
        ("2026-11-29T23:59", "1 ngày làm việc", DAYS, "2026-11-30T17:00"),
        ("2026-11-24T09:00", "1 ngày làm việc", DAYS, "2026-11-25T17:00"),
        ("2026-11-27T00:00", "1 ngày làm việc", DAYS, "2026-11-30T17:00"),
        ("2026-11-27T17:01", "1 ngày làm việc", DAYS, "2026-11-30T17:00"),
        # By hours a receipt outside working time counts from the next opening.
        ("2026-11-25T06:00", "4 giờ", HOURS, "2026-11-25T11:00"),
        ("2026-11-25T12:00", "1 giờ", HOURS, "2026-11-25T14:30"),
        ("2026-11-25T11:30", "1 giờ", HOURS, "2026-11-25T14:30"),
        ("2026-11-25T17:00", "1 giờ", HOURS, "2026-11-26T08:00"),
        ("2026-11-25T20:00", "1 giờ", HOURS, "2026-11-26T08:00"),
        ("2026-11-28T09:00", "1 ngày làm việc", HOURS, "2026-11-30T17:00"),
        ("2026-11-23T17:00", "8 giờ", HOURS, "2026-11-25T17:00"),
        # The end of an interval is its end, not the next opening.
        ("2026-11-25T07:00", "4,5 giờ", HOURS, "2026-11-25T11:30"),
        ("2026-11-25T07:00", "1 ngày làm việc", HOURS, "2026-11-25T17:00"),
        # Seconds count up to the next minute, so that no promise lies before its receipt.
        ("2026-11-25T11:29:30", "1 giờ", HOURS, "2026-11-25T14:30"),
        # Hours are working hours under both policies: 24 hours are three days of work.
        ("2026-11-02T07:00", "24 giờ", DAYS, "2026-11-04T17:00"),
        ("2026-11-02T07:00", "24 giờ", HOURS, "2026-11-04T17:00"),
        ("2026-11-06T16:00", "2 giờ làm việc", DAYS, "2026-11-09T08:00"),
    ],
)
def test_receipts_at_the_edges_of_the_day(received: str, text: str, policy: Policy, due: str) -> None:
    assert promised(received, text, policy) == due


@pytest.mark.parametrize(
    ("received", "text", "due"),
    [
        # The corresponding day, or the last day of a shorter month (BLDS art. 148(3)).
        ("2026-01-31T09:00", "1 tháng", "2026-03-02T17:00"),  # Saturday 28 February moves on
        ("2025-10-31T09:00", "1 tháng", "2025-12-01T17:00"),  # Sunday 30 November moves on
        ("2026-03-31T09:00", "3 tháng", "2026-06-30T17:00"),
        ("2026-10-13T09:00", "1 tháng", "2026-11-13T17:00"),
        ("2025-12-15T09:00", "2 tháng", "2026-02-23T17:00"),  # 15 February lies before Tết
        ("2025-03-24T09:00", "12 tháng", "2026-03-24T17:00"),
        # Half a month is fifteen days (BLDS art. 146(1)).
        ("2026-11-05T09:00", "nửa tháng", "2026-11-20T17:00"),
        ("2026-10-01T09:00", "1,5 tháng", "2026-11-16T17:00"),
    ],
)
def test_months_end_on_the_corresponding_day(received: str, text: str, due: str) -> None:
    assert promised(received, text) == due


@pytest.mark.parametrize(
    ("received", "text", "due"),
    [
        ("2026-11-25T09:00", "0,5 ngày", "2026-11-26T11:00"),
        ("2026-11-25T09:00", "1,5 ngày", "2026-11-27T11:00"),
        ("2026-11-27T09:00", "0,5 ngày", "2026-11-30T11:00"),  # Saturday: that share of the next working day
        ("2026-11-27T09:00", "2,5 ngày", "2026-11-30T17:00"),  # never before the two whole days
    ],
)
def test_a_part_of_a_calendar_day_ends_within_a_working_day(received: str, text: str, due: str) -> None:
    assert promised(received, text) == due


@pytest.mark.parametrize(
    ("received", "cutoff", "text", "policy", "due"),
    [
        # Strictly after: 15:00 itself is in time.
        ("2026-11-25T15:00", "15:00", "trong ngày", DAYS, "2026-11-25T17:00"),
        ("2026-11-25T15:00:01", "15:00", "trong ngày", DAYS, "2026-11-26T17:00"),
        ("2026-11-25T15:01", "15:00", "3 ngày làm việc", DAYS, "2026-12-01T17:00"),
        ("2026-11-25T15:00", "15:00", "3 ngày làm việc", DAYS, "2026-11-30T17:00"),
        # As if received on the next working day, from its opening.
        ("2026-11-23T15:30", "15:00", "1 ngày làm việc", HOURS, "2026-11-25T17:00"),
        ("2026-11-27T16:00", "15:00", "2 giờ", DAYS, "2026-11-30T09:00"),
        ("2026-11-27T16:00", "15:00", "10 ngày", DAYS, "2026-12-10T17:00"),
        # A Saturday before the cut-off is only a day of receipt; after it Monday is the day of receipt.
        ("2026-11-28T10:00", "15:00", "1 ngày làm việc", DAYS, "2026-11-30T17:00"),
        ("2026-11-28T16:00", "15:00", "1 ngày làm việc", DAYS, "2026-12-01T17:00"),
        # Karaoke group: after 17:00 from the next working day (NĐ 297/2025 art. 3(5)).
        ("2026-11-25T17:01", "17:00", "3 ngày làm việc", DAYS, "2026-12-01T17:00"),
    ],
)
def test_strictly_after_the_cutoff_counts_as_the_next_working_day(
    received: str, cutoff: str, text: str, policy: Policy, due: str
) -> None:
    assert promised(received, text, policy, cutoff) == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-25T09:00", "2026-11-25T17:00"),
        ("2026-11-25T06:00", "2026-11-25T17:00"),
        ("2026-11-25T12:00", "2026-11-25T17:00"),
        ("2026-11-25T17:00", "2026-11-25T17:00"),
        ("2026-11-25T17:00:01", "2026-11-26T17:00"),
        ("2026-11-23T18:00", "2026-11-25T17:00"),
        ("2026-11-28T09:00", "2026-11-30T17:00"),
        ("2026-01-10T09:00", "2026-01-10T17:00"),
    ],
)
@pytest.mark.parametrize("policy", [DAYS, HOURS])
def test_within_the_day_ends_at_closing(received: str, due: str, policy: Policy) -> None:
    assert promised(received, "trong ngày", policy) == due


def test_within_the_day_ends_with_a_saturday_turn_where_the_unit_has_one() -> None:
    ordinary = hours("07:00-11:30", "13:30-17:00")
    calendar = unit_calendar(WeekHours((*(ordinary for _ in range(5)), hours("07:30-11:00"), ())))
    assert due_at(ClockFacts(at("2026-11-28T09:00"), SAME_DAY), calendar) == at("2026-11-28T11:00")
    assert due_at(ClockFacts(at("2026-11-28T11:01"), SAME_DAY), calendar) == at("2026-11-30T17:00")
    day = Term(Decimal(1), Unit.WORKING_DAY)
    assert due_at(ClockFacts(at("2026-11-27T09:00"), day), calendar) == at("2026-11-30T17:00")


@pytest.mark.parametrize(
    ("text", "pauses", "due"),
    [
        # By days: the working days after FROM's date up to TO's are skipped. Received Monday 2 November, 9:00.
        ("5 ngày làm việc", ["2026-11-04T10:00/2026-11-06T15:00"], "2026-11-11T17:00"),
        ("5 ngày làm việc", ["2026-11-04T10:00/2026-11-04T15:00"], "2026-11-09T17:00"),
        ("5 ngày làm việc", ["2026-11-06T10:00/2026-11-08T15:00"], "2026-11-09T17:00"),
        # Overlapping and nested pauses are one.
        (
            "5 ngày làm việc",
            ["2026-11-03T10:00/2026-11-05T15:00", "2026-11-04T10:00/2026-11-06T15:00"],
            "2026-11-12T17:00",
        ),
        (
            "5 ngày làm việc",
            ["2026-11-03T10:00/2026-11-06T15:00", "2026-11-04T10:00/2026-11-05T15:00"],
            "2026-11-12T17:00",
        ),
        # Before the receipt: nothing; over the receipt: only its part after it; over the whole term: all after it.
        ("5 ngày làm việc", ["2026-10-05T10:00/2026-10-30T15:00"], "2026-11-09T17:00"),
        ("5 ngày làm việc", ["2026-10-05T10:00/2026-11-03T15:00"], "2026-11-10T17:00"),
        ("2 ngày làm việc", ["2026-11-02T10:00/2026-11-13T15:00"], "2026-11-17T17:00"),
        # After the end, and from the last day on: the term was already counted.
        ("2 ngày làm việc", ["2026-11-05T10:00/2026-11-13T15:00"], "2026-11-04T17:00"),
        ("2 ngày làm việc", ["2026-11-04T10:00/2026-11-13T15:00"], "2026-11-04T17:00"),
        # Calendar days and months skip calendar days.
        ("10 ngày", ["2026-11-04T10:00/2026-11-09T15:00"], "2026-11-17T17:00"),
        ("1 tháng", ["2026-11-04T10:00/2026-11-09T15:00"], "2026-12-07T17:00"),
        # Hours skip the working time between.
        ("8 giờ", ["2026-11-02T10:00/2026-11-02T14:30"], "2026-11-03T11:30"),
    ],
)
def test_a_pause_by_days(text: str, pauses: list[str], due: str) -> None:
    assert promised("2026-11-02T09:00", text, DAYS, None, *pauses) == due


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-11-04T09:00"),
        (["2026-11-02T10:00/2026-11-02T14:30"], "2026-11-04T11:30"),
        (["2026-11-02T11:30/2026-11-02T13:30"], "2026-11-04T09:00"),
        (["2026-11-02T17:00/2026-11-03T07:00"], "2026-11-04T09:00"),
        (["2026-11-02T10:00/2026-11-02T11:00", "2026-11-02T10:30/2026-11-02T11:30"], "2026-11-04T10:30"),
        (["2026-10-02T10:00/2026-11-02T10:00"], "2026-11-04T10:00"),
        (["2026-11-02T09:00/2026-11-13T15:00"], "2026-11-17T15:00"),
        (["2026-11-04T09:00/2026-11-13T15:00"], "2026-11-04T09:00"),
        (["2026-11-04T08:59/2026-11-13T15:00"], "2026-11-13T15:01"),
        (["2026-11-07T08:00/2026-11-08T15:00"], "2026-11-04T09:00"),
    ],
)
def test_a_pause_by_hours_skips_the_working_time_between(pauses: list[str], due: str) -> None:
    assert promised("2026-11-02T09:00", "2 ngày làm việc", HOURS, None, *pauses) == due


def test_a_promise_within_a_pause_is_warned_of() -> None:
    pause = Pause(at("2026-11-04T10:00"), at("2026-11-13T15:00"))
    told = promise(ClockFacts(at("2026-11-02T09:00"), term("2 ngày làm việc"), pauses=(pause,)), VIETNAM_CALENDAR)
    assert "tạm dừng" in told.warnings[0].words()


def test_the_clock_starts_when_the_competent_agency_receives_it() -> None:
    """NĐ 118/2025 as amended by NĐ 309/2026, art. 8(3)."""
    facts = ClockFacts(at("2026-11-20T09:00"), term("3 ngày làm việc"), competent_at=at("2026-11-23T14:00"))
    told = promise(facts, VIETNAM_CALENDAR)
    assert told.due_at == at("2026-11-27T17:00")
    assert words(told)[0] == "Cơ quan có thẩm quyền nhận đủ hồ sơ: 14:00 Thứ Hai 23/11/2026"


@pytest.mark.parametrize(
    ("resumption", "due"), [(Resumption.RESTART, "2026-11-13T17:00"), (Resumption.CONTINUE, "2026-11-12T17:00")]
)
def test_after_a_supplement_the_term_restarts_or_continues(resumption: Resumption, due: str) -> None:
    """Anew: NĐ 61/2018 art. 19(4), NĐ 297/2025. On: NĐ 301/2026 art. 3(4)."""
    asked = Supplement(at("2026-11-04T10:00"), at("2026-11-10T15:00"))
    facts = ClockFacts(at("2026-11-03T09:00"), term("3 ngày làm việc"), supplements=(asked,), resumption=resumption)
    told = promise(facts, VIETNAM_CALENDAR)
    assert f"{told.due_at:%Y-%m-%dT%H:%M}" == due
    text = "\n".join(words(told))
    assert ("tính lại từ đầu" in text) is (resumption is Resumption.RESTART)
    assert ("chờ bổ sung hồ sơ" in text) is (resumption is Resumption.CONTINUE)


def test_of_two_supplements_the_last_restarts() -> None:
    first = Supplement(at("2026-11-04T10:00"), at("2026-11-10T15:00"))
    last = Supplement(at("2026-11-11T10:00"), at("2026-11-16T15:00"))
    facts = ClockFacts(at("2026-11-03T09:00"), term("3 ngày làm việc"), supplements=(last, first))
    assert due_at(facts, VIETNAM_CALENDAR) == at("2026-11-19T17:00")


OUTAGE = Outage(at("2026-11-25T15:00"), at("2026-11-26T10:00"), "12/TB-SKHCN")


@pytest.mark.parametrize(
    ("received", "text", "policy", "due"),
    [
        # The term goes on when the system works again (NĐ 301/2026 art. 3(4)).
        ("2026-11-25T14:00", "4 giờ", HOURS, "2026-11-26T15:00"),
        ("2026-11-23T09:00", "3 ngày làm việc", HOURS, "2026-11-27T16:00"),
        ("2026-11-23T09:00", "1 ngày làm việc", DAYS, "2026-11-26T17:00"),
        ("2026-11-25T09:00", "trong ngày", DAYS, "2026-11-26T17:00"),
        ("2026-11-23T09:00", "2 ngày", DAYS, "2026-11-26T17:00"),
        ("2026-11-23T09:00", "0,5 ngày làm việc", DAYS, "2026-11-26T16:00"),
    ],
)
def test_working_time_inside_an_announced_outage_is_not_counted(
    received: str, text: str, policy: Policy, due: str
) -> None:
    calendar = unit_calendar(outages=(OUTAGE,))
    told = promise(ClockFacts(at(received), term(text), policy), calendar)
    assert f"{told.due_at:%Y-%m-%dT%H:%M}" == due


def test_an_outage_explains_itself() -> None:
    calendar = unit_calendar(outages=(OUTAGE,))
    told = promise(ClockFacts(at("2026-11-23T09:00"), term("1 ngày làm việc")), calendar)
    assert "Thứ Tư 25/11: hệ thống ngừng theo thông báo 12/TB-SKHCN, không tính" in words(told)


def test_the_units_own_hours_close_its_day() -> None:
    calendar = unit_calendar(WeekHours.monday_to_friday(hours("07:30-11:30", "13:00-16:30")))
    three = ClockFacts(at("2026-11-23T09:00"), term("3 ngày làm việc"))
    assert due_at(three, calendar) == at("2026-11-27T16:30")
    assert due_at(ClockFacts(at("2026-11-25T16:45"), SAME_DAY), calendar) == at("2026-11-26T16:30")
    half = ClockFacts(at("2026-11-25T09:00"), term("0,5 ngày làm việc"))
    assert due_at(half, calendar) == at("2026-11-26T11:30")
    nearly = ClockFacts(at("2026-11-25T09:00"), term("0,99 ngày làm việc"))
    assert due_at(nearly, calendar) == at("2026-11-26T16:30")
    walked = ClockFacts(at("2026-11-25T07:30"), term("1 ngày làm việc"), HOURS)
    assert due_at(walked, calendar) == at("2026-11-26T08:00")


def test_a_promise_explains_itself_line_by_line() -> None:
    told = promise(ClockFacts(at("2026-11-23T09:00"), term("3 ngày làm việc")), VIETNAM_CALENDAR)
    assert words(told) == [
        "Nhận đủ hồ sơ: 09:00 Thứ Hai 23/11/2026",
        "Thời hạn giải quyết: 3 ngày làm việc",
        "Thứ Hai 23/11: ngày nhận, không tính",
        "Thứ Ba 24/11: nghỉ Ngày Văn hóa Việt Nam",
        "Thứ Tư 25/11 đến Thứ Sáu 27/11: 3 ngày làm việc",
        "Hẹn trả kết quả: 17:00 Thứ Sáu 27/11/2026",
        "Căn cứ lịch nghỉ: Nghị quyết 28/2026/QH16, Điều 2; Công văn 10065/VPCP-KGVX ngày 02/10/2026",
    ]
    assert told.warnings == ()


def test_a_promise_by_hours_tells_the_hours_of_each_day() -> None:
    pause = Pause(at("2026-11-26T10:00"), at("2026-11-27T09:00"), "money", "chờ nộp tiền")
    facts = ClockFacts(at("2026-11-23T12:00"), term("2 ngày làm việc"), HOURS, pauses=(pause,))
    assert words(promise(facts, VIETNAM_CALENDAR)) == [
        "Nhận đủ hồ sơ: 12:00 Thứ Hai 23/11/2026",
        "Thời hạn giải quyết: 2 ngày làm việc, tính theo giờ làm việc, một ngày là 8 giờ",
        "Tạm dừng (chờ nộp tiền) từ 10:00 Thứ Năm 26/11/2026 đến 09:00 Thứ Sáu 27/11/2026, rồi tính tiếp",
        "Nhận ngoài giờ làm việc: tính từ 13:30 Thứ Hai 23/11/2026",
        "Thứ Hai 23/11: 3 giờ 30 phút (13:30–17:00)",
        "Thứ Ba 24/11: nghỉ Ngày Văn hóa Việt Nam",
        "Thứ Tư 25/11: 8 giờ (07:00–11:30, 13:30–17:00)",
        "Thứ Năm 26/11: 3 giờ (07:00–10:00)",
        "Thứ Sáu 27/11: 1 giờ 30 phút (09:00–10:30)",
        "Hẹn trả kết quả: 10:30 Thứ Sáu 27/11/2026",
        "Căn cứ lịch nghỉ: Nghị quyết 28/2026/QH16, Điều 2; Công văn 10065/VPCP-KGVX ngày 02/10/2026",
    ]


def test_an_end_that_moves_says_by_what_article() -> None:
    told = promise(ClockFacts(at("2026-11-19T09:00"), term("10 ngày")), VIETNAM_CALENDAR)
    assert words(told)[-4:-1] == [
        "Thứ Sáu 20/11 đến Chủ nhật 29/11: 10 ngày",
        "Chủ nhật 29/11: nghỉ hằng tuần",
        "Thứ Hai 30/11: ngày làm việc tiếp theo, hết thời hạn (Bộ luật Dân sự 2015, Điều 148 khoản 5)",
    ]


def test_the_cutoff_is_told() -> None:
    told = promise(ClockFacts(at("2026-11-20T15:30"), SAME_DAY, cutoff=time(15)), VIETNAM_CALENDAR)
    assert "Nhận sau 15:00: tính như nhận vào Thứ Hai 23/11" in words(told)


def test_a_made_up_day_tells_for_which_day() -> None:
    told = promise(ClockFacts(at("2026-01-09T10:00"), term("1 ngày làm việc")), VIETNAM_CALENDAR)
    assert "Thứ Bảy 10/01: làm bù cho Thứ Sáu 02/01, 1 ngày làm việc" in words(told)
    assert words(told)[-1] == "Căn cứ lịch nghỉ: Công văn 12729/VPCP-KGVX"


def test_another_language_translates_the_sentence_and_the_weekday() -> None:
    english = {"{days}: nghỉ {reason}": "{days}: day off, {reason}", "Thứ Ba": "Tuesday"}
    told = promise(ClockFacts(at("2026-11-23T09:00"), term("3 ngày làm việc")), VIETNAM_CALENDAR)
    said = [line.words(lambda msgid: english.get(msgid, msgid)) for line in told.lines]
    assert "Tuesday 24/11: day off, Ngày Văn hóa Việt Nam" in said


@pytest.mark.parametrize(
    ("received", "text", "is_unsure"),
    [
        ("2026-12-29T09:00", "2 ngày làm việc", False),
        ("2026-12-29T09:00", "3 ngày làm việc", True),
        ("2026-12-29T09:00", "3 ngày", True),
        ("2027-02-01T09:00", "trong ngày", True),
        ("2024-12-30T09:00", "1 ngày làm việc", True),
        ("2025-01-02T09:00", "1 ngày làm việc", False),
    ],
)
def test_a_computation_that_leaves_the_confirmed_years_says_so(received: str, text: str, is_unsure: bool) -> None:
    told = promise(ClockFacts(at(received), term(text)), VIETNAM_CALENDAR)
    assert bool(told.warnings) is is_unsure
    assert all("Lịch nghỉ" in line.words() for line in told.warnings)


def test_new_years_day_and_tet_of_2027_are_known_though_the_year_is_not_confirmed() -> None:
    """Labour Code art. 112(1); Công văn 10065/VPCP-KGVX."""
    assert promised("2026-12-31T09:00", "1 ngày làm việc") == "2027-01-04T17:00"
    assert promised("2027-02-03T09:00", "1 ngày làm việc") == "2027-02-11T17:00"


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    utc = ClockFacts(at("2026-11-23T09:00").astimezone(UTC), term("3 ngày làm việc"), HOURS)
    assert due_at(utc, VIETNAM_CALENDAR) == at("2026-11-27T09:00")


def test_facts_without_a_zone_or_turned_round_are_refused() -> None:
    naive = at("2026-11-23T09:00").replace(tzinfo=None)
    for wrong in (
        lambda: ClockFacts(naive, SAME_DAY),
        lambda: ClockFacts(at("2026-11-23T09:00"), SAME_DAY, competent_at=naive),
        lambda: Pause(at("2026-11-23T09:00"), at("2026-11-22T09:00")),
        lambda: Supplement(naive, naive),
    ):
        with pytest.raises(ValueError):
            wrong()
