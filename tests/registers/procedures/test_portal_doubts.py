"""What is doubtful in a record is said: kind, place, advice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.registers.procedures.portal.doubt_facts import Doubt
from motcua.registers.procedures.portal.doubts import doubts_of
from motcua.registers.procedures.portal.drafting import draft
from motcua.registers.procedures.portal.kinds import KIND_WORDS
from tests.registers.procedures.portal_records import MADE_UP, ODD, REAL, records_of

ON = date(2026, 11, 22)
OURS = {**records_of(MADE_UP), **records_of(ODD)}


def doubts(code: str, **changed: Any) -> list[Doubt]:
    return list(doubts_of(draft({**OURS[code], **changed}), on=ON))


def only(code: str, kind: str, **changed: Any) -> Doubt:
    (found,) = [each for each in doubts(code, **changed) if each.kind == kind]
    return found


@pytest.mark.parametrize(
    ("code", "kind", "place", "says"),
    [
        ("1.990001", "note-among-papers", "papers.items[2], [4], [5]", "3 mục"),
        ("1.990001", "note-with-copies", "papers.items[5]", "1 mục nằm dưới “Lưu ý”"),
        ("1.990001", "required-false", "papers.items[1], [3]", "Cả 2 giấy tờ đều ghi required = false"),
        ("1.990001", "term-unit", "clock.terms[1], [2], [3]", "Thời hạn 1 không có đơn vị (portal.unit: OTHER)"),
        ("1.990001", "cases-alike", "cases[1], [2]", "2 trường hợp cùng tên"),
        ("1.990001", "letters", "papers.items[4].name", "ký tự ẩn"),
        ("1.990002", "term-prose", "clock.terms[3], [4]", "Không quá 10 ngày làm việc. Đối"),
        ("1.990002", "term-unit-against-note", "clock.terms[2]", "Thời hạn là 3 ngày"),
        ("1.990002", "terms-in-a-channel", "clock.terms[1], [2]", "2 thời hạn: 3 ngày; 7,5 ngày làm việc"),
        ("1.990002", "remote-in-prose", "clock.terms[1], [3]", "miền núi"),
        ("1.990002", "fee-zero", "fees.items[5]", "150.000"),
        ("1.990002", "fee-prose", "fees.items[1], [4], [6]", "3 khoản không có mức thu"),
        ("1.990002", "paper-nameless", "papers.items[3]", "1 giấy tờ không có tên"),
        ("1.990002", "district-level", "service.order[2].text", "UBND huyện"),
        ("1.990002", "deciding", "service.deciding", "Không rõ"),
        ("1.990003", "channel-against-case", "clock.terms", "Theo cách nộp: 0 (OTHER); 20 ngày."),
        ("1.990003", "term-zero", "clock.terms[2]", "0"),
        ("1.990003", "fee-proportion", "fees.items[1]", "Mức 100 đồng"),
        ("1.990003", "fee-currency", "fees.items[2]", "1 khoản tính bằng USD"),
        ("1.990003", "paper-of-another", "papers.items[1]", "Đơn đề nghị hỗ trợ"),
        ("1.990003", "no-legal-basis", "legal_basis", "căn cứ"),
        ("1.990003", "no-result", "result.items", "kết quả"),
        ("2.990004", "no-papers", "papers.items", "không có giấy tờ nào"),
        ("2.990004", "level", "identity.level", "commune, province, ministry"),
        ("2.990004", "day-passed", "fees.items[1].name", "đến hết ngày 31/12/2025"),
        ("2.990004", "letters", "identity.name", "dấu gõ rời"),
        ("3.990005", "unknown-field", "portal.unknown.newField", "newField"),
        ("3.990005", "odd-value", "portal.as_written.isProvince", "isProvince"),
        (" 1.990006-Xoa", "code", "identity.code", "không đúng mẫu"),
        (" 1.990006-Xoa", "term-missing", "clock.terms", "Không có thời hạn"),
    ],
)
def test_a_doubt_has_kind_place_and_advice(code: str, kind: str, place: str, says: str) -> None:
    found = only(code, kind)
    assert place.split(", ")[0] in found.place
    assert found.place == place or kind in ("unknown-field", "odd-value", "letters")
    assert says in found.says
    assert found.advice


def test_fees_out_of_proportion_between_channels_are_told_together() -> None:
    methods = [
        {"submissionMethod": channel, "processingTime": 3, "processingTimeUnit": "DAY", "fees": [fee]}
        for channel, fee in (
            ("DIRECT", {"type": "FEE", "value": 100_000, "description": "Phí ghế"}),
            ("ONLINE", {"type": "FEE", "value": 5_000, "description": "Phí ghế"}),
        )
    ]
    found = only("1.990003", "fee-proportion", executionMethods=methods)
    assert found.place == "fees.items[1], [2]"
    assert "5000 và 100000" in found.says


def test_a_note_with_another_number_of_days_is_told() -> None:
    method = {"submissionMethod": "DIRECT", "processingTime": 10, "processingTimeUnit": "WORKING_DAY"}
    note = "Không quá 08 ngày làm việc; xã miền núi tăng thêm không quá 10 ngày làm việc."
    found = only("1.990003", "term-against-note", executionMethods=[{**method, "description": note}])
    assert "lại nói 8 ngày" in found.says
    agreeing = doubts("1.990003", executionMethods=[{**method, "processingTime": 8, "description": note}])
    assert "term-against-note" not in {each.kind for each in agreeing}


def test_letters_that_no_database_keeps_are_left_out_of_doubts() -> None:
    assert "\0" not in "".join(each.says for each in doubts("1.990007"))


def test_every_kind_has_its_words() -> None:
    found = {each.kind for code in OURS for each in doubts(code)}
    assert found <= set(KIND_WORDS)


@pytest.mark.skipif(not REAL.exists(), reason=f"no real records at {REAL}: set MOTCUA_REAL_DATA")
def test_the_dirt_that_is_known_of_real_records_is_told() -> None:
    real = records_of(REAL)

    def kinds(code: str) -> set[str]:
        return {each.kind for each in doubts_of(draft(real[code]), on=ON)}

    assert {"required-false", "note-among-papers", "term-unit"} <= kinds("1.001193")
    assert "channel-against-case" in kinds("1.013225")
    assert "fee-proportion" in kinds("2.001610")
    assert "paper-of-another" in kinds("1.115467") & kinds("1.115468")
    assert all(doubts_of(draft(each), on=ON) for each in real.values())
