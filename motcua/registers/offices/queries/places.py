"""Offices, their units and counters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from motcua.foundation.vietnamese import fold
from motcua.registers.offices.errors import OfficeUnknown, UnitUnknown
from motcua.registers.offices.facts import Counter, Office, Unit
from motcua.registers.offices.statements import AT_THE_TOP, rows
from motcua.rules.access import Role, Viewer

OFFICE = """SELECT id, code, name, kind, parent_id, unit_code, attributes::json, address, phone, valid_from,
    valid_to, merged_into_id FROM offices_office"""
UNIT = """SELECT id, office_id, kind, name, hours::json, address, phone, valid_from, valid_to FROM offices_unit"""
OFFICE_NAMES = ("id", "code", "name", "kind", "parent_id", "unit_code", "attributes", "address", "phone")
DATES = ("valid_from", "valid_to", "merged_into_id")


def office(office_id: int) -> Office:
    """One office, also one that is no more. Raises `OfficeUnknown`."""
    return _one(_offices("WHERE id = %s", [office_id]))


def office_by_code(code: str) -> Office:
    """The office with this electronic identifier. Raises `OfficeUnknown`."""
    return _one(_offices("WHERE code = %s", [code]))


def offices_by_id(office_ids: Iterable[int]) -> dict[int, Office]:
    """These offices, by id: one statement for a whole list."""
    return {one.id: one for one in _offices("WHERE id = ANY(%s)", [list(office_ids)])}


def offices(on: date, *, kind: str = "", under: int | None = None) -> tuple[Office, ...]:
    """The offices that stand that day, in Vietnamese order: of one kind, directly under one office, or all."""
    where = """WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        AND (%(kind)s = '' OR kind = %(kind)s) AND (%(under)s::bigint IS NULL OR parent_id = %(under)s)
        ORDER BY sort_key, id"""
    return _offices(where, {"on": on, "kind": kind, "under": under})


def offices_among(
    office_ids: Iterable[int], *, on: date, text: str = "", begin: int = 0, limit: int = 30
) -> tuple[Office, ...]:
    """Those of these offices that stand that day and fit the text (name without marks, or code), parents first."""
    words = fold(text).split()
    where = """WHERE id = ANY(%(ids)s) AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        ORDER BY parent_id IS NOT NULL, sort_key, id"""
    found = _offices(where, {"ids": sorted(office_ids), "on": on})
    fitting = [one for one in found if all(word in fold(f"{one.name} {one.code}") for word in words)]
    return tuple(fitting[begin : begin + min(limit, 100)])


def offices_under(office_id: int) -> tuple[int, ...]:
    """An office and all below it."""
    sql = """WITH RECURSIVE under AS (
            SELECT %s::bigint AS id
            UNION SELECT o.id FROM offices_office o JOIN under ON o.parent_id = under.id
        ) SELECT id FROM under ORDER BY id"""
    return tuple(one[0] for one in rows(sql, [office_id]))


def administers_all(viewer: Viewer) -> bool:
    """Whether what concerns every office is the viewer's to announce: the country's days, stops of the whole system."""
    own = list(viewer.offices(Role.ADMINISTRATOR))
    return viewer.is_system or bool(own and rows(AT_THE_TOP, [own]))


def office_of_territory(unit_code: str, *, kind: str, on: date) -> Office:
    """The office of this kind for a commune or province by its official code, that day. Raises `OfficeUnknown`."""
    where = """WHERE unit_code = %s AND kind = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
        ORDER BY id LIMIT 1"""
    return _one(_offices(where, [unit_code, kind, on, on]))


def office_serving(unit_code: str, *, kind: str, on: date, field: str = "") -> Office | None:
    """The office of this kind that serves a commune that day: one that names it among those it serves, else the
    commune's own, else that of its province when it has no branches there. Of departments only the one that names the
    `field` (lĩnh vực) among its own."""
    where = """WHERE kind = %(kind)s AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        AND (attributes -> 'serves' ? %(commune)s OR unit_code = %(commune)s OR (attributes -> 'serves' IS NULL
            AND unit_code = (SELECT parent_code FROM offices_administrative_unit WHERE code = %(commune)s
                AND level = 'commune' AND valid_to IS NULL LIMIT 1)))
        AND (kind <> 'department' OR attributes -> 'fields' ? %(field)s)
        ORDER BY attributes -> 'serves' ? %(commune)s DESC NULLS LAST, unit_code = %(commune)s DESC, id LIMIT 1"""
    return next(iter(_offices(where, {"kind": kind, "on": on, "commune": unit_code, "field": field})), None)


def unit(unit_id: int) -> Unit:
    """One unit. Raises `UnitUnknown`."""
    found = _units("WHERE id = %s", [unit_id])
    if not found:
        raise UnitUnknown()
    return found[0]


def units_of(office_id: int, on: date) -> tuple[Unit, ...]:
    """The units of an office that day, its one-stop unit first."""
    where = """WHERE office_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
        ORDER BY kind, sort_key, id"""
    return _units(where, [office_id, on, on])


def one_stop_units(on: date) -> tuple[Unit, ...]:
    """Every one-stop unit open that day, in Vietnamese order of its name."""
    where = """WHERE kind = 'one-stop' AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
        ORDER BY sort_key, id"""
    return _units(where, [on, on])


def one_stop_unit_of(office_id: int, on: date) -> Unit | None:
    """The one-stop unit of an office that day, if it has one."""
    return next((one for one in units_of(office_id, on) if one.kind == "one-stop"), None)


def counters_of(unit_id: int, on: date | None = None) -> tuple[Counter, ...]:
    """The counters of a one-stop unit by number: all, or those open that day."""
    sql = """SELECT id, unit_id, number, name, fields FROM offices_counter
        WHERE unit_id = %s AND (%s::date IS NULL OR closed_on IS NULL OR closed_on >= %s) ORDER BY number"""
    return tuple(
        Counter(id=one[0], unit_id=one[1], number=one[2], name=one[3], fields=tuple(one[4]))
        for one in rows(sql, [unit_id, on, on])
    )


def _offices(where: str, values: Any) -> tuple[Office, ...]:
    found = rows(f"{OFFICE} {where}", values)
    return tuple(Office(**dict(zip((*OFFICE_NAMES, *DATES), one, strict=True))) for one in found)


def _units(where: str, values: Any) -> tuple[Unit, ...]:
    names = ("id", "office_id", "kind", "name", "hours", "address", "phone", "valid_from", "valid_to")
    return tuple(Unit(**dict(zip(names, one, strict=True))) for one in rows(f"{UNIT} {where}", values))


def _one(found: tuple[Office, ...]) -> Office:
    if not found:
        raise OfficeUnknown()
    return found[0]
