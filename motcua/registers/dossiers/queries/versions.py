"""Running dossiers by the version of their procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.queries.one import dossier
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.dossiers.version_places import Running, place_of
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer

AT_ONCE: Final = 200

_RUNNING: Final = f"""
SELECT d.id, coalesce(d.code, d.reference), d.procedure_version_id, d.revision
FROM dossiers_dossier d
WHERE d.id IN (SELECT q.dossier_id FROM dossiers_duty q WHERE q.closed_at IS NULL)
  AND d.procedure_code = %(code)s AND d.procedure_version_id <> %(version)s AND d.id > %(after)s
  AND d.state NOT IN ('done', 'returned', 'refused', 'withdrawn', 'stopped') AND {SEEN}
ORDER BY d.id LIMIT {AT_ONCE}
"""


@dataclass(frozen=True, slots=True)
class OnAnotherVersion:
    """A running dossier and the version it keeps."""

    dossier_id: int
    code: str
    version_id: int
    revision: int


def running_on_others(
    *, procedure_code: str, version_id: int, viewer: Viewer, after: int = 0
) -> tuple[OnAnotherVersion, ...]:
    """Dossiers of the procedure that run under another version, some at a time, by their number."""
    values = {"code": procedure_code, "version": version_id, "after": after, **seen_by(viewer)}
    return tuple(OnAnotherVersion(*row) for row in prepared.rows(_RUNNING, values))


def place_in_version(*, dossier_id: int, version_id: int, now: datetime, viewer: Viewer) -> str | None:
    """Why a dossier has no place in that version, as a part of a sentence; None: it has one. Raises `DossierUnknown`,
    `NoSuchVersion`."""
    view = dossier(dossier_id=dossier_id, viewer=viewer)
    grounds = {ground for *_, ground in view.clock.get("pauses", ())} | {view.clock.get("paused_ground")}
    running = Running(
        case_key=view.case_key,
        channel=view.channel,
        marking=view.marking,
        communes=view.clock.get("communes", ORDINARY),
        papers=frozenset(paper.paper for paper in view.papers),
        answers=view.answers,
        grounds=frozenset(ground for ground in grounds if ground),
    )
    old, new = procedures.version(view.procedure_version_id), procedures.version(version_id)
    found = place_of(running, old=old, new=new, now=now)
    return found if isinstance(found, str) else None
