"""What a move costs: statements and commits, with real commits in a database of its own."""

from __future__ import annotations

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Change
from motcua.rules.lifecycle import Guard, Move
from motcua.rules.process import Complete
from tests.commune import commune, open_birth
from tests.databases import TestDatabase

COMPLETE = frozenset({Guard.JURISDICTION, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED})
STEPS = (
    (Move.FORWARD, "justice-examiner", Complete("examine", "eligible")),
    (Move.FORWARD, "justice-examiner", Complete("register")),
    (Move.SIGN, "leader", Complete("sign")),
    (Move.FORWARD, "clerical", Complete("number")),
)


def test_each_move_takes_at_most_five_statements_and_one_commit(own_database: TestDatabase) -> None:
    made = commune()
    opened = open_birth(made)
    dossiers.move(
        dossier_id=opened.dossier_id,
        move=Move.ACCEPT,
        by=made.who("one-stop-clerk"),
        now=made.moment,
        key=uuid4(),
        change=Change(met=COMPLETE, before_write=lambda held: dossiers.take_code(held, made.moment)),
    )
    for move, role, act in STEPS:
        viewer = made.who(role)
        with CaptureQueriesContext(connection) as told:
            dossiers.move(
                dossier_id=opened.dossier_id,
                move=move,
                by=viewer,
                now=made.moment,
                key=uuid4(),
                change=Change(act=act, text="Đủ điều kiện"),
            )
        statements = [query["sql"] for query in told.captured_queries]
        bounds = [sql for sql in statements if sql.upper().startswith(("BEGIN", "COMMIT"))]
        assert bounds == ["BEGIN", "COMMIT"]
        assert len(statements) - len(bounds) <= 5, statements
