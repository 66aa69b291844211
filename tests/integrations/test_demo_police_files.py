"""Files of results from the police's own address: asked for there and nowhere else, whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import override_settings

from motcua.config.setting_values import SettingUnreadable, files_address
from motcua.integrations.demo_police import DemoPolice
from motcua.integrations.demo_police.fetching import fetch, place_under
from motcua.integrations.demo_police.reading import DEMO
from motcua.stages.mirroring.ports import FileNotHad, PartnerSilent

BASE = "https://tep.example.vn/ket-qua/"
PDF = b"%PDF-1.7 giay\n%%EOF"
MOST = 1000


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("a/7.pdf", f"{BASE}a/7.pdf"),
        ("7.pdf?ma=1%202", f"{BASE}7.pdf?ma=1%202"),
        ("/ket-qua/7.pdf", f"{BASE}7.pdf"),
        (f"{BASE}7.pdf", f"{BASE}7.pdf"),
    ],
)
def test_a_place_under_the_polices_address_is_asked_for(address: str, whole: str) -> None:
    assert place_under(BASE, address) == whole


@pytest.mark.parametrize(
    "address",
    [
        "https://khac.example.vn/ket-qua/7.pdf",
        "http://tep.example.vn/ket-qua/7.pdf",
        "https://tep.example.vn:8443/ket-qua/7.pdf",
        "https://tep.example.vn@khac.example.vn/ket-qua/7.pdf",
        "//khac.example.vn/ket-qua/7.pdf",
        "/etc/passwd",
        "../bi-mat.pdf",
        "%2e%2e/bi-mat.pdf",
        "a/%252e%252e/%252e%252e/bi-mat.pdf",
        "..\\bi-mat.pdf",
        "file:///etc/passwd",
        "ftp://tep.example.vn/ket-qua/7.pdf",
        "https://[tep/7.pdf",
        "7.pdf#trang-2",
        "giấy.pdf",
        "a b.pdf",
        BASE,
        ".",
    ],
)
def test_any_other_place_is_not_asked_for(address: str) -> None:
    with pytest.raises(FileNotHad, match="elsewhere"):
        place_under(BASE, address)


class _Police(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = {
            "/tep/7.pdf": (200, {"Content-Type": "application/pdf"}, PDF),
            "/tep/lon.pdf": (200, {"Content-Type": "application/pdf"}, b"x" * (MOST + 1)),
            "/tep/cut.pdf": (200, {"Content-Type": "application/pdf", "Content-Length": "500"}, PDF),
            "/tep/khac": (302, {"Location": "/tep/7.pdf"}, b""),
            "/tep/ban": (503, {}, b""),
            "/tep/mat": (410, {}, b""),
        }.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Police)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/tep/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_is_there_comes_with_its_type(served: str) -> None:
    with override_settings(MASTER_FILES={"police": served}):
        assert DemoPolice().fetch("7.pdf", within=20, most=MOST) == (PDF, "application/pdf")


@pytest.mark.parametrize(
    ("address", "why", "reason"),
    [
        ("lon.pdf", FileNotHad, "too-large"),
        ("cut.pdf", PartnerSilent, "no-answer"),
        ("khac", FileNotHad, "302"),
        ("ban", PartnerSilent, "503"),
        ("mat", FileNotHad, "410"),
        ("chua-co.pdf", PartnerSilent, "404"),
    ],
)
def test_what_cannot_be_had_is_told_from_what_may_come(
    address: str, why: type[Exception], reason: str, served: str
) -> None:
    with pytest.raises(why) as told:
        fetch(served, address, within=20, most=MOST)
    assert str(told.value) == reason


def test_nobody_there_is_silence() -> None:
    with pytest.raises(PartnerSilent, match="no-answer"):
        fetch("http://127.0.0.1:9/tep/", "7.pdf", within=20, most=MOST)


def test_in_the_demonstration_a_page_says_what_it_is() -> None:
    with override_settings(MASTER_FILES={"police": DEMO}):
        content, media_type = DemoPolice().fetch("7.pdf", within=1, most=MOST)
    assert (content[:5], media_type) == (b"%PDF-", "application/pdf")


def test_the_address_of_files_is_a_whole_one() -> None:
    assert files_address("X", "https://tep.example.vn/ket-qua") == BASE
    assert files_address("X", "") == ""
    for wrong in (
        "tep.example.vn",
        "http://tep.example.vn/",
        "https://a:b@tep.example.vn/",
        "https://tep.example.vn/?a",
    ):
        with pytest.raises(SettingUnreadable):
            files_address("X", wrong)
