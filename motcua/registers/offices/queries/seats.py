"""Who holds which position on a day, and so what an official may see and do."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from motcua.foundation.postgres import prepared
from motcua.registers.offices import kept_calendars
from motcua.registers.offices.facts import Holder, Position
from motcua.registers.offices.statements import rows
from motcua.rules.access import Role, Seat, Viewer
from motcua.rules.workdays import VIETNAM

HELD = """h.from_date <= %(on)s AND (h.to_date IS NULL OR h.to_date >= %(on)s)
    AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)"""

SEATS = f"""
SELECT h.id, h.position_id, p.office_id, p.unit_id, p.role, h.substitute
FROM offices_holding h
JOIN offices_position p ON p.id = h.position_id
JOIN people_official o ON o.id = h.official_id
WHERE h.official_id = %(official)s AND o.is_active AND {HELD}
ORDER BY h.substitute, h.id
"""

VIEWER = f"""
WITH RECURSIVE seats AS ({SEATS}),
reached AS (
    SELECT role, office_id AS id FROM seats WHERE role IN (%(overseer)s, %(administrator)s)
    UNION SELECT role, below.id FROM offices_office below JOIN reached ON below.parent_id = reached.id
)
SELECT (SELECT json_agg(json_build_array(id, position_id, office_id, unit_id, role, substitute)) FROM seats),
    (SELECT array_agg(id) FROM reached WHERE role = %(overseer)s),
    (SELECT array_agg(id) FROM reached WHERE role = %(administrator)s),
    (SELECT mark FROM offices_calendar_state)
"""

HOLDER = tuple(field.name for field in fields(Holder))
"""The facts in the order of the statement's columns."""
HOLDERS = f"""
SELECT h.id, h.position_id, p.role, p.title, p.unit_id, h.official_id, o.name, h.substitute, h.from_date, h.to_date,
    h.capacity
FROM offices_position p
JOIN offices_holding h ON h.position_id = p.id
JOIN people_official o ON o.id = h.official_id
WHERE p.office_id = %(office)s AND (%(role)s::text = '' OR p.role = %(role)s) AND o.is_active AND {HELD}
ORDER BY p.role, h.substitute, o.sort_key, h.id
"""


def seats_of(official_id: int, on: date) -> tuple[Seat, ...]:
    """The positions the official holds that day, main ones before substitutions; none once the account is closed."""
    return tuple(Seat(*one) for one in rows(SEATS, {"official": official_id, "on": on}))


def viewer_of(official_id: int, now: datetime) -> Viewer:
    """The official as one who asks, with the rights of this day: one statement, to be run at each request.

    A position that ended yesterday gives nothing today, in a session that was open before too. An inspector oversees
    the office of that position and all below it, an administrator administers them. On the way the mark of the
    calendars is learnt (`calendar_of`).
    """
    on = now.astimezone(VIETNAM).date()
    values = {"official": official_id, "on": on, "overseer": Role.INSPECTOR, "administrator": Role.ADMINISTRATOR}
    ((seats, overseen, administered, mark),) = prepared.rows(VIEWER, values)
    kept_calendars.learn(mark)
    return Viewer(
        official_id=official_id,
        seats=tuple(Seat(*one) for one in seats or ()),
        oversees=frozenset(overseen or ()),
        administers=frozenset(administered or ()),
    )


def holders_of(office_id: int, on: date, *, role: str = "") -> tuple[Holder, ...]:
    """Who holds positions of an office that day (of one role if named): main holders before substitutes, then by name.

    Who acts for an office is public (NĐ 61/2018/NĐ-CP art. 9(7)).
    """
    found = prepared.rows(HOLDERS, {"office": office_id, "role": role, "on": on})
    return tuple(Holder(**dict(zip(HOLDER, one, strict=True))) for one in found)


def positions_of(office_id: int, on: date) -> tuple[Position, ...]:
    """The positions of an office that day, held or not."""
    sql = """SELECT id, office_id, unit_id, role, title FROM offices_position
        WHERE office_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s) ORDER BY id"""
    return tuple(
        Position(id=one[0], office_id=one[1], unit_id=one[2], role=one[3], title=one[4])
        for one in rows(sql, [office_id, on, on])
    )
