"""Messages are short, name no procedure and no paper, and are understood without being asked."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.utils.translation import override

from motcua.registers.notices.moments import CHANNELS, MOMENTS, REASONS, WAYS
from motcua.registers.notices.timing import LEASE, PAUSES, WITHIN, is_quiet, pause_after
from motcua.registers.notices.wording import MOST_LETTERS, Facts, hours_in_short, missing_words, words_of
from motcua.rules.shortcomings import SHORTCOMINGS
from tests.commune import at

USUAL = Facts(
    code="H26.82.28249-261130-0012",
    place="Trung tâm Phục vụ hành chính công xã Mỹ Thiện",
    address="ấp Mỹ Hòa",
    hours="07:00–11:30, 13:30–17:00 T2–T6",
    phone="0273 3821 000",
    link="https://motcua.dongthap.gov.vn/tra-cuu/H26.82.28249-261130-0012/",
    office="Ủy ban nhân dân xã Mỹ Thiện",
    due_at=at("2026-12-02 17:00"),
    until=at("2026-12-21 17:00"),
    missing="tờ khai (thiếu chữ ký hoặc dấu); một giấy tờ",
)


@pytest.mark.parametrize("kind", sorted(MOMENTS))
def test_every_message_fits_a_telephone_and_says_code_and_what_to_do(kind: str) -> None:
    words = words_of(kind, USUAL)
    assert USUAL.code in words.text and USUAL.code in words.subject
    assert len(words.text) <= MOST_LETTERS
    assert not re.search(r"[{}]|\s\s|…| [.,]", words.text), words.text
    assert words.text[0] == words.text[0].upper() and words.text[-1] in "./"


@pytest.mark.parametrize("kind", sorted(MOMENTS))
def test_long_names_are_shortened_and_never_the_code(kind: str) -> None:
    long = Facts(code="H" * 60, place="Trung tâm " * 30, address="Số 1 " * 40, office="Sở " * 90, link="https://a.vn/b")
    text = words_of(kind, long).text
    assert len(text) <= MOST_LETTERS
    assert long.code in text


def test_a_message_is_in_vietnamese_whatever_the_reader_of_a_page_chose() -> None:
    with override("en"):
        assert words_of("done", USUAL).text.startswith("Hồ sơ ")


def test_a_result_is_called_to_place_and_hours() -> None:
    text = words_of("done", USUAL).text
    assert "Trung tâm Phục vụ hành chính công xã Mỹ Thiện" in text
    assert "(07:00–11:30, 13:30–17:00 T2–T6)" in text


def test_a_rescheduling_apologises_and_tells_the_new_day() -> None:
    text = words_of("reschedule", USUAL).text
    assert "xin lỗi" in text and "17:00 02/12/2026" in text


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([("Tờ khai đăng ký khai sinh", "unsigned")], "tờ khai (thiếu chữ ký hoặc dấu)"),
        ([("Giấy xác nhận khuyết tật", "expired")], "một giấy tờ (đã hết thời hạn sử dụng)"),
        ([("Bản án hình sự", "missing")], "một giấy tờ"),
        ([("Đơn đề nghị trợ giúp xã hội", "other")], "đơn"),
        ([("", "mismatch")], "thông tin trong hồ sơ (thông tin không khớp với giấy tờ khác trong hồ sơ)"),
        ([("Ảnh 4x6", "missing")] * 5, "ảnh; ảnh; ảnh; 2 giấy tờ khác"),
        ([], ""),
    ],
)
def test_what_is_missing_is_told_by_the_kind_of_paper_only(items: list[tuple[str, str]], said: str) -> None:
    assert missing_words(items) == said


def test_every_reason_of_a_request_can_be_told() -> None:
    for reason in SHORTCOMINGS:
        assert missing_words([("Tờ khai", reason)]).startswith("tờ khai")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({}, "07:00–11:30, 13:30–17:00 T2–T6"),
        ({str(day): [["07:00", "11:00"]] for day in range(1, 7)}, "07:00–11:00 T2–T7"),
        (
            {**{str(day): [["07:00", "17:00"]] for day in range(1, 6)}, "6": [["07:00", "11:00"]]},
            "07:00–17:00 T2–T6; 07:00–11:00 T7",
        ),
        ({"1": [["07:00", "11:00"]], "3": [["08:00", "11:00"]], "5": [["09:00", "11:00"]]}, ""),
    ],
)
def test_hours_in_short(hours: dict[str, list[list[str]]], said: str) -> None:
    assert hours_in_short(hours) == said


@pytest.mark.parametrize(
    ("begin", "end", "moment", "quiet"),
    [
        (21, 7, "20:59", False),
        (21, 7, "21:00", True),
        (21, 7, "03:00", True),
        (21, 7, "07:00", False),
        (12, 13, "12:30", True),
        (12, 13, "13:00", False),
    ],
)
def test_quiet_hours_may_go_over_midnight(begin: int, end: int, moment: str, quiet: bool) -> None:
    assert is_quiet(at(f"2026-11-23 {moment}"), (time(begin), time(end))) is quiet


def test_pauses_grow_and_end_and_no_try_outlasts_its_lease() -> None:
    assert list(PAUSES) == sorted(set(PAUSES))
    assert [pause_after(tries) for tries in range(1, len(PAUSES) + 2)] == [*PAUSES, None]
    assert LEASE.total_seconds() >= 10 * WITHIN


def test_every_word_list_is_in_vietnamese() -> None:
    for words in (*REASONS.values(), *CHANNELS.values(), *WAYS.values()):
        assert re.search(r"[^\x00-\x7f]", words)
