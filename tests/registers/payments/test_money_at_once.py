"""Money under many hands at once, on a real PostgreSQL: taken once, voided or handed over, closed by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connection

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries
from motcua.rules.access import SYSTEM, Viewer
from tests.births import ACTS, desk
from tests.databases import TestDatabase
from tests.proof import truth
from tests.registers.payments.takings import takings


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts that began together: "done", or the name of the refusal."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            together.wait(timeout=60)
            act()
        except Refusal as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_clicks_at_once_take_the_money_once_and_numbers_have_no_gap(own_database: TestDatabase) -> None:
    at = takings()
    owing, now = [at.owing() for _ in range(6)], at.made.moment

    def clicks(dossier: int) -> list[Callable[[], Any]]:
        key = uuid4()  # two clicks of one page, and another clerk's
        facts: dict[str, Any] = {"dossier_id": dossier, "now": now}
        mine = lambda: payments.take_cash(by=at.clerk, key=key, **facts)  # noqa: E731
        return [mine, mine, lambda: payments.take_cash(by=at.other, key=uuid4(), **facts)]

    told = Counter(at_once(*[click for dossier in owing for click in clicks(dossier)]))
    assert set(told) == {"done", "NothingDue"}
    lines = queries.receipts_on(office_id=at.made.office_id, on=now.date(), viewer=at.head)
    assert sorted(line.number for line in lines) == [1, 2, 3, 4, 5, 6]
    assert Counter(line.dossier_id for line in lines) == Counter(owing)
    tills = queries.tills_on(office_id=at.made.office_id, on=now.date(), viewer=at.head)
    assert len(tills) <= 2
    assert sum(till.expected for till in tills) == 6 * 8000
    truth.everything_is_whole()


def test_a_receipt_is_voided_or_the_result_handed_over_never_both(own_database: TestDatabase) -> None:
    at = desk()
    at.answers["child_birth_date"], at.makes_result = "02/08/2026", False
    for _ in range(4):
        case = at.open()
        for act in ACTS[:-1]:
            case.act(act)
        (receipt,) = queries.receipts_of(dossier_id=case.dossier_id, viewer=SYSTEM)
        clerk = at.viewers["one-stop-clerk"]

        def void(number: int = receipt.id, clerk: Viewer = clerk) -> None:
            payments.void(receipt_id=number, reason="Sai", by=clerk, now=at.moment, key=uuid4())

        told = at_once(void, lambda one=case: one.act("hand_over"))  # type: ignore[misc]
        assert sorted(told) in (["MoveNotAllowed", "done"], ["TooLateToVoid", "done"]), told
        view = dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM)
        assert (view.state == "returned") is (view.money == "settled")
    truth.everything_is_whole()


def test_of_two_who_close_one_till_one_does_and_a_taking_meanwhile_is_never_lost(own_database: TestDatabase) -> None:
    at = takings()
    at.paid()
    till = queries.my_till(office_id=at.made.office_id, viewer=at.clerk)
    assert till is not None
    dossier, now = at.owing(5000), at.made.moment

    def close(by: Any) -> Callable[[], Any]:
        return lambda: payments.close_till(till_id=till.id, counted=8000, reason="Lệch", by=by, now=now, key=uuid4())

    taking = lambda: payments.take_cash(dossier_id=dossier, by=at.clerk, now=now, key=uuid4())  # noqa: E731
    told = at_once(close(at.clerk), close(at.head), taking)
    assert sorted(told) == ["TillClosed", "done", "done"]
    kept = queries.till(till_id=till.id, viewer=at.clerk)
    following = queries.my_till(office_id=at.made.office_id, viewer=at.clerk)
    assert kept.expected + (following.expected if following else 0) == 13_000
    events = [event.kind for event in ledger.events_of(f"till/{till.id}")]
    assert events.count("closed") == 1
    assert events[-1] == "closed"


def test_statements_brought_at_once_beside_clicks_pay_each_dossier_once(own_database: TestDatabase) -> None:
    at = takings()
    at.with_account()
    owing, now = [at.owing() for _ in range(4)], at.made.moment
    awaited = [payments.ask_transfer(dossier_id=one, by=at.clerk, now=now) for one in owing]
    rows = "".join(f"23/11/2026,8000,{one.reference}\n" for one in awaited)
    content = f"Ngày,Ghi có,Nội dung\n{rows}".encode()
    office = at.made.office_id
    bring = lambda: payments.bring_statement(  # noqa: E731
        office_id=office, content=content, name="sao-ke.csv", by=at.cashier, now=now
    )
    cash = [
        lambda one=one: payments.take_cash(dossier_id=one, by=at.clerk, now=now, key=uuid4()) for one in reversed(owing)
    ]
    told = at_once(bring, bring, *cash)
    assert told[:2] == ["done", "done"]
    assert set(told[2:]) <= {"done", "NothingDue", "TransferPartlyCome"}
    lines = queries.receipts_on(office_id=office, on=now.date(), viewer=at.head)
    assert Counter(line.dossier_id for line in lines) == Counter(owing)
    assert sorted(line.number for line in lines) == [1, 2, 3, 4]
    waiting = queries.lines_to_look_at(office_id=office, viewer=at.head)
    assert Counter(line.dossier_id for line in waiting) == Counter(
        line.dossier_id for line in lines if line.method == "cash"
    )
    truth.everything_is_whole()
