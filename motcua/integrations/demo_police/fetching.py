"""The file of a result, from the police's own address and from nowhere else.

`MOTCUA_POLICE_FILES` names the address; what a message says is only a place under it. How the real system lets one
sign in for its files is not known to us: this asks without (docs/decisions/0106).
"""

from __future__ import annotations

import posixpath
import re
import time
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from motcua.stages.mirroring.ports import FileNotHad, PartnerSilent

_PIECE: Final = 64 * 1024
_PLAIN: Final = re.compile(r"[!-~]{1,1000}")
_MAY_CHANGE: Final = frozenset({401, 403, 404, 408, 425, 429})
"""Answers that another hour may change: a right that is still to be given, a file that is still to be laid there."""


class _NoRedirects(HTTPRedirectHandler):
    """What the police do not serve themselves is not asked for."""

    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None


_OPENER: Final = build_opener(_NoRedirects)


def fetch(base: str, address: str, *, within: float, most: int) -> tuple[bytes, str]:
    """As `ResultFilePort.fetch`; `base` is the police's address, ending in "/"."""
    until = time.monotonic() + within
    asked = Request(place_under(base, address), headers={"Accept": "application/pdf, image/jpeg, image/png"})
    try:
        with _OPENER.open(asked, timeout=within) as answer:
            content = _read(answer, until, most)
            if len(content) != int(answer.headers.get("Content-Length", len(content))):
                raise PartnerSilent("no-answer")
            return content, answer.headers.get_content_type()
    except HTTPError as fault:
        fault.close()
        may_change = fault.code in _MAY_CHANGE or fault.code >= 500
        raise (PartnerSilent if may_change else FileNotHad)(f"{fault.code}") from fault
    except (URLError, HTTPException, ValueError) as fault:  # ValueError: a length that is no number
        raise PartnerSilent("no-answer") from fault


def place_under(base: str, address: str) -> str:
    """The whole address. Raises `FileNotHad` when it is not under the base."""
    if not _PLAIN.fullmatch(address) or "\\" in address:
        raise FileNotHad("elsewhere")
    try:
        whole = urljoin(base, address)
        found, own = urlsplit(whole), urlsplit(base)
    except ValueError:
        raise FileNotHad("elsewhere") from None
    path = posixpath.normpath(unquote(unquote(found.path)))
    inside = path.startswith(own.path) and len(path) > len(own.path)
    if (found.scheme, found.netloc) != (own.scheme, own.netloc) or not inside or found.fragment:
        raise FileNotHad("elsewhere")
    return whole


def _read(answer: Any, until: float, most: int) -> bytes:
    """All of it, while there is time. Raises `FileNotHad` for more than is taken, `PartnerSilent` when time is over."""
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        pieces.append(piece)
        if size > most:
            raise FileNotHad("too-large")
        if time.monotonic() > until:
            raise PartnerSilent("no-answer")
    return b"".join(pieces)
