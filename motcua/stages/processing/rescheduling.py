"""Whether a promise may still be moved, and whether today is the last day for it: shown while the act is possible
(NĐ 61/2018 art. 19(9))."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, DutyRow
from motcua.registers.offices import queries as offices
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import is_last_chance, last_day_to_reschedule, next_working_day
from motcua.rules.lifecycle import MOVES, Move

MOST: Final = 20


def to_reschedule(*, viewer: Viewer, now: datetime) -> tuple[DutyRow, ...]:
    """What the leader's offices have not decided and promised for no later than their next working day: today is the
    last day to apologise and promise a later one. The earliest promise first, at most `MOST` of each office."""
    today = now.astimezone(VIETNAM).date()
    found: list[DutyRow] = []
    for office in sorted(viewer.offices(Role.LEADER)):
        last = next_working_day(today, offices.calendar_of(office))
        found += dossiers.unfinished_of_promises(
            viewer=viewer,
            office_id=office,
            role=Role.LEADER,
            promised_from=datetime.combine(today + timedelta(days=1), time(), VIETNAM),
            promised_before=datetime.combine(last + timedelta(days=1), time(), VIETNAM),
            limit=MOST,
        )
    return tuple(found)


def is_reschedulable(view: DossierView, now: datetime) -> bool:
    """Whether an apology with a later day may be told today: the clock runs, no day was moved before, at least a day is
    left."""
    runs = view.state in MOVES[Move.RESCHEDULE].sources and view.mirrored_at is None
    moved = "rescheduled" in view.clock or bool(view.clock.get("paused_at"))
    if not runs or moved or view.due_at is None:
        return False
    return now.astimezone(VIETNAM).date() <= last_day_to_reschedule(view.due_at)


def is_last_day(view: DossierView, now: datetime) -> bool:
    """Whether it may be told today and on no later working day."""
    if view.due_at is None or not is_reschedulable(view, now):
        return False
    return is_last_chance(promised_at=view.due_at, now=now, calendar=offices.calendar_of(view.competent_office_id))


def is_last_day_of(row: DutyRow, now: datetime) -> bool:
    """The same of a line of a work list."""
    if not row.is_as_promised or row.promise_due_at is None or row.state not in MOVES[Move.RESCHEDULE].sources:
        return False
    return is_last_chance(promised_at=row.promise_due_at, now=now, calendar=offices.calendar_of(row.office_id))
