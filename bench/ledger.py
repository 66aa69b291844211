"""What the ledger costs: `python -m bench.ledger [--events 300000] [--rounds 30]`.

Each figure stands beside a baseline of the same run, alternating with it. A server of its own, fsync on; one process.

- append: `ledger_append` by one statement and commit, beside the same three rows written by bare statements without
  a chain (update the head, insert the event, insert the feed row) and a commit;
- inside: the database's own time for `ledger_append`, many in one transaction;
- bytes: of 1,000 dossiers of nine events, with indexes, after pruning the feed;
- verify: the whole proof, beside reading every byte of the same events once;
- notify: commits a second of 8 writers with and without NOTIFY, which is why followers ask every half second instead.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")

import django
import django.core.management
import psycopg
from django.db import connections

from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.places import place_of

BODY = (
    '{"by":1204,"due":"2026-11-25T10:00:00.000000Z","from":"received","holding":88,"step":"tham-dinh",'
    '"to":"processing"}'
)
BASE = """
    CREATE TABLE bare_stream (
        id bigint PRIMARY KEY, seq integer NOT NULL, at timestamptz NOT NULL, hash bytea NOT NULL);
    CREATE TABLE bare_event (
        stream_id integer NOT NULL, seq integer NOT NULL,
        happened_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL, kind text NOT NULL, body text NOT NULL,
        hash bytea NOT NULL, PRIMARY KEY (stream_id, seq));
    CREATE TABLE bare_feed (x bigint, event_id bigint, PRIMARY KEY (x, event_id));
    INSERT INTO bare_stream SELECT n, 0, now(), sha256('x') FROM generate_series(1, 1000) n;
"""
Connection = psycopg.Connection[Any]


def through_the_ledger(connection: Connection, n: int) -> None:
    connection.execute("SELECT ledger_append(%s, 'dossier.moved', now(), %s)", [f"dossier/{n % 1000}", BODY])
    connection.commit()


def bare(connection: Connection, n: int) -> None:
    stream = n % 1000 + 1
    row = connection.execute(
        "UPDATE bare_stream SET seq = seq + 1, at = clock_timestamp() WHERE id = %s RETURNING seq, at, hash", [stream]
    ).fetchone()
    assert row is not None
    connection.execute(
        "INSERT INTO bare_event (stream_id, seq, happened_at, recorded_at, kind, body, hash)"
        " VALUES (%s, %s, now(), %s, 'dossier.moved', %s, %s)",
        [stream, row[0], row[1], BODY, row[2]],
    )
    connection.execute("INSERT INTO bare_feed VALUES (pg_current_xact_id()::text::bigint, %s)", [stream << 32 | row[0]])
    connection.commit()


def timed(act: Callable[[Connection, int], None], connection: Connection, times: int) -> float:
    """Milliseconds for each of `times`."""
    began = time.perf_counter()
    for n in range(times):
        act(connection, n)
    return (time.perf_counter() - began) * 1000 / times


def appending(owner: Connection, serving: Connection, rounds: int) -> None:
    owner.execute(BASE)
    owner.commit()
    timed(bare, owner, 200)
    timed(through_the_ledger, serving, 1000)
    pairs = [(timed(through_the_ledger, serving, 100), timed(bare, owner, 100)) for _ in range(rounds)]
    ledger, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"append and commit   {ledger:.3f} ms; bare rows {floor:.3f} ms; median ratio {ratio:.2f} of {rounds} rounds")
    inside = []
    for _ in range(rounds):
        began = time.perf_counter()
        serving.execute(
            "SELECT count(ledger_append('dossier/' || (100000 + n), 'dossier.moved', now(), %s))"
            " FROM generate_series(1, 500) n",
            [BODY],
        )
        inside.append((time.perf_counter() - began) * 1000 / 500)
        serving.commit()
    print(f"append inside       {statistics.median(inside):.3f} ms of the database's time")


def size(serving: Connection) -> None:
    """Interleaved as in life: all dossiers get their first event, then all their second."""
    tables = ("ledger_event", "ledger_stream", "ledger_feed")

    def total() -> dict[str, int]:
        sizes = serving.execute(
            "SELECT c::text, pg_total_relation_size(c::regclass) FROM unnest(%s::text[]) c", [list(tables)]
        )
        return dict(sizes.fetchall())

    before = total()
    for _ in range(9):
        serving.execute(
            "SELECT ledger_append('dossier/' || (200000 + n), 'dossier.moved', now(), %s)"
            " FROM generate_series(1, 1000) n",
            [BODY],
        )
        serving.commit()
    after = total()
    grown = {table: (after[table] - before[table]) / 1000 for table in tables}
    kept = grown["ledger_event"] + grown["ledger_stream"]
    print(
        f"bytes of a dossier  {kept:.0f} kept (nine events of {len(BODY)} letters),"
        f" {grown['ledger_feed']:.0f} more until pruned"
    )


def verifying(serving: Connection, events: int) -> None:
    from motcua.registers.ledger import queries

    many = 5000
    for first in range(0, events, many):
        serving.execute(
            "SELECT count(*) FROM (SELECT array_agg('dossier/' || (1000000 + n / 9)) AS streams,"
            " array_agg('dossier.moved'::text) AS kinds, array_agg(now()) AS moments, array_agg(%s::text) AS bodies"
            " FROM generate_series(%s::integer, %s::integer) n) given,"
            " ledger_append_many(streams, kinds, moments, bodies)",
            [BODY, first, first + many - 1],
        )
        serving.commit()
    speeds, reading = [], []
    for _ in range(3):
        began = time.perf_counter()
        found = queries.verify(folder=None)
        speeds.append(found.events / (time.perf_counter() - began))
        assert found.first_break is None
        began = time.perf_counter()
        serving.execute("SELECT count(*), sum(length(body) + length(hash) + length(kind)) FROM ledger_event")
        reading.append(found.events / (time.perf_counter() - began))
        serving.commit()
    print(
        f"verify              {statistics.median(speeds):,.0f} events a second of {found.events:,}; "
        f"only reading them {statistics.median(reading):,.0f}"
    )


def notifying(database: dict[str, Any], rounds: int) -> None:
    def commits(statement: str) -> float:
        done = threading.Event()
        counted = [0] * 8

        def writer(place: int) -> None:
            with psycopg.connect(**dsn.connect_arguments(database)) as connection:
                n = 0
                while not done.is_set():
                    connection.execute("SELECT ledger_append(%s, 'k', now(), '{}')", [f"n/{place}-{n % 50}"])
                    connection.execute(statement)
                    connection.commit()
                    n += 1
                counted[place] = n

        threads = [threading.Thread(target=writer, args=(place,)) for place in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        done.set()
        for thread in threads:
            thread.join()
        return sum(counted) / 1.5

    pairs = [(commits("SELECT 1"), commits("NOTIFY motcua_ledger")) for _ in range(max(3, rounds // 6))]
    without, told = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(
        f"notify              {told:,.0f} commits a second of 8 writers, {without:,.0f} without;"
        f" median ratio {ratio:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="What the ledger costs.")
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        place = place_of(var=Path(folder))
        with launcher.hold(place):
            owner = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=first_data.OWNER)
            serving = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=roles.SERVING)
            roles.ensure(owner)
            django.setup()
            settings = connections["default"].settings_dict
            settings.update(owner)
            django.core.management.call_command("migrate", "ledger", verbosity=0)
            connections.close_all()
            roles.grant(owner, role=roles.SERVING)
            settings.update(serving)
            with (
                psycopg.connect(**dsn.connect_arguments(owner)) as first,
                psycopg.connect(**dsn.connect_arguments(serving)) as second,
            ):
                appending(first, second, options.rounds)
                size(second)
                notifying(serving, options.rounds)
                verifying(second, options.events)
            connections.close_all()


if __name__ == "__main__":
    main()
