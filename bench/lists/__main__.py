"""`python -m bench.lists [--dossiers 1000000]`: pages of lists, signed in, beside the straight SQL of their rows.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from django.test import Client as Door

from bench.http.client import Client
from bench.http.house import cookies_of, served
from bench.lists.filling import fill
from bench.lists.pages import PAGES, SEARCHES, Listed, straight
from bench.server import BenchDatabase, bench_database
from bench.spine import measuring
from motcua.foundation.clock import now
from tests.commune import Commune, commune, publish

AIM = 50
"""Milliseconds at the 95th percentile."""
WARM, LOOKS = 5, 20
"""Pages that warm up and are not counted; pages whose cost is averaged."""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune whose lists are looked at."""

    name: str
    commune: Commune
    middle: datetime

    def path(self, page: Listed) -> str:
        return page.path.format(middle=f"{self.middle.isoformat()}~0~0".replace("+", "%2B"))


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one page, asked for in this process: processor milliseconds are ours and the database's together."""

    statements: int
    buffers: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--communes", type=int, default=21)
    parser.add_argument("--times", type=int, default=100, help="each page is asked for so many times")
    options = parser.parse_args()
    with bench_database("motcua_bench_lists") as database:
        begun = time.perf_counter()
        communes = [commune(f"H26.1.{n}", f"Ủy ban nhân dân xã {n}", now=now()) for n in range(1, options.communes + 1)]
        version = publish("1.001193", communes[0].moment).version_id
        offices = [one.office_id for one in communes]
        fill(database, offices=offices, version=version, dossiers=options.dossiers, now=now())
        connection.close()
        print(
            f"{options.dossiers:,} dossiers in {options.communes} communes; {time.perf_counter() - begun:.0f} s to fill"
        )
        places = [Place(name, one, _middle(one)) for name, one in (("hottest", communes[0]), ("coldest", communes[-1]))]
        costs = {
            (place.name, page.name): _cost(place, page, database) for place in places for page in (*PAGES, *SEARCHES)
        }
        with served(database) as house:
            for place in places:
                _tell(database, house.port, place, costs, options.times)


def _middle(place: Commune) -> datetime:
    """When half of the examiner's open duties are due."""
    sql = """SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY due_at) FROM dossiers_duty
        WHERE closed_at IS NULL AND office_id = %s AND role = 'justice-examiner'"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [place.office_id])
        return cursor.fetchone()[0] or now()


def _tell(database: BenchDatabase, port: int, place: Place, costs: dict[tuple[str, str], Cost], times: int) -> None:
    print(f"\nThe {place.name} commune: {_open(place)}. A whole page, signed in; milliseconds")
    print(f"  {'':20}    p50    p95  processor  statements  buffers  straight SQL  ratio")
    with database.connect() as bare:
        for page in (*PAGES, *SEARCHES):
            ours, theirs = _measured(page, bare, port, place, times)
            cost = costs[place.name, page.name]
            half, tail, base = statistics.median(ours), statistics.quantiles(ours, n=20)[-1], statistics.median(theirs)
            print(
                f"  {page.name:20}{half:7.1f}{tail:7.1f}{cost.processor:11.1f}{cost.statements:12}{cost.buffers:9.0f}"
                f"{base:14.2f}{half / base:7.0f}" + ("" if tail <= AIM else f"   above the aim of {AIM}")
            )


def _open(place: Place) -> str:
    sql = """SELECT role, count(*) FROM dossiers_duty WHERE closed_at IS NULL AND office_id = %s
        GROUP BY role ORDER BY 2 DESC"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [place.commune.office_id])
        return ", ".join(f"{count:,} {role}" for role, count in cursor.fetchall()) or "nothing open"


def _measured(
    page: Listed, bare: psycopg.Connection[Any], port: int, place: Place, times: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each page and of each straight SQL, in turn."""
    browser, asked_at, path = Client(port, cookies_of(place.commune.officials[page.role])), now(), place.path(page)

    def ask() -> None:
        answer = browser.get(path)
        assert answer.status in (200, 302), (path, answer.status, answer.body[:500])

    def read() -> None:
        straight(page, bare, office=place.commune.office_id, now=asked_at, middle=place.middle)

    told: tuple[list[float], list[float]] = ([], [])
    for _ in range(times + WARM):
        for act, times_of_act in zip((ask, read), told, strict=True):
            begun = time.perf_counter()
            act()
            times_of_act.append((time.perf_counter() - begun) * 1000)
    browser.close()
    return told[0][WARM:], told[1][WARM:]


def _cost(place: Place, page: Listed, database: BenchDatabase) -> Cost:
    door = Door(SERVER_NAME="127.0.0.1")
    for name, value in cookies_of(place.commune.officials[page.role]).items():
        door.cookies[name] = value
    path, counter = place.path(page), measuring.Counter()

    def look() -> int:
        for _ in range(LOOKS):
            assert door.get(path, follow=True).status_code == 200  # nothing lies far down a list of one page
        return LOOKS

    look()
    with database.connect() as watcher, connection.execute_wrapper(counter):
        worker = connection.connection
        before = measuring.pages(watcher, worker)
        idle = measuring.pages(watcher, worker) - before
        spent = measuring.spent(look, [worker.info.backend_pid])
        pages = measuring.pages(watcher, worker) - before - idle - idle
    return Cost(counter.statements // LOOKS, pages.buffers / LOOKS, spent.cpu)


if __name__ == "__main__":
    main()
