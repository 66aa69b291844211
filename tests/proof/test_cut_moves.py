"""Each act of a dossier's whole path, its connection cut at each of its statements and at its commit: all or nothing,
and the same click again goes on."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import InterfaceError, OperationalError, connection

from motcua.flow import followers
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.rules.access import SYSTEM
from tests.births import ACTS, PAPERS, Case, Desk, desk
from tests.databases import TestDatabase
from tests.proof import truth
from tests.proof.cutting import Cut, TooFewStatements, cut

LOST = (OperationalError, InterfaceError)
COMPARED = PaperGiven("certified-copies", originals=1)
"""Only a copy is asked for, so its original goes back with the result; the two that were handed in stay."""
STAY = 2


def places() -> Iterator[Cut]:
    yield Cut("commit", after=False)
    yield Cut("commit", after=True)
    for number in range(1, 60):
        yield Cut(number, after=False)
        yield Cut(number, after=True)


def cut_everywhere(database: TestDatabase, at: Desk, act: str) -> int:
    """A dossier for each place at which this act can be cut; answers how many places there are."""
    for count, place in enumerate(places()):
        case = at.open()
        for earlier in ACTS[: ACTS.index(act)]:
            case.act(earlier)
        before = case.revision
        key = uuid4()
        try:
            with cut(database, place) as surgeon:
                case.act(act, key)
        except LOST:
            pass
        except TooFewStatements:
            case.revision = before  # the page still shows what it showed
            go_on(case, act, key)
            return count
        all_or_nothing(case, before, act, place, surgeon.committed)
        go_on(case, act, key)
    raise AssertionError("an act of so many statements?")


def all_or_nothing(case: Case, before: int, act: str, place: Cut, committed: bool) -> None:
    if act == "submit":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE opened_key = %s", [case.key])
            assert cursor.fetchone()[0] == int(committed), place
        return
    truth.is_whole(case.dossier_id)
    now = dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM).revision
    moves = act != "sign" or place.at != "commit"  # its first commit keeps what the signer answered
    assert now == before + int(committed and moves), place


def go_on(case: Case, act: str, key: UUID) -> None:
    """The official clicks again, and the dossier goes on to its end."""
    for later in ACTS[ACTS.index(act) :]:
        case.act(later, key if later == act else None)
    truth.is_whole(case.dossier_id)
    assert truth.originals_at_office(case.dossier_id) == STAY


@pytest.mark.parametrize("act", ACTS)
def test_an_act_cut_anywhere_leaves_all_or_nothing_and_the_work_goes_on(own_database: TestDatabase, act: str) -> None:
    at = desk()
    at.answers["child_birth_date"], at.papers = "02/08/2026", (*PAPERS, COMPARED)
    places_tried = cut_everywhere(own_database, at, act)
    assert places_tried >= 6
    found = truth.everything_is_whole()
    assert truth.numbers_given(at.office_id) == list(range(1, len(found) + 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(amount) FROM payments_charge")
        assert cursor.fetchone() == (len(found), 8000 * len(found))
        cursor.execute("SELECT count(*), count(DISTINCT dossier_id), count(revision) FROM signing_signature")
        assert cursor.fetchone() == (len(found),) * 3, "each signed once"
        cursor.execute("SELECT array_agg(number ORDER BY number) FROM payments_receipt")
        assert cursor.fetchone()[0] == list(range(1, len(found) + 1))


def test_the_worker_cut_anywhere_in_a_batch_tells_each_notice_once(own_database: TestDatabase) -> None:
    at = desk()
    finished = 0
    for place in places():
        case = at.open()
        for act in ACTS:
            case.act(act)
        finished += 1
        try:
            with cut(own_database, place):
                followers.catch_up()
        except LOST:
            pass
        except TooFewStatements:
            break
    truth.followers_caught_up()
    assert notices() == [("accept", finished), ("done", finished)]


def test_with_the_worker_stopped_a_dossier_is_returned_and_its_notices_come_once(own_database: TestDatabase) -> None:
    case = desk().open()
    for act in ACTS:
        case.act(act)
    assert dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM).state == "returned"
    assert notices() == []
    truth.followers_caught_up()
    assert followers.catch_up() == 0
    assert notices() == [("accept", 1), ("done", 1)]


def notices() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM notices_notice GROUP BY kind ORDER BY kind")
        return list(cursor.fetchall())
