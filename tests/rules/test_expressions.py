"""The small language: what it comes to, what it refuses and where, how it is read out."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from motcua.rules.expressions import (
    Called,
    Expression,
    ExpressionFault,
    Kind,
    Plain,
    Type,
    all_of,
    can_all_be,
    demands,
    equal,
    evaluate,
    holds,
    in_words,
    read,
    type_faults,
)

SCOPE = {
    "copies": Kind(Type.NUMBER),
    "worth": Kind(Type.NUMBER),
    "kind": Kind(Type.TEXT, frozenset({"person", "organisation"})),
    "name": Kind(Type.TEXT),
    "late": Kind(Type.TRUTH),
    "born": Kind(Type.DATE),
    "goods": Kind(Type.TABLE, columns={"price": Type.NUMBER, "what": Type.TEXT}),
}
NAMES = {
    "copies": Called("Số bản"),
    "worth": Called("Giá trị", is_money=True),
    "kind": Called("Người yêu cầu", {"person": "Cá nhân", "organisation": "Tổ chức"}),
    "late": Called("Đăng ký quá hạn"),
    "born": Called("Ngày sinh"),
    "goods": Called("Tài sản"),
}
FACTS: dict[str, Any] = {
    "copies": 3,
    "worth": 1_000_000,
    "kind": "person",
    "name": "Ước",
    "late": False,
    "born": "2008-02-29",
    "goods": [{"price": 5, "what": "bàn"}, {"price": 7}, {"what": "ghế"}],
    "today": "2026-02-28",
}


def expression(text: str) -> Expression:
    found = read(text)
    assert isinstance(found, Expression), found.sentence.words()
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("copies * 8000", 24_000),
        ("worth * 5 / 1000", 5_000),
        ("copies > 2 ? 10000 : 5000", 10_000),
        ('kind == "person" && !late', True),
        ('kind in ["organisation", "person"]', True),
        ("years(born, today)", 17),
        ('years(born, "2026-03-01")', 18),
        ('days("2026-02-28", "2026-03-01")', 1),
        ("size(name)", 3),
        ("size(goods)", 3),
        ('total(goods, "price")', 12),
        ('name + " (người khai)"', "Ước (người khai)"),
        ("has(answers.name) && !has(answers.nothing)", True),
        ('answers.kind == "person" && answers["copies"] == 3', True),
        ('born < "2020-01-01"', True),
        ("copies / 0", None),
        ("missing + 1", None),
        ("missing == 1", False),
        ("missing != 1", True),
        ("missing > 1 || late", None),
        ("missing > 1 || !late", True),
        ("missing > 1 && late", False),
        ("worth * worth * worth * worth", None),
        ("years(name, today)", None),
        ("late == false", True),
        ("copies == true", False),
    ],
)
def test_an_expression_comes_to_its_value(text: str, value: object) -> None:
    assert evaluate(expression(text), FACTS) == value


def test_the_older_notation_is_the_same_tree() -> None:
    assert equal({"kind": "person", "late": False}) == expression('kind == "person" && late == false')
    assert expression('kind == "person" && late == false').equal_to == {"kind": "person", "late": False}
    assert expression("copies > 1").equal_to is None
    assert equal({"copies": 1}) != equal({"copies": True})


def test_no_condition_holds_and_all_of_several_is_one() -> None:
    assert holds(None, {}) and all_of(None, None) is None
    both = all_of(equal({"late": True}), None, expression("copies > 2"))
    assert both == expression("late == true && copies > 2")


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("", 0, "chưa viết gì"),
        ("copies >", 8, "biểu thức dừng giữa chừng"),
        ("copies = 1", 7, "so sánh bằng thì viết hai dấu “==”"),
        ("late & late", 5, "“và” viết “&&”, “hoặc” viết “||”"),
        ("copies >= 1.5", 10, "“1.5”: chỉ dùng số nguyên, viết liền như 8000; phần trăm viết như “so_tien * 5 / 100”"),
        (
            "copies == 0x10",
            10,
            "“0x10”: chỉ dùng số nguyên, viết liền như 8000; phần trăm viết như “so_tien * 5 / 100”",
        ),
        ('name == "An', 8, "chữ trong nháy chưa đóng lại"),
        (r'name == "\d"', 9, "sau dấu “\\” chỉ được là một trong: \\ \" ' n t"),
        ("(late", 5, "thiếu “)” ở cuối"),
        ("(late copies", 6, "chờ “)” trước “copies”"),
        ("late)", 4, "không chờ “)” ở đây"),
        ("late == late == late", 13, "so sánh từng cặp một, nối bằng “&&”"),
        ("name in name", 8, 'sau “in” là danh sách các giá trị viết sẵn, như ["a", "b"]'),
        ("copies in [copies]", 10, 'sau “in” là danh sách các giá trị viết sẵn, như ["a", "b"]'),
        ("age(born)", 0, "không có phép “age”; chỉ có: has, size, days, years, total"),
        ("years(born)", 0, "“years” cần 2 giá trị, đang có 1"),
        ("goods.map(x, x)", 6, "không có phép lặp hay mẫu “map” trong biểu thức"),
        ("map(goods)", 0, "không có phép lặp hay mẫu “map” trong biểu thức"),
        ('matches(name, "a")', 0, "không có phép lặp hay mẫu “matches” trong biểu thức"),
        ("has(name)", 4, "viết has(answers.ten_o) để hỏi ô đã được ghi chưa"),
        ("while == 1", 0, "“while” là chữ của ngôn ngữ, không dùng làm tên ô được"),
        ("copies == 9223372036854775808", 10, "số 9223372036854775808 quá lớn"),
        ("(" * 20_000, 0, "biểu thức dài 20000 ký tự, quá mức 1000"),
        ("(" * 900, 13, "lồng nhau quá 12 tầng"),
        ("!" * 900, 13, "lồng nhau quá 12 tầng"),
        ("1+" * 499 + "1", 0, "quá 200 phép và giá trị trong một biểu thức"),
        ("copies in [" + "1," * 101 + "1]", 10, "danh sách quá 100 giá trị"),
        ("late $", 5, "không hiểu “$”"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, at: int, words: str) -> None:
    found = read(text)
    assert isinstance(found, ExpressionFault), found
    assert (found.at, found.sentence.words()) == (at, words)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("copys > 1", 0, "tờ khai không có ô “copys” (gần giống: “copies”)"),
        ("has(answers.copys)", 0, "tờ khai không có ô “copys” (gần giống: “copies”)"),
        ("copies", 0, "cả biểu thức phải cho ra có hoặc không, ở đây là số"),
        ('kind == "nobody"', 8, "ô “kind” không thể bằng “nobody”, nên điều kiện này không bao giờ đúng"),
        ('kind in ["person", "nobody"]', 19, "ô “kind” không thể bằng “nobody”, nên điều kiện này không bao giờ đúng"),
        ('copies == "3"', 10, "ô “copies” không thể bằng “3”, nên điều kiện này không bao giờ đúng"),
        ("late == 1", 8, "ô “late” không thể bằng “1”, nên điều kiện này không bao giờ đúng"),
        ("copies + name > 3", 9, "“+” cần số, ở đây là chữ"),
        ("name < name", 5, "“<” chỉ so số với số, ngày với ngày"),
        ("born == copies", 5, "“==” so ngày với số"),
        ('born < "2026-02-30"', 7, '“2026-02-30” không phải một ngày; viết như "2026-11-24"'),
        ('years(born, "hôm nay") > 1', 12, '“hôm nay” không phải một ngày; viết như "2026-11-24"'),
        ("years(born, copies) > 1", 12, "“years” cần ngày, ở đây là số"),
        ("size(copies) > 1", 5, "“size” cần bảng, ở đây là số"),
        ('total(goods, "what") > 1', 13, "bảng “goods” không có cột số “what”"),
        ("total(goods, name) > 1", 0, 'total cần tên bảng và tên cột, như total(tai_san, "gia_tri")'),
        ("late ? copies : name", 5, "hai vế sau “?” phải cùng loại, ở đây là số và chữ"),
        ("copies ? late : late", 0, "“?” cần có hoặc không, ở đây là số"),
        ("!copies", 1, "“!” cần có hoặc không, ở đây là số"),
        ("born < today", 7, "“today” chỉ dùng được trong tờ khai; giấy tờ, phí và quy trình xét theo điều đã ghi"),
    ],
)
def test_what_does_not_fit_the_form_is_told_with_its_place(text: str, at: int, words: str) -> None:
    (fault,) = type_faults(expression(text).tree, SCOPE, wanted=Type.TRUTH)
    assert (fault.at, fault.sentence.words()) == (at, words)


@pytest.mark.parametrize(
    "text",
    [
        " + ".join(["copies"] * 99) + " > 1",
        "(" * 11 + "late" + " in [true, false, true, false, true, false])" * 11 + " == true",
        "!" * 11 + "late",
    ],
)
def test_the_longest_expressions_are_typed_part_by_part(text: str) -> None:
    """A part typed again on every level above it would be typed two to the power of a hundred times."""
    assert type_faults(expression(text).tree, SCOPE, wanted=Type.TRUTH) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('kind == "person"', "“Người yêu cầu” là “Cá nhân”"),
        ('kind != "person" || late', "“Người yêu cầu” không phải “Cá nhân” hoặc có “Đăng ký quá hạn”"),
        ("late == true && copies >= 2", "có “Đăng ký quá hạn” và “Số bản” từ 2 trở lên"),
        ("!late && !has(answers.born)", "không “Đăng ký quá hạn” và chưa ghi “Ngày sinh”"),
        ('kind in ["person", "organisation"]', "“Người yêu cầu” là một trong: “Cá nhân”, “Tổ chức”"),
        ("worth > 1000000", "“Giá trị” lớn hơn 1.000.000 đồng"),
        (
            "(late || copies > 1) && worth > 0",
            "(có “Đăng ký quá hạn” hoặc “Số bản” lớn hơn 1) và “Giá trị” lớn hơn 0 đồng",
        ),
        ("copies * (worth + 1)", "“Số bản” × (“Giá trị” + 1 đồng)"),
        ("years(born, today) >= 18", "số năm tròn từ “Ngày sinh” đến hôm nay từ 18 trở lên"),
        ('born < "2026-01-02"', "“Ngày sinh” trước 02/01/2026"),
        ("copies > 1 ? 5000 : 0", "nếu “Số bản” lớn hơn 1 thì 5.000, nếu không thì 0"),
        ('total(goods, "price") * 5 / 100', "tổng “price” của “Tài sản” × 5 : 100"),
    ],
)
def test_an_expression_is_read_out(text: str, words: str) -> None:
    assert in_words(expression(text).tree, NAMES) == words


def test_what_a_field_is_reckoned_to_be_and_columns_are_said_as_the_form_calls_them() -> None:
    names = NAMES | {"goods": Called("Tài sản", columns={"price": "Giá"})}
    said = in_words(expression('late ? "person" : "organisation"').tree, names, of="kind")
    assert said == "nếu có “Đăng ký quá hạn” thì “Cá nhân”, nếu không thì “Tổ chức”"
    assert in_words(expression('total(goods, "price")').tree, names) == "tổng “Giá” của “Tài sản”"


def test_texts_are_taken_as_answers_are_kept() -> None:
    decomposed = unicodedata.normalize("NFD", 'name == "Đồng Tháp"')
    assert expression(decomposed) == expression('name == "Đồng Tháp"')
    assert holds(expression(decomposed), {"name": "Đồng Tháp"})


@pytest.mark.parametrize(
    ("text", "values", "can"),
    [
        ('a == "x" && a == "y"', None, False),
        ('a == "x" && a != "x"', None, False),
        ('a != "x"', ("x",), False),
        ('a != "x"', ("x", "y"), True),
        ('a in ["x", "y"] && a in ["y", "z"]', None, True),
        ('a in ["x"] && a in ["y", "z"]', None, False),
        ("a && !a", (True, False), False),
        ("a > 4 && a < 6", None, True),
        ("a > 4 && a < 5", None, False),
        ("4 < a && 5 > a", None, False),
        ("a == 3 && a > 2", None, True),
        ("a == 2 && a > 2", None, False),
        ('a > "2026-01-01" && a <= "2025-12-31"', None, False),
        ("a == 1 || a == 2", None, True),
        ("a > 4 && (a < 3 || b)", None, True),
    ],
)
def test_what_is_demanded_of_one_field_may_exclude_itself(
    text: str, values: tuple[Plain, ...] | None, can: bool
) -> None:
    found = read(text)
    assert isinstance(found, Expression)
    assert can_all_be([each for each in demands(found.tree) if each.key == "a"], values) is can
