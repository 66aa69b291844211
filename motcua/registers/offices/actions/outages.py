"""Stops of the system: announced before (NĐ 224/2026/NĐ-CP art. 13), told as they really were, called off.

What really was holds over what was announced as soon as it is told: that time is not counted in terms.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.registers.offices import kept_calendars
from motcua.registers.offices.errors import (
    EndsBeforeItBegins,
    NoticeMissing,
    OutageAnnouncedAlready,
    OutageNotOver,
    OutageUnknown,
)
from motcua.registers.offices.statements import must_administer, row, rows, tell
from motcua.rules.access import Viewer

_SAME = """SELECT 1 FROM offices_outage WHERE office_id IS NOT DISTINCT FROM %s AND starts_at = %s AND ends_at = %s
    AND called_off_at IS NULL"""


@transaction.atomic
def announce_outage(
    *,
    starts_at: datetime,
    ends_at: datetime,
    notice: str,
    office_id: int | None = None,
    was_planned: bool = True,
    notice_date: date | None = None,
    notice_document: int | None = None,
    now: datetime,
    by: Viewer,
) -> int:
    """Announce a time in which the system does not work, of one office or of all; its id. It is not counted in terms.

    Raises `NoticeMissing`, `EndsBeforeItBegins`, `OutageAnnouncedAlready`, `NotYoursToAdminister`.
    """
    must_administer(by, [] if office_id is None else [office_id])
    if not notice.strip():
        raise NoticeMissing()
    _must_follow(starts_at, ends_at)
    if row(_SAME, [office_id, starts_at, ends_at]):
        raise OutageAnnouncedAlready()
    sql = """INSERT INTO offices_outage (office_id, starts_at, ends_at, notice, announced_at, was_planned, notice_date,
        notice_document) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"""
    values = [office_id, starts_at, ends_at, notice.strip(), now, was_planned, notice_date, notice_document]
    outage_id: int = rows(sql, values)[0][0]
    body = {"outage": outage_id, "starts": starts_at, "ends": ends_at, "planned": was_planned}
    tell([(_stream(office_id), "outage-announced", body)], now=now, by=by)
    kept_calendars.change()
    return outage_id


@transaction.atomic
def tell_outage(*, outage_id: int, began_at: datetime, ended_at: datetime, now: datetime, by: Viewer) -> None:
    """Say when it really began and ended. Raises `OutageUnknown`, `EndsBeforeItBegins`, `OutageNotOver`,
    `NotYoursToAdminister`."""
    office_id = _standing(outage_id, by)
    _must_follow(began_at, ended_at)
    if ended_at > now:
        raise OutageNotOver()
    sql = "UPDATE offices_outage SET began_at = %s, ended_at = %s WHERE id = %s RETURNING id"
    rows(sql, [began_at, ended_at, outage_id])
    body = {"outage": outage_id, "began": began_at, "ended": ended_at}
    tell([(_stream(office_id), "outage-told", body)], now=now, by=by)
    kept_calendars.change()


@transaction.atomic
def call_off_outage(*, outage_id: int, now: datetime, by: Viewer) -> None:
    """Say that an announced stop does not happen. Raises `OutageUnknown`, `NotYoursToAdminister`."""
    office_id = _standing(outage_id, by)
    rows("UPDATE offices_outage SET called_off_at = %s WHERE id = %s RETURNING id", [now, outage_id])
    tell([(_stream(office_id), "outage-called-off", {"outage": outage_id})], now=now, by=by)
    kept_calendars.change()


def _standing(outage_id: int, by: Viewer) -> int | None:
    """The office of an outage that was not called off, under lock."""
    found = row("SELECT office_id, called_off_at FROM offices_outage WHERE id = %s FOR UPDATE", [outage_id])
    if found is None or found[1] is not None:
        raise OutageUnknown()
    office_id: int | None = found[0]
    must_administer(by, [] if office_id is None else [office_id])
    return office_id


def _must_follow(first: datetime, last: datetime) -> None:
    if last <= first:
        raise EndsBeforeItBegins(from_date=f"{first:%d/%m/%Y %H:%M}", to_date=f"{last:%d/%m/%Y %H:%M}")


def _stream(office_id: int | None) -> str:
    return f"calendar/{office_id or 0}"
