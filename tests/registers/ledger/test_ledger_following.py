from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from motcua.registers.ledger import actions, queries
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle, write, write_story


def read_all(follower: str, limit: int = 50, *, settled: bool = True) -> list[tuple[str, int]]:
    """Everything the follower has not read, its position kept."""
    if settled:
        settle()
    told: list[tuple[str, int]] = []
    while True:
        with transaction.atomic():
            batch = queries.unread(follower, limit)
            if not batch:
                return told
            actions.keep_position(follower=follower, after=batch[-1])
        told += [(one.event.stream, one.event.seq) for one in batch]


def test_each_follower_reads_everything_once_from_its_own_position(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    write_story("dossier/1", "dossier/2", events=2)
    everything = [("dossier/1", 1), ("dossier/1", 2), ("dossier/2", 1), ("dossier/2", 2)]
    assert sorted(read_all("notices", limit=3)) == everything
    assert read_all("notices") == []
    actions.begin_following(follower="figures")
    actions.begin_following(follower="figures")
    assert sorted(read_all("figures")) == everything
    write("dossier/1")
    assert read_all("notices") == [("dossier/1", 3)]
    assert [(lag.follower, lag.unread) for lag in queries.lags()] == [("checkpoint", 5), ("figures", 1), ("notices", 0)]


def test_an_effect_that_fails_leaves_the_position(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    write()
    settle()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        batch = queries.unread("notices")
        actions.keep_position(follower="notices", after=batch[-1])
        raise ZeroDivisionError
    assert read_all("notices") == [("dossier/1", 1)]


def test_an_unknown_follower_reads_nothing_and_none_reads_outside_a_transaction(own_database: TestDatabase) -> None:
    write()
    assert read_all("nobody") == []
    with pytest.raises(RuntimeError):
        queries.unread("nobody")


def test_two_workers_of_one_follower_do_not_double(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    write()
    settle()
    with transaction.atomic():
        assert len(queries.unread("notices")) == 1
        with own_database.connect() as other:
            found = other.execute(
                "SELECT 1 FROM ledger_position WHERE follower = 'notices' FOR UPDATE SKIP LOCKED"
            ).fetchall()
        assert found == []


def test_an_older_transaction_still_open_holds_the_horizon(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    with own_database.connect() as slow:
        slow.execute("SELECT ledger_append('dossier/1', 'k', now(), '{}')")
        write("dossier/2")
        assert read_all("notices", settled=False) == []
        slow.commit()
    assert sorted(read_all("notices")) == [("dossier/1", 1), ("dossier/2", 1)]


def test_a_stream_is_told_in_its_order_though_the_older_transaction_wrote_later(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    with own_database.connect() as early, own_database.connect() as third:
        early.execute("SELECT pg_current_xact_id()")
        third.execute("SELECT pg_current_xact_id()")
        write("dossier/1")
        early.execute("SELECT ledger_append('dossier/1', 'k', now(), '{}')")
        early.commit()
        # The second event's transaction is below the horizon now, the first's is not.
        assert read_all("notices", settled=False) == []
        third.commit()
    assert read_all("notices") == [("dossier/1", 1), ("dossier/1", 2)]


def test_pruning_removes_what_all_have_passed_and_no_more(own_database: TestDatabase) -> None:
    actions.begin_following(follower="notices")
    write_story("dossier/1", events=4)
    read_all("notices")
    settle()
    assert actions.prune_feed() == 0  # no checkpoint yet
    actions.begin_following(follower="figures")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_position SET x = ledger_horizon() WHERE follower = 'checkpoint'")
    assert actions.prune_feed() == 0  # figures has read nothing
    actions.stop_following(follower="figures")
    assert actions.prune_feed() == 4
    write("dossier/1")
    assert read_all("notices") == [("dossier/1", 5)]


def test_a_rebuild_meets_every_event_once_also_after_pruning(own_database: TestDatabase) -> None:
    actions.begin_following(follower="figures")
    write_story("dossier/1", "dossier/2", events=3)
    read_all("figures")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_position SET x = ledger_horizon() WHERE follower = 'checkpoint'")
    assert actions.prune_feed() == 6
    with own_database.connect() as slow:
        slow.execute("SELECT ledger_append('dossier/3', 'k', now(), '{}')")
        write("dossier/4")
        told: list[tuple[str, int]] = []
        with transaction.atomic():
            horizon = actions.begin_rebuild(follower="figures")
            last = 0
            while page := queries.past(horizon, after_event_id=last, limit=4):
                told += [(event.stream, event.seq) for event in page]
                last = page[-1].event_id
        slow.commit()
    told += read_all("figures")
    assert len(told) == 8
    assert Counter(told).most_common(1)[0][1] == 1
    with pytest.raises(LookupError):
        actions.begin_rebuild(follower="nobody")


def write_and_follow(*, writers: int, events: int, followers: int) -> None:
    """Writers in many streams, some rolling back, some slow; followers reading meanwhile: nothing missed or doubled."""
    done = threading.Event()
    for n in range(followers):
        actions.begin_following(follower=f"follower-{n}")

    def writer(n: int) -> int:
        kept = 0
        try:
            for i in range(events):
                try:
                    with transaction.atomic():
                        write(f"dossier/{(n + i) % 7}", n=n, i=i)
                        if i % 5 == 0:
                            time.sleep(0.002)
                        if i % 9 == 0:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    continue
                kept += 1
        finally:
            connections.close_all()
        return kept

    def follower(n: int) -> list[tuple[str, int]]:
        told: list[tuple[str, int]] = []
        try:
            while not done.is_set():
                told += read_all(f"follower-{n % followers}", limit=20, settled=False)
            told += read_all(f"follower-{n % followers}")
        finally:
            connections.close_all()
        return told

    with ThreadPoolExecutor(writers + 2 * followers) as pool:
        reading = [pool.submit(follower, n) for n in range(2 * followers)]
        kept = sum(pool.map(writer, range(writers)))
        done.set()
        told = [one.result() for one in reading]
    for n in range(followers):
        both = Counter(told[n] + told[n + followers] + read_all(f"follower-{n}"))
        assert sum(both.values()) == kept
        assert max(both.values()) == 1
    found = queries.verify(folder=None, chunk=50)
    assert (found.events, found.first_break) == (kept, None)


def test_sixteen_writers_and_their_followers_miss_nothing(own_database: TestDatabase) -> None:
    write_and_follow(writers=16, events=20, followers=2)


@pytest.mark.ordeal
def test_sixteen_writers_and_their_followers_miss_nothing_for_long(own_database: TestDatabase) -> None:
    write_and_follow(writers=16, events=600, followers=4)
