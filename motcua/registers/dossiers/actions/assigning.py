"""Who of several in one role does an open duty: its head gives it to a position, gives it again, or takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.recording import Fact, record
from motcua.registers.dossiers.errors import DutyNotThere, NotYoursToAssign, PositionUnfit
from motcua.registers.dossiers.held import Held, OpenDuty, lock, refuse_if_moved_on
from motcua.registers.offices import queries as offices
from motcua.rules.access import Role, Viewer, may_assign

_GIVE: Final = """
UPDATE dossiers_duty SET position_id = %(position)s::bigint
WHERE dossier_id = %(dossier)s::bigint AND number = %(number)s::int AND closed_at IS NULL
"""


def assign(
    *, dossier_id: int, number: int, position_id: int | None, by: Viewer, now: datetime, revision: int | None = None
) -> None:
    """Give one open duty to a position of its office and role; with None to all who hold the role. The same again
    changes nothing.

    Raises `DossierUnknown`, `DossierMovedOn`, `DutyNotThere`, `NotYoursToAssign`, `PositionUnfit`.
    """
    with one_transaction():
        held = lock(dossier_id)
        refuse_if_moved_on(held, revision)
        duty = next((one for one in held.duties if one.number == number), None)
        if duty is None:
            raise DutyNotThere
        head = _head(by, duty)
        if position_id is not None:
            _check(duty, position_id, now)
        if duty.position_id == position_id:
            return
        prepared.rows(_GIVE, {"dossier": dossier_id, "number": number, "position": position_id})
        _tell(held, duty, position_id, head, now)


def _head(by: Viewer, duty: OpenDuty) -> str:
    if not may_assign(by, duty.office_id):
        raise NotYoursToAssign
    seat = by.seat_for(Role.UNIT_HEAD, duty.office_id) or by.seat_for(Role.LEADER, duty.office_id)
    return f"holding/{seat.holding_id}" if seat else "system"


def _check(duty: OpenDuty, position_id: int, now: datetime) -> None:
    """Only somebody who holds the role there today can be given its duty."""
    holders = offices.holders_of(duty.office_id, now.astimezone(VIETNAM).date(), role=duty.role)
    if position_id not in {one.position_id for one in holders}:
        raise PositionUnfit


def _tell(held: Held, duty: OpenDuty, position_id: int | None, by: str, now: datetime) -> None:
    body: dict[str, Any] = {"duty": duty.number, "step": duty.step, "position": position_id}
    record(dossier_id=held.id, fact=Fact.ASSIGNED, body=body, by=by, now=now)
