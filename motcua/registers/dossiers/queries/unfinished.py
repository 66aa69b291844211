"""What an office promised for soon and has not decided: of every role there, not of the viewer's own alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.queries.duty_rows import COLUMNS, DutyRow, rows_of
from motcua.registers.dossiers.queries.steps import STANDING_NAMES
from motcua.rules.access import Role, Viewer

LOOKED_AT: Final = 50
"""Duties of each role, and of each position, that are looked at: those due last."""
LOOKED_BACK: Final = timedelta(days=7)
"""What is late for longer stands on the list of the overdue anyway."""
MOST: Final = 100


def unfinished_of_promises(
    *, viewer: Viewer, office_id: int, role: Role, promised_from: datetime, promised_before: datetime, limit: int = 20
) -> tuple[DutyRow, ...]:
    """What an office still decides though its promise, never moved before, ends between these moments: one open duty of
    each dossier, for whoever holds this role there. Of each role and each position of the office it looks at the last
    `LOOKED_AT` duties that are due by then, none due more than `LOOKED_BACK` before."""
    if not viewer.holds(role, office_id):
        return ()
    values: dict[str, Any] = {
        "office": office_id,
        "standing": list(STANDING_NAMES),
        "since": promised_from - LOOKED_BACK,
        "from": promised_from,
        "before": promised_before,
        "looked": LOOKED_AT,
        "most": min(limit, MOST),
    }
    return rows_of(prepared.rows(_UNFINISHED, values), viewer, promised_from)


# Each walk goes back through an index from the last day promised, and stops; the place stands in the order, since "IS
# NULL" orders nothing for the planner.
_DUE_BY_THEN: Final = """
SELECT * FROM dossiers_duty
WHERE closed_at IS NULL AND office_id = %(office)s AND role = place.role AND position_id {position}
    AND due_at >= %(since)s AND due_at < %(before)s
ORDER BY position_id DESC, due_at DESC LIMIT %(looked)s
"""
_UNFINISHED: Final = f"""
WITH places AS (
    SELECT id, role FROM offices_position
    WHERE office_id = %(office)s AND (valid_to IS NULL OR valid_to >= %(since)s::timestamptz::date)),
near AS MATERIALIZED (
    SELECT d.* FROM (SELECT DISTINCT role FROM places) place
    CROSS JOIN LATERAL ({_DUE_BY_THEN.format(position="IS NULL")}) d
    UNION ALL
    SELECT d.* FROM places place CROSS JOIN LATERAL ({_DUE_BY_THEN.format(position="= place.id")}) d)
SELECT * FROM (
    SELECT DISTINCT ON (q.dossier_id) {COLUMNS} FROM near q JOIN dossiers_dossier d ON d.id = q.dossier_id
    WHERE q.step <> ALL(%(standing)s)
        AND d.competent_office_id = %(office)s AND d.state IN ('received', 'processing') AND d.mirrored_at IS NULL
        AND d.due_at >= %(from)s AND d.due_at < %(before)s
        AND d.clock ->> 'paused_at' IS NULL AND d.clock ->> 'rescheduled' IS NULL
    ORDER BY q.dossier_id, q.number) found
ORDER BY 13, 1 LIMIT %(most)s
"""
