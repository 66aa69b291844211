"""What the register does: write down, once for each event, that the applicant is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

# The key is the event: a batch that is read twice tells once.
_TELL = """
INSERT INTO notices_notice (dossier_id, person_id, kind, event_id, told_at)
SELECT d.id, d.applicant_id, n.kind, n.event_id, n.at
FROM unnest(%(dossiers)s::bigint[], %(kinds)s::text[], %(events)s::bigint[], %(at)s::timestamptz[])
     AS n(dossier_id, kind, event_id, at)
JOIN dossiers_dossier d ON d.id = n.dossier_id
ON CONFLICT (event_id) DO NOTHING
"""


def tell(*, notices: Iterable[tuple[int, str, int, datetime]]) -> int:
    """Write notices given as (dossier, kind, ledger event, moment) in one statement; answer how many are new."""
    rows = list(notices)
    if not rows:
        return 0
    dossiers, kinds, events, moments = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_TELL, {"dossiers": dossiers, "kinds": kinds, "events": events, "at": moments})
        return int(cursor.rowcount)
