"""32 clerks at one desk, each clicking twice at once: every number once, none missing, every act once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from motcua.registers.dossiers.actions import Moved
from motcua.registers.dossiers.errors import DossierMovedOn
from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from motcua.stages.signing import actions as signing
from tests.births import ACTS, Case, Desk, desk
from tests.databases import TestDatabase
from tests.proof import truth

CLERKS = 32


class Clicks:
    """The same acts, by two threads for each clerk."""

    def __init__(self, at: Desk, dossiers: int) -> None:
        self.desk = at
        self.dossiers = dossiers
        self.keys = {(clerk, n, act): uuid4() for clerk in range(CLERKS) for n in range(dossiers) for act in ACTS}
        self.pairs = [Barrier(2) for _ in range(CLERKS)]

    def make(self, clerk: int, until: str) -> list[int]:
        made = []
        try:
            for n in range(self.dossiers):
                case = Case(self.desk)
                for act in ACTS[: ACTS.index(until) + 1]:
                    self.pairs[clerk].wait(timeout=60)
                    case.act(act, self.keys[clerk, n, act])
                made.append(case.dossier_id)
        except BaseException:
            self.pairs[clerk].abort()
            raise
        finally:
            connection.close()
        return made

    def all(self, until: str) -> list[list[int]]:
        with ThreadPoolExecutor(2 * CLERKS) as pool:
            return list(pool.map(lambda n: self.make(n // 2, until), range(2 * CLERKS)))


def clicked_twice(dossiers: int, until: str, **answers: str) -> Desk:
    at = desk()
    at.answers.update(answers)
    opened = Clicks(at, dossiers).all(until)
    for first, second in zip(opened[::2], opened[1::2], strict=True):
        assert first == second
    everyone = [dossier for clerk in opened[::2] for dossier in clerk]
    assert len(set(everyone)) == CLERKS * dossiers
    assert truth.numbers_given(at.office_id) == list(range(1, CLERKS * dossiers + 1))
    assert sorted(truth.everything_is_whole()) == sorted(everyone)
    assert {truth.originals_at_office(dossier) for dossier in everyone} == {2}, "handed in for good"
    return at


def test_32_clerks_who_click_twice_take_in_each_dossier_once_without_a_gap(own_database: TestDatabase) -> None:
    clicked_twice(1, "accept")


def test_a_fee_is_charged_and_taken_once_however_often_the_button_is_clicked(own_database: TestDatabase) -> None:
    clicked_twice(1, "accept", child_birth_date="02/08/2026")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier")
        dossiers = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT number FROM payments_receipt ORDER BY number")
        assert [row[0] for row in cursor.fetchall()] == list(range(1, CLERKS + 1))
    for dossier in dossiers:
        account = payments.account_of(dossier_id=dossier, viewer=SYSTEM)
        assert ([line.amount for line in account.lines], account.due) == ([8000], 0)


@pytest.mark.ordeal
def test_32_clerks_bring_many_dossiers_to_the_result(own_database: TestDatabase) -> None:
    clicked_twice(12, "hand_over")


def test_of_many_who_decide_one_dossier_at_once_exactly_one_decides(own_database: TestDatabase) -> None:
    at = desk()
    case = at.open()
    for act in ACTS[: ACTS.index("sign")]:
        case.act(act)
    together = Barrier(8)

    def decide(n: int) -> Moved | str:
        try:
            together.wait(timeout=60)
            facts = {**case.by("leader"), "key": uuid4()}
            if n % 2:
                return signing.sign(step="sign", **facts)
            return signing.send_back(step="sign", to="examine", text="Sai tên đệm", **facts)
        except DossierMovedOn as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(decide, range(8)))
    kinds = Counter(type(each) for each in told)
    assert kinds == {Moved: 1, str: 7}
    assert all("chưa được ghi" in each for each in told if isinstance(each, str))
    truth.is_whole(case.dossier_id)


def test_each_office_numbers_on_its_own(own_database: TestDatabase) -> None:
    here, there = desk(), desk(code="H26.1.2", name="Xã Khác")

    def take_in(n: int) -> None:
        try:
            case = (here if n % 2 else there).open()
            for act in ACTS[:2]:
                case.act(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(take_in, range(16)))
    assert truth.numbers_given(here.office_id) == truth.numbers_given(there.office_id) == list(range(1, 9))
