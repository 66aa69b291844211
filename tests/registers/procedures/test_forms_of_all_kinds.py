"""Every kind of field, several forms, parts of questions, tables: from the file to canonical answers and a schema."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.checking import check as check_file
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.form_schemas import ONLY_HERE, form_schema
from motcua.rules.forms import Answers, check, check_exact
from tests.registers.procedures.forms_of_all_kinds import ANSWERS, FORM, text_of_all_kinds
from tests.registers.procedures.procedure_files import text_of

TODAY = date(2026, 11, 23)
PROCEDURE = procedure_of(check_file(text=text_of_all_kinds(), file="x"), version_id=1)
FORM_OF_ALL = PROCEDURE.form
SCHEMA: dict[str, Any] = json.loads(form_schema(PROCEDURE))
VALIDATOR = Draft202012Validator(SCHEMA)


def faults(**changes: object) -> list[str]:
    answers = {key: value for key, value in (ANSWERS | changes).items() if value is not None}
    found = check(FORM_OF_ALL, answers, today=TODAY)
    return [] if isinstance(found, Answers) else [fault.sentence.words() for fault in found]


def test_canonical_answers_stand_and_carry_the_versions_of_their_forms() -> None:
    checked = check(FORM_OF_ALL, ANSWERS, today=TODAY)
    assert isinstance(checked, Answers)
    assert checked.values == ANSWERS | {"sum": 115_000_000}
    assert checked.version == "TT01/2026, CT01"
    assert check_exact(FORM_OF_ALL, checked.values, today=TODAY) == checked
    alone = check(FORM_OF_ALL, ANSWERS | {"moves": False}, today=TODAY)
    assert isinstance(alone, Answers)
    assert alone.version == "TT01/2026"
    assert "moved_on" not in alone.values


def test_what_people_type_into_the_kinds_becomes_canonical() -> None:
    typed = ANSWERS | {
        "owner_birth": "3/1990",
        "goods": [{"what": " Xe  máy", "worth": "20.000.000 đ", "made": "12/5/2019"}, {"what": "", "worth": " "}],
        "reason": None,
        "guardian_id_number": "079 090 005678",
        "guardian_name": "Lê B",
    }
    checked = check(FORM_OF_ALL, typed, today=TODAY)
    assert isinstance(checked, Answers)
    assert checked.values["owner_birth"] == "1990-03"
    assert checked.values["goods"] == [{"what": "Xe máy", "worth": 20_000_000, "made": "2019-05-12"}]
    assert checked.values["guardian_id_number"] == "079090005678"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"guardian_name": "Lê B"}, "Hãy ghi “Số định danh cá nhân”."),
        ({"owner_birth": "13/1990"}, "Ngày 13/1990 không có trong lịch; hãy xem lại “Ngày sinh”."),
        ({"owner_birth": "2027"}, "“Ngày sinh” không được sau hôm nay (23/11/2026)."),
        (
            {"owner_birth": "hồi xưa"},
            "“Ngày sinh”: hãy ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm, ví dụ 23/11/2026, 11/2026 hoặc 2026.",
        ),
        (
            {"kind": "organisation", "firm_tax_code": "03123", "firm_name": "Công ty A"},
            "“Mã số thuế”: mã số thuế có 10 chữ số, 10 và 3 chữ số của chi nhánh, hoặc 12 số định danh.",
        ),
        ({"home_commune": "xã Ba"}, "“Xã, phường, đặc khu”: hãy chọn xã, phường hoặc đặc khu trong danh sách."),
        ({"goods": [{"what": "Bò"}]}, "“Danh mục tài sản”, dòng 1: hãy ghi “Trị giá”."),
        (
            {"goods": [{"what": "Bò", "worth": "nhiều"}]},
            "“Danh mục tài sản”, dòng 1: “Trị giá”: hãy ghi số tiền bằng đồng, chỉ gồm chữ số, ví dụ 50.000.",
        ),
        ({"goods": [{"what": "Bò", "worth": 1}] * 6}, "“Danh mục tài sản” có 6 dòng, quá mức 5 dòng."),
        ({"goods": [{"what": "Bò", "worth": 1, "x": 1}]}, "“Danh mục tài sản”, dòng 1: không có cột “x”."),
        ({"goods": "bò"}, "“Danh mục tài sản”: hãy ghi thành từng dòng."),
        ({"goods": [["bò"]]}, "“Danh mục tài sản”: hãy ghi thành từng dòng."),
        ({"goods": None}, "Hãy ghi “Danh mục tài sản”."),
        ({"photo": 0}, "“Ảnh hiện trạng”: hãy đính kèm tệp, nhiều nhất 50 tệp."),
        ({"reason": None}, "Hãy ghi “Lý do”."),
        ({"reason": "x" * 2_000_000}, "“Lý do” dài 2.000.000 ký tự, quá mức 5000 ký tự; hãy ghi ngắn lại."),
    ],
)
def test_what_does_not_fit_a_kind_is_told_with_what_to_do(changes: dict[str, object], words: str) -> None:
    assert faults(**changes) == [words]


def test_a_part_that_is_not_asked_asks_nothing_of_its_own() -> None:
    assert faults(copies=1, goods=None, reason=None) == []
    wanted = faults(kind="organisation", owner_name=None)
    assert wanted == ["Hãy ghi “Mã số thuế”.", "Hãy ghi “Tên tổ chức, doanh nghiệp”."]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("asks: [id_number, name, birth, sex]", "asks: [id_number, wings]", "Ô “owner”: không có phần “wings”"),
        ("of: residence", "of: resident", "Không có tờ khai “resident” trong mục form.others."),
        ("least_rows: 1", "least_rows: 9", "số dòng ít nhất (least_rows) lớn hơn"),
        (
            "type: declaration,",
            "type: declaration, columns: [{key: a, label: A, type: text}],",
            "chỉ ô kiểu table mới có columns",
        ),
        (
            "{key: what, label: Tên tài sản,",
            "{key: worth, label: Tên tài sản,",
            "“worth” dùng hai lần trong “goods”.",
        ),
        ("type: file, paper: copy", "type: file, paper: nothing", "Ô “photo”: chỉ ô kiểu file mới có paper"),
        ("moves == true", "moves == 1", "ô “moves” không thể bằng “1”"),
        ("'total(goods, \"worth\")'", "'total(goods, \"what\")'", "bảng “goods” không có cột số “what”"),
        (
            "{key: contact, label: Điện thoại, type: phone,",
            "{key: owner_name, label: Điện thoại, type: phone,",
            "Mã “owner_name” dùng hai lần",
        ),
        ("type: person}", "type: person, computed: pages}", "computed chỉ dùng cho ô text"),
        ("copies > 1 || kind", "sum > 1 || kind", "không bao giờ được hỏi: các điều kiện quay vòng"),
    ],
)
def test_a_form_that_is_not_in_order_is_refused(old: str, new: str, words: str) -> None:
    assert old in FORM
    with pytest.raises(ProcedureFileFaulty) as refused:
        check_file(text=text_of_all_kinds(FORM.replace(old, new, 1)), file="x")
    assert words in str(refused.value)


def test_a_machine_sends_what_is_canonical_and_asked_for() -> None:
    def refused(**changes: object) -> list[str]:
        found = check_exact(FORM_OF_ALL, ANSWERS | changes, today=TODAY)
        return [] if isinstance(found, Answers) else [fault.sentence.words() for fault in found]

    assert refused() == []
    assert refused(pages="3") == ["“Số trang”: hãy gửi đúng dạng 3."]
    assert refused(owner_name=" Nguyễn  Văn Ánh") == ['“Họ, chữ đệm, tên”: hãy gửi đúng dạng "Nguyễn Văn Ánh".']
    assert refused(moves=False) == ["“Ngày chuyển” không được hỏi với các câu trả lời này; hãy bỏ đi."]


def test_the_schema_takes_canonical_answers_and_lists_what_it_cannot_say() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert VALIDATOR.is_valid(ANSWERS)
    assert SCHEMA["title"] == "Tờ khai đủ các kiểu ô"
    said = SCHEMA[ONLY_HERE]
    assert "“Ngày chuyển” chỉ được gửi khi có “Có chuyển nơi ở”; khi ấy phải có." in said
    assert "“Lý do” phải có khi “Tổng trị giá” lớn hơn 100.000.000 đồng." in said
    assert "“Nơi cư trú: Xã, phường, đặc khu” phải là mã một xã, phường, đặc khu đang có." in said


CELLS = st.dictionaries(st.sampled_from(["what", "worth", "x"]), st.one_of(st.integers(-1, 9), st.text(max_size=3)))
SPOILT = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**17),
    st.text(max_size=8),
    st.sampled_from(["", "1990-13", "2026-11-02", "079090001234", "person", "x" * 301, "Ánh\n"]),
    st.lists(
        st.dictionaries(st.sampled_from(["what", "worth", "x"]), st.one_of(st.integers(-1, 9), st.text(max_size=3))),
        max_size=7,
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.dictionaries(st.sampled_from([*ANSWERS, "firm_name", "sum", "stranger"]), SPOILT, max_size=3),
    dropped=st.sets(st.sampled_from(sorted(ANSWERS)), max_size=2),
)
def test_what_the_schema_refuses_the_server_refuses(changes: dict[str, Any], dropped: set[str]) -> None:
    answers = {key: value for key, value in (copy.deepcopy(ANSWERS) | changes).items() if key not in dropped}
    if not VALIDATOR.is_valid(answers):
        assert not isinstance(check_exact(FORM_OF_ALL, answers, today=TODAY), Answers), answers


@pytest.mark.parametrize(
    ("changes", "listed"),
    [
        ({"owner_birth": "1799"}, "từ năm 1800 đến năm 2200"),
        ({"pages": 3.0}, "3, không phải 3.0"),
        ({"reason": "\ue000"}, "ký tự vùng riêng"),
        ({"home_commune": "99999"}, "phải là mã một xã, phường, đặc khu đang có"),
    ],
)
def test_what_only_the_server_refuses_is_listed(changes: dict[str, Any], listed: str) -> None:
    answers = ANSWERS | changes
    assert VALIDATOR.is_valid(answers)
    is_refused = not isinstance(check_exact(FORM_OF_ALL, answers, today=TODAY), Answers)
    assert is_refused or "home_commune" in changes  # which communes there are, the register says
    assert any(listed in each for each in SCHEMA[ONLY_HERE])


def test_a_number_that_is_no_vietnamese_telephone_is_refused_by_the_schema_too() -> None:
    assert not VALIDATOR.is_valid(ANSWERS | {"contact": "0100000000"})


@pytest.mark.parametrize("code", ["1.001193", "1.115778", "2.000635"])
def test_real_forms_have_a_schema(code: str) -> None:
    procedure = procedure_of(check_file(text=text_of(code), file="x"), version_id=1)
    schema = json.loads(form_schema(procedure))
    Draft202012Validator.check_schema(schema)
    assert schema["properties"].keys() == {each.key for each in procedure.form.fields}
