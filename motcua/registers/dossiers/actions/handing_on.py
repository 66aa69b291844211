"""A position ends: the open duties that name it are given to all who hold its role, or to a named successor.

In batches, each its own transaction, so that a post with thousands of open duties neither holds the dossiers long nor
runs out of time; what is left over is told, and asking again goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.recording import Fact
from motcua.registers.dossiers.errors import NotYoursToAssign, PositionUnfit
from motcua.registers.dossiers.held import stream_of
from motcua.registers.ledger import actions as ledger
from motcua.registers.offices import queries as offices
from motcua.rules.access import Role, Viewer, may_hand_on

BATCH: Final = 200

_POSITION = "SELECT office_id, role FROM offices_position WHERE id = %s"
# The dossiers are locked in the order of their numbers, as every other writer of several does.
_TAKE: Final = """
SELECT d.id FROM dossiers_dossier d WHERE d.id IN (
    SELECT q.dossier_id FROM dossiers_duty q
    WHERE q.closed_at IS NULL AND q.office_id = %(office)s AND q.role = %(role)s AND q.position_id = %(from)s
    ORDER BY q.dossier_id LIMIT %(batch)s)
ORDER BY d.id FOR UPDATE
"""
_GIVE: Final = """
UPDATE dossiers_duty SET position_id = %(to)s::bigint
WHERE dossier_id = ANY(%(dossiers)s) AND position_id = %(from)s AND closed_at IS NULL
RETURNING dossier_id, number, step
"""


@dataclass(frozen=True, slots=True)
class HandedOn:
    """How many duties were given on, and whether some are left."""

    count: int
    is_more: bool


def hand_on(*, position_id: int, to_position_id: int | None, by: Viewer, now: datetime, batches: int = 25) -> HandedOn:
    """Give the open duties that name a position to another position of its office and role, or with None to all who
    hold the role. The same again changes nothing. At most `batches` times 200 dossiers.

    Raises `NotYoursToAssign`, `PositionUnfit`.
    """
    place = place_of(position_id, by)
    if not fits(place, to_position_id, now.astimezone(VIETNAM).date()):
        raise PositionUnfit
    return give(place, to_position_id, by=giver(by, place.office_id), now=now, batches=batches)


@dataclass(frozen=True, slots=True)
class Place:
    """The position whose duties are given on."""

    position_id: int
    office_id: int
    role: str


def place_of(position_id: int, by: Viewer) -> Place:
    """Raises `NotYoursToAssign` for a position that is not there, or of an office that is not the viewer's."""
    found = _rows(_POSITION, [position_id])
    if not found or not may_hand_on(by, found[0][0]):
        raise NotYoursToAssign
    return Place(position_id, *found[0])


def fits(place: Place, to_position_id: int | None, on: date) -> bool:
    """Whether that day somebody holds the other position, of the same office and role; None, all of them, always."""
    if to_position_id is None:
        return True
    holders = offices.holders_of(place.office_id, on, role=place.role)
    return to_position_id != place.position_id and to_position_id in {one.position_id for one in holders}


def give(place: Place, to_position_id: int | None, *, by: str, now: datetime, batches: int = 25) -> HandedOn:
    """Give them on, batch by batch; `by` is told by the event of each."""
    values = {
        "office": place.office_id,
        "role": place.role,
        "from": place.position_id,
        "to": to_position_id,
        "batch": BATCH,
    }
    count = 0
    for _ in range(batches):
        given = _one_batch(values, by, now)
        count += given
        if not given:
            return HandedOn(count, False)
    return HandedOn(count, True)


def _one_batch(values: dict[str, Any], by: str, now: datetime) -> int:
    with one_transaction():
        dossiers = [row[0] for row in _rows(_TAKE, values)]
        given = _rows(_GIVE, {**values, "dossiers": dossiers}) if dossiers else []
        events = [
            ledger.NewEvent(
                stream_of(dossier),
                Fact.ASSIGNED.value,
                {"duty": number, "step": step, "position": values["to"], "from": values["from"], "by": by},
                now,
            )
            for dossier, number, step in sorted(given)
        ]
        if events:
            ledger.append_many(events=events)
    return len(given)


def giver(by: Viewer, office_id: int) -> str:
    """By which of their positions the viewer gives them on."""
    seats = [by.seat_for(role, office_id) for role in (Role.UNIT_HEAD, Role.LEADER)]
    seats += [seat for seat in by.seats if seat.role == Role.ADMINISTRATOR]
    return next((f"holding/{seat.holding_id}" for seat in seats if seat), "system")


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
