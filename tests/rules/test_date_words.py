"""Days written out as certificates of civil status do."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.date_words import date_in_words, partial_date_in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 2), "Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"),
        (date(1990, 4, 30), "Ngày ba mươi, tháng tư, năm một nghìn chín trăm chín mươi"),
        (date(2005, 1, 21), "Ngày hai mươi mốt, tháng một, năm hai nghìn không trăm linh năm"),
        (date(2024, 12, 15), "Ngày mười lăm, tháng mười hai, năm hai nghìn không trăm hai mươi tư"),
    ],
)
def test_a_day_is_written_out(day: date, words: str) -> None:
    assert date_in_words(day) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1945", "Năm một nghìn chín trăm bốn mươi lăm"),
        ("1975-04", "Tháng tư, năm một nghìn chín trăm bảy mươi lăm"),
        ("1990-04-30", "Ngày ba mươi, tháng tư, năm một nghìn chín trăm chín mươi"),
    ],
)
def test_what_is_not_known_of_a_day_is_not_written(text: str, words: str) -> None:
    assert partial_date_in_words(text) == words


def test_the_south_says_le() -> None:
    assert date_in_words(date(2005, 1, 1), zero_tens="lẻ").endswith("năm hai nghìn không trăm lẻ năm")
