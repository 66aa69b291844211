"""How long it takes: the portal says it once for each way of handing in and once for each case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.registers.procedures.portal.channels import CHANNELS, SUBMISSIONS
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import CASE, METHOD, TERM

UNITS: Mapping[str, str] = {"WORKING_DAY": "ngày làm việc", "DAY": "ngày", "HOUR": "giờ", "MONTH": "tháng"}
_PLAIN_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
_TERM = re.compile(rf"(?P<amount>[0-9]+(?:,[0-9]+)?) (?P<unit>{'|'.join(UNITS.values())})")


def readable_term(amount: object, unit: object) -> str | None:
    """`7,5 ngày làm việc` of 7.5 and WORKING_DAY; nothing of 0, of prose, or of a unit that says nothing."""
    if isinstance(amount, bool) or not isinstance(amount, (int, float)) or unit not in UNITS or amount <= 0:
        return None
    number = repr(amount)
    return f"{number.replace('.', ',')} {UNITS[str(unit)]}" if _PLAIN_NUMBER.fullmatch(number) else None


def method_row(published: Mapping[str, Any], number: int) -> Part:
    """A row of `clock.terms` for one way of handing in; its fees stand in `fees` and name this row."""
    channel = CHANNELS.get(str(published.get("submissionMethod")))
    notes: Part = {}
    if isinstance(published.get("description"), str):
        notes["note"] = published["description"]
    part: Part = {"key": f"channel-{number}"}
    if channel:
        part["channels"] = [channel]
    elif isinstance(published.get("submissionMethod"), str):
        notes["channel"] = published["submissionMethod"]
    _add_term(published, ("processingTime", "processingTimeUnit"), part, notes)
    return {**part, "portal": notes} if notes else part


def sealed_method_row(part: Part, fees: Sequence[Part], published: Mapping[str, Any]) -> Part:
    return seal(part, written=_written_method(part, fees), published=published, shape=METHOD)


def published_method(part: Mapping[str, Any], fees: Sequence[Part]) -> Part:
    """The portal's object for a row and the fees that name it, already in the portal's shape."""
    return unseal(part, _written_method(part, fees))


def case_rows(published: Mapping[str, Any], number: int) -> tuple[Part, Part | None]:
    """A case and its own row of `clock.terms`."""
    key = f"case-{number}"
    part: Part = {"key": key}
    for place, field in (("name", "name"), ("portal_code", "code")):
        if isinstance(published.get(field), str):
            part[place] = published[field]
    row = _case_term(published.get("processingDay"), key, number)
    return seal(part, written=_written_case(part, row), published=published, shape=CASE), row


def published_case(part: Mapping[str, Any], row: Mapping[str, Any] | None) -> Part:
    return unseal(part, _written_case(part, row))


def _case_term(published: Mapping[str, Any] | None, case: str, number: int) -> Part | None:
    if published is None:
        return None
    part: Part = {"key": f"term-{number}", "cases": [case]}
    notes: Part = {}
    _add_term(published, ("qty", "type"), part, notes)
    part = {**part, "portal": notes} if notes else part
    return seal(part, written=_written_term(part, ("qty", "type")), published=published, shape=TERM)


def _add_term(published: Mapping[str, Any], fields: tuple[str, str], part: Part, notes: Part) -> None:
    """As a term if it is one; else time and unit as they stand, for a person to read."""
    amount, unit = (published.get(field) for field in fields)
    term = readable_term(amount, unit)
    if term:
        part["term"] = term
        return
    if isinstance(amount, (int, str)) and not isinstance(amount, bool) and abs(_size(amount)) < 10**17:
        notes["time"] = amount
    if isinstance(unit, str):
        notes["unit"] = unit


def _size(amount: int | str) -> int:
    return amount if isinstance(amount, int) else 0


def _written_term(part: Mapping[str, Any], fields: tuple[str, str]) -> Part:
    notes = part.get("portal", {})
    if "term" in part and "time" not in notes and "unit" not in notes:
        found = _TERM.fullmatch(part["term"])
        if found is None:
            return {}
        units = {ours: theirs for theirs, ours in UNITS.items()}
        amount = found["amount"].replace(",", ".")
        return {fields[0]: float(amount) if "." in amount else int(amount), fields[1]: units[found["unit"]]}
    return {field: notes[place] for place, field in zip(("time", "unit"), fields, strict=True) if place in notes}


def _written_method(part: Mapping[str, Any], fees: Sequence[Part]) -> Part:
    notes = part.get("portal", {})
    written = _written_term(part, ("processingTime", "processingTimeUnit"))
    if "channels" in part:
        written["submissionMethod"] = SUBMISSIONS[part["channels"][0]]
    elif "channel" in notes:
        written["submissionMethod"] = notes["channel"]
    if "note" in notes:
        written["description"] = notes["note"]
    if fees:
        written["fees"] = list(fees)
    return written


def _written_case(part: Mapping[str, Any], row: Mapping[str, Any] | None) -> Part:
    written = {field: part[place] for place, field in (("name", "name"), ("portal_code", "code")) if place in part}
    if row is not None:
        written["processingDay"] = unseal(row, _written_term(row, ("qty", "type")))
    return written
