"""Lists of open duties: each walks an index in its own order, looks no further than it shows, and counts truly."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import work
from motcua.rules.access import Viewer
from tests.commune import MONDAY, Commune, add_official, commune, open_birth

MANY = """
INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, position_id, opened_at, due_at)
SELECT %(dossier)s, 100 + n, %(step)s, %(office)s, %(role)s, %(position)s, %(now)s,
       %(now)s + (n - %(overdue)s) * interval '1 minute'
FROM generate_series(1, %(count)s) n
"""
CLERK, EXAMINER = "one-stop-clerk", "justice-examiner"
Ask = Callable[[Viewer], Any]


@pytest.fixture
def made(db: None) -> Commune:
    return commune()


def many(made: Commune, role: str, step: str, *, count: int, overdue: int = 0, position: int | None = None) -> None:
    """So many open duties of one dossier, a minute apart."""
    dossier_id = open_birth(made).dossier_id
    values: dict[str, Any] = {"dossier": dossier_id, "step": step, "office": made.office_id, "role": role}
    values |= {"position": position, "now": made.moment, "count": count, "overdue": overdue}
    with connection.cursor() as cursor:
        cursor.execute(MANY, values)


LISTS: dict[str, Ask] = {
    "dossiers_duty_due_idx": lambda viewer: dossiers.my_duties(viewer=viewer, now=MONDAY),
    "dossiers_duty_step_idx": lambda viewer: dossiers.my_duties(viewer=viewer, now=MONDAY, steps=("hand-over",)),
    "dossiers_duty_asked_idx": lambda viewer: dossiers.my_duties(viewer=viewer, now=MONDAY, asked_only=True),
}


@pytest.mark.parametrize("index", LISTS)
def test_a_list_walks_the_index_of_its_order_and_sorts_no_more_than_a_page(made: Commune, index: str) -> None:
    many(made, CLERK, "hand-over", count=300)
    many(made, CLERK, "examine@1", count=300)
    for sql in _asked(lambda: LISTS[index](made.who(CLERK))):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE dossiers_duty")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
            told = cursor.fetchone()[0]
        nodes = list(_nodes((json.loads(told) if isinstance(told, str) else told)[0]["Plan"]))
        walks = [node for node in nodes if node.get("Relation Name") == "dossiers_duty"]
        used = {node.get("Index Name") for node in walks}
        assert index in used
        assert used <= set(LISTS), "what was given to one position is few: either index finds it"
        assert max(node["Actual Rows"] for node in walks) <= 21
        assert all(node["Actual Rows"] <= 42 for node in nodes if node["Node Type"] == "Sort")


def test_counts_stop_beyond_a_thousand_each_by_itself(made: Commune) -> None:
    many(made, CLERK, "await-supplement", count=1500, overdue=1200)
    counts = dossiers.duty_counts(viewer=made.who(CLERK), now=made.moment)
    assert counts.open == counts.overdue == work.MOST_COUNTED + 1
    assert counts.due_today == 300 + 2, "with the one due this minute, and the dossier's own"


def test_what_lies_ready_for_whoever_comes_is_never_late(made: Commune) -> None:
    many(made, CLERK, "hand-over", count=3, overdue=3)
    many(made, CLERK, "intake", count=3, overdue=3)
    clerk = made.who(CLERK)
    assert dossiers.duty_counts(viewer=clerk, now=made.moment).overdue == 2, "one is due this very minute"
    late = dossiers.my_duties(viewer=clerk, now=made.moment, overdue_only=True)
    assert {(row.step, row.is_overdue) for row in late.rows} == {("intake", True)}
    waiting = dossiers.my_duties(viewer=clerk, now=made.moment, steps=("hand-over",))
    assert {row.is_overdue for row in waiting.rows} == {False}


def test_open_duties_of_several_steps_are_counted_at_once(made: Commune) -> None:
    many(made, CLERK, "hand-over", count=1500)
    many(made, CLERK, "await-supplement", count=3)
    steps = ("await-supplement", "hand-over", "intake", "await-payment")
    counts = dossiers.open_counts(viewer=made.who(CLERK), steps=steps)
    assert counts == {"await-supplement": 3, "hand-over": work.MOST_COUNTED + 1, "intake": 2, "await-payment": 0}
    assert set(dossiers.open_counts(viewer=made.who(EXAMINER), steps=steps).values()) == {0}


def test_pages_meet_without_a_gap_or_a_row_twice(made: Commune) -> None:
    position = made.positions[EXAMINER]
    many(made, EXAMINER, "examine", count=30)
    many(made, EXAMINER, "register", count=25, position=position)
    seen, after = list[tuple[int, int]](), None
    while True:
        page = dossiers.my_duties(viewer=made.who(EXAMINER), now=made.moment, after=after, limit=7)
        seen += [(row.dossier_id, row.number) for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert len(seen) == len(set(seen)) == 55


def test_what_was_given_to_another_is_not_on_my_list(made: Commune) -> None:
    add_official(made, EXAMINER, "Công chức", key="second")
    many(made, EXAMINER, "examine", count=3, position=made.positions["second"])
    assert dossiers.my_duties(viewer=made.who(EXAMINER), now=made.moment).rows == ()
    assert len(dossiers.my_duties(viewer=made.who("second"), now=made.moment).rows) == 3


def test_a_search_stops_after_so_many_and_says_where_it_goes_on(made: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MOST_SEARCHED", 50)
    many(made, CLERK, "hand-over", count=120)
    ask: dict[str, Any] = {"viewer": made.who(CLERK), "now": made.moment - timedelta(days=1)}
    nobody = dossiers.my_duties(**ask, search="khong ai")
    assert (nobody.rows, nobody.looked_at) == ((), 50)
    again, last = nobody.after, None
    while again is not None:
        last = dossiers.my_duties(**ask, search="khong ai", after=again)
        again = last.after
    assert last is not None
    assert last.looked_at is None
    assert len(dossiers.my_duties(**ask, search="uoc").rows) == 20


def test_a_head_is_told_of_what_several_could_do_and_nobody_was_given(made: Commune) -> None:
    add_official(made, "unit-head", "Trưởng phòng", key="head")
    many(made, EXAMINER, "examine", count=4)
    head = made.who("head")
    assert dossiers.duties_to_give(viewer=head, now=made.moment).rows == (), "one examiner: nothing to choose"
    add_official(made, EXAMINER, "Công chức", key="second")
    many(made, EXAMINER, "register", count=2, position=made.positions["second"])
    assert len(dossiers.duties_to_give(viewer=head, now=made.moment).rows) == 4
    assert dossiers.counts_to_give(viewer=head, now=made.moment).open == 4
    assert dossiers.duties_to_give(viewer=made.who(EXAMINER), now=made.moment).rows == ()


def _asked(ask: Callable[[], object]) -> list[str]:
    """The statements that read duties, as they were sent."""
    with CaptureQueriesContext(connection) as told:
        ask()
    return [query["sql"] for query in told.captured_queries if "dossiers_duty" in query["sql"]]


def _nodes(plan: dict[str, Any]) -> Any:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
