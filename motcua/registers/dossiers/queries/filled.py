"""What another register gave for a dossier's result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.rules.access import Viewer


@dataclass(frozen=True, slots=True)
class Filled:
    """The newest words, by key of the result's template, and which register said so."""

    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: str = ""
    kept_at: datetime | None = None


def filled_result(*, dossier_id: int, viewer: Viewer) -> Filled:
    """Empty when nothing was filled in, or when the viewer may not see the dossier."""
    sql = f"""SELECT w.words, w.source, w.kept_at FROM dossiers_result_words w
        JOIN dossiers_dossier d ON d.id = w.dossier_id
        WHERE w.dossier_id = %(dossier)s AND {SEEN} ORDER BY w.number DESC LIMIT 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"dossier": dossier_id, **seen_by(viewer)})
        row = cursor.fetchone()
    if row is None:
        return Filled()
    words, source, kept_at = row
    return Filled(json.loads(words) if isinstance(words, str) else words, source, kept_at)
