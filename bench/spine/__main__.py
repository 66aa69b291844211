"""`python -m bench.spine [--rounds 30] [--dossiers 8] [--kept 2000] [--large]`: what a move costs.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Mapping
from typing import Protocol

from django.db import connection

from bench.server import BenchDatabase, bench_database, point_at
from bench.spine import floor, fsm, large, measuring, sizes, spiff
from bench.spine.measuring import Spent
from motcua.foundation.postgres import roles
from tests import births
from tests.births import ACTS, Desk

MOVES = ACTS[2:]
WARM = 200
"""Dossiers of each contender before the first round: no plan is made for an empty table."""


class Case(Protocol):
    def act(self, name: str) -> None: ...


class Contender:
    """One way of moving dossiers, and the server's process that serves it."""

    def __init__(self, open_one: Callable[[], Case], backend: int) -> None:
        self.open_one = open_one
        self.backend = backend

    def work(self, dossiers: int) -> Spent:
        def move_all() -> int:
            for _ in range(dossiers):
                case = self.open_one()
                for name in ACTS:
                    case.act(name)
            return dossiers * len(ACTS)

        return measuring.spent(move_all, [self.backend])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--dossiers", type=int, default=8, help="of each contender in a round")
    parser.add_argument("--kept", type=int, default=2000, help="dossiers by which the bytes are measured")
    parser.add_argument("--large", action="store_true", help="a million dossiers beside ten thousand")
    options = parser.parse_args()
    with bench_database("motcua_bench_spine") as database:
        desk = births.desk()
        desk.makes_result = False
        contenders = _contenders(database, desk)
        for contender in contenders.values():
            contender.work(WARM)
        _analyze(database)
        _ratios(contenders, options.rounds, options.dossiers)
        _costs(database, desk)
        _bytes(database, desk, options.kept)
        large.compare(database, desk, 1_000_000 if options.large else 20_000, 10_000 if options.large else 2_000)


def _analyze(database: BenchDatabase) -> None:
    """What autovacuum does within a minute; plans that were made before are made anew."""
    with database.connect_as_owner(autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def _contenders(database: BenchDatabase, desk: Desk) -> dict[str, Contender]:
    point_at(database.owner)
    fsm.make_tables()
    point_at(database.serving)
    first = desk.open()
    for name in ACTS:
        first.act(name)
    with database.connect_as_owner() as owner:
        floor.make_tables(owner, roles.SERVING)
        spiff.make_tables(owner)
    database.grant()
    bare, engine = database.connect(), database.connect()
    watched = desk.open()
    copied = floor.Floor(bare, floor.watch(bare, [(name, _acting(watched, name)) for name in ACTS]))
    django_backend = connection.connection.info.backend_pid
    return {
        "house": Contender(desk.open, django_backend),
        "floor": Contender(copied.open, bare.info.backend_pid),
        "SpiffWorkflow": Contender(spiff.Spiff(engine).open, engine.info.backend_pid),
        "django-fsm-2": Contender(lambda: fsm.FsmCase(desk.moment), django_backend),
    }


def _acting(case: births.Case, name: str) -> Callable[[], int]:
    def act() -> int:
        case.act(name)
        return case.dossier_id

    return act


def _ratios(contenders: Mapping[str, Contender], rounds: int, dossiers: int) -> None:
    told: dict[str, list[Spent]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            told[name].append(contenders[name].work(dossiers))
    print(f"An act (intake is two, then six moves), medians of {rounds} rounds of {dossiers} dossiers:")
    print(f"  {'':14}{'wall':>8} {'CPU':>8} {'of which server':>16}   wall and CPU of the house, times this one's")
    for name in names:
        wall, cpu, server = (statistics.median(getattr(one, field) for one in told[name]) for field in _FIELDS)
        pairs = list(zip(told["house"], told[name], strict=True))
        ratios = [statistics.median(getattr(a, f) / getattr(b, f) for a, b in pairs) for f in _FIELDS[:2]]
        print(f"  {name:14}{wall:8.2f} {cpu:8.2f} {server:13.2f} ms   {ratios[0]:8.2f} {ratios[1]:8.2f}")


_FIELDS = ("wall", "cpu", "server")


def _costs(database: BenchDatabase, desk: Desk, times: int = 20) -> None:
    print("Statements (BEGIN and COMMIT not counted), buffers and write-ahead log:")
    for name, cost in large.costs(database, desk, times).items():
        print(f"  {name:10} {cost.statements} statements {cost.buffers:6.0f} buffers {cost.wal:7.0f} bytes of log")


def _bytes(database: BenchDatabase, desk: Desk, kept: int) -> None:
    with database.connect_as_owner() as owner:
        sizes.vacuum(owner)
        before = sizes.sizes(owner)
        sizes.grow(desk, owner, kept)
        after = sizes.sizes(owner)
    print(f"Bytes kept for a dossier, of {kept}:")
    print(f"  {'together':20} {sizes.report(before, after, kept):6.0f} with indexes")


if __name__ == "__main__":
    main()
