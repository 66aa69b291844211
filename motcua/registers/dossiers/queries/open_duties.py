"""How much is open and how much of it late, by kind of office: for those who watch over the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.rules.access import Viewer


@dataclass(frozen=True, slots=True)
class OpenDuties:
    """Of one kind of office; true for the moment asked."""

    kind: str
    open: int
    overdue: int


def open_duties_by_kind(*, viewer: Viewer, now: datetime) -> tuple[OpenDuties, ...]:
    """Of the offices that the viewer oversees; of all for the house itself. One look through the open duties."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.kind, count(*), count(*) FILTER (WHERE q.due_at < %(now)s)"
            " FROM dossiers_duty q JOIN offices_office o ON o.id = q.office_id"
            " WHERE q.closed_at IS NULL AND (%(everyone)s OR q.office_id = ANY(%(overseen)s))"
            " GROUP BY o.kind ORDER BY o.kind",
            {"now": now, "everyone": viewer.is_system, "overseen": sorted(viewer.oversees)},
        )
        return tuple(OpenDuties(*row) for row in cursor.fetchall())
