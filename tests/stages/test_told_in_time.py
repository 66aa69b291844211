"""Time itself tells: a result that waits long is called for again, some times; a promise that will be missed is told
before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import PUBLIC, SYSTEM
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from tests.births import Case, desk

pytestmark = pytest.mark.django_db

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


def facts(case: Case, kind: str) -> list[dict[str, Any]]:
    return [dict(one.body) for one in ledger.events_of(f"dossier/{case.dossier_id}") if one.kind == kind]


def taken_in(**columns: Any) -> Case:
    """A dossier that stands as these columns say; the acts that lead there are other tests'."""
    case = desk().open()
    case.act("submit")
    case.act("accept")
    stands(case, **columns)
    return case


def stands(case: Case, **columns: Any) -> None:
    with connection.cursor() as cursor:
        for name, value in columns.items():
            cursor.execute(f"UPDATE dossiers_dossier SET {name} = %s WHERE id = %s", [value, case.dossier_id])


def with_result() -> tuple[Case, datetime]:
    """Done, and the counter has to hand it over."""
    case = taken_in()
    moment = case.moment
    stands(case, state="done", finished_at=moment)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_duty SET step = 'hand-over' WHERE dossier_id = %s", [case.dossier_id])
    return case, moment


def test_a_result_that_waits_is_called_for_again_some_times_at_intervals_and_then_left() -> None:
    case, moment = with_result()
    assert returning.call_again(every=WEEK, times=2, now=moment + WEEK - HOUR) == 0
    assert returning.call_again(every=WEEK, times=2, now=moment + WEEK) == 1
    assert returning.call_again(every=WEEK, times=2, now=moment + WEEK) == 0, "again changes nothing"
    assert returning.call_again(every=WEEK, times=2, now=moment + 2 * WEEK) == 1
    assert returning.call_again(every=WEEK, times=2, now=moment + 9 * WEEK) == 0
    assert [(one["times"], one["by"]) for one in facts(case, "result-called")] == [(1, "system"), (2, "system")]


def test_what_was_collected_is_not_called_for() -> None:
    case, moment = with_result()
    stands(case, state="returned")
    assert returning.call_again(every=WEEK, times=2, now=moment + 2 * WEEK) == 0


def test_a_promise_that_will_be_missed_is_told_once_before_it_is() -> None:
    case = taken_in()
    due = case.moment + timedelta(days=2)
    stands(case, due_at=due)
    assert processing.tell_delays(ahead=HOUR, now=due - 2 * HOUR) == 0
    assert processing.tell_delays(ahead=HOUR, now=due - HOUR / 2) == 1
    assert processing.tell_delays(ahead=HOUR, now=due - HOUR / 4) == 0
    assert len(facts(case, "delay-told")) == 1
    stands(case, due_at=due + timedelta(days=1))
    assert processing.tell_delays(ahead=HOUR, now=due + timedelta(hours=23.5)) == 1, "the new promise"


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "done"},
        {"state": "supplement"},
        {"clock": '{"paused_at": "2026-11-24T08:00:00+07:00"}'},
        {"mirrored_at": "2026-11-24T08:00:00+07:00"},
    ],
)
def test_nothing_is_told_where_the_house_owes_nothing_now(columns: dict[str, Any]) -> None:
    case = taken_in(**columns)
    due = case.moment + timedelta(days=2)
    stands(case, due_at=due)
    assert processing.tell_delays(ahead=HOUR, now=due - HOUR / 2) == 0


def test_who_waits_for_the_same_day_sees_for_himself() -> None:
    case = taken_in()
    view = dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM)
    assert view.due_at is not None and view.received_at is not None
    assert view.due_at.date() == view.received_at.date()
    assert processing.tell_delays(ahead=HOUR, now=view.due_at - HOUR / 2) == 0


def test_a_stranger_learns_of_nothing() -> None:
    case, moment = with_result()
    assert dossiers.results_waiting(before=moment, viewer=SYSTEM)
    assert dossiers.results_waiting(before=moment, viewer=PUBLIC) == ()
    stands(case, state="processing", due_at=moment + timedelta(days=2))
    until = moment + timedelta(days=3)
    assert dossiers.promises_ending(now=moment, until=until, viewer=SYSTEM)
    assert dossiers.promises_ending(now=moment, until=until, viewer=PUBLIC) == ()
