"""How much work a position leaves behind when it ends: counts only, of no person and no dossier by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from motcua.rules.access import Viewer, may_hand_on

MOST_STRANDED = 50


@dataclass(frozen=True, slots=True)
class DutiesOfPosition:
    """Open duties that name a position, and those of its role in the office, whoever they name."""

    named: int
    named_overdue: int
    of_role: int


@dataclass(frozen=True, slots=True)
class Stranded:
    """A position that nobody holds, and how many open duties name it."""

    position_id: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Planned:
    """Duties that name a position go to another from a day on; `to` empty: to all who hold the role."""

    position_id: int
    title: str
    from_day: date
    to: str


def planned_hand_ons(*, office_id: int, viewer: Viewer) -> tuple[Planned, ...]:
    """What is to be given on in an office whose duties the viewer may give on; else nothing. At most 50."""
    if not may_hand_on(viewer, office_id):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.title, n.from_day, coalesce(t.title, '') FROM dossiers_planned_hand_on n"
            " JOIN offices_position p ON p.id = n.position_id LEFT JOIN offices_position t ON t.id = n.to_position_id"
            " WHERE p.office_id = %s ORDER BY n.from_day, p.id LIMIT %s",
            [office_id, MOST_STRANDED],
        )
        return tuple(Planned(*row) for row in cursor.fetchall())


def duties_of_position(*, position_id: int, viewer: Viewer, now: datetime) -> DutiesOfPosition:
    """Of an office whose duties the viewer may give on; else nothing. One walk through the role's open duties there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT office_id, role FROM offices_position WHERE id = %s", [position_id])
        found = cursor.fetchone()
        if found is None or not may_hand_on(viewer, found[0]):
            return DutiesOfPosition(0, 0, 0)
        cursor.execute(
            "SELECT count(*) FILTER (WHERE position_id = %(position)s),"
            " count(*) FILTER (WHERE position_id = %(position)s AND due_at < %(now)s), count(*)"
            " FROM dossiers_duty WHERE closed_at IS NULL AND office_id = %(office)s AND role = %(role)s",
            {"position": position_id, "office": found[0], "role": found[1], "now": now},
        )
        return DutiesOfPosition(*cursor.fetchone())


def stranded_duties(*, office_id: int, viewer: Viewer, on: date) -> tuple[Stranded, ...]:
    """Positions of an office that nobody holds that day while open duties name them. At most 50."""
    if not may_hand_on(viewer, office_id):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.title, count(*) FROM dossiers_duty q JOIN offices_position p ON p.id = q.position_id"
            " WHERE q.closed_at IS NULL AND q.office_id = %(office)s AND NOT EXISTS ("
            "  SELECT 1 FROM offices_holding h JOIN people_official o ON o.id = h.official_id"
            "  WHERE h.position_id = p.id AND o.is_active AND h.from_date <= %(on)s"
            "  AND (h.to_date IS NULL OR h.to_date >= %(on)s) AND (p.valid_to IS NULL OR p.valid_to >= %(on)s))"
            " GROUP BY p.id, p.title ORDER BY p.id LIMIT %(most)s",
            {"office": office_id, "on": on, "most": MOST_STRANDED},
        )
        return tuple(Stranded(*row) for row in cursor.fetchall())


def codes_of(dossier_ids: Iterable[int], *, viewer: Viewer) -> dict[int, str]:
    """The codes of these dossiers and nothing else, for who reads the log of sights; nothing for others."""
    if not (viewer.administers or viewer.oversees):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, coalesce(code, reference) FROM dossiers_dossier WHERE id = ANY(%s)", [list(dossier_ids)]
        )
        return dict(cursor.fetchall())
