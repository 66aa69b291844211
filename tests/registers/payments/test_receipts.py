"""Receipts: numbered without a gap, voided while nobody has relied on them, given back afterwards."""

from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries
from motcua.registers.payments.errors import (
    AccountFaulty,
    AmountImpossible,
    GroundUnknown,
    NotYoursToSet,
    NotYoursToVoid,
    ReasonMissing,
    ReceiptVoided,
    ReceiverUnknown,
    RefundAbovePaid,
    TillTooSmall,
    TooLateToVoid,
)
from motcua.rules.access import SYSTEM
from motcua.rules.vietqr import BankAccount
from tests.commune import commune
from tests.registers.payments.takings import ACCOUNT, Takings, is_whole, takings

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Takings:
    return takings()


def test_receipts_are_numbered_without_a_gap_and_a_voided_number_is_never_given_again(at: Takings) -> None:
    first, second = at.paid(), at.paid()
    payments.void(receipt_id=second.receipt_id, reason="Ghi nhầm người nộp", **at.act())
    third = at.paid()
    assert [one.number for one in (first, second, third)] == [1, 2, 3]


def test_each_series_and_year_has_its_own_numbers(at: Takings) -> None:
    assert at.paid().number == 1
    payments.set_collecting(
        office_id=at.made.office_id, account=ACCOUNT, series="01BLP-26", by=at.head, now=at.made.later(minutes=1)
    )
    assert [at.paid().number, at.paid().number] == [1, 2]
    at.made.later(days=60)
    first = at.paid()
    assert (first.year, first.number) == (2027, 1)


def test_what_a_voided_receipt_was_for_is_due_again_and_the_receipt_still_tells_it(at: Takings) -> None:
    taken = at.paid(8000, 2000)
    dossier = at.receipt(taken).dossier_id
    payments.void(receipt_id=taken.receipt_id, reason="Thu nhầm hồ sơ", **at.act())
    assert queries.account_of(dossier_id=dossier, viewer=SYSTEM).due == 10_000
    row = at.receipt(taken)
    assert row.is_void
    assert (row.void_reason, [line.amount for line in row.lines], row.left) == ("Thu nhầm hồ sơ", [8000, 2000], 0)
    assert dossiers.dossier(dossier_id=dossier, viewer=SYSTEM).money == "due"
    again = at.take(dossier)
    assert (again.number, again.amount) == (2, 10_000)
    is_whole(dossier)


def test_a_receipt_is_voided_once_and_with_a_reason(at: Takings) -> None:
    taken, key = at.paid(), uuid4()
    with pytest.raises(ReasonMissing):
        payments.void(receipt_id=taken.receipt_id, reason="  ", **at.act())
    payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act(key=key))
    payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act(key=key))
    with pytest.raises(ReceiptVoided):
        payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act())
    assert queries.account_of(dossier_id=at.receipt(taken).dossier_id, viewer=SYSTEM).due == 8000


def test_only_who_took_it_or_answers_for_the_money_voids_it(at: Takings) -> None:
    taken = at.paid()
    with pytest.raises(NotYoursToVoid):
        payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act(at.other))
    stranger = commune("H26.1.2", "Xã Khác").who("one-stop-clerk")
    with pytest.raises(Refusal, match=r"^(?!.*hủy)"):
        payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act(stranger))
    payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act(at.head))


def test_after_its_till_is_closed_money_is_given_back_and_not_voided(at: Takings) -> None:
    taken = at.paid()
    till = queries.my_till(office_id=at.made.office_id, viewer=at.clerk)
    assert till is not None
    payments.close_till(till_id=till.id, counted=8000, **at.act())
    with pytest.raises(TooLateToVoid, match="quỹ thu khoản này đã khóa"):
        payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act())


def back(at: Takings, receipt_id: int, amount: int, **more: object) -> payments.Refunded:
    values = {"ground": "too-much", "reason": "Thu thừa một bản", "receiver": "Trần Thị Ước", **at.act(), **more}
    return payments.refund(receipt_id=receipt_id, amount=amount, **values)


def test_a_part_is_given_back_then_the_rest_and_never_more_than_was_paid(at: Takings) -> None:
    taken = at.paid(8000, 2000)
    first = back(at, taken.receipt_id, 3000)
    with pytest.raises(RefundAbovePaid, match=r"7\.000 đồng"):
        back(at, taken.receipt_id, 7001)
    second = back(at, taken.receipt_id, 7000)
    assert [first.number, second.number] == [1, 2]
    assert at.receipt(taken).left == 0
    dossier = at.receipt(taken).dossier_id
    told = queries.refunds_of(dossier_id=dossier, viewer=SYSTEM)
    assert [(one.amount, one.ground, one.receiver) for one in told] == [
        (3000, "too-much", "Trần Thị Ước"),
        (7000, "too-much", "Trần Thị Ước"),
    ]
    is_whole(dossier)


def test_a_refund_clicked_twice_is_given_once(at: Takings) -> None:
    taken, key = at.paid(), uuid4()
    assert not back(at, taken.receipt_id, 1000, key=key).already
    assert back(at, taken.receipt_id, 1000, key=key).already
    assert at.receipt(taken).refunded == 1000


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"amount": 0}, AmountImpossible),
        ({"amount": -8000}, AmountImpossible),
        ({"amount": 10**15}, AmountImpossible),
        ({"ground": "because"}, GroundUnknown),
        ({"reason": " "}, ReasonMissing),
        ({"receiver": ""}, ReceiverUnknown),
    ],
)
def test_a_refund_that_says_too_little_is_refused(at: Takings, said: dict[str, object], refusal: type[Refusal]) -> None:
    taken = at.paid()
    with pytest.raises(refusal):
        back(at, taken.receipt_id, **{"amount": 1000, **said})  # type: ignore[arg-type]
    assert at.receipt(taken).refunded == 0


def test_a_voided_receipt_gives_nothing_back_and_one_given_back_is_not_voided(at: Takings) -> None:
    taken, other = at.paid(), at.paid()
    payments.void(receipt_id=taken.receipt_id, reason="Sai", **at.act())
    with pytest.raises(ReceiptVoided):
        back(at, taken.receipt_id, 1000)
    back(at, other.receipt_id, 1000)
    with pytest.raises(TooLateToVoid):
        payments.void(receipt_id=other.receipt_id, reason="Sai", **at.act())


def test_a_till_gives_no_more_than_lies_in_it(at: Takings) -> None:
    taken = at.paid()
    with pytest.raises(TillTooSmall, match="còn 0 đồng"):
        back(at, taken.receipt_id, 8000, by=at.other)
    assert back(at, taken.receipt_id, 8000, by=at.other, method="transfer").amount == 8000


def test_the_day_tells_every_number_and_its_sums(at: Takings) -> None:
    day = at.made.moment.date()
    first, second = at.paid(8000), at.paid(5000)
    payments.void(receipt_id=first.receipt_id, reason="Sai", **at.act())
    back(at, second.receipt_id, 1000)
    lines = queries.receipts_on(office_id=at.made.office_id, on=day, viewer=at.clerk)
    assert [(one.kind, one.number, one.amount, one.is_void) for one in lines] == [
        ("receipt", 1, 8000, True),
        ("receipt", 2, 5000, False),
        ("refund", 1, 1000, False),
    ]
    totals = queries.totals_on(office_id=at.made.office_id, on=day, viewer=at.clerk)
    assert (totals.cash, totals.refunded, totals.net, totals.receipts, totals.voided) == (5000, 1000, 4000, 1, 1)
    stranger = commune("H26.1.2", "Xã Khác").who("one-stop-clerk")
    assert queries.receipts_on(office_id=at.made.office_id, on=day, viewer=stranger) == ()
    assert queries.totals_on(office_id=at.made.office_id, on=day, viewer=stranger).receipts == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"account": BankAccount("97", "0011001234567", "A")}, "BIN"),
        ({"account": BankAccount("970436", "0011001234567", "")}, "chủ tài khoản"),
        ({"account": ACCOUNT, "series": "ký hiệu"}, "Ký hiệu"),
        ({"account": ACCOUNT, "tax_number": "12"}, "Mã số thuế"),
    ],
)
def test_a_mistyped_account_or_symbol_is_refused(at: Takings, values: dict[str, object], said: str) -> None:
    with pytest.raises(AccountFaulty, match=said):
        payments.set_collecting(office_id=at.made.office_id, by=at.head, now=at.made.moment, **values)  # type: ignore[arg-type]


def test_a_clerk_does_not_say_where_the_money_goes(at: Takings) -> None:
    with pytest.raises(NotYoursToSet):
        payments.set_collecting(office_id=at.made.office_id, account=ACCOUNT, by=at.clerk, now=at.made.moment)
