"""A dossier through the doors of the house: intake and eight moves, by the officials of one commune."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client as Door

from bench.http.client import Answer, Client
from bench.server import FOLDER, BenchDatabase
from motcua.foundation.clock import now
from motcua.foundation.postgres import dsn
from tests.commune import Commune, commune, publish
from tests.console import programs
from tests.databases import free_port
from tests.web.typing_in import intake

EXAMINER = "justice-examiner"
SIGN, SIGN_BY_HAND = "ky", "ky-giay"
ELIGIBLE = {"outcome": "eligible", "text": "Đủ điều kiện đăng ký"}
MOVES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (EXAMINER, "chuyen-buoc", ELIGIBLE),
    (EXAMINER, "chuyen-buoc", {"text": ""}),
    ("leader", "tra-lai", {"to": "examine", "text": "Sai tên đệm của trẻ"}),
    (EXAMINER, "chuyen-buoc", ELIGIBLE),
    (EXAMINER, "chuyen-buoc", {"text": ""}),
    ("leader", SIGN, {"text": ""}),
    ("clerical", "vao-so", {"number": "124", "book": "01/2026"}),
)
"""Then the eighth: the result is handed over."""
SCAN_BYTES = 200_000
"""Of the scan that comes with the number of a result signed by hand: a page in grey at 150 dots an inch."""
HAND_OVER = {"authority": "owner", "receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001"}
REVISION = re.compile(rb'name="revision" value="(\d+)"')


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Cookies of the holder of each role."""

    cookies: dict[str, dict[str, str]]


def communes(count: int) -> list[SignedIn]:
    """As many communes with signed-in officials; sessions are made as the page of sign-in makes them."""
    publish_once = False
    made = []
    for number in range(1, count + 1):
        place: Commune = commune(f"H26.1.{number}", f"Ủy ban nhân dân xã Thử Nghiệm {number}", now=now())
        if not publish_once:
            publish("1.001193", place.moment)
            publish_once = True
        made.append(SignedIn({role: cookies_of(official) for role, official in place.officials.items()}))
    return made


def cookies_of(official: int) -> dict[str, str]:
    door = Door()
    door.force_login(
        get_user_model().objects.get(pk=official), backend="motcua.registers.people.sessions.OfficialsBackend"
    )
    session = door.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}


class Officials:
    """The officials of a commune at their browsers; `with_pages`: they look at each page before they act on it;
    `by_hand`: the leader signs on paper, and the scan is kept with its number.

    `patience`: for so many seconds a click that got no answer is made again.
    """

    def __init__(
        self, port: int, signed_in: SignedIn, *, with_pages: bool, by_hand: bool = False, patience: float = 0
    ) -> None:
        self._browsers = {
            role: Client(port, cookies, timeout=15 if patience else 60) for role, cookies in signed_in.cookies.items()
        }
        self._tokens = {role: cookies[settings.CSRF_COOKIE_NAME] for role, cookies in signed_in.cookies.items()}
        self._with_pages = with_pages
        self._by_hand = by_hand
        self._patience = patience
        self.unanswered = 0

    def dossier(self) -> int:
        """From the counter to the result. Raises `AssertionError` with the page of an act not done."""
        clerk = "one-stop-clerk"
        if self._with_pages:
            self._get(clerk, "/quay/tiep-nhan/")
        taken = self._post(clerk, "/quay/tiep-nhan/", intake())
        dossier_id = int(taken.location.rstrip("/").rpartition("/")[2])
        revision = 2
        for role, slug, typed in MOVES:
            if self._with_pages:
                page = self._get(role, f"/ho-so/{dossier_id}/")
                found = REVISION.search(page.body)
                assert found and int(found[1]) == revision, page.body[-2000:].decode(errors="replace")
            done = SIGN_BY_HAND if slug == SIGN and self._by_hand else slug
            scan = _scan() if slug == "vao-so" and self._by_hand else b""
            self._post(role, f"/ho-so/{dossier_id}/{done}/", typed | _keyed(revision), scan)
            revision += 1
        if self._with_pages:
            self._get(clerk, f"/quay/tra-ket-qua/{dossier_id}/")
        self._post(clerk, f"/quay/tra-ket-qua/{dossier_id}/", HAND_OVER | _keyed(revision))
        return dossier_id

    def close(self) -> None:
        for browser in self._browsers.values():
            browser.close()

    def _get(self, role: str, path: str) -> Answer:
        answer = self._answered(lambda: self._browsers[role].get(path))
        assert answer.status == 200, (path, answer.status, answer.body[-2000:].decode(errors="replace"))
        return answer

    def _post(self, role: str, path: str, fields: dict[str, str], scan: bytes = b"") -> Answer:
        sent = {**fields, "csrfmiddlewaretoken": self._tokens[role]}
        answer = self._answered(lambda: self._browsers[role].post(path, sent, scan))
        assert answer.status == 302, (path, answer.status, _text(answer))
        if self._with_pages:
            self._get(role, answer.location)
        return answer

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        limit = time.monotonic() + self._patience
        while True:
            try:
                answer = ask()
            except OSError:
                if time.monotonic() > limit:
                    raise
            else:
                if answer.status < 500 or time.monotonic() > limit:
                    return answer
            self.unanswered += 1
            time.sleep(0.02)


def _keyed(revision: int) -> dict[str, str]:
    return {"key": str(uuid4()), "revision": str(revision)}


def _scan() -> bytes:
    """Each another file, as each result is."""
    return b"%PDF-1.4\n" + secrets.token_bytes(SCAN_BYTES) + b"\n%%EOF\n"


def _text(answer: Answer) -> str:
    page = re.sub(r"<[^>]+>", " ", answer.body.decode(errors="replace"))
    return " ".join(page.split())[-1500:]


@dataclass(frozen=True, slots=True)
class Served:
    """Where it answers, and the process that started all of it."""

    port: int
    process: int


@contextmanager
def served(database: BenchDatabase) -> Iterator[Served]:
    """`motcua serve` as it runs: two web processes and the worker."""
    port = free_port()
    address = {"DATABASE_URL": dsn.url_of(database.serving), "DATABASE_OWNER_URL": dsn.url_of(database.owner)}
    given = address | {"PORT": str(port), "MOTCUA_SIGNER": "demo", "MOTCUA_SECRET": settings.SECRET_KEY}
    environ = programs.environment(FOLDER / "served", **given)
    with programs.running("serve", environ=environ) as process:
        programs.wait_for_web(process, port)
        yield Served(port, process.pid)
