"""Dossier codes of each scheme, and temporary references that notice a slip of the finger."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.numbering import (
    SCHEMES,
    CodeWritten,
    NotACode,
    check,
    check_reference,
    identifier_fault,
    make,
    temporary_reference,
)

DAY = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("scheme", "identifier", "number", "owner", "code"),
    [
        ("tt03-2025", "H56.14", 1, "", "H56.14-240101-0001"),
        ("tt03-2025", "H20.3.12", 9_999, "", "H20.3.12-240101-9999"),
        ("tt03-2025", "H20", 12_345, "", "H20-240101-12345"),
        ("tt01-2018", "000.00.15.H56", 1, "", "000.00.15.H56-240101-0001"),
        ("tt04-2025", "G15.001.02", 1, "15", "G15.001.02-240101-150001"),
        ("tt04-2025", "G15", 123_456, "01", "G15-240101-01123456"),
    ],
)
def test_each_scheme_writes_its_code(scheme: str, identifier: str, number: int, owner: str, code: str) -> None:
    assert make(scheme, identifier=identifier, on=DAY, number=number, owner_digits=owner) == code
    verdict = check(code)
    assert isinstance(verdict, CodeWritten)
    assert verdict.code == code
    assert scheme in verdict.schemes


@pytest.mark.parametrize(
    ("scheme", "identifier", "number", "owner"),
    [
        ("tt03-2025", "h56", 1, ""),
        ("tt03-2025", "H56.", 1, ""),
        ("tt03-2025", "H56-1", 1, ""),
        ("tt03-2025", "Z0012345", 1, ""),
        ("tt03-2025", "H56." + "1" * 32, 1, ""),
        ("tt03-2025", "000.00.15.H56", 1, ""),
        ("tt03-2025", "H56", 0, ""),
        ("tt03-2025", "H56", 1, "15"),
        ("tt01-2018", "000.00.15.H56", 10_000, ""),
        ("tt01-2018", "H56.14", 1, ""),
        ("tt04-2025", "G15", 1, ""),
        ("tt04-2025", "G15", 1, "5"),
        ("tt04-2025", "G15", 1, "١٥"),
    ],
)
def test_what_a_scheme_cannot_write_is_never_written(scheme: str, identifier: str, number: int, owner: str) -> None:
    with pytest.raises(ValueError, match=r"scheme|định danh"):
        make(scheme, identifier=identifier, on=DAY, number=number, owner_digits=owner)


def test_identifiers_are_checked_in_words() -> None:
    """QĐ 20/2020/QĐ-TTg Art. 4–6."""
    assert identifier_fault("H20.30.1A", scheme="tt03-2025") is None
    assert identifier_fault("Z0112345678", scheme="tt03-2025") is None
    wrong = identifier_fault("H20/30", scheme="tt03-2025")
    assert wrong is not None
    assert wrong.words() == "Mã định danh cơ quan “H20/30” viết chưa đúng mẫu."
    long = identifier_fault("H20." + "1" * 40, scheme="tt03-2025")
    assert long is not None
    assert "quá 35 ký tự" in long.words()


def test_typing_habits_do_not_matter() -> None:
    assert check(" h56.14 – 240101 – 0001 ") == check("H56.14-240101-0001")


@pytest.mark.parametrize(
    "typed", ["", "1.001193", "H56.14-240231-0001", "H56.14-240101-001", "H56.14-2401010001", "x" * 999]
)
def test_what_no_scheme_writes_is_told_so(typed: str) -> None:
    verdict = check(typed)
    assert isinstance(verdict, NotACode)
    assert "không phải mã hồ sơ" in verdict.sentence.words()
    assert len(verdict.sentence.words()) < 200


@given(
    st.sampled_from(sorted(SCHEMES)), st.integers(1, 10**6), st.integers(1, 10**6),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)  # fmt: skip
def test_two_dossiers_of_one_agency_never_share_a_code(
    scheme: str, one: int, other: int, day: date, next_day: date
) -> None:
    rules = SCHEMES[scheme]
    agency = "000.00.15.H56" if scheme == "tt01-2018" else "H56.14"
    owner = "15" if rules.needs_owner else ""
    if rules.most is not None:
        one, other = (number % rules.most + 1 for number in (one, other))
    first = make(scheme, identifier=agency, on=day, number=one, owner_digits=owner)
    second = make(scheme, identifier=agency, on=next_day, number=other, owner_digits=owner)
    assert (first == second) is ((day, one) == (next_day, other))


@given(st.binary(min_size=16, max_size=16))
def test_a_reference_is_read_back_however_it_is_typed(random: bytes) -> None:
    reference = temporary_reference(random)
    assert len(reference) == 14
    assert not set(reference) & set("01ILO")
    assert check_reference(f" {reference.lower().replace('-', ' ')} ") == CodeWritten(reference, ("temporary",))


@given(st.binary(min_size=16, max_size=16), st.integers(0, 11), st.sampled_from("23456789ABCDEFGHJKMNPQRSTUVWXYZ"))
def test_one_wrong_sign_is_noticed(random: bytes, place: int, sign: str) -> None:
    signs = temporary_reference(random).replace("-", "")
    changed = signs[:place] + sign + signs[place + 1 :]
    assert isinstance(check_reference(changed), NotACode) is (changed != signs)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 10))
def test_two_neighbours_swapped_are_noticed(random: bytes, place: int) -> None:
    signs = temporary_reference(random).replace("-", "")
    swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert isinstance(check_reference(swapped), NotACode) is (swapped != signs)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("7KQM", "gồm 12 chữ và số"), ("OOOO-OOOO-OOOO", "không có chữ I, L, O"), ("2222-2222-2223", "gõ nhầm một chỗ")],
)
def test_a_bad_reference_says_what_to_look_at(typed: str, words: str) -> None:
    verdict = check_reference(typed)
    assert isinstance(verdict, NotACode)
    assert words in verdict.sentence.words()


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        temporary_reference(b"short")
