"""Answers against a form: every type, every bound, and the reader's words for what to do."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.expressions import Expression, Plain, equal, read
from motcua.rules.forms import Answers, Field, FieldType, FormDefinition, Section, Value, check

TODAY = date(2026, 11, 22)


def form(*fields: Field) -> FormDefinition:
    return FormDefinition("1", "Tờ khai", (Section("all", "Thông tin", fields),))


def value_of(field: Field, raw: object) -> Value | None:
    result = check(form(field), {field.key: raw}, today=TODAY)
    assert isinstance(result, Answers), [fault.sentence.words() for fault in result]
    return result.values.get(field.key)


def complaint(field: Field, raw: object) -> str:
    result = check(form(field), {field.key: raw}, today=TODAY)
    assert not isinstance(result, Answers), result
    assert [fault.field for fault in result] == [field.key]
    return result[0].sentence.words()


NAME = Field(key="name", label="Họ, chữ đệm, tên", required=True)
BORN = Field(key="born", label="Ngày sinh", type=FieldType.DATE, not_after_today=True)
COPIES = Field(key="copies", label="Số bản sao", type=FieldType.INTEGER, min=0, max=50)
WORTH = Field(key="worth", label="Giá trị", type=FieldType.MONEY)
SEX = Field(key="sex", label="Giới tính", type=FieldType.CHOICE, choices={"male": "Nam", "female": "Nữ"})
LATE = Field(key="late", label="Đăng ký quá hạn", type=FieldType.BOOLEAN)
PLEDGE = Field(key="pledge", label="Tôi cam đoan lời khai là đúng", type=FieldType.DECLARATION, required=True)
ID = Field(key="id", label="Số định danh", type=FieldType.PERSON_ID)
PHONE = Field(key="phone", label="Điện thoại", type=FieldType.PHONE)
MAIL = Field(key="mail", label="Thư điện tử", type=FieldType.EMAIL)
UNIT = Field(key="unit", label="Xã, phường", type=FieldType.UNIT_CODE)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (NAME, "  Nguyễn\u00a0 Văn\tÁnh \n", "Nguyễn Văn Ánh"),
        (NAME, unicodedata.normalize("NFD", "Nguyễn Thị Ước"), "Nguyễn Thị Ước"),
        (NAME, "Lê\u200b Th\u200dị\ufeff\u202e A\x00", "Lê Thị A"),
        (Field(key="t", label="T", type=FieldType.LONG_TEXT), "một \r\n\r\n hai  ba\u0007\r", "một\n\nhai ba"),
        (BORN, "5/1/2026", "2026-01-05"),
        (BORN, "05/01/2026", "2026-01-05"),
        (BORN, " 05 - 01 - 2026 ", "2026-01-05"),
        (BORN, "5.1.2026", "2026-01-05"),
        (BORN, "2026-01-05", "2026-01-05"),
        (BORN, "29/2/2024", "2024-02-29"),
        (BORN, "22/11/2026", "2026-11-22"),
        (COPIES, "3", 3),
        (COPIES, 0, 0),
        (COPIES, " 07 ", 7),
        (WORTH, "1.250.000 đồng", 1_250_000),
        (WORTH, "50 000đ", 50_000),
        (WORTH, "200000 VNĐ", 200_000),
        (SEX, "female", "female"),
        (LATE, True, True),
        (LATE, "Không", False),
        (LATE, "on", True),
        (LATE, "", False),
        (PLEDGE, "true", True),
        (ID, "079 0 9000 1234", "079090001234"),
        (PHONE, "0912 345 678", "0912345678"),
        (PHONE, "+84 912.345.678", "0912345678"),
        (PHONE, "(0277) 385 1234", "02773851234"),
        (MAIL, " An.Nguyen@ViDu.VN ", "An.Nguyen@vidu.vn"),
        (UNIT, "28249", "28249"),
        (UNIT, "82", "82"),
        (BORN, "   ", None),
        (ID, None, None),
        (ID, "\u200b", None),
    ],
)
def test_what_people_type_becomes_one_canonical_answer(field: Field, typed: object, value: Plain | None) -> None:
    assert value_of(field, typed) == value
    assert isinstance(value_of(field, typed), bool) is isinstance(value, bool)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (BORN, "31/02/2026", "Ngày 31/02/2026 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "31/02", "Ngày 31/02 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "29/2/2026", "Ngày 29/2/2026 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "1/13/2026", "Ngày 1/13/2026 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "2026-02-31", "Ngày 31/02/2026 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "0/0/0", "Ngày 0/0/0 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "15/02", "“Ngày sinh”: hãy ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 22/11/2026."),
        (BORN, "mồng một Tết", "“Ngày sinh”: hãy ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 22/11/2026."),
        (BORN, 20260105, "“Ngày sinh”: hãy ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 22/11/2026."),
        (BORN, "1/2/26", "“Ngày sinh”: hãy ghi năm bằng đủ bốn chữ số, ví dụ 22/11/2026."),
        (BORN, "1/2/0026", "“Ngày sinh”: năm 26 không hợp lý, hãy xem lại."),
        (BORN, "1/2/0000", "Ngày 1/2/0000 không có trong lịch; hãy xem lại “Ngày sinh”."),
        (BORN, "23/11/2026", "“Ngày sinh” không được sau hôm nay (22/11/2026)."),
        (NAME, "A" * 5000, "“Họ, chữ đệm, tên” dài 5000 ký tự, quá mức 200 ký tự; hãy ghi ngắn lại."),
        (NAME, " ", "Hãy ghi “Họ, chữ đệm, tên”."),
        (NAME, ["A"], "“Họ, chữ đệm, tên”: hãy ghi bằng chữ."),
        (
            NAME,
            "Nguy\ue000n",
            "“Họ, chữ đệm, tên” có ký tự không đọc được (“\ue000”); hãy gõ lại bằng bảng mã Unicode.",
        ),
        (COPIES, "ba", "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, "1,5", "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, "٣", "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, True, "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, 10**30, "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, "9" * 5000, "“Số bản sao”: hãy ghi một số nguyên, ví dụ 12."),
        (COPIES, 51, "“Số bản sao” không được quá 50."),
        (COPIES, "-1", "“Số bản sao” phải từ 0 trở lên."),
        (WORTH, "năm chục", "“Giá trị”: hãy ghi số tiền bằng đồng, chỉ gồm chữ số, ví dụ 50.000."),
        (WORTH, -1, "“Giá trị” phải từ 0 trở lên."),
        (SEX, "khác", "“Giới tính”: hãy chọn một trong các mục: Nam; Nữ."),
        (LATE, "có lẽ", "“Đăng ký quá hạn”: hãy chọn có hoặc không."),
        (PLEDGE, False, "Hãy đánh dấu để xác nhận: “Tôi cam đoan lời khai là đúng”."),
        (PLEDGE, "", "Hãy đánh dấu để xác nhận: “Tôi cam đoan lời khai là đúng”."),
        (ID, "07909000123", "“Số định danh” phải đủ 12 chữ số như trên thẻ căn cước."),
        (
            ID,
            "123456789",
            "“Số định danh”: số chứng minh nhân dân 9 chữ số không còn dùng được; hãy ghi số định danh 12 chữ số.",
        ),
        (PHONE, "12345", "“Điện thoại”: hãy ghi số điện thoại Việt Nam, ví dụ 0912 345 678."),
        *(
            (MAIL, mail, "“Thư điện tử”: hãy ghi địa chỉ thư điện tử, ví dụ ten@vidu.vn.")
            for mail in ("an..b@vidu.vn", ".an@vidu.vn", "an.@vidu.vn", "an@-vidu.vn", f"{'a' * 65}@vidu.vn")
        ),
        (MAIL, "an@vidu", "“Thư điện tử”: hãy ghi địa chỉ thư điện tử, ví dụ ten@vidu.vn."),
        (UNIT, "Mỹ Tho", "“Xã, phường”: hãy chọn đơn vị hành chính trong danh sách."),
    ],
)  # fmt: skip
def test_each_fault_says_what_to_do(field: Field, typed: object, words: str) -> None:
    assert complaint(field, typed) == words


def test_a_text_may_have_a_pattern_and_a_limit_of_its_own() -> None:
    plate = Field(key="plate", label="Biển số", pattern="[0-9]{2}[A-Z][0-9]{5}", max_length=8)
    assert value_of(plate, "66A12345") == "66A12345"
    assert "viết chưa đúng mẫu" in complaint(plate, "66a12345")
    assert "quá mức 8 ký tự" in complaint(plate, "66A123456")


def test_a_decomposed_name_is_counted_as_the_letters_one_sees() -> None:
    short = Field(key="n", label="Tên", max_length=3)
    assert value_of(short, unicodedata.normalize("NFD", "Ước")) == "Ước"


def test_days_may_be_bounded_from_both_sides() -> None:
    day = Field(key="d", label="Ngày đi", type=FieldType.DATE, not_before_today=True, latest=date(2026, 12, 31))
    assert value_of(day, "22/11/2026") == "2026-11-22"
    assert complaint(day, "21/11/2026") == "“Ngày đi” không được trước hôm nay (22/11/2026)."
    assert complaint(day, "1/1/2027") == "“Ngày đi” không được sau ngày 31/12/2026."
    old = Field(key="d", label="Ngày cấp", type=FieldType.DATE, earliest=date(2016, 1, 1))
    assert complaint(old, "31/12/2015") == "“Ngày cấp” không được trước ngày 01/01/2016."


CONDITIONAL = form(
    Field(key="married", label="Đã kết hôn", type=FieldType.BOOLEAN, required=True),
    Field(key="spouse", label="Họ tên vợ, chồng", required=True, when=equal({"married": True})),
    Field(key="abroad", label="Kết hôn ở nước ngoài", type=FieldType.BOOLEAN, when=equal({"married": True})),
    Field(key="country", label="Nước", required=True, when=equal({"abroad": True, "married": True})),
)


def test_a_field_is_asked_only_when_its_condition_holds() -> None:
    single = check(CONDITIONAL, {"married": "no"}, today=TODAY)
    assert isinstance(single, Answers)
    assert dict(single.values) == {"married": False}
    married = check(CONDITIONAL, {"married": "yes"}, today=TODAY)
    assert not isinstance(married, Answers)
    assert [fault.field for fault in married] == ["spouse"]


def test_what_is_not_asked_is_neither_kept_nor_faulted() -> None:
    changed_mind = {"married": False, "spouse": "B" * 9999, "abroad": True, "country": ""}
    single = check(CONDITIONAL, changed_mind, today=TODAY)
    assert isinstance(single, Answers)
    assert dict(single.values) == {"married": False}


def test_a_required_yes_or_no_must_be_answered_and_may_be_no() -> None:
    unanswered = check(CONDITIONAL, {}, today=TODAY)
    assert not isinstance(unanswered, Answers)
    assert unanswered[0].sentence.words() == "Hãy chọn “Đã kết hôn”."


def test_conditions_that_go_round_in_a_ring_ask_nothing() -> None:
    ring = form(
        Field(key="a", label="A", type=FieldType.BOOLEAN, when=equal({"b": True})),
        Field(key="b", label="B", type=FieldType.BOOLEAN, when=equal({"a": True})),
        Field(key="c", label="C", type=FieldType.BOOLEAN, when=equal({"nowhere": True})),
    )
    result = check(ring, {"a": True, "b": True, "c": True}, today=TODAY)
    assert isinstance(result, Answers)
    assert dict(result.values) == {}


def test_an_unknown_key_is_refused_by_name() -> None:
    result = check(form(NAME), {"name": "An", "surname": "Lê", "x" * 900: 1}, today=TODAY)
    assert not isinstance(result, Answers)
    assert [fault.field for fault in result] == ["surname", "x" * 900]
    assert result[0].sentence.words() == "Tờ khai không có mục “surname”; hãy tải lại tờ khai rồi ghi lại."
    assert len(result[1].sentence.words()) < 200


def test_all_faults_come_at_once_in_the_order_of_the_form() -> None:
    result = check(form(NAME, BORN, COPIES, PLEDGE), {"born": "31/02/2026", "copies": "x"}, today=TODAY)
    assert not isinstance(result, Answers)
    assert [fault.field for fault in result] == ["name", "born", "copies", "pledge"]


@given(st.text(max_size=60))
def test_a_kept_text_is_normal_visible_and_stays_the_same(typed: str) -> None:
    field = Field(key="t", label="T", type=FieldType.LONG_TEXT)
    once = check(form(field), {"t": typed}, today=TODAY)
    if isinstance(once, Answers) and "t" in once.values:
        text = once.values["t"]
        assert isinstance(text, str)
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in text.replace("\n", ""))
        assert text.encode()
        assert check(form(field), dict(once.values), today=TODAY) == once


@given(
    st.dates(date(1900, 1, 1), TODAY), st.sampled_from(["{0:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}", "{0:%Y-%m-%d}"])
)
def test_every_day_of_the_calendar_is_read(day: date, written: str) -> None:
    assert value_of(BORN, written.format(day)) == day.isoformat()


@given(
    st.dictionaries(
        st.sampled_from(["name", "born", "copies", "sex", "id"]),
        st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.floats(), st.lists(st.text())),
    )
)
def test_no_answer_of_any_kind_breaks_the_check(answers: dict[str, object]) -> None:
    result = check(form(NAME, BORN, COPIES, SEX, ID), answers, today=TODAY)
    if not isinstance(result, Answers):
        assert all(fault.sentence.words() for fault in result)


def test_today_is_the_day_given() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert isinstance(check(form(BORN), {"born": "23/11/2026"}, today=tomorrow), Answers)


def expression(text: str) -> Expression:
    found = read(text)
    assert isinstance(found, Expression)
    return found


RECKONED = form(
    Field(key="pages", label="Số trang", type=FieldType.INTEGER, required=True),
    Field(key="price", label="Giá một trang", type=FieldType.MONEY),
    Field(key="sum", label="Thành tiền", type=FieldType.MONEY, computed=expression("pages * price")),
    Field(key="why", label="Lý do", required_when=expression("sum > 1000000")),
    Field(key="age", label="Tuổi", type=FieldType.INTEGER, computed=expression("years(born, today)")),
    Field(key="guardian", label="Người giám hộ", required=True, when=expression("age < 18")),
    BORN,
)


def test_a_computed_value_is_reckoned_wherever_it_stands_and_kept() -> None:
    checked = check(RECKONED, {"pages": "3", "price": "2.000", "born": "23/11/2008", "guardian": "Lê A"}, today=TODAY)
    assert isinstance(checked, Answers)
    kept = {"pages": 3, "price": 2_000, "sum": 6_000, "age": 17, "guardian": "Lê A", "born": "2008-11-23"}
    assert checked.values == kept
    assert list(checked.values) == list(kept), "in the order of the form"
    assert check(RECKONED, checked.values, today=TODAY) == checked


def test_a_computed_value_sent_along_must_be_the_same() -> None:
    faults = check(RECKONED, {"pages": 3, "price": 2_000, "sum": 5_000}, today=TODAY)
    assert not isinstance(faults, Answers)
    assert [fault.sentence.words() for fault in faults] == [
        "“Thành tiền” tính từ các mục khác là 6000; hãy bỏ mục này hoặc gửi đúng giá trị ấy."
    ]


def test_a_field_may_be_required_only_when_the_answers_are_so() -> None:
    def faults(**answers: object) -> list[str]:
        found = check(RECKONED, answers, today=TODAY)
        return [] if isinstance(found, Answers) else [fault.field for fault in found]

    assert faults(pages=1, price=5_000_000) == ["why"]
    assert faults(pages=1, price=5_000_000, why="Gấp") == []
    assert faults(pages=1) == []
    assert faults(pages=1, born="23/11/2008") == ["guardian"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2025", ""),
        ("6/2025", ""),
        ("7/2025", "không được sau ngày 30/06/2025"),
        ("2026", "không được sau ngày 30/06/2025"),
        ("2000", ""),
        ("12/1999", "không được trước ngày 01/01/2000"),
        ("1999", "không được trước ngày 01/01/2000"),
    ],
)
def test_a_date_that_lacks_its_day_keeps_the_bounds_as_far_as_it_goes(typed: str, words: str) -> None:
    known = Field(
        key="a", label="Ngày", type=FieldType.PARTIAL_DATE, earliest=date(2000, 1, 1), latest=date(2025, 6, 30)
    )
    if words:
        assert words in complaint(known, typed)
    else:
        assert value_of(known, typed)
