"""The database killed with SIGKILL, again and again, while clerks work: nothing half done, and the work goes on."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import Error, connection
from pytest_django.plugin import DjangoDbBlocker

from motcua.flow import followers
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from tests.births import ACTS, Case, Desk, desk
from tests.proof import truth
from tests.proof.servers import KillableServer, backends, killable_server


@pytest.fixture
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[KillableServer]:
    with django_db_blocker.unblock(), killable_server() as running:
        yield running


class Work:
    """Clerks who move dossiers and, when an act fails, click the same button again."""

    def __init__(self, at: Desk) -> None:
        self.desk = at
        self.done: list[int] = []
        self.failed_clicks = 0
        self.faults: list[BaseException] = []
        self.over = threading.Event()
        self._lock = threading.Lock()

    def clerk(self) -> None:
        try:
            while not self.over.is_set():
                self._one()
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            connection.close()

    def worker(self) -> None:
        try:
            while not self.over.is_set():
                self._clicked(lambda key: followers.catch_up())
                time.sleep(0.01)
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            connection.close()

    def _one(self) -> None:
        case = Case(self.desk)
        for act in ACTS:
            self._clicked(partial(case.act, act))
        with self._lock:
            self.done.append(case.dossier_id)

    def _clicked(self, act: Callable[[UUID], object]) -> None:
        """Until it is done. Only what a lost database raises is clicked again; a refusal would be a fault."""
        key = uuid4()
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                act(key)
            except (Error, psycopg.Error):
                self.failed_clicks += 1
                connection.close()
                time.sleep(0.02)
            except Refusal as refusal:
                raise AssertionError(str(refusal)) from refusal
            else:
                return
        raise AssertionError("no answer for a minute")


def killed(server: KillableServer, times: int, clerks: int = 3) -> None:
    at = desk()
    connection.close()
    work = Work(at)
    threads = [threading.Thread(target=work.clerk) for _ in range(clerks)] + [threading.Thread(target=work.worker)]
    chance = random.Random(22112026)
    for thread in threads:
        thread.start()
    try:
        for number in range(times):
            time.sleep(chance.uniform(0.1, 0.5))
            if number % 2:
                server.kill_postmaster()
            elif found := backends(server):
                server.kill_backend(chance.choice(found))
    finally:
        work.over.set()
        for thread in threads:
            thread.join()
    assert work.faults == []
    assert work.failed_clicks > 0
    assert len(work.done) == len(set(work.done)) >= clerks
    assert sorted(truth.everything_is_whole()) == sorted(work.done)
    assert truth.numbers_given(at.office_id) == list(range(1, len(work.done) + 1))
    for dossier_id in work.done:
        assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state == "returned"
    truth.followers_caught_up()
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM notices_notice GROUP BY kind ORDER BY kind")
        assert cursor.fetchall() == [("accept", len(work.done)), ("done", len(work.done))]


def test_the_database_killed_under_the_work_loses_and_halves_nothing(server: KillableServer) -> None:
    killed(server, times=4)


@pytest.mark.ordeal
def test_the_database_killed_five_hundred_times(server: KillableServer) -> None:
    killed(server, times=500)
