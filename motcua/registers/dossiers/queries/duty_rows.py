"""A line of a work list, as its columns are asked for and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.queries.steps import STANDING_NAMES, step_name
from motcua.registers.dossiers.queries.walking import WAITS_FOR_PEOPLE
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a work list."""

    dossier_id: int
    number: int
    step: str
    step_name: str
    office_id: int
    role: str
    position_id: int | None
    due_at: datetime
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    state: str
    revision: int
    promise_due_at: datetime | None
    is_overdue: bool
    """Somebody here is late with it. What lies ready for whoever comes is not."""
    channel: str = ""
    origin: str | None = None
    """Code of the system that sent the dossier; None for what began here."""
    finished_at: datetime | None = None
    is_as_promised: bool = False
    """Its clock runs here to the day that was promised: not paused, not moved before."""

    @property
    def came_late(self) -> bool:
        """Its result was there only after the promised day: days are compared, not hours (QĐ 766/QĐ-TTg)."""
        finished, promised = self.finished_at, self.promise_due_at
        if finished is None or promised is None:
            return False
        return finished.astimezone(VIETNAM).date() > promised.astimezone(VIETNAM).date()

    @property
    def is_step(self) -> bool:
        """A step of the process; not a standing duty of the counter, nor an answer to a consultation."""
        return self.step not in STANDING_NAMES and "@" not in self.step


COLUMNS: Final = """q.dossier_id, q.number, q.step, q.office_id, q.role, q.position_id, q.due_at,
       coalesce(d.code, d.reference), d.procedure_version_id, d.owner_id, d.state, d.revision, d.due_at,
       d.channel, d.origin, d.finished_at,
       d.mirrored_at IS NULL AND d.clock ->> 'paused_at' IS NULL AND d.clock ->> 'rescheduled' IS NULL"""
"""Of a duty `q` and its dossier `d`, as `rows_of` reads them."""


def rows_of(found: list[tuple[Any, ...]], viewer: Viewer, now: datetime) -> tuple[DutyRow, ...]:
    owners = people.persons([row[9] for row in found], viewer=viewer)
    rows = []
    for row in found:
        dossier, number, step, office, role, position, due_at, code, version, owner, state, revision, due = row[:13]
        procedure = procedures.version(version)
        rows.append(
            DutyRow(
                dossier_id=dossier,
                number=number,
                step=step,
                step_name=step_name(procedure, step),
                office_id=office,
                role=role,
                position_id=position,
                due_at=due_at,
                code=code,
                procedure_code=procedure.code,
                procedure_name=procedure.name,
                owner_name=owners[owner].name if owner in owners else "",
                state=state,
                revision=revision,
                promise_due_at=due,
                is_overdue=due_at < now and step not in WAITS_FOR_PEOPLE,
                channel=row[13],
                origin=row[14],
                finished_at=row[15],
                is_as_promised=row[16],
            )
        )
    return tuple(rows)
