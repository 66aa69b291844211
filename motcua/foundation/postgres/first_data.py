"""What must be on disk before the first start: programs the server's user can reach, a data folder, its settings."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess

from motcua.foundation.postgres.errors import (
    AccountMissing,
    DataFolderNotWritable,
    DataOfAnotherVersion,
    FirstDataNotMade,
    ServerProgramsMissing,
    SocketFolderNotOurs,
)
from motcua.foundation.postgres.keeper import as_account
from motcua.foundation.postgres.places import Place

OWNER = "motcua"
"""The role that owns the database; for `migrate` and `restore` only."""

SETTINGS = """\
# Written at each start; put your own settings in another file of this folder, with a later name.
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 256MB
jit = off
default_text_search_config = 'pg_catalog.simple'
timezone = 'Asia/Ho_Chi_Minh'
log_timezone = 'Asia/Ho_Chi_Minh'
log_line_prefix = '%m [%p] '
# A refused statement would carry names and numbers of people into the log.
log_min_error_statement = panic
log_error_verbosity = terse
"""


def make_folder(place: Place) -> None:
    """The folder that holds the data folder and the locks; open to pass through, whatever our umask.

    Raises `DataFolderNotWritable`.
    """
    folder = place.data.parent
    lacking = [path for path in (folder.parent, folder) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in lacking:
            path.chmod(0o755)
    except OSError as error:
        raise DataFolderNotWritable(folder=folder) from error
    if not os.access(folder, os.W_OK):
        raise DataFolderNotWritable(folder=folder)
    if place.moved_from is not None:
        (folder / "clone").write_text(f"{place.moved_from}\n", encoding="utf-8")


def prepare(place: Place, *, extra: str = "") -> None:
    """Make all that the first start needs; quick when it is there. `extra`: further lines of settings.

    Raises the refusals of `errors`.
    """
    if place.account is not None:
        _ensure_account(place.account)
    _ensure_programs(place)
    _ensure_socket_folder(place)
    if not (place.data / "PG_VERSION").exists():
        _make_data(place)
    _check_version(place)
    _write_settings(place, SETTINGS + extra)


def _ensure_account(account: str) -> None:
    """Raises `AccountMissing`."""
    if _is_known(account):
        return
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", account]
    try:
        done = subprocess.run(command, check=False, capture_output=True)
        why = done.stderr.decode(errors="replace").strip() or str(done.returncode)
    except OSError as error:
        why = str(error)
    if not _is_known(account):  # another process may have been quicker
        raise AccountMissing(account=account, why=why)


def _is_known(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


def _ensure_programs(place: Place) -> None:
    if not (place.wheel / "bin" / "postgres").exists():
        raise ServerProgramsMissing(folder=place.wheel)
    if (place.programs / "bin" / "postgres").exists():
        return
    home = place.programs.parent.parent
    fresh = home.with_name(f"{home.name}.{os.getpid()}")
    libraries = place.wheel.parent.with_name(f"{place.wheel.parent.name}.libs")
    shutil.copytree(place.wheel, fresh / place.wheel.parent.name / place.wheel.name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    for folder in (home.parent, home.parent.parent):
        folder.chmod(0o755)
    fresh.rename(home)


def _ensure_socket_folder(place: Place) -> None:
    """A folder of mode 0700 that only the server's user (and root) can enter: its socket trusts whoever reaches it."""
    owner = pwd.getpwnam(place.account).pw_uid if place.account else os.geteuid()
    try:
        place.socket.mkdir(mode=0o700)
        os.chown(place.socket, owner, -1)
    except FileExistsError:
        pass
    except OSError as error:
        raise SocketFolderNotOurs(folder=place.socket) from error
    facts = place.socket.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {owner, 0 if place.account else owner}:
        raise SocketFolderNotOurs(folder=place.socket)
    if facts.st_uid != owner:
        os.chown(place.socket, owner, -1)
    if stat.S_IMODE(facts.st_mode) != 0o700:
        place.socket.chmod(0o700)


def _make_data(place: Place) -> None:
    """`initdb` into a folder beside, renamed when whole: a first start that was cut begins anew."""
    fresh = place.data.with_name(f"{place.data.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if place.account is not None:
        entry = pwd.getpwnam(place.account)
        os.chown(fresh, entry.pw_uid, entry.pw_gid)
    done = subprocess.run(
        [
            str(place.programs / "bin" / "initdb"),
            "-D",
            str(fresh),
            "-U",
            OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--text-search-config=simple",
        ],
        env={"LC_ALL": "C.UTF-8", "PATH": os.defpath, "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
        **as_account(place.account),
    )
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["?"]
        raise FirstDataNotMade(folder=place.data, words=words[0])
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("\ninclude_dir = 'conf.d'\n")
    (fresh / "conf.d").mkdir(mode=0o700)
    if place.account is not None:
        os.chown(fresh / "conf.d", entry.pw_uid, entry.pw_gid)
    fresh.rename(place.data)


def _check_version(place: Place) -> None:
    found = (place.data / "PG_VERSION").read_text().strip()
    said = subprocess.run([str(place.programs / "bin" / "postgres"), "--version"], capture_output=True, text=True)
    ours = said.stdout.split()[2].split(".")[0] if said.returncode == 0 else "?"
    if found != ours:
        raise DataOfAnotherVersion(folder=place.data, found=found, ours=ours)


def _write_settings(place: Place, text: str) -> None:
    path = place.data / "conf.d" / "00-motcua.conf"
    path.write_text(text, encoding="utf-8")
    if place.account is not None:
        entry = pwd.getpwnam(place.account)
        os.chown(path, entry.pw_uid, entry.pw_gid)
    path.chmod(0o600)
