"""Whom time itself gives reason to be told: results that wait, and promises that end soon.

One look through the open duties, then each dossier by its number: the cost is that of what is open, not of what is
kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.rules.access import Viewer

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class ResultWaiting:
    """A result that nobody has come for yet."""

    dossier_id: int
    finished_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PromiseEnding:
    """A dossier whose clock runs and whose promise ends soon."""

    dossier_id: int
    due_at: datetime


_WAITING: Final = f"""
WITH open AS MATERIALIZED (
    SELECT DISTINCT dossier_id FROM dossiers_duty
    WHERE closed_at IS NULL AND step = 'hand-over' AND dossier_id > %(after)s)
SELECT d.id, d.finished_at, d.due_at FROM open JOIN dossiers_dossier d ON d.id = open.dossier_id
WHERE d.state = 'done' AND d.finished_at <= %(before)s AND {SEEN} ORDER BY d.id LIMIT %(most)s
"""
# Who waits at the counter for the same day sees for himself.
_ENDING: Final = f"""
WITH open AS MATERIALIZED (
    SELECT DISTINCT dossier_id FROM dossiers_duty WHERE closed_at IS NULL AND dossier_id > %(after)s)
SELECT d.id, d.due_at FROM open JOIN dossiers_dossier d ON d.id = open.dossier_id
WHERE d.state IN ('received', 'processing') AND d.due_at > %(now)s AND d.due_at <= %(until)s
    AND d.mirrored_at IS NULL AND d.clock ->> 'paused_at' IS NULL
    AND (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    AND {SEEN} ORDER BY d.id LIMIT %(most)s
"""


def results_waiting(*, before: datetime, viewer: Viewer, after: int = 0, most: int = MOST) -> tuple[ResultWaiting, ...]:
    """Results that were there before this moment and wait still, by the dossier's number, beyond `after`."""
    values = {"before": before, "after": after, "most": min(most, MOST), **seen_by(viewer)}
    return tuple(ResultWaiting(*row) for row in _rows(_WAITING, values))


def promises_ending(
    *, now: datetime, until: datetime, viewer: Viewer, after: int = 0, most: int = MOST
) -> tuple[PromiseEnding, ...]:
    """Dossiers whose promise of another day than they came on ends between these moments, by the dossier's number."""
    values = {"now": now, "until": until, "after": after, "most": min(most, MOST), **seen_by(viewer)}
    return tuple(PromiseEnding(*row) for row in _rows(_ENDING, values))


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
