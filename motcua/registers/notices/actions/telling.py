"""Writing down, once for each event, that the applicant is told; sending comes later, from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.registers.notices import partners

# The key is the event: a batch that is read twice tells once. Whatever stands open to be called about the same dossier
# is overtaken by the newer notice.
_TELL = """
WITH told AS (
    SELECT * FROM unnest(%(dossiers)s::bigint[], %(kinds)s::text[], %(events)s::bigint[], %(at)s::timestamptz[],
                         %(sent)s::boolean[]) AS n(dossier_id, kind, event_id, at, is_sent)
), overtaken AS (
    UPDATE notices_notice SET to_call = false WHERE to_call AND dossier_id IN (SELECT dossier_id FROM told)
)
INSERT INTO notices_notice (dossier_id, person_id, kind, event_id, told_at, office_id, state, next_at)
SELECT d.id, d.applicant_id, n.kind, n.event_id, n.at, d.received_office_id,
       CASE WHEN n.is_sent THEN 'waiting' ELSE '' END, CASE WHEN n.is_sent THEN n.at END
FROM told n JOIN dossiers_dossier d ON d.id = n.dossier_id
ON CONFLICT (event_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to be told. What is not fresh (`is_fresh`) is written down and never sent: imported years."""

    dossier_id: int
    kind: str
    event_id: int
    at: datetime
    is_fresh: bool = True


def tell(*, notices: Iterable[NewNotice]) -> int:
    """Write these notices in one statement, to be sent where a channel is served; answer how many are new."""
    rows = list(notices)
    if not rows:
        return 0
    is_served = bool(partners.channels())
    values: dict[str, Any] = {
        "dossiers": [one.dossier_id for one in rows],
        "kinds": [one.kind for one in rows],
        "events": [one.event_id for one in rows],
        "at": [one.at for one in rows],
        "sent": [is_served and one.is_fresh and one.kind not in settings.MESSAGES_OFF for one in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL, values)
        return int(cursor.rowcount)


def nobody_to_call(*, dossier_ids: Iterable[int]) -> None:
    """Nobody need be called about these dossiers any more: they were returned or withdrawn."""
    wanted = sorted(set(dossier_ids))
    if wanted:
        sql = "UPDATE notices_notice SET to_call = false WHERE to_call AND dossier_id = ANY(%s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [wanted])
