"""Each clerk's till: opened, filled, closed once, counted against the ledger."""

from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries
from motcua.registers.payments.errors import (
    AmountImpossible,
    DifferenceUnexplained,
    TillClosed,
    TillMoved,
    TillOpenAlready,
    TillUnknown,
)
from motcua.registers.payments.queries import TillView
from tests.registers.payments.takings import Takings, takings

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Takings:
    return takings()


def mine(at: Takings) -> TillView:
    found = queries.my_till(office_id=at.made.office_id, viewer=at.clerk)
    assert found is not None
    return found


def test_the_first_taking_opens_a_till_and_each_clerk_has_their_own(at: Takings) -> None:
    at.paid()
    at.take(at.owing(5000), by=at.other)
    there = queries.my_till(office_id=at.made.office_id, viewer=at.other)
    assert there is not None
    assert (mine(at).expected, there.expected) == (8000, 5000)
    assert mine(at).id != there.id


def test_change_put_in_voided_and_given_back_is_counted(at: Takings) -> None:
    payments.open_till(office_id=at.made.office_id, opening=100_000, by=at.clerk, now=at.made.later(minutes=1))
    first, second = at.paid(8000), at.paid(5000)
    payments.void(receipt_id=first.receipt_id, reason="Sai", **at.act())
    payments.refund(
        receipt_id=second.receipt_id, amount=2000, ground="exempt", reason="Hộ nghèo", receiver="Ước", **at.act()
    )
    assert mine(at).expected == 103_000
    moves = queries.moves_of(till_id=mine(at).id, viewer=at.clerk)
    assert [(one.entry, one.amount) for one in moves] == [
        ("opened", 100_000), ("taken", 8000), ("taken", 5000), ("voided", 8000), ("refunded", 2000),
    ]  # fmt: skip


def test_a_till_is_opened_once(at: Takings) -> None:
    at.paid()
    with pytest.raises(TillOpenAlready):
        payments.open_till(office_id=at.made.office_id, opening=0, by=at.clerk, now=at.made.moment)
    with pytest.raises(AmountImpossible):
        payments.open_till(office_id=at.made.office_id, opening=-1, by=at.other, now=at.made.moment)


def test_a_till_counted_note_by_note_closes_and_later_takings_go_to_the_next(at: Takings) -> None:
    at.paid(8000)
    till = mine(at)
    closed = payments.close_till(till_id=till.id, notes={5000: 1, 1000: 3}, shown=8000, **at.act())
    assert (closed.expected, closed.counted, closed.difference) == (8000, 8000, 0)
    kept = queries.till(till_id=till.id, viewer=at.clerk)
    assert (kept.is_open, kept.notes) == (False, {"5000": 1, "1000": 3})
    at.paid(5000)
    assert mine(at).id != till.id
    assert mine(at).expected == 5000
    assert ledger.events_of(f"till/{till.id}")[-1].kind == "closed"


def test_a_difference_is_stated_with_its_reason_or_the_till_stays_open(at: Takings) -> None:
    at.paid(8000)
    till = mine(at)
    with pytest.raises(DifferenceUnexplained, match=r"-1\.000 đồng"):
        payments.close_till(till_id=till.id, counted=7000, **at.act())
    closed = payments.close_till(till_id=till.id, counted=7000, reason="Trả nhầm tiền thừa", **at.act())
    assert closed.difference == -1000
    event = ledger.events_of(f"till/{till.id}")[-1]
    assert event.body["difference"] == -1000
    assert "Trả" not in str(dict(event.body))
    assert queries.till(till_id=till.id, viewer=at.clerk).reason == "Trả nhầm tiền thừa"


def test_a_till_closed_twice_is_refused_and_a_second_click_is_not(at: Takings) -> None:
    at.paid(8000)
    till, key = mine(at), uuid4()
    payments.close_till(till_id=till.id, counted=8000, **at.act(key=key))
    assert payments.close_till(till_id=till.id, counted=8000, **at.act(key=key)).already
    with pytest.raises(TillClosed, match="Khoản thu sau đó nằm ở quỹ mới"):
        payments.close_till(till_id=till.id, counted=8000, **at.act())


def test_money_that_came_while_counting_is_told(at: Takings) -> None:
    at.paid(8000)
    till = mine(at)
    at.paid(5000)
    with pytest.raises(TillMoved, match=r"13\.000"):
        payments.close_till(till_id=till.id, counted=8000, shown=8000, **at.act())


@pytest.mark.parametrize(
    "counted", [{"counted": -1}, {"counted": 10**15}, {"notes": {3000: 1}}, {"notes": {1000: -2}}, {}]
)
def test_what_nobody_counts_is_refused(at: Takings, counted: dict[str, object]) -> None:
    at.paid(8000)
    with pytest.raises(AmountImpossible):
        payments.close_till(till_id=mine(at).id, **counted, **at.act())  # type: ignore[arg-type]


def test_another_clerk_neither_sees_nor_closes_it_and_the_head_does_both(at: Takings) -> None:
    at.paid(8000)
    till, day = mine(at), at.made.moment.date()
    with pytest.raises(TillUnknown):
        queries.till(till_id=till.id, viewer=at.other)
    with pytest.raises(TillUnknown):
        payments.close_till(till_id=till.id, counted=8000, **at.act(at.other))
    assert queries.tills_on(office_id=at.made.office_id, on=day, viewer=at.other) == ()
    assert [one.id for one in queries.tills_on(office_id=at.made.office_id, on=day, viewer=at.head)] == [till.id]
    assert payments.close_till(till_id=till.id, counted=8000, **at.act(at.head)).difference == 0


def test_a_till_forgotten_yesterday_is_still_listed(at: Takings) -> None:
    at.paid(8000)
    at.made.later(days=2)
    found = queries.tills_on(office_id=at.made.office_id, on=at.made.moment.date(), viewer=at.cashier)
    assert [one.is_open for one in found] == [True]
