"""What the administrators of the shown commune have arranged: which procedures its centre receives, by which decision;
where its transfers go, and one that is waited for; one stop of the system that is over, and one that is announced. Both
stops lie at night, so that no promise moves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.foundation.clock import VIETNAM
from motcua.practice.institutions import BEGIN, COMMITTEE, SHOWN_COMMUNE
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as owed
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as told
from motcua.registers.procedures.actions import NewReceptions
from motcua.rules.access import SYSTEM, Role, Viewer
from motcua.rules.vietqr import BankAccount

ACCOUNT: Final = BankAccount("970436", "0000123456789", "UBND PHUONG MY THO")
DECISION: Final = "12/QĐ-UBND"
NOTICES: Final = ("41/TB-UBND", "47/TB-UBND")
SATURDAY: Final = 5
NIGHT, MORNING = time(20), time(23, 30)
AHEAD: Final = timedelta(days=10)
"""How long before a stop it was announced: well over the working days that the decree asks for."""


def load(*, now: datetime) -> None:
    """Arrange it once, in a house where nothing of it was: a second call would be refused."""
    office_id = queries.office_by_code(f"{COMMITTEE}.{SHOWN_COMMUNE}").id
    today = now.astimezone(VIETNAM).date()
    _receive(office_id, today, now)
    _collect(office_id, now)
    over = _stop(office_id, _saturday(today - timedelta(days=8)), NOTICES[0], None)
    begins = _at(_saturday(today - timedelta(days=8)), NIGHT)
    offices.tell_outage(
        outage_id=over,
        began_at=begins + timedelta(minutes=5),
        ended_at=begins + timedelta(hours=2, minutes=40),
        now=now,
        by=SYSTEM,
    )
    _stop(office_id, _saturday(today + AHEAD + timedelta(days=7)), NOTICES[1], now)


def _receive(office_id: int, today: date, now: datetime) -> None:
    (unit,) = (one for one in queries.units_of(office_id, today) if one.kind == "one-stop")
    codes = [one.code for one in told.all_in_force(today)]
    listed = NewReceptions(unit_id=unit.id, codes=codes, from_date=today, decision=DECISION, decision_date=BEGIN)
    procedures.receive(new=listed, now=now, by=SYSTEM)


def _collect(office_id: int, now: datetime) -> None:
    """The account exists nowhere. Of the dossiers that owe something, the newest is asked to pay by transfer."""
    head, clerk = (_holder(office_id, role, now) for role in (Role.UNIT_HEAD, Role.ONE_STOP_CLERK))
    payments.set_collecting(office_id=office_id, account=ACCOUNT, by=head, now=now)
    since = now - timedelta(days=365)
    for row in dossiers.received_since(office_id=office_id, since=since, viewer=clerk, limit=500):
        if owed.account_of(dossier_id=row.id, viewer=clerk).due:
            payments.ask_transfer(dossier_id=row.id, by=clerk, now=now)
            return


def _holder(office_id: int, role: Role, now: datetime) -> Viewer:
    (first, *_) = queries.holders_of(office_id, now.astimezone(VIETNAM).date(), role=role)
    return queries.viewer_of(first.official_id, now)


def _stop(office_id: int, on: date, notice: str, announced: datetime | None) -> int:
    begins = _at(on, NIGHT)
    return offices.announce_outage(
        starts_at=begins,
        ends_at=_at(on, MORNING),
        notice=notice,
        office_id=office_id,
        now=announced or begins - AHEAD,
        by=SYSTEM,
    )


def _saturday(day: date) -> date:
    """The last one up to this day."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def _at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, VIETNAM)
