"""What the partner took, and how it has been told to behave; kept in a file that several programs may open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_noop

BEHAVIOURS: Final[Mapping[str, str]] = {
    "well": gettext_noop("Làm việc bình thường"),
    "busy": gettext_noop("Báo bận, không nhận"),
    "down": gettext_noop("Mất liên lạc, không trả lời"),
    "slow": gettext_noop("Nhận nhưng trả lời quá muộn"),
    "twice": gettext_noop("Báo tin đã tới hai lần"),
    "forgetful": gettext_noop("Không nhớ mã tin: gửi lại là đến hai lần"),
}
"""How the partner can be told to behave."""
MOST_SHOWN: Final = 100
_WAITS: Final = 5.0
"""Seconds that one program waits for another to let go of the file."""

_SHAPE: Final = """
CREATE TABLE IF NOT EXISTS message (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, address TEXT NOT NULL, text TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')), asked INTEGER NOT NULL DEFAULT 1);
CREATE INDEX IF NOT EXISTS message_key ON message (key);
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it lies in the outbox. `asked`: how often it was handed over; `at` in ISO form, universal time."""

    number: int
    address: str
    text: str
    at: str
    asked: int


class Outbox:
    """The file. Raises `OSError` when it cannot be read or written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings.VAR_FOLDER / "demo-phone"

    def take(self, *, key: str, address: str, text: str) -> int:
        """Keep a message, once for each key unless told to be forgetful; answer its number."""
        with self._open() as file:
            found = file.execute("SELECT min(number) FROM message WHERE key = ?", [key]).fetchone()[0]
            if found is not None and self._behaviour(file) != "forgetful":
                file.execute("UPDATE message SET asked = asked + 1 WHERE number = ?", [found])
                return int(found)
            added = file.execute("INSERT INTO message (key, address, text) VALUES (?, ?, ?)", [key, address, text])
            return int(added.lastrowid or 0)

    def newest(self, limit: int = MOST_SHOWN) -> tuple[Shown, ...]:
        """The newest messages first."""
        with self._open() as file:
            sql = "SELECT number, address, text, at, asked FROM message ORDER BY number DESC LIMIT ?"
            return tuple(Shown(*row) for row in file.execute(sql, [min(limit, MOST_SHOWN)]))

    def after(self, number: int, limit: int = MOST_SHOWN) -> tuple[tuple[int, str, str], ...]:
        """Number, key and address of the messages taken after this one, in their order."""
        with self._open() as file:
            sql = "SELECT number, key, address FROM message WHERE number > ? ORDER BY number LIMIT ?"
            return tuple((row[0], row[1], row[2]) for row in file.execute(sql, [number, limit]))

    def behaviour(self) -> str:
        """A code of `BEHAVIOURS`."""
        with self._open() as file:
            return self._behaviour(file)

    def behave(self, behaviour: str) -> None:
        """Behave so from now on. Raises `ValueError` for what is no code of `BEHAVIOURS`."""
        if behaviour not in BEHAVIOURS:
            raise ValueError(behaviour)
        with self._open() as file:
            file.execute("INSERT OR REPLACE INTO told VALUES ('behaviour', ?)", [behaviour])

    def _behaviour(self, file: sqlite3.Connection) -> str:
        found = file.execute("SELECT value FROM told WHERE name = 'behaviour'").fetchone()
        return str(found[0]) if found else "well"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self._folder / "outbox.sqlite", timeout=_WAITS)) as file, file:
                file.executescript(_SHAPE)
                file.execute("BEGIN IMMEDIATE")
                yield file
        except sqlite3.Error as fault:
            raise OSError(str(fault)) from fault
