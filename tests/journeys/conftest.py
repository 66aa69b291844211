"""A commune served on a port of its own, and a real browser before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from motcua.foundation.clock import now
from motcua.registers.people import actions as people
from motcua.registers.people import queries as people_queries
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official, commune, publish
from tests.databases import TestDatabase

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "một mật khẩu đủ dài"
PATIENCE = 20_000
"""Milliseconds a page may take before a test gives up: machines are slow at times, and a test that passes does not
wait for it."""
expect.set_options(timeout=PATIENCE)


class _Server(ThreadingMixIn, WSGIServer):
    """Threads as the product has them; each gives its database connection back with its answer."""

    daemon_threads = False

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes its connection is no fault."""


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@dataclass(frozen=True)
class Served:
    """The address, the commune behind it, and how each role signs in."""

    address: str
    made: Commune
    names: dict[str, str]

    def joined_by(self, role: str, title: str, key: str = "") -> None:
        """One more official, who can sign in as `key`. Before the browser, whose loop bars the database."""
        official = add_official(self.made, role, title, key=key)
        people.set_password(official_id=official, password=PASSWORD, now=self.made.moment, by=SYSTEM)
        self.names[key or role] = people_queries.official(official, viewer=SYSTEM).sign_in_name


@pytest.fixture
def served(own_database: TestDatabase) -> Iterator[Served]:
    """A commune with committed officials who can sign in, served by threads."""
    cache.clear()
    made = commune(now=now())
    publish("1.001193", made.moment)
    names = {}
    for role, official in made.officials.items():
        people.set_password(official_id=official, password=PASSWORD, now=made.moment, by=SYSTEM)
        names[role] = people_queries.official(official, viewer=SYSTEM).sign_in_name
    connections.close_all()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", made, names)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def chromium(served: Served) -> Iterator[Browser]:
    """A browser of the test's own: its loop must be gone before the database is taken down."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: errors of scripts, things the strict policy blocked."""
    return []


@pytest.fixture
def page(chromium: Browser, served: Served, complaints: list[str]) -> Iterator[Page]:
    """A fresh browser window at the served address."""
    context = chromium.new_context(base_url=served.address, viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield window
    context.close()
