from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from motcua.foundation.canonical import canonical, moment_text
from motcua.registers.ledger import actions, queries
from motcua.registers.ledger.actions import NewEvent
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import MORNING, tamper, write


def test_an_event_comes_back_as_it_was_told(db: None) -> None:
    told = write("dossier/17", office=345, due=MORNING)
    (event,) = queries.events_of("dossier/17")
    assert (event.event_id, event.seq, event.hash, event.recorded_at) == (
        told.event_id,
        1,
        told.hash,
        told.recorded_at,
    )
    assert event.body == {"office": 345, "due": moment_text(MORNING)}
    assert event.happened_at == MORNING
    assert not event.is_imported


def test_the_hash_is_that_of_the_written_format(db: None) -> None:
    previous = hashlib.sha256(b"motcua-ledger 1 dossier/17").digest()
    for n in range(3):
        told = write("dossier/17", n=n)
        line = f"1 {n + 1} dossier.moved {moment_text(MORNING)} {moment_text(told.recorded_at)} {canonical({'n': n})}"
        previous = hashlib.sha256(previous + line.encode()).digest()
        assert told.hash == previous


def test_each_stream_counts_by_itself(db: None) -> None:
    assert [write("dossier/1").seq, write("dossier/2").seq, write("dossier/1").seq] == [1, 1, 2]
    assert queries.events_of("dossier/3") == []


def test_one_event_costs_one_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        write()
    with django_assert_num_queries(1):
        actions.append_many(events=[NewEvent("a/1", "k", {}, MORNING), NewEvent("b/1", "k", {}, MORNING)])


def test_many_are_answered_in_the_order_given(db: None) -> None:
    told = actions.append_many(events=[NewEvent(name, "k", {}, MORNING) for name in ("b/1", "a/1", "b/1")])
    assert [one.seq for one in told] == [1, 1, 2]
    assert told[0].event_id == queries.events_of("b/1")[0].event_id
    assert actions.append_many(events=[]) == []


def test_a_naive_moment_is_no_moment(db: None) -> None:
    with pytest.raises(ValueError, match="naive"):
        actions.append(stream="a/1", kind="k", body={}, happened_at=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("stream", "kind", "body"),
    [
        ("no-slash", "k", "{}"),
        ("a/1 2", "k", "{}"),
        ("a/1", "two words", "{}"),
        ("a/1", "k", '{"a":"Nguyễn"}'),
        ("a/1", "k", "[]"),
        ("a/1", "k", "{}\n{}"),
    ],
)
def test_the_database_itself_refuses_what_would_blur_the_line(db: None, stream: str, kind: str, body: str) -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_append(%s, %s, now(), %s)", [stream, kind, body])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET kind = 'x'",
        "DELETE FROM ledger_event",
        "TRUNCATE ledger_event",
        "UPDATE ledger_checkpoint SET streams = 1",
        "DELETE FROM ledger_checkpoint",
        "TRUNCATE ledger_checkpoint",
        "DELETE FROM ledger_stream",
        "UPDATE ledger_stream SET name = 'a/2'",
        "TRUNCATE ledger_stream",
        "INSERT INTO ledger_event SELECT * FROM ledger_event",
        "INSERT INTO ledger_stream SELECT * FROM ledger_stream",
        "UPDATE ledger_stream SET seq = 7",
        "DELETE FROM ledger_feed",
        "SELECT ledger_restart_feed()",
        "ALTER TABLE ledger_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_the_serving_role_changes_nothing(db: None, statement: str) -> None:
    write()
    refused = "permission denied|must be owner"
    with pytest.raises(Error, match=refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_triggers_refuse_the_owner_too_even_as_a_replica(own_database: TestDatabase) -> None:
    write()
    with own_database.connect_as_owner() as owner:
        is_superuser = owner.info.parameter_status("is_superuser") == "on"
        for statement in (
            "UPDATE ledger_event SET kind = 'x'",
            "DELETE FROM ledger_event",
            "TRUNCATE ledger_event",
            "DELETE FROM ledger_stream",
            "TRUNCATE ledger_checkpoint",
            "INSERT INTO ledger_event SELECT * FROM ledger_event ON CONFLICT (stream_id, seq) DO UPDATE SET kind = 'x'",
        ):
            for mode in ("origin", "replica"):
                with pytest.raises(Exception, match="chỉ được ghi thêm"), owner.transaction():
                    if is_superuser:
                        owner.execute(f"SET LOCAL session_replication_role = {mode}")
                    owner.execute(statement)


def test_recorded_at_never_goes_back_though_the_clock_does(own_database: TestDatabase) -> None:
    write("dossier/1")
    tomorrow = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251
    tamper(own_database, f"UPDATE ledger_stream SET recorded_at = '{tomorrow.isoformat()}'")
    assert write("dossier/1").recorded_at == tomorrow
    assert write("dossier/1").recorded_at == tomorrow
    assert write("dossier/2").recorded_at < tomorrow


def test_what_was_known_by_a_moment_can_be_asked(db: None) -> None:
    first = write()
    write()
    known = queries.events_of("dossier/1", known_by=first.recorded_at)
    assert [event.seq for event in known] == [1]
