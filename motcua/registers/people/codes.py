"""One-time codes: how an official sets the first password, or a new one when the old is forgotten.

A code has about 59 bits, lives a week, is shown once, and dies of ten wrong tries from wherever they come; beside that
django-axes throttles by name and address (docs/decisions/0080).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.registers.ledger import actions as ledger
from motcua.registers.people.errors import CodeUnfit, PasswordTooShort
from motcua.rules.access import Viewer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without the letters that are read as others."""
LETTERS = 12
LIVES = timedelta(days=7)
MOST_TRIES = 10
LEAST_PASSWORD = 12

_ISSUE = """
INSERT INTO people_sign_in_code (official_id, hashed, issued_at, issued_by, expires_at, tries)
SELECT official, hashed, %(now)s, %(by)s, %(expires)s, 0
FROM unnest(%(officials)s::bigint[], %(hashes)s::text[]) AS given (official, hashed)
ON CONFLICT (official_id) DO UPDATE SET hashed = excluded.hashed, issued_at = excluded.issued_at,
    issued_by = excluded.issued_by, expires_at = excluded.expires_at, tries = 0
"""
_HELD = """
SELECT o.id, c.hashed FROM people_official o JOIN people_sign_in_code c ON c.official_id = o.id
WHERE o.sign_in_name = %(name)s AND o.is_active AND c.expires_at > %(now)s AND c.tries < %(most)s
FOR UPDATE OF c
"""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is shown, once, and until when it can be used."""

    code: str
    expires_at: datetime


@transaction.atomic
def issue_codes(*, official_ids: Sequence[int], now: datetime, by: Viewer) -> dict[int, IssuedCode]:
    """Give each of these officials a new code; an older one is void. The password in use stays until it is used.

    Whether `by` administers them is for the room of offices to say, which calls this.
    """
    codes = {official: "".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for official in official_ids}
    expires = now + LIVES
    values: dict[str, Any] = {
        "officials": list(codes),
        "hashes": [_hashed(official, code) for official, code in codes.items()],
        "now": now,
        "by": by.official_id,
        "expires": expires,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ISSUE, values)
    body = {"by": by.official_id, "expires": expires}
    events = [ledger.NewEvent(f"official/{official}", "code-issued", body, now) for official in codes]
    ledger.append_many(events=events)
    return {official: IssuedCode(_shown(code), expires) for official, code in codes.items()}


@transaction.atomic
def official_with_code(*, sign_in_name: str, code: str, now: datetime) -> int | None:
    """Whose code this is, if it can still be used; each wrong one counts against it."""
    found = _held(sign_in_name, now)
    if found is None:
        return None
    official, hashed = found
    if constant_time_compare(hashed, _hashed(official, _bare(code))):
        return official
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_sign_in_code SET tries = tries + 1 WHERE official_id = %s", [official])
    return None


@transaction.atomic
def set_password_by_code(*, sign_in_name: str, code: str, password: str, now: datetime) -> int:
    """Use the code up and set the password; sessions elsewhere end. Raises `PasswordTooShort`, `CodeUnfit`."""
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    found = _held(sign_in_name, now)
    if found is None or not constant_time_compare(found[1], _hashed(found[0], _bare(code))):
        raise CodeUnfit()
    values: dict[str, Any] = {"official": found[0], "password": make_password(password)}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_sign_in_code WHERE official_id = %(official)s", values)
        cursor.execute("UPDATE people_official SET password = %(password)s WHERE id = %(official)s", values)
    ledger.append(stream=f"official/{found[0]}", kind="password-set-by-code", body={"by": found[0]}, happened_at=now)
    return found[0]


def _held(sign_in_name: str, now: datetime) -> tuple[int, str] | None:
    values: dict[str, Any] = {"name": sign_in_name.strip().lower(), "now": now, "most": MOST_TRIES}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, values)
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _hashed(official_id: int, code: str) -> str:
    return salted_hmac(f"people.sign-in-code.{official_id}", code, algorithm="sha256").hexdigest()


def _bare(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _shown(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, LETTERS, 4))
