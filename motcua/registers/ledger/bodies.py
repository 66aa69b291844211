"""What may stand in an event: identifiers, codes, dates, amounts, salted hashes. No personal data, no free text."""

from __future__ import annotations

import hmac
import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.foundation.canonical import canonical

# The second kind is a mark of a process: "tax@5" (office 5 is asked), "together<0" (a branch came). No address fits.
CODE = re.compile(r"[A-Za-z0-9_./:+-]{0,80}|[a-z0-9-]{1,60}[@<][0-9]{1,12}")
KEY = re.compile(r"[A-Za-z0-9_.-]{1,60}")
# Twelve or nine digits alone are a citizen's number, ten beginning with 0 a telephone: never in a chain that stays.
PERSONAL = re.compile(r"[0-9]{12}|[0-9]{9}|0[0-9]{9}")
DEEPEST = 6
_PLAIN = frozenset({int, bool, type(None), date, datetime})
LONGEST = 8000
IMPORTED = "imported"


def body_text(body: Mapping[str, Any], imported_by: str | None = None) -> str:
    """The canonical text of a body, after the guard.

    `imported_by` names who checked an imported story; it is kept under the reserved key `imported`.
    Raises `ValueError` for floats, free text, anything that looks like personal data, and bodies over 8,000 letters.
    """
    if IMPORTED in body:
        raise ValueError(f"the key {IMPORTED!r} is kept for append_history")
    marked = body if imported_by is None else {**body, IMPORTED: imported_by}
    if not _fits(marked, 0):
        _guard(marked, "body", 0)
    text = canonical(marked)
    if len(text) > LONGEST:
        raise ValueError(f"the body has {len(text)} letters, at most {LONGEST} are kept")
    return text


def salted_hash(text: str, salt: bytes) -> str:
    """What stands in the ledger for a text kept elsewhere: HMAC-SHA-256 of its NFC form, 43 letters of base64url
    (docs/reference/ledger-format.md).

    The salt lives beside the text, in the room that owns it; once both are destroyed the hash tells nothing.
    Raises `ValueError` for a salt under 16 bytes.
    """
    if len(salt) < 16:
        raise ValueError("a salt needs at least 16 bytes")
    digest = hmac.digest(salt, unicodedata.normalize("NFC", text).encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _fits(value: Any, depth: int) -> bool:
    """Whether `_guard` has nothing to say; False where it must look. Most bodies are seen by this alone."""
    kind = type(value)
    if depth > DEEPEST:
        return False
    if kind is str:
        return CODE.fullmatch(value) is not None and PERSONAL.fullmatch(value) is None
    if kind is list or kind is tuple:
        return all(_fits(item, depth + 1) for item in value)
    if kind is dict:
        return all(type(key) is str and KEY.fullmatch(key) and _fits(item, depth + 1) for key, item in value.items())
    return kind in _PLAIN


def _guard(value: Any, place: str, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(f"{place} is nested too deeply")
    match value:
        case None | bool() | int() | date():
            return
        case str():
            if not CODE.fullmatch(value):
                raise ValueError(f"{place} is not a short code: no free text in the ledger, keep a salted hash")
            if PERSONAL.fullmatch(value):
                raise ValueError(f"{place} looks like a personal number or a telephone: keep a salted hash")
        case Mapping():
            for key, item in value.items():
                if not (isinstance(key, str) and KEY.fullmatch(key)):
                    raise ValueError(f"{place} has a key that is not a code")
                _guard(item, f"{place}.{key}", depth + 1)
        case list() | tuple():
            for nth, item in enumerate(value):
                _guard(item, f"{place}[{nth}]", depth + 1)
        case _:
            raise ValueError(
                f"{place} is a {type(value).__name__}: only ids, codes, dates, amounts and hashes are kept"
            )
