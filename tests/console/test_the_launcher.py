"""The launcher of the embedded server: it survives what kills it, and is shared by all who ask."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.foundation.postgres import first_data
from motcua.foundation.postgres.errors import DataOfAnotherVersion, SocketFolderNotOurs, SocketPathTooLong
from motcua.foundation.postgres.launcher import Held, answers, hold
from motcua.foundation.postgres.locks import is_held
from motcua.foundation.postgres.places import Place, place_of
from tests.console.programs import environment, forget, motcua, passable, wait_until

QUICK = "fsync = off\nshared_buffers = 16MB\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose name has spaces and Vietnamese letters, long, and open to pass through."""
    base = tmp_path_factory.mktemp("kho") / "Một Cửa của Ủy ban nhân dân xã" / ("thư mục rất dài " * 6).strip()
    base.mkdir(parents=True)
    passable(base)
    yield base
    forget(base)


@pytest.fixture(scope="module")
def place(folder: Path) -> Place:
    return place_of(var=folder)


def connect(place: Place) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(place.socket), user=first_data.OWNER, dbname="postgres", autocommit=True)


def server_number(place: Place) -> int:
    return int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])


def test_a_server_runs_in_a_folder_with_spaces_and_vietnamese_letters(folder: Path, place: Place) -> None:
    with hold(place, extra=QUICK), connect(place) as connection:
        row = connection.execute("SELECT current_setting('data_directory'), current_setting('listen_addresses')")
        assert row.fetchone() == (str(place.data), "")
        assert len(os.fsencode(folder)) > 107
    assert not answers(place)
    assert not is_held(place.running)


def test_only_its_user_may_enter_the_folder_of_the_socket(place: Place) -> None:
    with hold(place, extra=QUICK):
        assert stat.S_IMODE(place.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(place.data.stat().st_mode) == 0o700


def test_two_programs_at_once_share_one_server_and_the_last_stops_it(folder: Path, place: Place) -> None:
    lines = (
        "from pathlib import Path; import sys\n"
        "from motcua.foundation.postgres.launcher import hold\n"
        "from motcua.foundation.postgres.places import place_of\n"
        "with hold(place_of(var=Path(sys.argv[1])), extra='fsync = off\\n') as held:\n"
        "    print((held.place.data / 'postmaster.pid').read_text().split()[0], flush=True); sys.stdin.read()\n"
    )
    start = [sys.executable, "-c", lines, str(folder)]
    programs = [subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    numbers = {program.stdout.readline().strip() for program in programs if program.stdout}
    assert len(numbers) == 1
    for program in programs[:-1]:
        program.communicate("")
        assert answers(place)
    programs[-1].communicate("")
    assert not answers(place)


def test_a_killed_server_is_started_again_and_keeps_what_was_committed(place: Place) -> None:
    with hold(place, extra=QUICK):
        with connect(place) as connection:
            connection.execute("DROP TABLE IF EXISTS kept")
            connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        before = server_number(place)
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: answers(place) and server_number(place) != before, "the server is back")
        with connect(place) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_killed_user_and_a_killed_keeper_leave_no_server_behind(place: Place) -> None:
    held = Held(place, extra=QUICK)
    number = server_number(place)
    keeper = int(Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[1])
    os.kill(keeper, signal.SIGKILL)
    wait_until(lambda: not answers(place), "the server stops when its keeper is killed")
    held.renew()
    assert answers(place)
    held.release()
    assert not answers(place)


@pytest.mark.parametrize("stranger", ["living", "gone"])
def test_a_stale_mark_of_a_server_that_is_no_more_is_removed(place: Place, stranger: str) -> None:
    with hold(place, extra=QUICK):
        text = (place.data / "postmaster.pid").read_text()
    number = os.getpid() if stranger == "living" else 2**22 - 1
    place.socket.mkdir(mode=0o700)
    for path in (place.data / "postmaster.pid", place.socket / ".s.PGSQL.5432.lock"):
        path.write_text(text.replace(text.split("\n", 1)[0], str(number), 1))
    with hold(place, extra=QUICK):
        assert answers(place)


def test_a_first_start_that_was_cut_begins_anew(folder: Path) -> None:
    other = place_of(var=folder, name="cut")
    half = other.data.with_name("cut.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with hold(other, extra=QUICK):
        assert answers(other)


def test_data_of_another_version_are_refused_in_words(place: Place) -> None:
    with hold(place, extra=QUICK):
        pass
    mark = place.data / "PG_VERSION"
    ours = mark.read_text()
    mark.write_text("14\n")
    try:
        with pytest.raises(DataOfAnotherVersion, match="thuộc PostgreSQL 14, chương trình đi kèm là 18"), hold(place):
            pass
    finally:
        mark.write_text(ours)


def test_the_program_tells_the_launchers_refusal_in_words(tmp_path: Path) -> None:
    passable(tmp_path)
    data = tmp_path / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("14\n")
    done = motcua("ledger", "verify", environ=environment(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "thuộc PostgreSQL 14, chương trình đi kèm là 18" in done.stderr


def test_a_socket_path_too_long_is_refused_in_words(tmp_path: Path) -> None:
    long = tmp_path / ("ổ cắm " * 12).strip()
    with pytest.raises(SocketPathTooLong, match=r"hệ điều hành chỉ nhận 107: .*MOTCUA_SOCKETS"):
        place_of(var=tmp_path, sockets=long)


def test_a_socket_folder_that_someone_laid_there_before_is_refused(place: Place, tmp_path: Path) -> None:
    trap = place_of(var=tmp_path, name="trap", sockets=Path("/tmp"))
    trap.socket.symlink_to(tmp_path)
    try:
        with pytest.raises(SocketFolderNotOurs, match="không thuộc riêng người dùng này"):
            first_data._ensure_socket_folder(trap)
    finally:
        trap.socket.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the server as another user")
def test_in_a_closed_folder_root_puts_programs_and_data_where_the_server_may_go(tmp_path: Path) -> None:
    closed = tmp_path / "đóng"
    closed.mkdir(mode=0o700)
    open_folder = Path(f"/var/lib/motcua-tests-{os.getpid()}")
    place = place_of(var=closed / "var", open_folder=open_folder)
    assert place.data.is_relative_to(open_folder)
    said: list[str] = []
    try:
        with hold(place, extra=QUICK, say=said.append), connect(place) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert place_of(var=closed / "var", open_folder=open_folder) == place
        assert [line for line in said if str(place.data) in line] == said[:1]
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        subprocess.run(["rm", "-rf", str(open_folder), str(place.socket)], check=True)
