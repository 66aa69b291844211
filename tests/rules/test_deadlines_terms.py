"""Terms as people and notices write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.rules.deadlines import SAME_DAY, Term, TermUnreadable, Unit, parse_term
from motcua.rules.deadlines.words import in_words


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3 ngày làm việc", "3", Unit.WORKING_DAY),
        ("07 ngày làm việc", "7", Unit.WORKING_DAY),
        ("7.5 ngày làm việc", "7.5", Unit.WORKING_DAY),
        ("0,5 ngày làm việc", "0.5", Unit.WORKING_DAY),
        ("1/2 ngày làm việc", "0.5", Unit.WORKING_DAY),
        ("3 ngay lam viec", "3", Unit.WORKING_DAY),
        ("3 NGÀY LÀM VIỆC", "3", Unit.WORKING_DAY),
        ("  3\u00a0ngày   làm việc. ", "3", Unit.WORKING_DAY),
        ("3ngày làm việc", "3", Unit.WORKING_DAY),
        ("3 nga\u0300y la\u0300m vie\u0323\u0302c", "3", Unit.WORKING_DAY),
        ("Không quá 05 (năm) ngày làm việc", "5", Unit.WORKING_DAY),
        ("trong thời hạn 10 ngày", "10", Unit.DAY),
        ("10 ngày", "10", Unit.DAY),
        ("8 giờ", "8", Unit.HOUR),
        ("8 giờ làm việc", "8", Unit.HOUR),
        ("1 tháng", "1", Unit.MONTH),
        ("nửa tháng", "0.5", Unit.MONTH),
        ("nửa ngày làm việc", "0.5", Unit.WORKING_DAY),
    ],
)
def test_a_term_is_understood(text: str, amount: str, unit: Unit) -> None:
    assert parse_term(text) == Term(Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    ["trong ngày", "Trong ngày", "TRONG NGAY", "ngay trong ngày làm việc", "giải quyết trong ngày."],
)
def test_within_the_day_is_understood(text: str) -> None:
    assert parse_term(text) == SAME_DAY


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "3", "ngày", "ba ngày", "3 tuần", "3 ngày 2 giờ", "3 ngày làm việc tiếp theo", "NaN ngày", "1e3 ngày",
        "3,,5 ngày", "3. ngày", "٣ ngày", "3 ngày; drop", "1/0 ngày", "trong ngày làm việc tiếp theo", "3 ngày làm",
    ],
)  # fmt: skip
def test_what_is_no_term_is_told_with_an_example(text: str) -> None:
    verdict = parse_term(text)
    assert isinstance(verdict, TermUnreadable)
    assert "3 ngày làm việc" in verdict.words()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0 ngày làm việc", "lớn hơn 0"),
        ("0,0 giờ", "lớn hơn 0"),
        ("-3 ngày", "lớn hơn 0"),
        ("− 3 ngày", "lớn hơn 0"),
        ("0/3 ngày", "lớn hơn 0"),
        ("1.000 ngày", "hai chữ số lẻ"),
        ("99999 ngày", "10 năm"),
        ("121 tháng", "10 năm"),
        ("999999999 giờ", "10 năm"),
    ],
)
def test_an_impossible_amount_is_told(text: str, says: str) -> None:
    verdict = parse_term(text)
    assert isinstance(verdict, TermUnreadable)
    assert says in verdict.words()
    assert text in verdict.words()


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "3651"])
def test_no_term_is_made_of_an_impossible_amount(amount: str) -> None:
    with pytest.raises(ValueError):
        Term(Decimal(amount), Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term(Decimal("7.50"), Unit.WORKING_DAY), "7,5 ngày làm việc"),
        (Term(Decimal("07"), Unit.DAY), "7 ngày"),
        (Term(Decimal(30), Unit.DAY), "30 ngày"),
        (Term(Decimal("1E+1"), Unit.HOUR), "10 giờ làm việc"),
        (Term(Decimal(1), Unit.MONTH), "1 tháng"),
        (SAME_DAY, "trong ngày"),
    ],
)
def test_a_term_in_words_reads_back(term: Term, said: str) -> None:
    assert in_words(term) == said
    assert parse_term(said) == term


def test_the_extra_days_of_a_mountain_commune_are_added() -> None:
    longer = Term(Decimal(10), Unit.WORKING_DAY).longer_by(Term(Decimal(10), Unit.WORKING_DAY))
    assert longer == Term(Decimal(20), Unit.WORKING_DAY)
    with pytest.raises(ValueError):
        longer.longer_by(Term(Decimal(1), Unit.HOUR))
    with pytest.raises(ValueError):
        SAME_DAY.longer_by(SAME_DAY)
