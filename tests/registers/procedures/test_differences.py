"""Two procedure files are compared in words."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from motcua.registers.procedures.difference_words import PART_WORDS
from motcua.registers.procedures.queries import differences, facts_of_text, template_differences
from motcua.registers.procedures.shape import schema
from tests.registers.procedures.procedure_files import Spoil, text_of


def facts(text: str) -> Any:
    return facts_of_text(text)


def test_the_same_file_is_not_different(birth: str) -> None:
    assert differences(facts(birth), facts(birth)) == ()


def test_comments_sources_and_doubts_are_no_facts(birth: str, spoiled: Spoil) -> None:
    other = spoiled(("# Đăng ký khai sinh.", "# Khác."), ("source: MC-C", "source: MC-B"))
    assert differences(facts(birth), facts(other)) == ()


def test_changes_are_said_by_what_parts_are_called(birth: str, spoiled: Spoil) -> None:
    other = spoiled(
        ("      term: trong ngày", "      term: 2 ngày làm việc"),
        ("      amount: 8000", "      amount: 5000"),
        ("  channels: [direct, online, postal]", "  channels: [direct, online]"),
    )
    assert differences(facts(birth), facts(other)) == (
        "cách thực hiện, cách nộp: bỏ “bưu chính”",
        "thời hạn, các thời hạn, “trong ngày”, thời hạn: “trong ngày” → “2 ngày làm việc”",
        "phí, lệ phí, “Lệ phí đăng ký khai sinh (đăng ký quá hạn)”, mức thu: “8.000 đồng” → “5.000 đồng”",
    )


def test_added_and_removed_parts_are_named(birth: str) -> None:
    old, new = facts(birth), facts(birth)
    gone = new["papers"]["items"].pop(4)
    new["process"]["steps"].append({"key": "greet", "name": "Chúc mừng", "kind": "task"})
    del new["clock"]["cutoff"]
    assert differences(old, new) == (
        f"thành phần hồ sơ: bỏ “{gone['name']}”",
        "thời hạn, giờ chốt: bỏ “15:00”",
        "quy trình nội bộ, các bước: thêm “Chúc mừng”",
    )


def test_of_a_long_text_only_the_stretch_that_changed_is_said(birth: str) -> None:
    old, new = facts(birth), facts(birth)
    new["service"]["order"][1] = old["service"]["order"][1].replace("sau 15 giờ", "sau 16 giờ")
    (said,) = differences(old, new)
    assert "sau 15 giờ" in said
    assert "sau 16 giờ" in said
    assert len(said) < 250


def test_two_procedures_are_compared_without_a_fall() -> None:
    assert len(differences(facts(text_of("1.001193")), facts(text_of("1.000894")))) > 20
    assert differences({}, facts(text_of("1.001193")))
    assert differences({"papers": [1], "clock": {"terms": {"a": 1}}}, facts(text_of("1.001193")))


def test_every_part_of_a_file_has_a_name_in_words() -> None:
    asked: set[str] = set()
    pending: list[object] = [dict(schema())]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            properties = part.get("properties")
            asked |= set(properties) if isinstance(properties, dict) else set()
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    untold = {"source", "sources", "doubt", "undecided", "key", "rows", "group"}
    inside = {"about", "values", "chosen", "why", "place", "says", "advice", "address", "read_on"}
    assert asked - untold - inside - PART_WORDS.keys() == set()


def test_print_templates_are_compared_line_by_line() -> None:
    old = {"a.typ": "one\n#line-of[Họ tên]\nthree\n", "gone.typ": "x"}
    new = {"a.typ": "one\n#line-of[Họ, chữ đệm, tên]\nthree\nfour\n", "b.typ": "y"}
    assert template_differences(old, new) == (
        "mẫu in, a.typ, dòng 2: “#line-of[Họ tên]” → “#line-of[Họ, chữ đệm, tên]”",
        "mẫu in, a.typ, dòng 4: thêm “four”",
        "mẫu in: thêm “b.typ”",
        "mẫu in: bỏ “gone.typ”",
    )
    assert template_differences(old, old) == ()


def test_a_paper_that_may_come_instead_is_said_by_the_name_of_what_it_replaces(birth: str, spoiled: Spoil) -> None:
    before = spoiled(("      instead_of: birth-certificate\n      required_when: {birth_proof: pledge}\n", ""))
    (told,) = [each for each in differences(facts(before), facts(birth)) if "thay cho" in each]
    where = "thành phần hồ sơ, “Giấy cam đoan về việc sinh”"
    assert told == f"{where}, thay cho: thêm “Giấy chứng sinh”"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "      when: {surrogacy: true}\n",
            "      required: false\n      when: {surrogacy: true}\n",
            "bắt buộc: thêm “không”",
        ),
        (
            "      given_back: false\n      when: {surrogacy: true}\n",
            "      given_back: true\n      when: {surrogacy: true}\n",
            "trả lại bản chính cùng kết quả: “không” → “có”",
        ),
        ("role: leader", "role: unit-head", "“Lãnh đạo cơ quan giải quyết” → “Người phân công, phụ trách đơn vị”"),
        ("  from: 2026-07-18", "  from: 2026-12-01", "có hiệu lực từ: “18/07/2026” → “01/12/2026”"),
        ("poor-household, disabled]", "poor-household]", "nhóm được miễn: bỏ “Người khuyết tật”"),
        ("years: forever", "years: 50", "số năm: “vĩnh viễn” → “50”"),
        ("system: ours", "system: ministry", "hệ thống: “hệ thống này” → “hệ thống của bộ”"),
        ("name: Đăng ký khai sinh\n", "name: Đăng ký  khai sinh\n", "thủ tục, tên: chỉ đổi khoảng trắng"),
        ("    - key: confirm\n", "    - key: confirmed\n", "mã: “confirm” → “confirmed”"),
        (
            "      to: register\n      source: OG-A\n      doubt",
            "      to: sign\n      source: OG-A\n      doubt",
            "đến: “Ghi Sổ",
        ),
    ],
)
def test_codes_days_and_what_is_nothing_are_told_in_words(
    birth: str, spoiled: Spoil, before: str, after: str, said: str
) -> None:
    told = differences(facts(birth), facts(spoiled((before, after))))
    assert any(said in each for each in told), told


def test_letters_that_only_are_composed_otherwise_are_no_difference(birth: str) -> None:
    assert differences(facts(birth), facts(unicodedata.normalize("NFD", birth))) == ()


def test_a_part_without_a_name_is_called_by_what_it_says(birth: str) -> None:
    old, new = facts(birth), facts(birth)
    row = {"key": "channel-1", "channels": ["online", "postal"], "portal": {"time": 3, "unit": "OTHER", "rows": ["a"]}}
    new["clock"]["terms"].append(row)
    assert differences(old, new) == (
        "thời hạn, các thời hạn: thêm “cách nộp trực tuyến, bưu chính, thời gian như công bố 3, "
        "đơn vị như công bố OTHER”",
    )
