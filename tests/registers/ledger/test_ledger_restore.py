"""A copy by dump in another cluster, whose transaction numbers start anew, goes on where the first stood."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction

from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.places import place_of
from motcua.registers.ledger import actions, queries
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle, write, write_story


@pytest.fixture(scope="module")
def fresh_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestDatabase, Path]]:
    """A server that has run next to no transactions, with an empty database; and its programs."""
    place = place_of(var=tmp_path_factory.mktemp("v"))
    with launcher.hold(place, extra="fsync = off\n"):
        owner = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=first_data.OWNER)
        roles.ensure(owner)
        serving = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=roles.SERVING)
        yield TestDatabase(serving, owner), place.programs / "bin"


def dumping_program(database: TestDatabase, programs: Path) -> Path:
    """The `pg_dump` of the server's own version if there is one: Debian's 15 keeps an option on each column
    (`pg_attver`) that only its own `pg_dump` leaves out, and that no other version takes back.
    """
    with database.connect() as connection:
        major = connection.info.server_version // 10000
    own = Path(f"/usr/lib/postgresql/{major}/bin/pg_dump")
    return own if own.exists() else programs / "pg_dump"


def told_by(follower: str) -> list[tuple[str, int]]:
    settle()
    with transaction.atomic():
        batch = queries.unread(follower)
        if batch:
            actions.keep_position(follower=follower, after=batch[-1])
    return sorted((one.event.stream, one.event.seq) for one in batch)


def test_a_restored_ledger_is_appended_to_followed_and_proved(
    own_database: TestDatabase, fresh_cluster: tuple[TestDatabase, Path], tmp_path: Path
) -> None:
    fresh, programs = fresh_cluster
    with own_database.connect_as_owner(autocommit=True) as owner:
        for _ in range(3000):
            owner.execute("SELECT pg_current_xact_id()")
    actions.begin_following(follower="notices")
    actions.begin_following(follower="figures")
    write_story("dossier/1", "dossier/2")
    assert len(told_by("notices")) == 6
    settle()
    actions.checkpoint(folder=tmp_path)
    write("dossier/1")
    dump = tmp_path / "ledger.dump"
    subprocess.run([dumping_program(own_database, programs), "-Fc", "-f", dump, own_database.owner_url], check=True)
    write("dossier/2")
    settle()
    actions.checkpoint(folder=tmp_path)  # this one and its event are lost with the first cluster
    subprocess.run([programs / "pg_restore", "--no-owner", "-d", fresh.owner_url, dump], check=True)

    connections.close_all()
    before = dict(connections["default"].settings_dict)
    try:
        connections["default"].settings_dict.update(fresh.serving)
        assert queries.feed_needs_restart()
        with fresh.connect_as_owner() as owner:
            owner.execute("SELECT ledger_restart_feed()")
        assert not queries.feed_needs_restart()
        write("dossier/1")
        write("dossier/3")
        assert told_by("notices") == [("dossier/1", 4), ("dossier/1", 5), ("dossier/3", 1)]
        assert len(told_by("figures")) == 9
        lost = queries.verify(folder=tmp_path).first_break
        assert lost is not None
        assert lost.checkpoint == 2
        settle()
        taken = actions.checkpoint(folder=tmp_path, full=True)
        assert taken is not None
        assert (taken.number, taken.streams) == (3, 3)
        found = queries.verify(folder=tmp_path)
        assert (found.first_break, found.ground, found.abandoned) == (None, taken, 1)
        write("dossier/2")
        settle()
        assert actions.checkpoint(folder=tmp_path) is not None
        assert queries.verify(folder=tmp_path).first_break is None
    finally:
        connections.close_all()
        connections["default"].settings_dict.update(before)
