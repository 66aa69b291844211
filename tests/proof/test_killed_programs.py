"""Web and worker killed with SIGKILL, again and again, while officials work at their browsers: nothing half done,
nothing twice, and the work goes on."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from bench.http.house import Officials, SignedIn, communes
from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from tests.console import programs
from tests.databases import TestDatabase, free_port
from tests.proof import truth

DESKS = 3


class Work:
    """One thread for each commune."""

    def __init__(self, port: int, signed_in: list[SignedIn]) -> None:
        self.officials = [Officials(port, each, with_pages=False, patience=300) for each in signed_in]
        self.done: list[int] = []
        self.faults: list[BaseException] = []
        self.over = threading.Event()

    def at(self, desk: Officials) -> None:
        try:
            while not self.over.is_set():
                self.done.append(desk.dossier())
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            desk.close()


def victims(var: Path, but: int) -> list[int]:
    """All processes of the running product but the parent, which starts them again."""
    return [number for number in programs.processes_with(var) if number != but]


def killed(database: TestDatabase, var: Path, times: int) -> None:
    signed_in = communes(DESKS)
    connections.close_all()
    port = free_port()
    environ = programs.on_database(
        database, var, PORT=str(port), MOTCUA_SIGNER="demo", MOTCUA_SECRET=settings.SECRET_KEY
    )
    chance = random.Random(22112026)
    with programs.running("serve", environ=environ) as process:
        programs.wait_for_web(process, port)
        work = Work(port, signed_in)
        threads = [threading.Thread(target=work.at, args=(desk,)) for desk in work.officials]
        for thread in threads:
            thread.start()
        try:
            for _ in range(times):
                if chance.random() < 0.8:  # else in the middle of starting again
                    programs.wait_for_web(process, port)
                time.sleep(chance.uniform(0.2, 0.8))
                with contextlib.suppress(ProcessLookupError, IndexError):
                    os.kill(chance.choice(victims(var, process.pid)), signal.SIGKILL)
        finally:
            work.over.set()
            for thread in threads:
                thread.join()
        assert process.poll() is None
    assert work.faults == []
    assert sum(desk.unanswered for desk in work.officials) > 0
    everything_is_done(work.done, var / "checkpoints")


def everything_is_done(done: list[int], checkpoints: Path) -> None:
    assert len(done) >= DESKS
    assert sorted(truth.everything_is_whole(checkpoints)) == sorted(done)
    for dossier_id in done:
        assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state == "returned"
    with connection.cursor() as cursor:
        cursor.execute("SELECT received_office_id, count(*) FROM dossiers_dossier GROUP BY received_office_id")
        for office_id, count in cursor.fetchall():
            assert truth.numbers_given(office_id) == list(range(1, count + 1))
    truth.followers_caught_up()
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM notices_notice GROUP BY kind ORDER BY kind")
        assert cursor.fetchall() == [("accept", len(done)), ("done", len(done))]


def test_web_and_worker_killed_under_the_work_halve_nothing(own_database: TestDatabase, tmp_path: Path) -> None:
    killed(own_database, tmp_path, times=6)


@pytest.mark.ordeal
def test_web_and_worker_killed_three_hundred_times(own_database: TestDatabase, tmp_path: Path) -> None:
    killed(own_database, tmp_path, times=300)
