"""Letting officials in: an account with its first position and a one-time code; a new code; closing the account.

Whose administrator may do this: of every office where the official holds a position today or later, so that nobody
takes over the account of someone above by seating him in an office of his own (docs/decisions/0080).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.offices.actions.positions import seat_many
from motcua.registers.offices.facts import NewHolding
from motcua.registers.offices.statements import must_administer, rows
from motcua.registers.people import actions as people
from motcua.registers.people.actions import IssuedCode, NewOfficial
from motcua.rules.access import Viewer

_CONCERNED = """
WITH held AS (
    SELECT p.office_id, h.to_date FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    WHERE h.official_id = %(official)s
)
SELECT office_id FROM held WHERE to_date IS NULL OR to_date >= %(on)s
UNION ALL (
    SELECT office_id FROM held WHERE NOT EXISTS (SELECT 1 FROM held WHERE to_date IS NULL OR to_date >= %(on)s)
    ORDER BY to_date DESC LIMIT 1
)
"""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new official and the code for the first sign-in, to be shown once."""

    official_id: int
    code: IssuedCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Who is to be let in, and which position is given from when to when."""

    official: NewOfficial
    position_id: int
    from_date: date
    to_date: date | None = None


def enrol(*, enrolment: Enrolment, now: datetime, by: Viewer) -> Enrolled:
    """Register an official, give a position and a one-time code, in one transaction.

    Raises what `register_official` and `seat` raise.
    """
    with transaction.atomic():
        official_id = people.register_official(official=enrolment.official, now=now, by=by)
        holding = NewHolding(
            position_id=enrolment.position_id,
            official_id=official_id,
            from_date=enrolment.from_date,
            to_date=enrolment.to_date,
        )
        seat_many(holdings=[holding], now=now, by=by)
        return Enrolled(official_id, people.issue_codes(official_ids=[official_id], now=now, by=by)[official_id])


@transaction.atomic
def give_codes(*, official_ids: Sequence[int], now: datetime, by: Viewer) -> dict[int, IssuedCode]:
    """New one-time codes, for the first sign-in or a forgotten password. Raises `NotYoursToAdminister`."""
    for official_id in official_ids:
        must_administer_official(by, official_id, now)
    return people.issue_codes(official_ids=official_ids, now=now, by=by)


@transaction.atomic
def close_account(*, official_id: int, now: datetime, by: Viewer) -> None:
    """Let an official sign in no more, at once. Raises `NotYoursToAdminister`, `OfficialUnknown`."""
    must_administer_official(by, official_id, now)
    people.close_official(official_id=official_id, now=now, by=by)


@transaction.atomic
def reopen_account(*, official_id: int, now: datetime, by: Viewer) -> None:
    """Let an official sign in again. Raises `NotYoursToAdminister`, `OfficialUnknown`."""
    must_administer_official(by, official_id, now)
    people.reopen_official(official_id=official_id, now=now, by=by)


@transaction.atomic
def change_account(*, official_id: int, name: str, phone: str, now: datetime, by: Viewer) -> None:
    """Write another name or phone. Raises `NotYoursToAdminister` and what `change_official` raises."""
    must_administer_official(by, official_id, now)
    people.change_official(official_id=official_id, name=name, phone=phone, now=now, by=by)


def must_administer_official(by: Viewer, official_id: int, now: datetime) -> None:
    """Raises `NotYoursToAdminister` unless `by` administers every office where the official holds a position today or
    later; of one who holds none, the office of the last; of one who never held any, the province's administrators."""
    values = {"official": official_id, "on": now.astimezone(VIETNAM).date()}
    must_administer(by, [one[0] for one in rows(_CONCERNED, values)])
