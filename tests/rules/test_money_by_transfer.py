"""Transfers: the QR that asks for one, the reference that names it, the statement that shows it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.bank_statement import Column, NotAStatement, Statement, amount_of, day_of, read
from motcua.rules.numbering import transfer_reference, transfer_references_in
from motcua.rules.reconciliation import Asked, Fit, fit
from motcua.rules.vietqr import MOST, BankAccount, account_fault, crc16, payload

ACCOUNT = BankAccount("970403", "0011012345678", "UBND XA THU NGHIEM")


def tags(text: str) -> dict[str, str]:
    """The payload taken apart again, by somebody who only knows EMVCo."""
    found, at = {}, 0
    while at < len(text):
        number, length = text[at : at + 2], int(text[at + 2 : at + 4])
        found[number] = text[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def test_the_check_is_that_of_emvco_and_of_the_example_of_napas() -> None:
    assert crc16("123456789") == "29B1"
    published = (
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
        "530370454061800005802VN62340107NPS68690819thanh toan don hang6304"
    )
    assert crc16(published) == "2E2E"


def test_the_payload_says_account_amount_and_reference_as_napas_writes_them() -> None:
    text = payload(account=ACCOUNT, amount=180000, memo="MC7KQM2XHP")
    assert text.startswith("00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA5303704540618000")
    found = tags(text)
    assert (found["54"], found["58"], tags(found["62"])) == ("180000", "VN", {"08": "MC7KQM2XHP"})
    assert found["63"] == crc16(text[:-4])


@given(
    bin=st.from_regex(r"[0-9]{6}", fullmatch=True),
    number=st.from_regex(r"[0-9A-Z]{4,19}", fullmatch=True),
    amount=st.integers(1, MOST),
    memo=st.from_regex(r"[0-9A-Za-z ]{0,25}", fullmatch=True),
)
def test_what_a_payload_was_made_of_can_be_read_from_it(bin: str, number: str, amount: int, memo: str) -> None:
    text = payload(account=BankAccount(bin, number), amount=amount, memo=memo)
    found = tags(text)
    assert tags(tags(found["38"])["01"]) == {"00": bin, "01": number}
    assert (found["54"], tags(found.get("62", "")).get("08", "")) == (str(amount), memo)
    assert crc16(text[:-4]) == text[-4:]


@pytest.mark.parametrize(
    ("amount", "memo"), [(0, "A"), (-5, "A"), (MOST + 1, "A"), (1, "phí chứng thực"), (1, "A" * 26)]
)
def test_what_no_bank_would_take_is_not_written(amount: int, memo: str) -> None:
    with pytest.raises(ValueError, match=r"transferred|memo"):
        payload(account=ACCOUNT, amount=amount, memo=memo)


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (BankAccount("9704", "0011012345678"), "BIN"),
        (BankAccount("970403", "12"), "Số tài khoản"),
        (BankAccount("970403", "00-11"), "Số tài khoản"),
    ],
)
def test_a_mistyped_account_is_told(account: BankAccount, said: str) -> None:
    fault = account_fault(account)
    assert fault is not None
    assert said in fault.words()


@given(st.binary(min_size=16, max_size=16), st.sampled_from(("", " ", "-", ".")), st.text(max_size=30))
def test_a_reference_is_found_whatever_the_bank_did_to_it(random: bytes, parting: str, around: str) -> None:
    reference = transfer_reference(random)
    written = parting.join((reference[:2].lower(), reference[2:6], reference[6:]))
    assert reference in transfer_references_in(f"{around} {written} GD 123")


def test_a_mistyped_reference_is_not_taken_for_another() -> None:
    reference = transfer_reference(bytes(range(16)))
    other = "3" if reference[4] == "2" else "2"
    assert transfer_references_in(reference[:4] + other + reference[5:]) == ()
    assert transfer_references_in("NGUYEN VAN A chuyen tien MC") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.250.000", 1_250_000), ("1,250,000.00", 1_250_000), ("1.250.000,00", 1_250_000), ("1250000", 1_250_000),
        ("1 250 000 VND", 1_250_000), ("+8000", 8000), ("(50.000)", -50_000), ("-50.000", -50_000), ("8.000đ", 8000),
        ("8000.00", 8000), ("8000,0", 8000), ("8,000", 8000), ("12.50", None), ("1.25.000", None), ("abc", None),
        ("", None), ("1,250.000,00", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(typed: str, meant: int | None) -> None:
    assert amount_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30/11/2026 08:15:02", date(2026, 11, 30)), ("2026-11-30T08:15", date(2026, 11, 30)),
        ("30-11-26", date(2026, 11, 30)), ("31/02/2026", None), ("hôm qua", None),
    ],
)  # fmt: skip
def test_days_are_read_as_banks_write_them(typed: str, meant: date | None) -> None:
    assert day_of(typed) == meant


TABLE = (
    "SAO KÊ TÀI KHOẢN;;;;\nTừ ngày 30/11/2026;;;;\n"
    "STT;Ngày giao dịch;Số tham chiếu;Phát sinh nợ;Phát sinh có;Nội dung\n"
    '1;30/11/2026 08:15;FT001;;10.000,00;"TRAN THI UOC chuyen MC7KQM2XHP"\n'
    "2;30/11/2026 08:20;FT002;50.000,00;;Phi dich vu\n"
    "3;30/11/2026 09:00;FT003;;abc;Loi\n"
    "Cộng phát sinh;;;50.000,00;10.000,00;\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_statement_is_read_below_whatever_stands_above_its_heading(encoding: str) -> None:
    found = read(TABLE.encode(encoding))
    assert isinstance(found, Statement)
    first = found.lines[0]
    assert (first.line, first.day, first.amount, first.number) == (4, date(2026, 11, 30), 10_000, "FT001")
    assert "MC7KQM2XHP" in first.text
    assert [fault.line for fault in found.faults] == [6]
    assert found.out == 1


def test_the_old_code_page_and_english_headings_are_read_too() -> None:
    english = 'Date,Description,Amount\n2026-11-30,MC7KQM2XHP,"10,000"\n2026-11-30,fee,"-2,000"\n'
    found = read(english.encode("cp1258"))
    assert isinstance(found, Statement)
    assert [(one.amount, one.text) for one in found.lines] == [(10_000, "MC7KQM2XHP")]
    assert found.out == 1


def test_two_movements_alike_are_two_and_the_same_movement_read_again_is_one() -> None:
    row = "30/11/2026;8.000;nop phi\n"
    first, second = read(f"Ngày;Ghi có;Nội dung\n{row}{row}".encode()), read(f"Ngày;Ghi có;Nội dung\n{row}".encode())
    assert isinstance(first, Statement)
    assert isinstance(second, Statement)
    marks = [one.mark for one in first.lines]
    assert len(set(marks)) == 2
    assert second.lines[0].mark == marks[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có dòng nào"),
        (b"\x00\x01\x02garbage\x00", "không phải CSV"),
        (b"PK\x03\x04....", "Excel"),
        (b"%PDF-1.7", "PDF"),
        ("một,hai\nba,bốn\n".encode(), "Không nhận ra cột"),
        (b"x" * 5_000_001, "lớn quá"),
        (("Ngày;Ghi có;Nội dung\n" + "30/11/2026;1;a\n" * 20_001).encode(), "quá 20000 dòng"),
    ],
)
def test_what_is_no_statement_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    found = read(content)
    assert isinstance(found, NotAStatement)
    assert said in found.sentence.words()


def test_columns_can_be_named_by_hand() -> None:
    content = b"a;b;c\n30/11/2026;MC7KQM2XHP;10000\n"
    refused = read(content)
    assert isinstance(refused, NotAStatement)
    assert refused.headings == ("a", "b", "c")
    found = read(content, columns={Column.DAY: 0, Column.TEXT: 1, Column.AMOUNT: 2})
    assert isinstance(found, Statement)
    assert [one.amount for one in found.lines] == [10_000]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    assert isinstance(read(content), Statement | NotAStatement)


@pytest.mark.parametrize(
    ("asked", "amount", "meant"),
    [
        (None, 8000, Fit.UNKNOWN),
        (Asked(8000), 8000, Fit.MATCHED),
        (Asked(8000), 7999, Fit.UNDER),
        (Asked(8000), 8001, Fit.OVER),
        (Asked(8000, received=5000), 3000, Fit.MATCHED),
        (Asked(8000, is_open=False), 8000, Fit.AGAIN),
        (Asked(8000, is_open=False, is_vouched=True), 8000, Fit.MATCHED),
        (Asked(8000, received=8000, is_open=False, is_vouched=True), 8000, Fit.AGAIN),
    ],
)
def test_a_movement_is_weighed_against_what_was_asked(asked: Asked | None, amount: int, meant: Fit) -> None:
    assert fit(asked, amount) is meant
