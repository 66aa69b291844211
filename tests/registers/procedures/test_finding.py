"""Finding procedures as people type: without marks, by beginnings of words, by initials, by code."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.registers.procedures import actions, queries
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import CODES, FOLDER, NOW


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
}


def test_the_right_one_stands_first() -> None:
    assert {question: queries.find(question)[0].code for question in QUESTIONS} == QUESTIONS


def test_nothing_fits_nothing() -> None:
    assert [queries.find(question) for question in ("", "   ", "%", "_", "???", "tàu vũ trụ")] == [()] * 6


def test_no_more_are_told_than_asked_for() -> None:
    assert len(queries.find("dang ky", limit=2)) == 2


def test_only_those_in_force_on_the_day_are_listed() -> None:
    assert {each.code for each in queries.all_in_force(date(2026, 11, 22))} == set(CODES)
    assert queries.all_in_force(date(2020, 1, 1)) == ()
    assert queries.find("khai sinh", on=date(2020, 1, 1)) == ()


def test_the_list_stands_in_vietnamese_order_and_says_whose_each_is() -> None:
    listed = queries.all_in_force(date(2026, 11, 22))
    names = [each.name for each in listed]
    assert names.index("Cấp Giấy xác nhận tình trạng hôn nhân") < names.index("Đăng ký khai sinh")
    assert [each.code for each in listed if not each.is_ours] == ["1.004194"]
