"""Which procedures a one-stop unit receives, from when to when and by which decision (NĐ 118/2025/NĐ-CP art. 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.registers.ledger import actions as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import NotYoursToAdminister
from motcua.registers.procedures.errors import DecisionMissing, ProceduresUnknown, ReceptionUnknown
from motcua.rules.access import Viewer, may_administer

MOST = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReceptions:
    """Procedures, by code, that a unit is to receive from a day on."""

    unit_id: int
    codes: Sequence[str]
    from_date: date
    decision: str
    decision_date: date
    is_non_boundary: bool = False
    deciding_office_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """A line of a unit's list. `deciding` is empty where the procedure's file says who decides."""

    id: int
    unit_id: int
    code: str
    name: str
    valid_from: date
    valid_to: date | None
    decision: str
    decision_date: date
    is_non_boundary: bool
    deciding_office_id: int | None
    deciding: str

    def stands_on(self, on: date) -> bool:
        """Whether the procedure is received that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


_LIST = """
SELECT r.id, r.unit_id, p.code,
    coalesce((SELECT v.name FROM procedures_version v WHERE v.procedure_id = p.id
        ORDER BY v.valid_from DESC LIMIT 1), ''),
    r.valid_from, r.valid_to, r.decision, r.decision_date, r.is_non_boundary, r.deciding_office_id, coalesce(o.name, '')
FROM procedures_reception r JOIN procedures_procedure p ON p.id = r.procedure_id
LEFT JOIN offices_office o ON o.id = r.deciding_office_id
"""
_KNOWN = "SELECT code, id FROM procedures_procedure WHERE code = ANY(%s)"
_STANDING = """SELECT id, procedure_id, valid_from, decision, is_non_boundary, deciding_office_id
    FROM procedures_reception WHERE unit_id = %s AND procedure_id = ANY(%s) AND (valid_to IS NULL OR valid_to >= %s)
    ORDER BY valid_from FOR UPDATE"""
_END = "UPDATE procedures_reception SET valid_to = %s WHERE id = ANY(%s)"
_TAKE_OUT = "DELETE FROM procedures_reception WHERE id = ANY(%s)"
_INSERT = """INSERT INTO procedures_reception (unit_id, procedure_id, valid_from, decision, decision_date,
        is_non_boundary, deciding_office_id)
    SELECT %s, procedure, %s, %s, %s, %s, %s FROM unnest(%s::bigint[]) AS given (procedure) RETURNING id"""


@transaction.atomic
def receive(*, new: NewReceptions, now: datetime, by: Viewer) -> int:
    """Put procedures on a unit's list from a day on; how many changed. What stood before ends the day before; the same
    again changes nothing.

    Raises `ProceduresUnknown`, `DecisionMissing`, `NotYoursToAdminister`, `UnitUnknown`.
    """
    must_administer_unit(new.unit_id, by)
    if not new.decision.strip():
        raise DecisionMissing()
    codes = list(dict.fromkeys(code.strip() for code in new.codes if code.strip()))
    known: dict[str, int] = dict(_rows(_KNOWN, [codes]))
    unknown = [code for code in codes if code not in known]
    if unknown or not codes:
        raise ProceduresUnknown(codes=", ".join(unknown[:20]) or "—")
    wanted = (new.decision.strip(), new.is_non_boundary, new.deciding_office_id)
    standing = _rows(_STANDING, [new.unit_id, list(known.values()), new.from_date])
    same = {row[1] for row in standing if row[2] <= new.from_date and row[3:] == wanted}
    replaced = [row for row in standing if row[1] not in same]
    _run(_END, [new.from_date - timedelta(days=1), [row[0] for row in replaced if row[2] < new.from_date]])
    _run(_TAKE_OUT, [[row[0] for row in replaced if row[2] >= new.from_date]])
    adding = {code: id_ for code, id_ in known.items() if id_ not in same}
    more = [new.unit_id, new.from_date, wanted[0], new.decision_date, *wanted[1:], list(adding.values())]
    if adding:
        _rows(_INSERT, more)
        body = {"from": new.from_date, "everywhere": new.is_non_boundary, "decides": new.deciding_office_id}
        _tell(new.unit_id, "procedure-received", [{"procedure": code, **body} for code in adding], now, by)
    return len(adding)


@transaction.atomic
def stop_receiving(*, reception_id: int, last_day: date, now: datetime, by: Viewer) -> None:
    """Take a procedure off a unit's list after a day. Raises `ReceptionUnknown`, `NotYoursToAdminister`."""
    found = _rows(f"{_LIST} WHERE r.id = %s FOR UPDATE OF r", [reception_id])
    if not found:
        raise ReceptionUnknown()
    held = Reception(*found[0])
    must_administer_unit(held.unit_id, by)
    if last_day < held.valid_from:
        _run(_TAKE_OUT, [[reception_id]])
    else:
        _run(_END, [last_day, [reception_id]])
    _tell(held.unit_id, "procedure-no-longer-received", [{"procedure": held.code, "last_day": last_day}], now, by)


def reception(reception_id: int, *, viewer: Viewer) -> Reception:
    """One line of a list that the viewer administers. Raises `ReceptionUnknown`."""
    found = _rows(f"{_LIST} WHERE r.id = %s", [reception_id])
    if not found or not may_administer(viewer, offices.unit(found[0][1]).office_id):
        raise ReceptionUnknown()
    return Reception(*found[0])


def receptions_of(unit_id: int, on: date) -> tuple[Reception, ...]:
    """What a unit receives that day and what it is to receive later, by code. The list is public (art. 14)."""
    where = "WHERE r.unit_id = %s AND (r.valid_to IS NULL OR r.valid_to >= %s) ORDER BY p.code, r.valid_from LIMIT %s"
    return tuple(Reception(*row) for row in _rows(f"{_LIST} {where}", [unit_id, on, MOST]))


def not_received_at(office_id: int, codes: Sequence[str], on: date) -> frozenset[str]:
    """Those of these procedures that no one-stop unit of the office has on its list that day. Empty for an office that
    has no list: then it receives whatever comes."""
    sql = """SELECT p.code, r.id IS NOT NULL FROM procedures_reception any_one
        JOIN offices_unit u ON u.id = any_one.unit_id AND u.office_id = %(office)s
        CROSS JOIN unnest(%(codes)s::text[]) AS p (code)
        LEFT JOIN procedures_procedure known ON known.code = p.code
        LEFT JOIN procedures_reception r ON r.procedure_id = known.id AND r.unit_id = u.id
            AND daterange(r.valid_from, r.valid_to, '[]') @> %(on)s::date
        WHERE daterange(any_one.valid_from, any_one.valid_to, '[]') @> %(on)s::date
        GROUP BY p.code, r.id IS NOT NULL"""
    found = _rows(sql, {"office": office_id, "codes": list(codes), "on": on})
    there = {code for code, received in found if received}
    return frozenset(code for code, _ in found) - there


def decided_at(office_id: int, code: str, on: date) -> int | None:
    """The office that the list of this office's one-stop unit names as deciding a procedure that day, if it does."""
    sql = """SELECT r.deciding_office_id FROM procedures_reception r JOIN offices_unit u ON u.id = r.unit_id
        JOIN procedures_procedure p ON p.id = r.procedure_id
        WHERE u.office_id = %s AND p.code = %s AND daterange(r.valid_from, r.valid_to, '[]') @> %s::date
            AND r.deciding_office_id IS NOT NULL LIMIT 1"""
    found = _rows(sql, [office_id, code, on])
    return found[0][0] if found else None


def must_administer_unit(unit_id: int, by: Viewer) -> None:
    """Raises `NotYoursToAdminister`, `UnitUnknown`."""
    if not may_administer(by, offices.unit(unit_id).office_id):
        raise NotYoursToAdminister()


def _tell(unit_id: int, kind: str, bodies: Sequence[dict[str, Any]], now: datetime, by: Viewer) -> None:
    stream = f"reception/{unit_id}"
    ledger.append_many(events=[ledger.NewEvent(stream, kind, {**body, "by": by.official_id}, now) for body in bodies])


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _run(sql: str, values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
