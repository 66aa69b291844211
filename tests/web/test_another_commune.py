"""Clerk B with clerk A's addresses gets nothing: by page, PDF, scan, part of a page, search, or by sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.registers.dossiers import queries as dossiers
from tests.commune import Commune, commune
from tests.web.conftest import SignedIn
from tests.web.test_scans import addresses, attached, file
from tests.web.typing_in import intake

PUBLIC = ("portal:", "api:")
"""Doors with rules of their own: anyone with a code sees how far it is; a partner signs its calls."""
SECRETS = ("Trần Thị Ước", "Ước", "082190000001", "0901234567", "ĐĂNG KHÔI", "tờ khai bí mật")
ASKED = (
    "",
    "?tim=uoc",
    "?tim=H26.1.1-261123-0001",
    "?tim=082190000001",
    "?q=uoc",
    "?loc=cho-bo-sung",
    "?loc=qua-han",
    "?dai=1",
    "?ngay=2026-11-23",
    "?sau=2026-11-20T00:00:00%2B07:00~0~0",
    "?sap=-due&huong=desc",
    "?co-quan={office}&office={office}&don-vi={unit}",
    "?dang=csv",
    "?format=xlsx",
)
"""Every way in which a list may be asked: search, filter, sort, page, export, another office by parameter."""
NOT_OF_DOSSIERS = frozenset({"shared:sign_out", "shared:language", "set_language", "shared:lock"})
"""Addresses that act on the asker's own sign-in."""


@pytest.fixture
def address(signed_in: SignedIn, made: Commune) -> dict[str, Any]:
    """Everything that leads to a dossier of commune A, with a scan, and to what its clerk has put aside."""
    clerk, typed, aside = signed_in("one-stop-clerk"), intake(), intake()
    attached(clerk, typed, file("tờ khai bí mật.pdf"))
    dossier_id = int(clerk.post("/quay/tiep-nhan/", typed)["Location"].rstrip("/").rpartition("/")[2])
    (scan,) = addresses(clerk.get(f"/ho-so/{dossier_id}/").content.decode())
    (draft_scan,) = addresses(attached(clerk, aside, file("tờ khai bí mật.pdf")))
    return {
        "dossier_id": dossier_id,
        "document_id": int(scan.rpartition("/")[2]),
        "key": aside["key"],
        "code": "H26.1.1-261123-0001",
        "office": made.office_id,
        "unit": made.unit_id,
        "office_id": made.office_id,
        "unit_id": made.unit_id,
        "draft_scan": draft_scan,
    }


@pytest.fixture
def strangers(made: Commune) -> dict[str, Client]:
    """A browser for each role of another commune."""
    there = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment)
    found = {}
    for role, official in there.officials.items():
        found[role] = Client()
        found[role].force_login(get_user_model().objects.get(pk=official))
    return found


def patterns(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its full name."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, (*spaces, str(each.namespace)) if each.namespace else spaces)
        elif each.name:
            yield ":".join((*spaces, each.name)), each


def of_a_dossier(known: dict[str, Any]) -> list[str]:
    """Every address of the house with a place in it, filled with what is commune A's: a new one is asked at once, and
    one with a place of a new name with the small numbers that a fresh house gives."""
    found = []
    for name, pattern in patterns(get_resolver()):
        wanted = pattern.pattern.converters
        if not wanted or name in NOT_OF_DOSSIERS or name.startswith(PUBLIC):
            continue
        ways = [{key: known.get(key, "giay-hen" if key in ("slug", "partner") else 1) for key in wanted}]
        if not set(wanted) <= set(known) | {"slug"}:
            ways += [{key: known.get(key, number) for key in wanted} for number in (2, 3)]
        for values in ways:
            try:
                found.append(reverse(name, kwargs=values))
            except NoReverseMatch:
                continue
    return found


def lists(known: dict[str, Any], ways: Iterable[str] = ASKED) -> list[str]:
    """Every address without a place in it, asked in each of these ways."""
    return [
        reverse(name) + way.format(office=known["office"], unit=known["unit"])
        for name, pattern in patterns(get_resolver())
        if not pattern.pattern.converters and name not in NOT_OF_DOSSIERS
        for way in ways
    ]


def tells(answer: Any) -> list[str]:
    text = answer.content.decode(errors="replace")
    return [secret for secret in SECRETS if secret in text]


def test_no_address_of_a_dossier_tells_a_stranger_anything(
    address: dict[str, Any], strangers: dict[str, Client], made: Commune
) -> None:
    places = [*of_a_dossier(address), address["draft_scan"], f"/quay/tiep-nhan/?nhap={address['key']}"]
    places.append(f"/quay/tiep-nhan/?nguoi={address['dossier_id']}")
    assert len(places) >= 12
    for role, browser in strangers.items():
        for place in places:
            for headers in ({}, {"HX-Request": "true"}) if role == "one-stop-clerk" else ({},):
                answer = browser.get(place, headers=headers)
                assert (answer.status_code >= 400 or answer.status_code == 302, tells(answer)) == (True, []), (
                    role,
                    place,
                    answer.status_code,
                )


def test_nothing_a_stranger_sends_changes_a_dossier(
    address: dict[str, Any], strangers: dict[str, Client], made: Commune
) -> None:
    before = dossiers.rebuilt(dossier_id=address["dossier_id"])
    for browser in strangers.values():
        for place in of_a_dossier(address):
            sent = {"key": str(uuid4()), "revision": 2, "text": "Lý do", "act": "add", "o-declaration": "1"}
            assert tells(browser.post(place, sent)) == [], place
    assert dossiers.rebuilt(dossier_id=address["dossier_id"]) == before
    assert dossiers.kept(dossier_id=address["dossier_id"]) == before


def test_no_list_tells_a_stranger_anything_however_it_is_asked(
    address: dict[str, Any], strangers: dict[str, Client]
) -> None:
    every = {"one-stop-clerk": lists(address), "leader": lists(address, ASKED[:2])}
    assert len(every["one-stop-clerk"]) > 14 * len(ASKED)
    for role, places in every.items():
        for place in places:
            found = [secret for secret in tells(strangers[role].get(place)) if secret not in unquote(place)]
            assert found == [], (role, place)


def test_the_lists_do_tell_their_own_clerk(address: dict[str, Any], signed_in: SignedIn) -> None:
    """So that the test above cannot pass because nothing is told to anybody."""
    clerk = signed_in("one-stop-clerk")
    telling = [place for place in lists(address, ASKED[:2]) if tells(clerk.get(place))]
    assert {"/quay/", "/tim/?tim=uoc"} <= set(telling)


@pytest.mark.usefixtures("db")
class TestSearch:
    WORDS = (
        "tran",
        "thi",
        "uoc",
        "Trần Thị Ước",
        "082190000001",
        "0901234567",
        "H26.1.1-261123-0001",
        "082190",
        "|",
        " ",
    )

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
    def test_no_search_finds_what_is_not_ones_own(
        self, text: str, address: dict[str, Any], strangers: dict[str, Client]
    ) -> None:
        for role in ("one-stop-clerk", "leader"):
            answer = strangers[role].get("/tim/", {"tim": text})
            rows = answer.context["rows"]
            assert rows == (), text
