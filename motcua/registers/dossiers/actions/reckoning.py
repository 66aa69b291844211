"""Promises reckoned anew after a calendar changed: asked for by somebody, each change an event of its dossier.

Never earlier: what a person was told stands; a day taken out of the calendar takes nothing away from anybody
(docs/decisions/0081). What moves the promise later moves the open duties that hang on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import chaining
from motcua.registers.dossiers.actions.clock import reckon
from motcua.registers.dossiers.actions.duties import plans_of
from motcua.registers.dossiers.actions.recording import Fact
from motcua.registers.dossiers.held import Held, lock, stream_of
from motcua.registers.dossiers.queries.promises import RUNNING, covering
from motcua.registers.ledger import actions as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import due_within
from motcua.rules.lifecycle import CLOCK_RUNS
from motcua.rules.process import Marking

BATCH: Final = 50

_NEXT: Final = f"{RUNNING} ORDER BY d.id LIMIT %(most)s"
_OPENED: Final = "SELECT number, opened_at, due_at FROM dossiers_duty WHERE dossier_id = %s AND closed_at IS NULL"
_WRITE: Final = "UPDATE dossiers_dossier SET due_at = %s WHERE id = %s"
_WRITE_DUTIES: Final = """
UPDATE dossiers_duty SET due_at = given.due
FROM json_to_recordset(%s) AS given(number int, due timestamptz)
WHERE dossier_id = %s AND dossiers_duty.number = given.number AND closed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How many dossiers were looked at and how many promises became later; `after`: where to go on, None at the end."""

    seen: int
    changed: int
    after: int | None


def reckon_anew(
    *, office_id: int | None, by: Viewer, now: datetime, after: int = 0, most: int = 500, is_trial: bool = False
) -> Reckoned:
    """Reckon anew the promises of the dossiers whose competent office is this one or below it (None: of all), whose
    clock runs. At most `most` dossiers, in batches of 50 each its own transaction; doing it again changes nothing.
    A trial only counts.

    Raises `NotYoursToAdminister`.
    """
    covered = covering(office_id, viewer=by)
    found = [row[0] for row in _rows(_NEXT, {"offices": covered, "after": after, "most": most})]
    changed = 0
    for begin in range(0, len(found), BATCH):
        with one_transaction():
            changed += sum(_reckon(dossier_id, by, now, is_trial) for dossier_id in found[begin : begin + BATCH])
    return Reckoned(len(found), changed, found[-1] if len(found) == most else None)


def _reckon(dossier_id: int, by: Viewer, now: datetime, is_trial: bool) -> bool:
    held = lock(dossier_id)
    if held.state not in CLOCK_RUNS or held.received_at is None or held.due_at is None or held.mirrored_at is not None:
        return False
    procedure = procedures.version(held.procedure_version_id)
    due = reckon(held, procedure)
    if due <= held.due_at or is_trial:
        return due > held.due_at
    before, held.due_at = held.due_at, due
    duties = list(_later_duties(held, procedure, before, due))
    _run(_WRITE, [due, dossier_id])
    if duties:
        _run(_WRITE_DUTIES, [json.dumps([{"number": n, "due": at.isoformat()} for n, at in duties]), dossier_id])
    by_number = {duty.number: duty for duty in held.duties}
    opens = [
        [number, by_number[number].step, by_number[number].office_id, by_number[number].role, at]
        for number, at in duties
    ]
    body: dict[str, Any] = {"due": due, "was": before, "opens": opens, "by": _who(by)}
    ledger.append(stream=stream_of(dossier_id), kind=Fact.RECKONED.value, body=body, happened_at=now)
    if held.chain_id is not None:
        chaining.promise_anew(held.chain_id, now=now)
    return True


def _later_duties(
    held: Held, procedure: procedures.Procedure, before: datetime, due: datetime
) -> Iterable[tuple[int, datetime]]:
    """Open duties that become due later: those that were due with the promise, and those whose share ends later."""
    plans = {plan.key: plan for plan in plans_of(procedure.process, Marking.from_list(held.marking))}
    calendar = offices.calendar_of(held.competent_office_id)
    steps = {duty.number: duty.step for duty in held.duties}
    for number, opened_at, was in _rows(_OPENED, [held.id]):
        plan = plans.get(steps.get(number, ""))
        then = due if was == before else was
        if plan is not None and plan.share is not None and was is not None:
            own = due_within(opened_at, plan.share, procedure.clock.policy, calendar)
            then = own if plan.office is not None else min(own, due)
        if was is not None and then > was:
            yield number, then


def _who(by: Viewer) -> str:
    seat = next((seat for seat in by.seats if seat.role == Role.ADMINISTRATOR), None)
    return f"holding/{seat.holding_id}" if seat else "system"


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _run(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
