"""The drill: a backup of a house at work, restored on another server, is proved equal; the minutes are stated."""

from __future__ import annotations

import itertools
import json
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as documents_told
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from tests.births import ACTS, Desk, desk
from tests.commune import at
from tests.console.clusters import looking_at, new_cluster
from tests.console.programs import motcua, on_database
from tests.databases import TestDatabase


@dataclass
class Load:
    """Clerks who take dossiers from the counter to the result, and keep a file for each, until told to stop."""

    desk: Desk
    stop: threading.Event = field(default_factory=threading.Event)
    faults: list[BaseException] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    acts: int = 0

    def work(self) -> None:
        try:
            while not self.stop.is_set():
                case = self.desk.open()
                number = next(self.numbers)
                documents.keep(
                    content=b"%%PDF-1.7\n%% paper %d\n%%%%EOF\n" % number,
                    name="giay.pdf",
                    media_type="application/pdf",
                    kind="paper",
                    by=None,
                    now=self.desk.moment,
                )
                for act in ACTS:
                    case.act(act)
                    self.acts += 1
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            connections.close_all()


@contextmanager
def under(load: Load, clerks: int) -> Iterator[None]:
    threads = [threading.Thread(target=load.work) for _ in range(clerks)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()


def drill(database: TestDatabase, folder: Path, *, clerks: int, seconds: float) -> None:
    """Work, back up meanwhile, restore elsewhere, prove; then say how long each took."""
    file = folder / "diễn tập.motcua"
    settings.FILES_FOLDER, store = folder / "files", settings.FILES_FOLDER
    load = Load(desk(now=at("2026-11-16 08:00")))
    try:
        with under(load, clerks):
            time.sleep(seconds)
            began, before = time.monotonic(), load.acts
            saved = motcua("backup", str(file), environ=on_database(database, folder))
            saving, meanwhile = time.monotonic() - began, load.acts - before
    finally:
        settings.FILES_FOLDER = store
    assert load.faults == []
    assert saved.returncode == 0, saved.stdout + saved.stderr
    assert meanwhile > 0, "nobody could work while the backup was taken"
    with new_cluster() as fresh:
        other = folder / "other"
        began = time.monotonic()
        done = motcua("restore", str(file), environ=on_database(fresh, other))
        restoring = time.monotonic() - began
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Sổ nhật ký nguyên vẹn và bằng đúng sổ lúc sao lưu." in done.stdout
        with looking_at(fresh, other / "files"):
            events = prove(database, file)
    print(
        f"\n{events} events, {file.stat().st_size / 1e6:.1f} MB: backup {saving / 60:.1f} min with {meanwhile} acts "
        f"meanwhile, restore and proof {restoring / 60:.1f} min"
    )


def prove(source: TestDatabase, file: Path) -> int:
    """The restored ledger is what the manifest says and the beginning of what the source has now; states follow from
    events; every kept file is there. Answers how many events there are."""
    with tarfile.open(file) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        manifest = json.load(content)
    heads = ledger.heads()
    assert {"streams": heads.streams, "events": heads.events, "heads": heads.digest} == manifest["ledger"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT s.name, e.seq, e.hash FROM ledger_event e JOIN ledger_stream s ON s.id = e.stream_id")
        restored = {(name, seq): bytes(digest) for name, seq, digest in cursor.fetchall()}
        cursor.execute("SELECT id FROM dossiers_dossier ORDER BY id")
        numbers = [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT id FROM documents_document")
        kept = [number for (number,) in cursor.fetchall()]
    with source.connect() as there:
        found = there.execute(
            "SELECT s.name, e.seq, e.hash FROM ledger_event e JOIN ledger_stream s ON s.id = e.stream_id"
        )
        now_there = {(name, seq): bytes(digest) for name, seq, digest in found}
    assert restored.items() <= now_there.items()
    assert len(now_there) > len(restored), "the source went on"
    assert numbers
    for dossier_id in numbers:
        assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    assert kept
    for document_id in kept:
        assert documents_told.content(document_id)
    return len(restored)


def test_a_small_drill(own_database: TestDatabase, tmp_path: Path) -> None:
    drill(own_database, tmp_path, clerks=2, seconds=1)


@pytest.mark.ordeal
def test_the_drill(own_database: TestDatabase, tmp_path: Path) -> None:
    drill(own_database, tmp_path, clerks=8, seconds=60)
