"""`python -m bench.http [--seconds 30] [--clients 8]`: whole dossiers a second through the real doors.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from bench.http import signing
from bench.http.client import Client
from bench.http.house import MOVES, Officials, Served, SignedIn, communes, served
from bench.http.processors import Seconds, Watched, postmaster, worker_below
from bench.server import BenchDatabase, bench_database, server_data
from bench.spine import floor
from motcua.config.root import ROOT
from motcua.foundation.postgres import dsn, roles
from motcua.registers.ledger import queries as ledger
from tests import births
from tests.console import programs
from tests.databases import free_port

ACTS = ("intake", "examine", "register", "send_back", "examine-again", "register-again", "sign", "number", "hand_over")
FIRST_NUMBER = 2_000_000_000
assert len(ACTS) == len(MOVES) + 2
BARE = "bare view, the same rows"
Way = Callable[[int], Callable[[], object]]
"""Number of a client → what makes it finish one dossier."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30, help="for each contender in all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8, help="dossiers on their way at once, each in its own commune")
    options = parser.parse_args()
    with bench_database("motcua_bench_http") as database, tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        signed_in = communes(options.clients)
        _watch(database, Path(folder) / "script")
        with served(database) as house, _bare(database, Path(folder) / "script") as bare:
            parts = {"worker": worker_below(house.process), "doors": house.process, "bare": bare.process}
            watched = Watched(database=postmaster(server_data()), **parts)
            ways = _ways(house.port, bare.port, signed_in)
            _measure(ways, watched, options.clients, options.seconds / options.rounds, options.rounds)
    signing.report()


def _ways(house: int, bare: int, signed_in: list[SignedIn]) -> dict[str, Way]:
    def officials(**how: bool) -> Way:
        return lambda n: Officials(house, signed_in[n], **{"with_pages": False, **how}).dossier

    return {
        "signed by hand": officials(by_hand=True),
        "the same, every page looked at": officials(by_hand=True, with_pages=True),
        "signed electronically": officials(),
        BARE: lambda n: _bare_dossiers(bare, n),
    }


def _measure(ways: Mapping[str, Way], watched: Watched, clients: int, seconds: float, rounds: int) -> None:
    told: dict[str, list[Stretch]] = {name: [] for name in ways}
    for way in ways.values():
        _run(way, watched, clients, 2)
    for _ in range(rounds):
        for name, way in ways.items():
            told[name].append(_run(way, watched, clients, seconds))
    print(f"Whole dossiers, {len(ACTS)} calls each, counted when followers have caught up; medians of {rounds} rounds:")
    print(f"  {'':32}{'a second':>9}{'bare view':>10}   ms of processor each: doors, worker, database, load")
    for name, runs in told.items():
        ratios = statistics.median(b.rate / one.rate for b, one in zip(told[BARE], runs, strict=True))
        doors, worker, database, load = (
            statistics.median(run.milliseconds(*parts) for run in runs)
            for parts in (("doors", "bare"), ("worker",), ("database",), ("load",))
        )
        rate = statistics.median(run.rate for run in runs)
        print(f"  {name:32}{rate:9.1f}{ratios:9.2f}x   {doors:7.1f} {worker:7.1f} {database:7.1f} {load:7.1f}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Dossiers finished in so many seconds, and what was spent on them meanwhile."""

    dossiers: int
    seconds: float
    spent: Seconds

    @property
    def rate(self) -> float:
        return self.dossiers / self.seconds

    def milliseconds(self, *parts: str) -> float:
        """Of processor for one dossier."""
        return sum(self.spent[part] for part in parts) * 1000 / self.dossiers


def _run(way: Way, watched: Watched, clients: int, seconds: float) -> Stretch:
    """Let all clients work for so long; it ends when the worker has caught up."""
    counted, faults = [0] * clients, list[BaseException]()
    before, begun = watched.seconds(), time.perf_counter()

    def work(n: int) -> None:
        try:
            dossier = way(n)
            while time.perf_counter() - begun < seconds:
                dossier()
                counted[n] += 1
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    while any(lag.unread for lag in ledger.lags() if lag.follower != "checkpoint"):
        time.sleep(0.01)
    connection.close()
    took, after = time.perf_counter() - begun, watched.seconds()
    return Stretch(sum(counted), took, {part: after[part] - before[part] for part in after})


def _bare_dossiers(port: int, n: int) -> Callable[[], None]:
    client = Client(port)
    number = FIRST_NUMBER + n * 1_000_000 + int(time.time() * 100) % 900_000

    def dossier() -> None:
        nonlocal number
        number += 1
        for name in ACTS:
            answer = client.post(f"/{number}/{name}/", {"text": "Đủ điều kiện đăng ký"})
            assert answer.status == 302, (name, answer.status, answer.body[:500])

    return dossier


def _watch(database: BenchDatabase, file: Path) -> None:
    desk = births.desk(code="H26.1.999", name="Xã để xem")
    desk.makes_result = False
    with database.connect_as_owner() as owner, database.connect() as bare:
        first = desk.open()
        for name in ("submit", "accept"):
            first.act(name)
        floor.make_tables(owner, roles.SERVING)
        case = desk.open()

        def acting(name: str) -> Callable[[], int]:
            def act() -> int:
                for part in ("submit", "accept") if name == "intake" else (name.removesuffix("-again"),):
                    case.act(part)
                return case.dossier_id

            return act

        file.write_bytes(pickle.dumps(floor.watch(bare, [(name, acting(name)) for name in ACTS])))


@contextmanager
def _bare(database: BenchDatabase, script: Path) -> Iterator[Served]:
    port = free_port()
    environ = os.environ | {
        "BENCH_SCRIPT": str(script),
        "BENCH_DATABASE": json.dumps(dsn.connect_arguments(database.serving)),
    }
    words = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-ws"]
    command = [sys.executable, "-P", "-m", "granian", *words, "--log-level", "warning", "bench.http.bare:application"]
    process = subprocess.Popen(command, env=environ, cwd=ROOT, start_new_session=True)
    try:
        programs.wait_until(lambda: programs.answers(port), "the bare view answers")
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
