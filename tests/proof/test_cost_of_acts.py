"""What each act of the whole path costs, and that who waited for another acts on what is there now."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Change
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete
from tests.births import ACTS, desk
from tests.databases import TestDatabase, wait_for_a_waiter
from tests.proof import truth

MOST_STATEMENTS = 5


def test_each_act_takes_at_most_five_statements_and_one_commit(own_database: TestDatabase) -> None:
    at = desk()
    at.makes_result = False
    warm = at.open()
    for act in ACTS:
        warm.act(act)
    case = at.open()
    for act in ACTS:
        with CaptureQueriesContext(connection) as told:
            case.act(act)
        statements = [query["sql"] for query in told.captured_queries]
        bounds = [sql for sql in statements if sql.upper().startswith(("BEGIN", "COMMIT"))]
        assert bounds == ["BEGIN", "COMMIT"], (act, bounds)
        assert len(statements) - len(bounds) <= MOST_STATEMENTS, (act, statements)


def test_who_waited_for_another_writer_acts_on_the_duties_of_now(own_database: TestDatabase) -> None:
    at = desk()
    case = at.open()
    for act in ("submit", "accept", "take_up"):
        case.act(act)
    examiner, told = at.viewers["justice-examiner"], list[object]()

    def register() -> None:
        try:
            change = Change(act=Complete("register"))
            facts: dict[str, Any] = {"dossier_id": case.dossier_id, "now": case.moment, "key": uuid4()}
            told.append(dossiers.move(move=Move.FORWARD, by=examiner, change=change, **facts))
        except Exception as fault:
            told.append(fault)
        finally:
            connection.close()

    other = threading.Thread(target=register)
    with transaction.atomic():
        case.act("examine")
        other.start()
        wait_for_a_waiter(own_database)
    other.join()
    assert isinstance(told[0], dossiers.Moved), told
    truth.is_whole(case.dossier_id)
