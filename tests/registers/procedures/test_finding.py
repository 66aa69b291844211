"""Finding procedures of this house as people type: by beginnings of words, by initials, by code, in their own words."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.registers.procedures import actions, queries
from motcua.rules.access import SYSTEM
from tests.registers.procedures.catalogue_lists import put_in
from tests.registers.procedures.procedure_files import CODES, FOLDER, NOW, text_of

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    actions.publish_folder(path=FOLDER, now=NOW, by=SYSTEM)


QUESTIONS = {
    "ks": "1.001193",
    "khai sinh": "1.001193",
    "KHAI SINH": "1.001193",
    "dang ky khai sinh": "1.001193",
    "1.001193": "1.001193",
    "1.0011": "1.001193",
    "ket hon": "1.000894",
    "độc thân": "1.004873",
    "sang ten so do": "1.115778",
    "tam tru": "1.004194",
    "sao y": "2.000815",
    "trich luc": "2.000635",
    "đăng ký kết h": "1.000894",
    "giấy xác nhận tình tr": "1.004873",
    "đăng ký khai t": "1.000656",
    "mẹ tôi mất": "1.000656",
    "dang ky khia sinh": "1.001193",
    "giấy độc thân": "1.004873",
    "vợ tôi mới sanh em bé": "1.001193",
    "sang tên sổ đỏ cho con": "1.115778",
}


def test_the_right_one_stands_first() -> None:
    assert {question: queries.find(question)[0].code for question in QUESTIONS} == QUESTIONS


def test_the_national_list_beside_them_changes_nothing() -> None:
    put_in()
    assert {question: queries.find(question)[0].code for question in QUESTIONS} == QUESTIONS


def test_an_unlikely_name_that_holds_the_words_does_not_hide_what_is_meant() -> None:
    asked = "mẹ tôi mất"
    odd = (
        text_of("1.004873")
        .replace("1.004873", "1.999001")
        .replace("known_as: [", "known_as: [mẹo tôi luyện mật ong, ", 1)
    )
    actions.publish(text=odd, now=NOW, by=SYSTEM)
    assert [each.code for each in queries.find(asked)][:2] == ["1.000656", "1.999001"]


CHAIN = "LT.297-2025"


ASKING = {
    "hộ kinh doanh karaoke": True,
    "mở quán karaoke": True,
    "karaoke": False,
    "tui muốn mở quán karaoke ở xã": True,
    "lt.297-2025": True,
    "quán hát": False,
    "đăng ký hộ kinh doanh": False,
    "mở tiệm tạp hóa": False,
    "đăng ký khai sinh": None,
}
"""Whether the group leads, stands after the procedures, or is not told."""


def test_a_group_is_found_by_its_own_name_and_by_its_parts() -> None:
    found = {question: queries.find_chains(question, TODAY) for question in ASKING}
    assert {question: each[0].leads if each else None for question, each in found.items()} == ASKING
    assert {one.code for each in found.values() for one in each} == {CHAIN}


def test_a_letter_typed_costs_four_statements_whatever_it_finds() -> None:
    put_in()
    queries.find_both("đăng ký", TODAY)  # the process reads the vocabulary
    counts = []
    for question in ("đăng ký", "mẹ tôi mất", "karaoke", "tàu vũ trụ"):
        with CaptureQueriesContext(connection) as told:
            queries.find_both(question, TODAY)
        counts.append(len(told))
    assert max(counts) == 4


def test_nothing_fits_nothing() -> None:
    nothing = ("", "   ", "%", "_", "???", "\0", "tàu vũ trụ")
    assert [queries.find_both(question, TODAY) for question in nothing] == [((), ())] * len(nothing)


def test_no_more_are_told_than_asked_for() -> None:
    assert len(queries.find("dang ky", limit=2)) == 2


def test_only_those_in_force_on_the_day_are_listed() -> None:
    assert {each.code for each in queries.all_in_force(TODAY)} == set(CODES)
    assert queries.all_in_force(date(2020, 1, 1)) == ()
    assert queries.find("khai sinh", on=date(2020, 1, 1)) == ()


def test_the_list_stands_in_vietnamese_order_and_says_whose_each_is() -> None:
    listed = queries.all_in_force(TODAY)
    names = [each.name for each in listed]
    assert names.index("Cấp Giấy xác nhận tình trạng hôn nhân") < names.index("Đăng ký khai sinh")
    assert [each.code for each in listed if not each.is_ours] == ["1.004194"]
