"""Which promises already given a change of a calendar would touch: counted, of no person and no dossier by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import NotYoursToAdminister
from motcua.rules.access import Viewer, may_administer

MOST_COUNTED: Final = 10_000

# One look through the open duties, then each dossier by its number: the cost is that of what is open, not of what is
# kept.
RUNNING: Final = """
WITH open AS MATERIALIZED (
    SELECT DISTINCT dossier_id FROM dossiers_duty WHERE closed_at IS NULL AND dossier_id > %(after)s
)
SELECT d.id FROM open JOIN dossiers_dossier d ON d.id = open.dossier_id
WHERE d.state IN ('received', 'processing') AND d.due_at IS NOT NULL
    AND (%(offices)s::bigint[] IS NULL OR d.competent_office_id = ANY(%(offices)s))
"""
_TOUCHED: Final = f"""
SELECT count(*) FROM ({RUNNING} AND d.due_at >= %(from)s
    AND (%(until)s::timestamptz IS NULL OR d.received_at < %(until)s) LIMIT %(most)s) touched
"""


def promises_touched(*, office_id: int | None, from_moment: datetime, until: datetime | None, viewer: Viewer) -> int:
    """How many dossiers whose clock runs have a term that runs through this time; counted up to 10,001.

    Of an office and those below it; None: of all. Raises `NotYoursToAdminister`.
    """
    values: dict[str, Any] = {
        "offices": covering(office_id, viewer=viewer),
        "after": 0,
        "from": from_moment,
        "until": until,
        "most": MOST_COUNTED + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, values)
        return int(cursor.fetchone()[0])


def covering(office_id: int | None, *, viewer: Viewer) -> list[int] | None:
    """The offices that live by the calendar of this one: itself and all below; None for all, when none is named.

    Raises `NotYoursToAdminister`.
    """
    allowed = offices.administers_all(viewer) if office_id is None else may_administer(viewer, office_id)
    if not allowed:
        raise NotYoursToAdminister()
    return None if office_id is None else list(offices.offices_under(office_id))
