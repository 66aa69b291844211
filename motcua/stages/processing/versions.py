"""Running dossiers taken over to another version of their procedure: one, or all that still run under older ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Moved
from motcua.registers.dossiers.queries import OnAnotherVersion
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.stages.processing.errors import SomeHaveNoPlace, TooManyToTakeOver

MOST_TOLD: Final = 20
MOST_ON_A_PAGE: Final = 1000
"""Dossiers proved and taken over while somebody waits for a page."""
_NO_PLACE = gettext_noop("Hồ sơ {code}: {why}.")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of one dossier; `refusal` None: it runs under the new version now."""

    code: str
    refusal: Refusal | None = None


def change_version(
    *, dossier_id: int, version_id: int, reason: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Take one dossier over, on purpose. Raises as `dossiers.actions.change_version`."""
    return dossiers.change_version(
        dossier_id=dossier_id, version_id=version_id, reason=reason, by=by, now=now, key=key, revision=revision
    )


def prove_places(
    *, procedure: Procedure, by: Viewer, offices: Sequence[int] | None = None, most: int | None = None
) -> int:
    """How many dossiers run under other versions of the procedure, each of which has a place in this one; of these
    competent offices, or of all that `by` is told of.

    Raises `SomeHaveNoPlace`, which names dossiers with code and step, and `TooManyToTakeOver` for more than `most`.
    """
    lines: list[str] = []
    without = found = 0
    for one in _running(procedure, by, offices):
        found += 1
        if most is not None and found > most:
            raise TooManyToTakeOver(most=most, code=procedure.code, label=procedure.label)
        why = dossier_queries.place_in_version(dossier_id=one.dossier_id, version_id=procedure.version_id, viewer=by)
        if why is not None:
            without += 1
            lines += [gettext(_NO_PLACE).format(code=one.code, why=why)] if len(lines) < MOST_TOLD else []
    if without:
        raise SomeHaveNoPlace(label=procedure.label, lines=lines, count=without)
    return found


def change_versions(
    *,
    procedure: Procedure,
    reason: str,
    by: Viewer,
    now: datetime,
    offices: Sequence[int] | None = None,
    most: int | None = None,
) -> Iterator[TakenOver]:
    """Take over every dossier that runs under another version, once all are proved to have a place.

    Each is an act of its own: one that moved on meanwhile is told and stays. Raises as `prove_places`, and
    `VersionToCome`, before any.
    """
    dossiers.refuse_if_to_come(procedure, now)
    prove_places(procedure=procedure, by=by, offices=offices, most=most)
    return (_taken_over(one, procedure, reason, by, now) for one in _running(procedure, by, offices))


def _taken_over(one: OnAnotherVersion, procedure: Procedure, reason: str, by: Viewer, now: datetime) -> TakenOver:
    try:
        dossiers.change_version(
            dossier_id=one.dossier_id, version_id=procedure.version_id, reason=reason, by=by, now=now
        )
    except Refusal as refusal:
        return TakenOver(one.code, refusal)
    return TakenOver(one.code)


def _running(procedure: Procedure, by: Viewer, offices: Sequence[int] | None) -> Iterator[OnAnotherVersion]:
    after = 0
    while found := dossier_queries.running_on_others(
        procedure_code=procedure.code, version_id=procedure.version_id, viewer=by, after=after, offices=offices
    ):
        yield from found
        after = found[-1].dossier_id
