"""What every page knows: how it is to be shown, and the ways an official may go from here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.clock import now
from motcua.registers.offices import queries as offices
from motcua.rules.access import PUBLIC, Seat, Viewer
from motcua.web.shared.gates import role_name

DISPLAY_COOKIE = "hien-thi"
PLACE = "place"
SIZES = ("small", "normal", "large")
THEMES = ("auto", "light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the head of the page."""

    url: str
    words: str
    here: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: display, ways, the official's place."""
    size, theme = display_of(request)
    viewer: Viewer = getattr(request, "viewer", PUBLIC)
    seat: Seat | None = getattr(request, "seat", None)
    return {
        "now": now(),
        "size": size,
        "theme": theme,
        "viewer": viewer,
        "seat": seat,
        "seat_role": role_name(seat.role) if seat else "",
        "place": _place(request, seat) if seat else "",
        "ways": _ways(request, viewer),
        "roles": {one.role for one in viewer.seats},
        "demonstration": bool(getattr(settings, "DEMONSTRATION", False)),
        "languages": [code for code, _ in settings.LANGUAGES if code == settings.LANGUAGE_CODE or _is_translated(code)],
        "province": getattr(settings, "PROVINCE_NAME", "Đồng Tháp"),
    }


def display_of(request: HttpRequest) -> tuple[str, str]:
    """(size, theme) kept in the reader's cookie; what is unknown counts as not said."""
    size, _, theme = request.COOKIES.get(DISPLAY_COOKIE, "").partition(".")
    return (size if size in SIZES else "normal"), (theme if theme in THEMES else "auto")


@lru_cache
def _is_translated(language: str) -> bool:
    """Whether the house speaks it: a page is not offered in a language that it has not."""
    return any((Path(folder) / language / "LC_MESSAGES" / "django.mo").exists() for folder in settings.LOCALE_PATHS)


def _place(request: HttpRequest, seat: Seat) -> str:
    """The name of the seat's office, asked once a session."""
    kept = request.session.get(PLACE)
    if not kept or kept[0] != seat.office_id:
        kept = [seat.office_id, offices.office(seat.office_id).name]
        request.session[PLACE] = kept
    return str(kept[1])


def _ways(request: HttpRequest, viewer: Viewer) -> tuple[Way, ...]:
    roles = {seat.role for seat in viewer.seats}
    named: list[tuple[str, str]] = []
    if "one-stop-clerk" in roles:
        named += [
            ("counter:home", gettext("Quầy")),
            ("counter:intake", gettext("Tiếp nhận")),
            ("counter:certify", gettext("Chứng thực")),
            ("counter:waiting", gettext("Trả kết quả")),
        ]
    if roles & {"one-stop-clerk", "cashier", "unit-head"}:
        named.append(("counter:money", gettext("Thu tiền")))
    if roles - {"one-stop-clerk", "inspector", "administrator", "support"}:
        named.append(("desk:duties", gettext("Việc của tôi")))
    if "leader" in roles:
        named.append(("desk:to_sign", gettext("Chờ ký")))
        named.append(("counter:certify_sign", gettext("Ký chứng thực")))
    if roles - {"administrator"}:
        named.append(("desk:search", gettext("Tìm hồ sơ")))
    if "administrator" in roles:
        named.append(("office:home", gettext("Quản trị")))
    if "inspector" in roles:
        named.append(("office:all_sights", gettext("Ai đã xem")))
    here = request.path
    links = [(reverse(name), words) for name, words in named]
    best = max((url for url, _ in links if here.startswith(url)), key=len, default="")
    return tuple(Way(url, words, here=url == best) for url, words in links)
