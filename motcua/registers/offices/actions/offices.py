"""Opening offices, their units and counters; merging offices."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.vietnamese import sort_key, tidy
from motcua.registers.offices import kept_calendars
from motcua.registers.offices.errors import (
    EndsBeforeItBegins,
    OfficeCodeMalformed,
    OfficeCodeTaken,
    OfficeUnknown,
    UnitUnknown,
)
from motcua.registers.offices.facts import Hours, NewCounter, NewOffice, NewUnit
from motcua.registers.offices.hours import week_hours
from motcua.registers.offices.statements import insert, must_administer, row, rows, tell
from motcua.rules.access import Viewer

CODE = re.compile(r"[A-Z0-9.]{1,35}")


def open_office(*, office: NewOffice, now: datetime, by: Viewer) -> int:
    """Open an office; its id. Raises as `open_offices`."""
    return open_offices(offices=[office], now=now, by=by)[0]


@transaction.atomic
def open_offices(*, offices: Sequence[NewOffice], now: datetime, by: Viewer) -> list[int]:
    """Open several offices in their order; a parent may be among those before. Their ids.

    Raises `OfficeCodeMalformed`, `OfficeCodeTaken`, `OfficeUnknown` (the parent), `NotYoursToAdminister`.
    """
    for office in offices:
        if not CODE.fullmatch(office.code):
            raise OfficeCodeMalformed(code=office.code[:40])
    standing: dict[str, int] = dict(rows("SELECT code, id FROM offices_office"))
    must_administer(by, [standing[one.parent] for one in offices if one.parent in standing])
    if taken := next((one.code for one in offices if one.code in standing), None):
        raise OfficeCodeTaken(code=taken)
    names = [tidy(one.name) for one in offices]
    ids = insert(
        "offices_office",
        {
            "code": ("text", [one.code for one in offices]),
            "name": ("text", names),
            "sort_key": ("text", [sort_key(name) for name in names]),
            "kind": ("text", [one.kind for one in offices]),
            "unit_code": ("text", [one.unit_code for one in offices]),
            "attributes": ("jsonb", [json.dumps(dict(one.attributes)) for one in offices]),
            "address": ("text", [one.address for one in offices]),
            "phone": ("text", [one.phone for one in offices]),
            "valid_from": ("date", [one.valid_from for one in offices]),
        },
    )
    _set_parents(ids, offices, {**standing, **dict(zip((one.code for one in offices), ids, strict=True))})
    events = [
        (f"office/{id_}", "office-opened", {"code": one.code, "kind": one.kind, "from": one.valid_from})
        for id_, one in zip(ids, offices, strict=True)
    ]
    tell(events, now=now, by=by)
    return ids


@transaction.atomic
def merge_office(*, office_id: int, into_id: int | None, last_day: date, now: datetime, by: Viewer) -> None:
    """End an office on a day, naming the one it went into (none: it was dissolved). Its dossiers keep it.

    Its positions are ended by their own actions. Raises `OfficeUnknown`, `EndsBeforeItBegins`, `NotYoursToAdminister`.
    """
    must_administer(by, [office_id, *([into_id] if into_id else [])])
    found = row("SELECT valid_from FROM offices_office WHERE id = %s FOR UPDATE", [office_id])
    if found is None or into_id == office_id:
        raise OfficeUnknown()
    if last_day < found[0]:
        raise EndsBeforeItBegins(from_date=f"{found[0]:%d/%m/%Y}", to_date=f"{last_day:%d/%m/%Y}")
    rows(
        "UPDATE offices_office SET valid_to = %s, merged_into_id = %s WHERE id = %s RETURNING id",
        [last_day, into_id, office_id],
    )
    body = {"last_day": last_day, "into": into_id}
    tell([(f"office/{office_id}", "office-merged", body)], now=now, by=by)


def open_unit(*, unit: NewUnit, now: datetime, by: Viewer) -> int:
    """Open a unit; its id. Raises as `open_units`."""
    return open_units(units=[unit], now=now, by=by)[0]


@transaction.atomic
def open_units(*, units: Sequence[NewUnit], now: datetime, by: Viewer) -> list[int]:
    """Open several units. Their ids. Raises `NotYoursToAdminister`, `ValueError` for hours that cannot be."""
    must_administer(by, [one.office_id for one in units])
    for one in units:
        week_hours(one.hours)
    names = [tidy(one.name) for one in units]
    ids = insert(
        "offices_unit",
        {
            "office_id": ("bigint", [one.office_id for one in units]),
            "kind": ("text", [one.kind for one in units]),
            "name": ("text", names),
            "sort_key": ("text", [sort_key(name) for name in names]),
            "hours": ("jsonb", [json.dumps(dict(one.hours)) for one in units]),
            "address": ("text", [one.address for one in units]),
            "valid_from": ("date", [one.valid_from for one in units]),
        },
    )
    events = [
        (f"office/{one.office_id}", "unit-opened", {"unit": id_, "kind": one.kind, "hours": dict(one.hours)})
        for id_, one in zip(ids, units, strict=True)
    ]
    tell(events, now=now, by=by)
    kept_calendars.change()
    return ids


@transaction.atomic
def change_hours(*, unit_id: int, hours: Hours, now: datetime, by: Viewer) -> None:
    """Give a unit other hours. Promises made stay as they were made. Raises `UnitUnknown`, `NotYoursToAdminister`."""
    week_hours(hours)
    found = row("SELECT office_id FROM offices_unit WHERE id = %s FOR UPDATE", [unit_id])
    if found is None:
        raise UnitUnknown()
    must_administer(by, [found[0]])
    rows("UPDATE offices_unit SET hours = %s WHERE id = %s RETURNING id", [json.dumps(dict(hours)), unit_id])
    tell([(f"calendar/{found[0]}", "hours-changed", {"unit": unit_id, "hours": dict(hours)})], now=now, by=by)
    kept_calendars.change()


@transaction.atomic
def open_counters(*, counters: Sequence[NewCounter], now: datetime, by: Viewer) -> list[int]:
    """Open counters of one-stop units. Their ids. Raises `UnitUnknown`, `NotYoursToAdminister`."""
    sql = "SELECT id, office_id FROM offices_unit WHERE id = ANY(%s)"
    offices: dict[int, int] = dict(rows(sql, [[one.unit_id for one in counters]]))
    if any(one.unit_id not in offices for one in counters):
        raise UnitUnknown()
    must_administer(by, offices.values())
    sql = """INSERT INTO offices_counter (unit_id, number, name, fields)
        SELECT unit_id, number, name, string_to_array(fields, '|')
        FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[]) WITH ORDINALITY
            AS given (unit_id, number, name, fields, nth)
        ORDER BY nth RETURNING id"""
    columns = zip(*((one.unit_id, one.number, tidy(one.name), "|".join(one.fields)) for one in counters), strict=True)
    ids = [one[0] for one in rows(sql, [list(column) for column in columns])]
    events = [
        (f"office/{offices[one.unit_id]}", "counter-opened", {"counter": id_, "unit": one.unit_id})
        for id_, one in zip(ids, counters, strict=True)
    ]
    tell(events, now=now, by=by)
    return ids


def _set_parents(ids: Sequence[int], offices: Sequence[NewOffice], by_code: dict[str, int]) -> None:
    children = [(id_, one.parent) for id_, one in zip(ids, offices, strict=True) if one.parent]
    if any(parent not in by_code for _, parent in children):
        raise OfficeUnknown()
    sql = """UPDATE offices_office SET parent_id = given.parent
        FROM unnest(%s::bigint[], %s::bigint[]) given (id, parent)
        WHERE offices_office.id = given.id RETURNING given.id"""
    rows(sql, [[id_ for id_, _ in children], [by_code[parent] for _, parent in children]])
