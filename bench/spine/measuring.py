"""What is measured of a stretch of work: wall time, processor time here and in the server, statements, buffers, WAL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds for each act."""

    wall: float
    ours: float
    server: float

    @property
    def cpu(self) -> float:
        return self.ours + self.server


def spent(work: Callable[[], int], backends: Iterable[int]) -> Spent:
    """Do the work, which answers how many acts it made. `backends`: the server's processes that served it."""
    numbers = list(backends)
    server, ours, wall = _processor(numbers), time.process_time(), time.perf_counter()
    acts = work()
    wall, ours = time.perf_counter() - wall, time.process_time() - ours
    return Spent(*(seconds * 1000 / acts for seconds in (wall, ours, _processor(numbers) - server)))


def _processor(numbers: Iterable[int]) -> float:
    """Seconds on the processor; the kernel counts them in nanoseconds."""
    return sum(int(Path(f"/proc/{number}/schedstat").read_text().split()[0]) for number in numbers) / 1e9


class Counter:
    """An execute wrapper of Django's connection that counts statements."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        return execute(sql, params, many, context)


@dataclass(frozen=True, slots=True)
class Pages:
    """Buffers touched (found or read) and bytes of write-ahead log, for the whole server."""

    buffers: int
    read: int
    wal: int

    def __sub__(self, other: Pages) -> Pages:
        return Pages(self.buffers - other.buffers, self.read - other.read, self.wal - other.wal)


def pages(watcher: Connection, worker: Connection) -> Pages:
    """As counted up to now by the database of both; `worker` is the connection that did the work."""
    worker.execute("SELECT pg_stat_force_next_flush()")
    worker.commit()
    worker.execute("SELECT 1")
    worker.commit()
    row = watcher.execute(
        "SELECT blks_hit + blks_read, blks_read, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
        " FROM pg_stat_database WHERE datname = current_database()"
    ).fetchone()
    watcher.commit()
    assert row is not None
    return Pages(*row)
