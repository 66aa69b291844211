"""A day at one commune, played by people at real browsers while web processes are killed and lines are cut: every
dossier once, every promise right, no page fails."""

from __future__ import annotations

import contextlib
import math
import os
import random
import signal
import statistics
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.db import connection, connections
from django.test import override_settings

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.people import actions as people
from motcua.registers.people import queries as people_queries
from motcua.rules.access import SYSTEM
from tests.commune import TITLES, add_official, commune, publish
from tests.console import programs
from tests.databases import TestDatabase, free_port
from tests.journeys.conftest import PASSWORD
from tests.proof import truth
from tests.proof.lines import Line
from tests.proof.working_day import Day, Person

pytestmark = pytest.mark.journey

TWO = (("one-stop-clerk",), ("justice-examiner", "leader", "clerical"))
EIGHT = (
    ("one-stop-clerk",),
    ("one-stop-clerk",),
    ("one-stop-clerk",),
    ("hand-over",),
    ("justice-examiner",),
    ("justice-examiner",),
    ("leader",),
    ("clerical",),
)
"""Who sits at each computer, in which roles by turns. `hand-over` is a clerk who only gives results back."""
CLOSING = 300.0
"""Seconds in which at least one more comes to its end, once nothing breaks any more: few hands may have many left."""


def signed_up(people_at_work: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """A commune with an official for each of them: sign-in names by role."""
    made = commune(now=now())
    publish("1.001193", made.moment)
    named: list[dict[str, str]] = []
    hashed = override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS)  # as the product that will ask for it
    hashed.enable()
    for number, roles in enumerate(people_at_work):
        names = {}
        for role in roles:
            held = "one-stop-clerk" if role == "hand-over" else role
            official = add_official(made, held, TITLES[held], key=f"{held}-{number}")
            people.set_password(official_id=official, password=PASSWORD, now=made.moment, by=SYSTEM)
            names[role] = people_queries.official(official, viewer=SYSTEM).sign_in_name
        named.append(names)
    hashed.disable()
    connections.close_all()
    return named


def play(day: Day, database: TestDatabase, var: Path, people_at_work: Sequence[Sequence[str]], *, minutes: int) -> None:
    """The day, with a killed web process and a cut line in each minute."""
    named = signed_up(people_at_work)
    port, chance = free_port(), random.Random(30112026)
    environ = programs.on_database(
        database, var, PORT=str(port), MOTCUA_SIGNER="demo", MOTCUA_SECRET=settings.SECRET_KEY
    )
    lines = [Line(port) for _ in named]
    with programs.running("serve", environ=environ) as product:
        programs.wait_for_web(product, port)
        persons = [
            Person(day, number, line, names) for number, (line, names) in enumerate(zip(lines, named, strict=True))
        ]
        threads = [threading.Thread(target=person.work) for person in persons]
        for thread in threads:
            thread.start()
        try:
            for _ in range(minutes):
                break_something(var, lines, chance)
            day.closing.set()
            all_came_home(persons, threads)
        finally:
            day.over.set()
            for thread in threads:
                thread.join()
            for line in lines:
                line.close()
        assert product.poll() is None


def break_something(var: Path, lines: Sequence[Line], chance: random.Random) -> None:
    """A minute in which a web process is killed and a line is cut."""
    time.sleep(chance.uniform(15, 25))
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(programs.children_named(var, "granian")), signal.SIGKILL)
    time.sleep(chance.uniform(10, 15))
    chance.choice(lines).cut(chance.uniform(1, 4))
    time.sleep(20)


def all_came_home(persons: Sequence[Person], threads: Sequence[threading.Thread]) -> None:
    """Wait until every dossier is returned, or until nobody is left who could."""
    least, limit = math.inf, 0.0
    while any(thread.is_alive() for thread in threads):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE state <> 'returned'")
            open_still = cursor.fetchone()[0]
        if open_still < least:
            least, limit = open_still, time.monotonic() + CLOSING
        if open_still == 0 and all(person.takes_in_no_more.is_set() for person in persons):
            return
        assert time.monotonic() < limit, f"{open_still} of what was taken in did not come to their end"
        time.sleep(0.2)


def nothing_was_lost(day: Day, checkpoints: Path) -> None:
    assert day.faults == []
    found = truth.everything_is_whole(checkpoints)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers ->> 'child_name' FROM dossiers_answers")
        kept = Counter(row[0] for row in cursor.fetchall())
    assert Counter(day.taken_in) == kept and kept
    views = [dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM) for dossier_id in found]
    for view in views:
        promised = dossiers.promise_of(view)
        assert promised is not None and (promised.due_at, promised.due_at) == (view.due_at, view.promised_at)
    assert {view.state for view in views} == {"returned"}
    assert truth.numbers_given(views[0].received_office_id) == list(range(1, len(views) + 1))


def told(day: Day) -> None:
    """How long people waited, beside a view that does nothing; seen with `-s`, and in the ordeal's output."""
    for fault in day.faults:
        print(f"\n{fault}")
    print(f"\n{len(day.taken_in)} dossiers from the counter to the result, {len(day.tries)} times tried again:")
    for why, times in Counter(day.tries).most_common(8):
        print(f"  {times:3} times: {why}")
    for what, waits in sorted(day.waits.items()):
        cuts = statistics.quantiles(waits, n=20) if len(waits) > 1 else waits * 20
        print(
            f"  {what:10} {len(waits):5} times, median {statistics.median(waits):6.3f} s, 95 % within {cuts[18]:6.3f} s"
        )


def test_a_minute_of_two_loses_nothing_and_does_nothing_twice(own_database: TestDatabase, tmp_path: Path) -> None:
    day = Day()
    try:
        play(day, own_database, tmp_path, TWO, minutes=1)
    finally:
        told(day)
    nothing_was_lost(day, tmp_path / "checkpoints")


@pytest.mark.ordeal
def test_ten_minutes_of_eight_lose_nothing_and_do_nothing_twice(own_database: TestDatabase, tmp_path: Path) -> None:
    day = Day()
    try:
        play(day, own_database, tmp_path, EIGHT, minutes=10)
    finally:
        told(day)
    nothing_was_lost(day, tmp_path / "checkpoints")
