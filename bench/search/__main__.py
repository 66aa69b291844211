"""`python -m bench.search [--file …/catalogue.jsonl.gz] [--kinds] [--misses]`.

The national list is put into a PostgreSQL of its own, then the questions of all sets are asked by the search
that stands behind every box. Printed: milliseconds for each question in process, and for its first quarters as they
are typed, beside a bare query of the same run (the same words, `LIKE` over the names); then how often the right group
stands first and among five, for each set and in it for the half that the tables were tuned by and the half that was
kept out; with `--kinds` also by kind of difficulty. `--misses` tells the questions of the tuned halves that were not
answered first; those of the other halves are never told.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from bench.search.questions import HELD, SETS, Asked, place_of, questions, rates
from motcua.foundation import clock
from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.places import place_of as server_place_of

_ROUNDS = 3


@contextmanager
def catalogue(file: Path) -> Iterator[None]:
    """A database with the list in it, signed in as the serving role."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        place = server_place_of(var=Path(folder))
        with launcher.hold(place):
            owner = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=first_data.OWNER)
            roles.ensure(owner)
            django.setup()
            connections["default"].settings_dict.update(owner)
            call_command("migrate", "ledger", verbosity=0)
            call_command("migrate", "procedures", verbosity=0)
            connections.close_all()
            roles.grant(owner, role=roles.SERVING)
            serving = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=roles.SERVING)
            connections["default"].settings_dict.update(serving)
            _import(file)
            yield
            connections.close_all()


def _import(file: Path) -> None:
    from motcua.registers.procedures import actions
    from motcua.rules.access import SYSTEM

    began = time.perf_counter()
    count = sum(1 for _ in actions.import_catalogue(path=file, now=clock.now(), by=SYSTEM))
    print(f"catalogue   {count:,} entries and their index in {time.perf_counter() - began:.1f} s")


def find(question: str) -> Sequence[frozenset[str]]:
    from motcua.registers.procedures.queries import search

    return [frozenset(variant.code for variant in group.variants) for group in search(question, limit=5)]


def bare(question: str) -> list[tuple[str, str]]:
    """What a search box would ask without any of it: the names that hold every word."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, name FROM procedures_catalogue_entry WHERE lower(name) LIKE ALL (%s) ORDER BY length(name)"
            " LIMIT 5",
            [[f"%{word}%" for word in question.lower().split()]],
        )
        found: list[tuple[str, str]] = cursor.fetchall()
        return found


def milliseconds(ask: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    found = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        found.append((time.perf_counter() - began) * 1000)
    return found


def told(name: str, times: list[float]) -> None:
    times.sort()
    print(f"{name:<12}p50 {statistics.median(times):6.1f} ms   p95 {times[int(len(times) * 0.95)]:6.1f} ms")


def latencies(asked: Sequence[Asked]) -> None:
    whole = [each.question for each in asked]
    typed = [text[: len(text) * part // 4] for text in whole for part in (1, 2, 3)]
    began = time.perf_counter()
    find(whole[0])
    print(f"first       {(time.perf_counter() - began) * 1000:.0f} ms: the vocabulary of the process is made")
    times: dict[str, list[float]] = {"search": [], "as typed": [], "bare query": []}
    for _ in range(_ROUNDS):
        times["search"] += milliseconds(find, whole)
        times["bare query"] += milliseconds(bare, whole)
        times["as typed"] += milliseconds(find, typed)
    for name, each in times.items():
        told(name, each)


def halves(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """The halves that have questions."""
    both = {
        "tuned half": [each for each in asked if each.split != HELD],
        "held half": [each for each in asked if each.split == HELD],
    }
    return {name: half for name, half in both.items() if half}


def kinds(asked: Sequence[Asked]) -> None:
    for kind in sorted({each.kind for each in asked}):
        of_kind = [each for each in asked if each.kind == kind]
        parts = [f"{half} {rates(some, find).words()}" for half, some in halves(of_kind).items()]
        print(f"    {kind:<20}{'     '.join(parts)}")


def main() -> int:
    parser = argparse.ArgumentParser(description="How often the right procedure is found first, and how quickly.")
    parser.add_argument("--file", type=Path, default=None, help="the national list; by default of MOTCUA_REAL_DATA")
    parser.add_argument("--kinds", action="store_true", help="tell the rates of each kind of difficulty, too")
    parser.add_argument("--misses", action="store_true", help="tell what the tuned half missed")
    options = parser.parse_args()
    file = options.file or Path(settings.REAL_DATA_FOLDER) / "catalogue.jsonl.gz"
    if not file.exists():
        print(f"bench.search skipped: no national list at {file}; set MOTCUA_REAL_DATA or --file")
        return 0
    with catalogue(file):
        sets = {name: questions(path) for name, path in SETS.items()}
        everything = [each for asked in sets.values() for each in asked]
        latencies(everything)
        for name, asked in sets.items():
            for half, each in halves(asked).items():
                print(f"{name + ' set, ' + half:<24}{rates(each, find).words()}")
            if options.kinds:
                kinds(asked)
        plain = rates(everything, lambda question: [frozenset([code]) for code, _ in bare(question)])
        print(f"{'bare query':<24}{plain.words()}")
        for one in everything if options.misses else ():
            if one.split != HELD and (place := place_of(one, find(one.question))) != 1:
                print(f"    {place or '-'}  {one.question}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
