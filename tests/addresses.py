"""Every address of the house by its name, and which of them show a page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

NOT_PAGES: Final = {
    "alive": "for a monitor",
    "ready": "for a monitor",
    "metrics": "for a monitor",
    "set_language": "acts only",
    "shared:language": "acts only",
    "api:dossiers": "for partner systems",
    "api:call": "for partner systems",
    "shared:scan": "a file",
    "counter:draft_scan": "a file",
    "office:notice_file": "a file",
    "desk:result": "a file",
    "counter:find_procedure": "a part of the page of intake",
    "counter:find_commune": "a part of the page of intake",
}
"""Addresses that answer when asked and show no page, with the reason. What is a file by its name needs none."""
FILES: Final = (".pdf", ".svg", ".png", ".csv")


def named(resolver: URLResolver | None = None, door: str = "") -> dict[str, URLPattern]:
    """Every address by its name with that of its door."""
    found: dict[str, URLPattern] = {}
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            found |= named(each, f"{each.namespace}:" if each.namespace else door)
        elif each.name:
            found[door + each.name] = each
    return found


def filled(name: str, pattern: URLPattern) -> str:
    """The address with something in each of its places, be it there or not."""
    nothing = "00000000-0000-4000-8000-000000000000"
    texts = {"slug": "x", "code": "x", "partner": "x", "key": nothing}
    return reverse(name, kwargs={key: texts.get(key, 1) for key in pattern.pattern.converters})


def may_be_pages() -> dict[str, str]:
    """Names and addresses without those of files and of `NOT_PAGES`; some act only, and refuse to be asked (405)."""
    found = {name: filled(name, pattern) for name, pattern in named().items() if name not in NOT_PAGES}
    return {name: place for name, place in found.items() if not place.endswith(FILES)}


def view_at(address: str) -> str:
    """The name of the view that answers there; empty for none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
