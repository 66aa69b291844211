"""Running dossiers by the version of their procedure.

Told to whoever may see the dossiers, and to the administrators of the office that decides them: codes and places in a
version, nothing of what the dossiers hold (docs/decisions/0107).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries.promises import covering
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.dossiers.version_places import Running, first_day, place_of
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer

AT_ONCE: Final = 200
MOST_PROCEDURES: Final = 50

_ENDED: Final = "'done', 'returned', 'refused', 'withdrawn', 'stopped'"
_TOLD: Final = f"({SEEN} OR d.competent_office_id = ANY(%(administered)s))"
_RUNNING: Final = f"""
SELECT d.id, coalesce(d.code, d.reference), d.procedure_version_id, d.revision
FROM dossiers_dossier d
WHERE d.id IN (SELECT q.dossier_id FROM dossiers_duty q WHERE q.closed_at IS NULL)
  AND d.procedure_code = %(code)s AND d.procedure_version_id <> %(version)s AND d.id > %(after)s
  AND (%(offices)s::bigint[] IS NULL OR d.competent_office_id = ANY(%(offices)s))
  AND d.state NOT IN ({_ENDED}) AND {_TOLD}
ORDER BY d.id LIMIT {AT_ONCE}
"""
_BEHIND: Final = f"""
WITH open AS MATERIALIZED (SELECT DISTINCT dossier_id FROM dossiers_duty WHERE closed_at IS NULL)
SELECT d.procedure_code, count(*) FROM open JOIN dossiers_dossier d ON d.id = open.dossier_id
JOIN procedures_version v ON v.id = d.procedure_version_id
WHERE v.valid_to < %(on)s AND d.competent_office_id = ANY(%(offices)s) AND d.state NOT IN ({_ENDED})
GROUP BY d.procedure_code ORDER BY d.procedure_code LIMIT {MOST_PROCEDURES}
"""
_PLACE: Final = f"""
SELECT d.procedure_version_id, d.case_key, d.channel, d.marking, d.clock, d.submitted_at, d.received_at,
    coalesce((SELECT answers FROM dossiers_answers a WHERE a.dossier_id = d.id), '{{}}'),
    (SELECT coalesce(json_agg(paper), '[]') FROM dossiers_paper p WHERE p.dossier_id = d.id), {SEEN}
FROM dossiers_dossier d WHERE d.id = %(dossier)s AND {_TOLD}
"""


@dataclass(frozen=True, slots=True)
class OnAnotherVersion:
    """A running dossier and the version it keeps."""

    dossier_id: int
    code: str
    version_id: int
    revision: int


def running_on_others(
    *, procedure_code: str, version_id: int, viewer: Viewer, after: int = 0, offices: Sequence[int] | None = None
) -> tuple[OnAnotherVersion, ...]:
    """Dossiers of the procedure that run under another version, some at a time, by their number; of these competent
    offices, or of all that the viewer is told of."""
    values = {"code": procedure_code, "version": version_id, "after": after, **_told_to(viewer)}
    values["offices"] = None if offices is None else list(offices)
    return tuple(OnAnotherVersion(*row) for row in prepared.rows(_RUNNING, values))


def running_on_superseded(*, office_id: int, on: date, viewer: Viewer) -> dict[str, int]:
    """Procedure code → how many dossiers of the office, and of those below it, run under a version that is no longer in
    force. Raises `NotYoursToAdminister`."""
    found = prepared.rows(_BEHIND, {"on": on, "offices": covering(office_id, viewer=viewer)})
    return {code: int(count) for code, count in found}


def place_in_version(*, dossier_id: int, version_id: int, viewer: Viewer) -> str | None:
    """Why a dossier has no place in that version, as a part of a sentence; None: it has one. To an administrator who
    may not see the dossier nothing of its answers is said. Raises `DossierUnknown`, `NoSuchVersion`."""
    found = prepared.rows(_PLACE, {"dossier": dossier_id, **_told_to(viewer)})
    if not found:
        raise DossierUnknown
    kept_version, case_key, channel, marking, kept, submitted, received, answers, papers, is_seen = found[0]
    clock = json.loads(kept)
    grounds = {ground for *_, ground in clock.get("pauses", ())} | {clock.get("paused_ground")}
    running = Running(
        case_key=case_key,
        channel=channel,
        marking=tuple(json.loads(marking)),
        communes=clock.get("communes", ORDINARY),
        papers=frozenset(papers),
        answers=json.loads(answers),
        grounds=frozenset(ground for ground in grounds if ground),
        handed_in=first_day(submitted, received),
    )
    old, new = procedures.version(kept_version), procedures.version(version_id)
    place = place_of(running, old=old, new=new, tells_answers=bool(is_seen))
    return place if isinstance(place, str) else None


def _told_to(viewer: Viewer) -> dict[str, Any]:
    return {**seen_by(viewer), "administered": sorted(viewer.administers)}
