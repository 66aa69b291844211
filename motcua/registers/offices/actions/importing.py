"""A list of staff comes in: people with one-time codes, positions, who holds them, and who is whose superior.

What each line does was planned by `staff_plan`; the plan is made anew when it is applied. In chunks of 500 lines, each
its own transaction: an interrupted list is gone on with by applying it again, for what is there is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.offices.actions.positions import end_holding, open_positions, seat_many
from motcua.registers.offices.actions.staff import change_account
from motcua.registers.offices.errors import FileTooLargeForStaff, NotYoursToAdminister
from motcua.registers.offices.facts import NewHolding, NewPosition
from motcua.registers.offices.queries.staff_lists import MOST_BYTES, Line, Outcome, staff_file, staff_plan
from motcua.registers.offices.staffing.known import known
from motcua.registers.offices.staffing.reading import Wanted
from motcua.registers.offices.statements import must_administer, rows, tell
from motcua.registers.people import actions as people
from motcua.registers.people.actions import IssuedCode, NewOfficial
from motcua.rules.access import Viewer

CHUNK = 500
MOST_AT_ONCE = 2000
"""Lines done at one asking, so that no door waits too long; asking again goes on with the rest."""
KEPT = timedelta(days=1)

_PUT = """INSERT INTO offices_staff_file (office_id, by_official_id, name, content, put_at)
    VALUES (%s, %s, %s, %s, %s) RETURNING id"""
_SET_SUPERIORS = """UPDATE offices_position SET superior_id = given.superior
    FROM unnest(%s::bigint[], %s::bigint[]) given (id, superior)
    WHERE offices_position.id = given.id AND offices_position.superior_id IS DISTINCT FROM given.superior
    RETURNING offices_position.id, given.superior"""


@dataclass(frozen=True, slots=True)
class ImportedStaff:
    """What was done: the lines, and the codes of the new officials as (name, sign-in name, code), shown once. `left`:
    lines still to be done, by asking again."""

    lines: tuple[Line, ...]
    codes: tuple[tuple[str, str, IssuedCode], ...]
    left: int


@transaction.atomic
def put_staff_file(*, office_id: int, name: str, content: bytes, now: datetime, by: Viewer) -> int:
    """Keep a list until it is applied, a day at most; what was put in before by the same official goes.

    Raises `FileTooLargeForStaff`, `NotYoursToAdminister`.
    """
    must_administer(by, [office_id])
    if len(content) > MOST_BYTES:
        raise FileTooLargeForStaff(size=len(content) // 1_000_000, most=MOST_BYTES // 1_000_000)
    rows(
        "DELETE FROM offices_staff_file WHERE by_official_id = %s OR put_at < %s RETURNING id",
        [by.official_id, now - KEPT],
    )
    put: int = rows(_PUT, [office_id, by.official_id, name[:200], content, now])[0][0]
    return put


def import_staff(*, file_id: int, roles: Mapping[str, str], now: datetime, by: Viewer) -> ImportedStaff:
    """Apply a list that was put in: what its plan says, now, 2,000 lines at most. When all is done it is forgotten.

    Raises `StaffFileGone`, `TableUnreadable`, `StaffColumnsMissing`, `NotYoursToAdminister`.
    """
    file = staff_file(file_id, viewer=by)
    on = now.astimezone(VIETNAM).date()
    plan = staff_plan(content=file.content, name=file.name, office_id=file.office_id, roles=roles, viewer=by, on=on)
    waiting = [line for line in plan if line.outcome in (Outcome.CREATED, Outcome.CHANGED)]
    doing, left = waiting[:MOST_AT_ONCE], len(waiting[MOST_AT_ONCE:])
    codes: list[tuple[str, str, IssuedCode]] = []
    positions: dict[int, int] = {}
    for begin in range(0, len(doing), CHUNK):
        with transaction.atomic():
            codes += _chunk(doing[begin : begin + CHUNK], positions, now=now, by=by)
    with transaction.atomic():
        _set_superiors(plan, positions, on, now=now, by=by)
        if not left:
            rows("DELETE FROM offices_staff_file WHERE id = %s RETURNING id", [file_id])
    return ImportedStaff(plan, tuple(codes), left)


def _chunk(
    lines: Sequence[Line], positions: dict[int, int], *, now: datetime, by: Viewer
) -> list[tuple[str, str, IssuedCode]]:
    """Do these lines; `positions` (line → position) is added to."""
    asked = [(line, line.wanted) for line in lines if line.wanted]
    new = {one.sign_in_name: one for line, one in asked if line.official_id is None}
    ids = people.register_without_passwords(officials=[_official(one) for one in new.values()], now=now, by=by)
    codes = people.issue_codes(official_ids=list(ids.values()), now=now, by=by) if ids else {}
    officials = {**_registered(asked), **ids}
    _open_positions(asked, positions, now=now, by=by)
    holdings = [
        NewHolding(
            position_id=positions[line.number],
            official_id=officials[one.sign_in_name],
            from_date=line.from_date or now.date(),
            to_date=one.to_date,
        )
        for line, one in asked
        if line.seats
    ]
    if holdings:
        seat_many(holdings=holdings, now=now, by=by)
    for line, one in asked:
        _change(line, one, now=now, by=by)
    return [(new[name].name, name, codes[id_]) for name, id_ in ids.items()]


def _official(one: Wanted) -> NewOfficial:
    return NewOfficial(sign_in_name=one.sign_in_name, name=one.name, phone=one.phone)


def _registered(asked: Sequence[tuple[Line, Wanted]]) -> dict[str, int]:
    """Those who were registered before this chunk: by the plan, or by an earlier chunk of the same list."""
    found: dict[str, int] = dict(
        rows(
            "SELECT sign_in_name, id FROM people_official WHERE sign_in_name = ANY(%s)",
            [[one.sign_in_name for _, one in asked]],
        )
    )
    return found


def _open_positions(
    asked: Sequence[tuple[Line, Wanted]], positions: dict[int, int], *, now: datetime, by: Viewer
) -> None:
    opening = [(line, one) for line, one in asked if line.position_id is None]
    positions |= {line.number: line.position_id for line, _ in asked if line.position_id is not None}
    if not opening:
        return
    new = [
        NewPosition(
            office_id=one.office_id,
            unit_id=one.unit_id,
            role=one.role,
            title=one.title,
            valid_from=line.from_date or now.date(),
        )
        for line, one in opening
    ]
    ids = open_positions(positions=new, now=now, by=by)
    positions |= {line.number: id_ for (line, _), id_ in zip(opening, ids, strict=True)}


def _change(line: Line, one: Wanted, *, now: datetime, by: Viewer) -> None:
    """A telephone, or the last day of a holding that is there."""
    if line.phone and line.official_id is not None:
        with suppress(NotYoursToAdminister):  # who works for others too keeps the telephone those gave
            change_account(official_id=line.official_id, name=one.name, phone=one.phone, now=now, by=by)
    if line.ends is None or one.to_date is None:
        return
    if line.ends.to_date is None or one.to_date < line.ends.to_date:
        end_holding(holding_id=line.ends.id, last_day=one.to_date, now=now, by=by)
    else:
        more = NewHolding(
            position_id=line.ends.position_id,
            official_id=line.ends.official_id,
            from_date=line.ends.to_date + timedelta(days=1),
            to_date=one.to_date,
        )
        seat_many(holdings=[more], now=now, by=by)


def _set_superiors(plan: Sequence[Line], positions: Mapping[int, int], on: date, *, now: datetime, by: Viewer) -> None:
    """Last, when every position of the list is there."""
    asked = [line for line in plan if line.superior and line.outcome is not Outcome.REFUSED and line.wanted]
    if not asked:
        return
    names = {line.wanted.superior for line in asked if line.wanted}
    seats = known(office_ids=(), sign_in_names=(), superiors=names, on=on).seats
    pairs = [
        (positions.get(line.number) or line.position_id, seats.get(line.wanted.superior))
        for line in asked
        if line.wanted
    ]
    whole = {below: above for below, above in pairs if below and above and below != above}
    set_ = rows(_SET_SUPERIORS, [list(whole), list(whole.values())])
    tell(((f"position/{id_}", "superior-set", {"superior": above}) for id_, above in set_), now=now, by=by)
