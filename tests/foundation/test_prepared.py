"""Prepared statements go straight to libpq, and tell the same as Django's cursors in what matters."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from threading import Event, Thread, Timer
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from tests.commune import MONDAY
from tests.databases import TestDatabase

EVERYTHING = """
SELECT %(text)s::text, %(none)s::text, %(yes)s::boolean, %(number)s::bigint, %(numbers)s::bigint[], %(texts)s::text[],
    %(at)s::timestamptz, %(day)s::date, %(bytes)s::bytea, %(key)s::uuid, %(facts)s::jsonb, 'một%%', %(text)s::text
"""
VALUES: dict[str, Any] = {
    "text": 'Trần "Ước" \\ 100%',
    "none": None,
    "yes": True,
    "number": 2**40,
    "numbers": [1, 2],
    "texts": ['a"b', "c,d", "\\", ""],
    "at": MONDAY,
    "day": MONDAY.date(),
    "bytes": b"\x00\xff",
    "key": uuid4(),
    "facts": {"tên": "Ước"},
}


@pytest.mark.django_db
def test_it_reads_the_same_as_when_django_watches() -> None:
    (straight,) = prepared.rows(EVERYTHING, VALUES)
    with CaptureQueriesContext(connection) as told:
        (watched,) = prepared.rows(EVERYTHING, VALUES)
    assert straight == watched
    assert len(told) == 1
    assert straight[:2] == (VALUES["text"], None)
    assert straight[4:6] == (VALUES["numbers"], VALUES["texts"])
    assert straight[6] == MONDAY
    assert straight[-2] == "một%"


def test_it_belongs_to_djangos_transaction(own_database: TestDatabase) -> None:
    prepared.rows("CREATE TEMPORARY TABLE kept (n int)", {})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        prepared.rows("INSERT INTO kept VALUES (%(n)s)", {"n": 1})
        raise ZeroDivisionError
    with transaction.atomic():
        prepared.rows("INSERT INTO kept VALUES (%(n)s)", {"n": 2})
    assert prepared.rows("SELECT n FROM kept", {}) == [(2,)]


def test_a_fault_is_djangos_and_spoils_the_transaction_only(own_database: TestDatabase) -> None:
    divide = "SELECT 1 / %(by)s::int"
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic():
            prepared.rows(divide, {"by": 0})
        assert prepared.rows(divide, {"by": 1}) == [(1,)]
    with pytest.raises(ProgrammingError, match="syntax"):
        prepared.rows("SELEC", {})
    assert prepared.rows(divide, {"by": 1}) == [(1,)]


def test_a_rollback_leaves_the_statements_prepared(own_database: TestDatabase) -> None:
    for watched in (True, False, True, False):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with CaptureQueriesContext(connection) if watched else nullcontext():
                prepared.rows("SELECT 1", {})
            connection.cursor().execute("SELECT 1")
            raise ZeroDivisionError
    ((kept,),) = prepared.rows("SELECT count(*) FROM pg_prepared_statements", {})
    assert kept == 3, "this one, the one before, and BEGIN"


def test_while_one_thread_waits_for_another_writer_the_others_go_on(own_database: TestDatabase) -> None:
    prepared.rows("SET lock_timeout = '20s'", {})
    with own_database.connect_as_owner() as owner:
        owner.execute("SELECT pg_advisory_xact_lock(17)")

        def let_go() -> None:
            Event().wait(0.2)
            owner.commit()

        other = Thread(target=let_go)
        other.start()
        with transaction.atomic():
            assert prepared.rows("SELECT pg_advisory_xact_lock(17)::text", {}) == [("",)]
        other.join()


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """As at a terminal: a program begun in the background by a shell has Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_is_heard_while_a_transaction_begins_and_the_next_one_is_well(own_database: TestDatabase) -> None:
    prepared.rows("SET lock_timeout = '20s'", {})
    with own_database.connect_as_owner() as owner:
        owner.execute("SELECT pg_advisory_xact_lock(17)")
        Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            prepared.rows("SELECT pg_advisory_xact_lock(17)::text", {})
    connection.close_if_unusable_or_obsolete()
    assert prepared.rows("SELECT 1", {}) == [(1,)]


def test_a_text_is_refused_whole_rather_than_kept_in_part(own_database: TestDatabase) -> None:
    with pytest.raises(DataError), transaction.atomic():
        prepared.rows("SELECT %(text)s::text", {"text": "trước\x00sau"})


def test_the_first_statement_of_a_transaction_may_fail(own_database: TestDatabase) -> None:
    divide = "SELECT 1 / %(by)s::int"
    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            prepared.rows(divide, {"by": 0})
        with transaction.atomic():
            assert prepared.rows(divide, {"by": 1}) == [(1,)]


def test_after_a_lost_connection_the_next_request_goes_on(own_database: TestDatabase) -> None:
    prepared.rows("SELECT 1", {})
    with own_database.connect_as_owner() as owner:
        owner.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    with pytest.raises(OperationalError), transaction.atomic():
        prepared.rows("SELECT 1", {})
    connection.close_if_unusable_or_obsolete()
    assert prepared.rows("SELECT 1", {}) == [(1,)]


def test_a_connection_in_use_again_is_asked_first_whether_it_lives(own_database: TestDatabase) -> None:
    prepared.rows("SELECT 1", {})
    with own_database.connect_as_owner() as owner:
        owner.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    django: Any = connection
    django.health_check_enabled, django.health_check_done = True, False  # as at the beginning of a request
    assert prepared.rows("SELECT 2", {}) == [(2,)]


@pytest.fixture
def kept(own_database: TestDatabase) -> Iterator[psycopg.Connection[Any]]:
    """A table of numbers whose order is asked at the commit, and somebody else who looks at it."""
    with own_database.connect_as_owner(autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        owner.execute("GRANT ALL ON kept TO PUBLIC")
        yield owner


KEEP = "INSERT INTO kept SELECT 6 / %(n)s::int RETURNING n"


def numbers(looking: psycopg.Connection[Any]) -> list[int]:
    return [n for (n,) in looking.execute("SELECT n FROM kept ORDER BY n")]


@pytest.mark.parametrize("watched", [False, True])
def test_the_last_statement_of_a_transaction_commits_it(kept: psycopg.Connection[Any], watched: bool) -> None:
    with CaptureQueriesContext(connection) if watched else nullcontext(), one_transaction() as ours:
        prepared.rows(KEEP, {"n": 6}, ends=False)
        assert numbers(kept) == []
        assert prepared.rows(KEEP, {"n": 3}, ends=ours) == [(2,)]
        assert numbers(kept) == [1, 2]
    with one_transaction() as ours:
        prepared.rows(KEEP, {"n": 2}, ends=ours)
        assert numbers(kept) == [1, 2, 3], "it may be the first as well"


def test_within_anothers_transaction_nothing_is_committed_early(kept: psycopg.Connection[Any]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), one_transaction() as ours:
        assert not ours
        prepared.rows(KEEP, {"n": 1}, ends=ours)
        raise ZeroDivisionError
    assert numbers(kept) == []


def test_a_last_statement_at_fault_leaves_nothing_written(kept: psycopg.Connection[Any]) -> None:
    for _ in range(2):
        with pytest.raises(DataError), one_transaction() as ours:
            prepared.rows(KEEP, {"n": 1})
            prepared.rows(KEEP, {"n": 0}, ends=ours)
        with pytest.raises(IntegrityError), one_transaction() as ours:
            prepared.rows(KEEP, {"n": 1})
            prepared.rows(KEEP, {"n": 1}, ends=ours)
    assert numbers(kept) == []
    with one_transaction() as ours:
        prepared.rows(KEEP, {"n": 1}, ends=ours)
    assert numbers(kept) == [6]


def test_the_many_texts_of_a_list_stay_bounded(own_database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "MOST_KEPT", 5)
    for number in range(20):
        assert prepared.rows(f"SELECT {number}", {}) == [(number,)]
    ((kept,),) = prepared.rows("SELECT count(*) FROM pg_prepared_statements", {})
    assert kept == 5
