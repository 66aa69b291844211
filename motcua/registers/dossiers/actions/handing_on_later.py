"""A position ends on a day to come: its duties stay with its holder until then, and are given on the day after.

What was ordered waits here. Each hour the plans whose day has come are carried out; if the worker stands still, the
duties of a position that nobody holds are told to the administrators (`queries.stranded_duties`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.actions.handing_on import Place, fits, give, giver, place_of
from motcua.registers.dossiers.errors import NobodyThereThen
from motcua.rules.access import Viewer

MOST_PLANS: Final = 100
"""Carried out in one go; the rest an hour later."""
_PLAN: Final = """
INSERT INTO dossiers_planned_hand_on (position_id, to_position_id, from_day, ordered_by, ordered_at)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (position_id) DO UPDATE SET to_position_id = excluded.to_position_id, from_day = excluded.from_day,
    ordered_by = excluded.ordered_by, ordered_at = excluded.ordered_at
"""
_DUE: Final = """
SELECT n.position_id, p.office_id, p.role, n.to_position_id, n.ordered_by
FROM dossiers_planned_hand_on n JOIN offices_position p ON p.id = n.position_id
WHERE n.from_day <= %s ORDER BY n.from_day, n.position_id LIMIT %s
"""


def plan_hand_on(*, position_id: int, to_position_id: int | None, from_day: date, by: Viewer, now: datetime) -> None:
    """On that day give the open duties that name a position to another of its office and role, or with None to all who
    hold the role. A newer plan for the position takes the place of the one before.

    Raises `NotYoursToAssign`, and `NobodyThereThen` where the other position is nobody's that day.
    """
    place = place_of(position_id, by)
    if not fits(place, to_position_id, from_day):
        raise NobodyThereThen(day=f"{from_day:%d/%m/%Y}")
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, [position_id, to_position_id, from_day, giver(by, place.office_id), now])


def forget_hand_on(*, position_id: int, by: Viewer) -> None:
    """Let the duties stay with whoever holds the position next. Raises `NotYoursToAssign`."""
    place_of(position_id, by)
    _forget(position_id)


def carry_out_planned(*, now: datetime) -> int:
    """Give on what was planned for today or before; how many duties went. The same again changes nothing.

    A plan whose successor is not there after all waits until somebody is, or another is chosen.
    """
    today = now.astimezone(VIETNAM).date()
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [today, MOST_PLANS])
        due = cursor.fetchall()
    count = 0
    for position_id, office_id, role, to_position_id, by in due:
        place = Place(position_id, office_id, role)
        if not fits(place, to_position_id, today):
            continue
        given = give(place, to_position_id, by=by, now=now)
        count += given.count
        if not given.is_more:
            _forget(position_id)
    return count


def _forget(position_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_planned_hand_on WHERE position_id = %s", [position_id])
