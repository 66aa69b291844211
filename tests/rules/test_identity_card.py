from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.identity_card import Card, CardUnreadable, read_card

SEVEN = "082190001234|311234567|Nguyễn Thị Ước|09051990|Nữ|Ấp 3, Mỹ Thiện, Cái Bè, Tiền Giang|12082021"


def test_the_seven_fields_of_a_card_fill_the_person_in() -> None:
    assert read_card(SEVEN + "\r\n") == Card(
        number="082190001234",
        old_number="311234567",
        name="Nguyễn Thị Ước",
        birth_date=date(1990, 5, 9),
        sex="female",
        address="Ấp 3, Mỹ Thiện, Cái Bè, Tiền Giang",
        issued_on=date(2021, 8, 12),
    )


def test_further_fields_of_later_cards_are_passed_over() -> None:
    assert read_card(SEVEN + "|Nguyễn Văn A|Trần Thị B||x") == read_card(SEVEN)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyeenx Thij Uwowcs",
        "NGUYEENX THIJ UWOWCS",
        "Nguy?n Th? ??c",
        "Nguyá»n Thá» Æ¯á»c",
        "Nguy\ufffdn",
        "",
        "12345",
    ],
)
def test_a_garbled_name_is_left_to_be_typed_and_the_clerk_is_told(name: str) -> None:
    card = read_card(SEVEN.replace("Nguyễn Thị Ước", name))
    assert isinstance(card, Card)
    assert (card.number, card.birth_date, card.name) == ("082190001234", date(1990, 5, 9), "")
    assert "bộ gõ" in card.warnings[0].words()


@pytest.mark.parametrize(
    "name", ["Đặng Thùy Trâm", "Y Moan Êban", "H’Hen Niê", "LÊ ANH", "Trần Văn Ý", "Hồ Thị Thanh Hương"]
)
def test_names_of_every_people_are_read(name: str) -> None:
    card = read_card(SEVEN.replace("Nguyễn Thị Ước", name))
    assert isinstance(card, Card)
    assert (card.name, card.warnings) == (name, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("|".join(SEVEN.split("|")[:6]), "chỉ có 6"),
        ("", "chỉ có 1"),
        (SEVEN.replace("082190001234", "ABC"), "12 chữ số"),
    ],
)
def test_what_is_no_card_is_refused_with_what_to_do(text: str, told: str) -> None:
    card = read_card(text)
    assert isinstance(card, CardUnreadable)
    assert told in card.sentence.words()


def test_an_impossible_birth_date_is_to_be_typed() -> None:
    card = read_card(SEVEN.replace("09051990", "31021990"))
    assert isinstance(card, Card)
    assert card.birth_date is None
    assert card.warnings


@given(st.text(max_size=300))
def test_nothing_that_is_scanned_breaks_it(text: str) -> None:
    assert isinstance(read_card(text), Card | CardUnreadable)
    assert isinstance(read_card("082190001234||" + text), Card | CardUnreadable)
