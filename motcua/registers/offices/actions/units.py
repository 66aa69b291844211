"""What changes in a unit from a day on: its hours, its name and contact, its counters, its end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.vietnamese import sort_key, tidy
from motcua.registers.offices import kept_calendars
from motcua.registers.offices.errors import (
    CounterUnknown,
    EndsBeforeItBegins,
    HoursNowhere,
    NoticeMissing,
    UnitUnknown,
)
from motcua.registers.offices.facts import Hours, NewCounter
from motcua.registers.offices.hours import week_hours
from motcua.registers.offices.statements import must_administer, row, rows, tell
from motcua.rules.access import Viewer


@transaction.atomic
def change_hours_from(*, unit_id: int, from_date: date, hours: Hours, notice: str, now: datetime, by: Viewer) -> None:
    """Give a unit other hours from a day on; those of before stay for the days before. The same day again corrects.

    Promises made stay until they are reckoned anew. Raises `UnitUnknown`, `NoticeMissing`, `HoursNowhere`,
    `NotYoursToAdminister`.
    """
    office_id = _office_of(unit_id, by)
    if not notice.strip():
        raise NoticeMissing()
    try:
        week_hours(hours)
    except ValueError as fault:
        raise HoursNowhere() from fault
    if not any(hours.values()):
        raise HoursNowhere()
    sql = """INSERT INTO offices_unit_hours (unit_id, from_date, hours, notice) VALUES (%s, %s, %s, %s)
        ON CONFLICT (unit_id, from_date) DO UPDATE SET hours = excluded.hours, notice = excluded.notice RETURNING id"""
    rows(sql, [unit_id, from_date, json.dumps(dict(hours)), notice.strip()])
    body = {"unit": unit_id, "from": from_date, "hours": dict(hours)}
    tell([(f"calendar/{office_id}", "hours-changed", body)], now=now, by=by)
    kept_calendars.change()


@transaction.atomic
def change_unit(*, unit_id: int, name: str, address: str, phone: str, now: datetime, by: Viewer) -> None:
    """Write another name, address or phone. Raises `UnitUnknown`, `NotYoursToAdminister`."""
    office_id = _office_of(unit_id, by)
    told = tidy(name)
    sql = "UPDATE offices_unit SET name = %s, sort_key = %s, address = %s, phone = %s WHERE id = %s RETURNING id"
    rows(sql, [told, sort_key(told), tidy(address), tidy(phone), unit_id])
    tell([(f"office/{office_id}", "unit-changed", {"unit": unit_id})], now=now, by=by)


@transaction.atomic
def close_unit(*, unit_id: int, last_day: date, now: datetime, by: Viewer) -> None:
    """Let a unit be after a day. Its positions are ended by their own actions.

    Raises `UnitUnknown`, `EndsBeforeItBegins`, `NotYoursToAdminister`.
    """
    office_id = _office_of(unit_id, by)
    begins: date = rows("SELECT valid_from FROM offices_unit WHERE id = %s", [unit_id])[0][0]
    if last_day < begins:
        raise EndsBeforeItBegins(from_date=f"{begins:%d/%m/%Y}", to_date=f"{last_day:%d/%m/%Y}")
    rows("UPDATE offices_unit SET valid_to = %s WHERE id = %s RETURNING id", [last_day, unit_id])
    tell([(f"office/{office_id}", "unit-closed", {"unit": unit_id, "last_day": last_day})], now=now, by=by)
    kept_calendars.change()


@transaction.atomic
def set_counter(*, counter: NewCounter, now: datetime, by: Viewer) -> int:
    """Open the counter of this number, or write another name and other fields of it; one that was closed opens again.

    Its id. Raises `UnitUnknown`, `NotYoursToAdminister`.
    """
    office_id = _office_of(counter.unit_id, by)
    sql = """INSERT INTO offices_counter (unit_id, number, name, fields) VALUES (%s, %s, %s, %s)
        ON CONFLICT (unit_id, number) DO UPDATE SET name = excluded.name, fields = excluded.fields, closed_on = NULL
        RETURNING id"""
    values = [counter.unit_id, counter.number, tidy(counter.name), _fields(counter.fields)]
    counter_id: int = rows(sql, values)[0][0]
    body = {"counter": counter_id, "unit": counter.unit_id, "number": counter.number}
    tell([(f"office/{office_id}", "counter-set", body)], now=now, by=by)
    return counter_id


@transaction.atomic
def close_counter(*, counter_id: int, last_day: date, now: datetime, by: Viewer) -> None:
    """Let a counter be after a day. Raises `CounterUnknown`, `NotYoursToAdminister`."""
    found = row("SELECT unit_id FROM offices_counter WHERE id = %s FOR UPDATE", [counter_id])
    if found is None:
        raise CounterUnknown()
    office_id = _office_of(found[0], by)
    rows("UPDATE offices_counter SET closed_on = %s WHERE id = %s RETURNING id", [last_day, counter_id])
    body = {"counter": counter_id, "last_day": last_day}
    tell([(f"office/{office_id}", "counter-closed", body)], now=now, by=by)


def _office_of(unit_id: int, by: Viewer) -> int:
    found = row("SELECT office_id FROM offices_unit WHERE id = %s FOR UPDATE", [unit_id])
    if found is None:
        raise UnitUnknown()
    must_administer(by, [found[0]])
    return int(found[0])


def _fields(fields: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(tidied for field in fields if (tidied := tidy(field))))
