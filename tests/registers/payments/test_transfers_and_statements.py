"""Transfers count as paid once a statement shows them or a named person vouches; the rest is listed for a person."""

from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries
from motcua.registers.payments.actions import Awaited, Brought
from motcua.registers.payments.errors import (
    LineUnknown,
    NoAccount,
    NothingDue,
    NotYoursToReconcile,
    ReasonMissing,
    StatementEmpty,
    StatementUnreadable,
    TransferNotOpen,
    TransferPartlyCome,
    TransferUnknown,
)
from motcua.registers.payments.queries import LineRow
from motcua.rules.access import SYSTEM
from motcua.rules.reconciliation import Fit
from motcua.rules.vietqr import crc16
from tests.registers.payments.takings import Takings, is_whole, takings

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Takings:
    found = takings()
    found.with_account()
    return found


def asked(at: Takings, *amounts: int) -> tuple[int, Awaited]:
    dossier = at.owing(*amounts)
    return dossier, payments.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.later(minutes=1))


def bring(at: Takings, *rows: tuple[object, str], name: str = "sao-ke.csv") -> Brought:
    text = "Ngày giao dịch,Số tiền ghi có,Nội dung\n" + "".join(
        f"23/11/2026,{amount},{words}\n" for amount, words in rows
    )
    return payments.bring_statement(
        office_id=at.made.office_id, content=text.encode(), name=name, by=at.cashier, now=at.made.later(minutes=1)
    )


def looked_at(at: Takings) -> tuple[LineRow, ...]:
    return queries.lines_to_look_at(office_id=at.made.office_id, viewer=at.cashier)


def money(dossier: int) -> str:
    return dossiers.dossier(dossier_id=dossier, viewer=SYSTEM).money


def test_a_transfer_is_asked_with_a_qr_and_stays_unpaid(at: Takings) -> None:
    dossier, awaited = asked(at, 8000, 2000)
    shown = queries.transfer_of(dossier_id=dossier, viewer=at.clerk)
    assert shown is not None
    assert (shown.reference, shown.amount, shown.received) == (awaited.reference, 10_000, 0)
    assert awaited.reference in shown.qr
    assert crc16(shown.qr[:-4]) == shown.qr[-4:]
    assert money(dossier) == "due"
    again = payments.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.later(minutes=1))
    assert again == awaited
    is_whole(dossier)


def test_the_statement_pays_it_once_however_often_it_is_brought(at: Takings) -> None:
    dossier, awaited = asked(at)
    row = (8000, f"TRAN THI UOC {awaited.reference.lower()} nop phi")
    first = bring(at, row, (50_000, "khach le"))
    assert (first.fresh, first.repeated, first.fits[Fit.MATCHED], first.fits[Fit.UNKNOWN]) == (2, 0, 1, 1)
    second = bring(at, row, (50_000, "khach le"), (1000, "moi"))
    assert (second.fresh, second.repeated) == (1, 2)
    (receipt,) = queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)
    assert (receipt.method, receipt.amount, money(dossier)) == ("transfer", 8000, "settled")
    assert [one.amount for one in looked_at(at)] == [50_000, 1000]
    assert queries.my_till(office_id=at.made.office_id, viewer=at.cashier) is None
    is_whole(dossier)


def test_two_halves_make_a_whole_and_a_half_is_listed(at: Takings) -> None:
    dossier, awaited = asked(at)
    bring(at, (5000, awaited.reference))
    assert [(one.fit, one.dossier_id) for one in looked_at(at)] == [("under", dossier)]
    assert money(dossier) == "due"
    with pytest.raises(TransferPartlyCome, match=r"5\.000"):
        at.take(dossier)
    bring(at, (3000, awaited.reference))
    assert (looked_at(at), money(dossier)) == ((), "settled")


def test_too_much_waits_for_a_person_who_takes_what_is_due(at: Takings) -> None:
    dossier, awaited = asked(at)
    bring(at, (80_000, awaited.reference))
    (line,) = looked_at(at)
    assert (line.fit, line.asked, money(dossier)) == ("over", 8000, "due")
    with pytest.raises(ReasonMissing):
        payments.settle_line(line_id=line.id, reference=awaited.reference, reason="", by=at.head, now=at.made.moment)
    payments.settle_line(
        line_id=line.id,
        reference=awaited.reference,
        reason="Đã trả lại 72.000",
        by=at.head,
        now=at.made.later(minutes=1),
    )
    assert (looked_at(at), money(dossier)) == ((), "settled")
    assert queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)[0].amount == 8000
    with pytest.raises(LineUnknown):
        payments.set_aside(line_id=line.id, reason="Lần nữa", by=at.head, now=at.made.moment)


def test_a_mistyped_reference_is_put_right_by_a_person(at: Takings) -> None:
    dossier, awaited = asked(at)
    bring(at, (8000, "nop phi khai sinh"))
    (line,) = looked_at(at)
    with pytest.raises(TransferUnknown):
        payments.settle_line(line_id=line.id, reference="MC22222222", reason="x", by=at.head, now=at.made.moment)
    found = payments.settle_line(
        line_id=line.id, reference=awaited.reference, reason="Người nộp quên ghi mã", by=at.head, now=at.made.moment
    )
    assert (found, money(dossier), looked_at(at)) == (Fit.MATCHED, "settled", ())


def test_a_line_that_is_none_of_ours_is_set_aside_with_its_reason(at: Takings) -> None:
    bring(at, (50_000, "ung ho quy"))
    (line,) = looked_at(at)
    payments.set_aside(line_id=line.id, reason="Tiền ủng hộ", by=at.head, now=at.made.moment)
    assert looked_at(at) == ()


def test_a_named_person_vouches_and_the_statement_bears_it_out(at: Takings) -> None:
    dossier, awaited = asked(at)
    with pytest.raises(ReasonMissing):
        payments.confirm_transfer(transfer_id=awaited.transfer_id, note=" ", **at.act())
    key = uuid4()
    taken = payments.confirm_transfer(transfer_id=awaited.transfer_id, note="Báo có FT0012", **at.act(key=key))
    again = payments.confirm_transfer(transfer_id=awaited.transfer_id, note="Báo có FT0012", **at.act(key=key))
    assert (taken.amount, again.already, money(dossier)) == (8000, True, "settled")
    with pytest.raises(TransferNotOpen):
        payments.confirm_transfer(transfer_id=awaited.transfer_id, note="Báo có", **at.act())
    unseen = queries.vouched_not_seen(office_id=at.made.office_id, viewer=at.head)
    assert [(one.reference, one.note) for one in unseen] == [(awaited.reference, "Báo có FT0012")]
    bring(at, (8000, awaited.reference))
    assert queries.vouched_not_seen(office_id=at.made.office_id, viewer=at.head) == ()
    bring(at, (8000, f"{awaited.reference} lan hai"))
    assert [one.fit for one in looked_at(at)] == ["again"]
    assert len(queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)) == 1


def test_cash_calls_the_transfer_off_and_a_late_one_is_listed(at: Takings) -> None:
    dossier, awaited = asked(at)
    at.take(dossier)
    assert queries.transfer_of(dossier_id=dossier, viewer=SYSTEM) is None
    bring(at, (8000, awaited.reference))
    assert [one.fit for one in looked_at(at)] == ["again"]
    assert len(queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)) == 1


def test_a_voided_receipt_of_a_transfer_gives_its_movement_back_to_a_person(at: Takings) -> None:
    dossier, awaited = asked(at)
    bring(at, (8000, awaited.reference))
    (receipt,) = queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)
    payments.void(receipt_id=receipt.id, reason="Sai người nộp", **at.act(at.head))
    assert money(dossier) == "due"
    (line,) = looked_at(at)
    anew = payments.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.later(minutes=1))
    payments.settle_line(line_id=line.id, reference=anew.reference, reason="Ghi lại", by=at.head, now=at.made.moment)
    assert [one.is_void for one in queries.receipts_of(dossier_id=dossier, viewer=SYSTEM)] == [True, False]
    is_whole(dossier)


def test_a_transfer_pays_what_it_was_asked_for_and_what_came_after_is_still_due(at: Takings) -> None:
    dossier, awaited = asked(at)
    payments.charge(
        dossier_id=dossier, lines=[payments.ChargeLine("phi", "Bản sao", 5000, "")], by="system", now=at.made.moment
    )
    bring(at, (8000, awaited.reference))
    assert (money(dossier), looked_at(at)) == ("due", ())
    assert queries.account_of(dossier_id=dossier, viewer=SYSTEM).due == 5000
    anew = payments.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.later(minutes=1))
    bring(at, (5000, anew.reference))
    assert money(dossier) == "settled"
    is_whole(dossier)


def test_a_transfer_is_called_off(at: Takings) -> None:
    dossier, awaited = asked(at)
    payments.call_off_transfer(transfer_id=awaited.transfer_id, by=at.clerk, now=at.made.moment)
    assert queries.awaited_transfers(office_id=at.made.office_id, viewer=at.clerk) == ()
    with pytest.raises(TransferNotOpen):
        payments.call_off_transfer(transfer_id=awaited.transfer_id, by=at.clerk, now=at.made.moment)
    assert at.take(dossier).amount == 8000


def test_without_an_account_or_a_debt_nothing_is_asked(at: Takings) -> None:
    dossier = at.owing()
    at.take(dossier)
    with pytest.raises(NothingDue):
        payments.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.moment)
    poor = takings("H26.1.9")
    with pytest.raises(NoAccount):
        payments.ask_transfer(dossier_id=poor.owing(), by=poor.clerk, now=poor.made.moment)


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        (b"\x00\x01garbage", StatementUnreadable, "không phải CSV"),
        (b"%PDF-1.7 ...", StatementUnreadable, "CSV"),
        ("cột một,cột hai\n1,2\n".encode(), StatementUnreadable, "Hãy chọn cột"),
        ("Ngày,Ghi có,Nội dung\n23/11/2026,,chi\n".encode(), StatementEmpty, "chưa ghi gì"),
        ("Ngày,Ghi có,Nội dung\n23/11/2026,-5,x\n".encode(), StatementEmpty, "chưa ghi gì"),
    ],
)
def test_garbage_is_refused_whole(at: Takings, content: bytes, refusal: type[Refusal], said: str) -> None:
    with pytest.raises(refusal, match=said):
        payments.bring_statement(
            office_id=at.made.office_id, content=content, name="x.csv", by=at.cashier, now=at.made.moment
        )
    assert queries.statements_of(office_id=at.made.office_id, viewer=at.cashier) == ()


def test_another_office_neither_brings_nor_sees(at: Takings) -> None:
    bring(at, (50_000, "la"))
    there = takings("H26.1.2")
    with pytest.raises(NotYoursToReconcile):
        payments.bring_statement(
            office_id=at.made.office_id, content=b"x", name="x", by=there.cashier, now=at.made.moment
        )
    assert queries.lines_to_look_at(office_id=at.made.office_id, viewer=there.cashier) == ()
    assert queries.statements_of(office_id=at.made.office_id, viewer=there.head) == ()
    (line,) = looked_at(at)
    with pytest.raises(NotYoursToReconcile):
        payments.set_aside(line_id=line.id, reason="x", by=there.head, now=at.made.moment)
