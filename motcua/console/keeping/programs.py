"""Which `pg_dump`, `pg_restore` and `psql` fit a server: its own version's if there are any, else newer ones.

A server's own version knows what no other does: Debian's 15.20 keeps an option on each column that only its own
`pg_dump` leaves out and that no other server takes back.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.console.keeping.errors import ProgramsMissing
from motcua.foundation.postgres.places import programs_of_wheel

DEBIAN = Path("/usr/lib/postgresql")
_NEEDED = ("pg_dump", "pg_restore", "psql")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with the three programs of one version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        return str(self.folder / name)


def fitting(major: int, *, reads: int = 0) -> Programs:
    """For a server of this version; `reads`: able to read what the `pg_dump` of that version wrote.

    Raises `ProgramsMissing`.
    """
    able = [one for one in _found() if one.major >= max(major, reads)]
    if not able:
        raise ProgramsMissing(major=max(major, reads))
    return min(able, key=lambda one: one.major)


def _found() -> Iterator[Programs]:
    for folder in _folders():
        if all(os.access(folder / name, os.X_OK) for name in _NEEDED):
            said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False)
            version = said.stdout.split()[2:3]
            if version:
                yield Programs(folder, int(version[0].split(".")[0]))


def _folders() -> Iterator[Path]:
    yield from sorted(DEBIAN.glob("*/bin"))
    for text in os.get_exec_path():
        program = Path(text) / "pg_dump"
        # Asked first: the folder may be somebody else's and closed, as root's are when root starts this for another.
        # Debian's /usr/bin/pg_dump chooses a version by the cluster it finds, and may choose another next time.
        if text and os.access(program, os.X_OK) and not program.is_symlink():
            yield Path(text)
    yield programs_of_wheel() / "bin"
