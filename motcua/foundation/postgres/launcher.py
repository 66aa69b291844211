"""Give a running embedded server to a program: start it if it is down, leave it alone if it runs, stop it last."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from motcua.foundation.postgres import first_data
from motcua.foundation.postgres.errors import ServerDoesNotStart
from motcua.foundation.postgres.locks import FileLock, is_held
from motcua.foundation.postgres.places import Place

LOG_LIMIT = 10_000_000
"""Bytes of the server's log above which it is begun anew (the one before is kept)."""

Say = Callable[[str], None]


def _silent(_words: str) -> None: ...


class Held:
    """A server in use by this program. It runs at least until `release`."""

    def __init__(self, place: Place, *, extra: str = "", say: Say = _silent) -> None:
        self.place = place
        self._extra = extra
        self._say = say
        first_data.make_folder(place)
        self._use = FileLock(place.in_use)
        self._use.take(shared=True)
        try:
            self.renew()
        except BaseException:
            self._use.release()
            raise

    def renew(self) -> None:
        """See that the server and its keeper live, start them if not. Quick when they do; call it as often as liked."""
        if is_held(self.place.running) and answers(self.place):
            return
        with FileLock(self.place.starting):
            self._look_and_start()

    def release(self) -> None:
        """Leave. When nobody else uses the server, return only after it has stopped."""
        self._use.release()
        while is_held(self.place.running) and not _others_use(self.place):
            time.sleep(0.02)

    def _look_and_start(self) -> None:
        begun, spawned, warned = time.monotonic(), 0, False
        while not answers(self.place):
            if not is_held(self.place.running):
                if spawned == 2:
                    raise ServerDoesNotStart(words=_last_words(self.place.log), log=self.place.log)
                self._spawn_keeper()
                spawned += 1
            if not warned and time.monotonic() - begun > 10:
                self._say("Đang chờ cơ sở dữ liệu hồi phục sau lần dừng đột ngột…")
                warned = True
            time.sleep(0.02)

    def _spawn_keeper(self) -> None:
        place = self.place
        if place.moved_from is not None and not place.data.exists():
            self._say(
                f"Thư mục này đóng với người dùng khác, nên dữ liệu của cơ sở dữ liệu nằm ở {place.data} "
                f"(chạy bằng người dùng {place.account})."
            )
        if not place.data.exists():
            self._say("Đang tạo cơ sở dữ liệu mới…")
        first_data.prepare(place, extra=self._extra)
        if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
            place.log.replace(place.log.with_suffix(".log.1"))
        with place.log.open("ab") as log:
            subprocess.run(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "motcua.foundation.postgres.keeper",
                    str(place.data),
                    str(place.socket),
                    str(place.programs),
                    place.account or "",
                    str(place.running),
                    str(place.in_use),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=os.environ | {"PYTHONPATH": _our_folder()},
                start_new_session=True,
                check=True,
            )
        limit = time.monotonic() + 5
        while not is_held(place.running) and time.monotonic() < limit:
            time.sleep(0.005)


@contextmanager
def hold(place: Place, *, extra: str = "", say: Say = _silent) -> Iterator[Held]:
    """The server of `place`, running. `extra`: further lines of settings, used only if it has to be started.

    Raises the refusals of `errors`.
    """
    held = Held(place, extra=extra, say=say)
    try:
        yield held
    finally:
        held.release()


def answers(place: Place) -> bool:
    """Judged by a connection, never by a file."""
    try:
        psycopg.connect(host=str(place.socket), user=first_data.OWNER, dbname="postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _others_use(place: Place) -> bool:
    alone, beside = FileLock(place.in_use), FileLock(place.in_use)
    if alone.take(wait=False):
        alone.release()
        return False
    if beside.take(shared=True, wait=False):
        beside.release()
        return True
    return False


def _our_folder() -> str:
    return str(Path(__file__).resolve().parents[3])


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "Error" in line] or lines
    return telling[-1] if telling else "không rõ vì sao"
