"""Dossiers of other systems as they are followed here: the list, and what their master told, message by message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.registers.dossiers.queries.one import dossier
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import WHOLE_OFFICE, Viewer
from motcua.rules.lifecycle import State

MOST_LINES: Final = 50

# One walk for each office and each reason to see it there, by an index in the list's order and ended after a page.
_WALK: Final = f"""
SELECT w.* FROM unnest(%(offices)s::bigint[]) AS here(office) CROSS JOIN LATERAL (
    SELECT d.id, coalesce(d.code, d.reference), d.procedure_version_id, d.state, d.due_at, d.mirrored_at,
        d.code IS NOT NULL
    FROM dossiers_dossier d
    WHERE d.{{place}} = here.office AND d.mirrored_at IS NOT NULL
      AND (%(after_at)s::timestamptz IS NULL
           OR (d.mirrored_at, d.id) < (%(after_at)s::timestamptz, %(after_id)s::bigint))
      AND {SEEN}
    ORDER BY d.mirrored_at DESC, d.id DESC LIMIT %(limit)s
) w
"""
_LIST: Final = f"""
SELECT * FROM ({_WALK.format(place="competent_office_id")} UNION {_WALK.format(place="received_office_id")}) found
ORDER BY mirrored_at DESC, id DESC LIMIT %(limit)s
"""
_LINES = """
SELECT kind, state, at, said, applied, received_at FROM dossiers_mirror_message
WHERE dossier_id = %s ORDER BY at DESC, id DESC LIMIT %s
"""
_FILES = """
SELECT name, reason, next_at FROM dossiers_mirror_file
WHERE dossier_id = %s AND state IN ('waiting', 'failed') ORDER BY id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class MirroredRow:
    """One line of the list: where it stands there. Nothing of any person."""

    id: int
    code: str
    procedure_name: str
    master: str
    state: State
    due_at: datetime | None
    mirrored_at: datetime
    is_told: bool
    """Its master told of it; false of a part of an interlinked submission that waits for that."""


@dataclass(frozen=True, slots=True)
class MirrorLine:
    """One message. `said`: fields of the master, as it names them, and `result`, what was given, in words; `applied`
    false: it came after a newer one."""

    kind: str
    state: State
    at: datetime
    said: Mapping[str, Any]
    applied: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FileAwaited:
    """A file of the result that the master named and that is not here: `reason` as the stage of mirroring says it,
    empty before the first try; `next_at` None: it is not asked for any more."""

    name: str
    reason: str
    next_at: datetime | None


def mirrored_here(*, viewer: Viewer, limit: int, after: tuple[datetime, int] | None = None) -> tuple[MirroredRow, ...]:
    """Dossiers of other systems that the viewer's offices decide there, or that were handed in at one of them, as far
    as the viewer sees them; the newest message first."""
    values = {
        **seen_by(viewer),
        "offices": sorted(viewer.offices(*WHOLE_OFFICE) | viewer.oversees),  # nobody has a duty on one
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LIST, values)
        rows = cursor.fetchall()
    return tuple(_row(*row) for row in rows)


def mirror_lines(*, dossier_id: int, viewer: Viewer) -> tuple[MirrorLine, ...]:
    """What the master told of a dossier, newest first, at most fifty. Raises `DossierUnknown`."""
    dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [dossier_id, MOST_LINES])
        return tuple(
            MirrorLine(kind, State(state), at, json.loads(said), applied, received_at)
            for kind, state, at, said, applied, received_at in cursor.fetchall()
        )


def files_awaited(*, dossier_id: int, viewer: Viewer) -> tuple[FileAwaited, ...]:
    """Files of the result that are not here yet, or cannot be had. Raises `DossierUnknown`."""
    dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(_FILES, [dossier_id, MOST_LINES])
        return tuple(FileAwaited(*row) for row in cursor.fetchall())


def _row(
    dossier_id: int,
    code: str,
    version_id: int,
    state: str,
    due_at: datetime | None,
    mirrored_at: datetime,
    is_told: bool,
) -> MirroredRow:
    procedure = procedures.version(version_id)
    master = procedure.master.name
    return MirroredRow(dossier_id, code, procedure.name, master, State(state), due_at, mirrored_at, is_told)
