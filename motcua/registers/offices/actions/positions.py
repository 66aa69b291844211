"""Opening positions, giving them from a day to a day, ending a holding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from motcua.foundation.vietnamese import tidy
from motcua.registers.offices.errors import (
    EndsBeforeItBegins,
    HoldingUnknown,
    MandateWithoutPaper,
    OfficeUnknown,
    PositionHeldByAnother,
    PositionUnknown,
    SuperiorIsBelow,
    SuperiorNotThere,
)
from motcua.registers.offices.facts import NewHolding, NewPosition
from motcua.registers.offices.statements import insert, must_administer, row, rows, tell
from motcua.rules.access import Viewer
from motcua.rules.signature_block import Capacity
from motcua.rules.workdays import VIETNAM

ONE_MAIN_HOLDER = "offices_holding_one_main_holder"
ONE_AT_A_TIME = 0x6D6F7463_73757065
"""Key of the lock under which superiors are set: two that pass each other could close a circle that neither sees."""
_ABOVE_IT = """
WITH RECURSIVE above AS (
    SELECT id, superior_id, title, 1 AS step FROM offices_position WHERE id = %s
    UNION ALL
    SELECT p.id, p.superior_id, p.title, above.step + 1 FROM offices_position p JOIN above ON p.id = above.superior_id
    WHERE above.id <> %s
) CYCLE id SET is_again USING way
SELECT id, title FROM above WHERE NOT is_again ORDER BY step
"""
_MAY_STAND_ABOVE = """
WITH RECURSIVE up AS (
    SELECT o.id, o.parent_id FROM offices_office o WHERE o.id = %(office)s
    UNION SELECT o.id, o.parent_id FROM offices_office o JOIN up ON o.id = up.parent_id
)
SELECT p.id FROM offices_position p JOIN up ON up.id = p.office_id
WHERE p.id = %(superior)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
"""


def open_position(*, position: NewPosition, now: datetime, by: Viewer) -> int:
    """Open a position; its id. Raises as `open_positions`."""
    return open_positions(positions=[position], now=now, by=by)[0]


@transaction.atomic
def open_positions(*, positions: Sequence[NewPosition], now: datetime, by: Viewer) -> list[int]:
    """Open several positions. Their ids. Raises `OfficeUnknown`, `NotYoursToAdminister`, `SuperiorNotThere`."""
    must_administer(by, [one.office_id for one in positions])
    for one in positions:
        if one.superior_id is not None:
            _must_stand_above(one.superior_id, one.office_id, now.date())
    try:
        ids = insert(
            "offices_position",
            {
                "office_id": ("bigint", [one.office_id for one in positions]),
                "unit_id": ("bigint", [one.unit_id for one in positions]),
                "role": ("text", [one.role for one in positions]),
                "title": ("text", [tidy(one.title) for one in positions]),
                "valid_from": ("date", [one.valid_from for one in positions]),
                "superior_id": ("bigint", [one.superior_id for one in positions]),
            },
        )
    except IntegrityError as fault:
        raise OfficeUnknown() from fault
    events = [
        (f"position/{id_}", "position-opened", {"office": one.office_id, "unit": one.unit_id, "role": one.role})
        for id_, one in zip(ids, positions, strict=True)
    ]
    tell(events, now=now, by=by)
    return ids


@transaction.atomic
def change_position(*, position_id: int, title: str, superior_id: int | None, now: datetime, by: Viewer) -> None:
    """Give a position another title, or another position above it: of its office or of one over that; none is nobody.

    What stands as it was asked is not told again. Raises `PositionUnknown`, `NotYoursToAdminister`, `SuperiorNotThere`,
    `SuperiorIsBelow`.
    """
    rows("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    found = row("SELECT office_id, title, superior_id FROM offices_position WHERE id = %s FOR UPDATE", [position_id])
    if found is None:
        raise PositionUnknown()
    office_id, old_title, old_superior_id = found
    must_administer(by, [office_id])
    if superior_id is not None and superior_id != old_superior_id:
        _must_stand_above(superior_id, office_id, now.date())
        _must_not_stand_below(superior_id, position_id)
    sql = "UPDATE offices_position SET title = %s, superior_id = %s WHERE id = %s RETURNING id"
    rows(sql, [tidy(title), superior_id, position_id])
    stream = f"position/{position_id}"
    events: list[tuple[str, str, dict[str, Any]]] = []
    if tidy(title) != old_title:
        events.append((stream, "position-renamed", {}))
    if superior_id != old_superior_id:
        events.append((stream, "superior-set", {"superior": superior_id}))
    tell(events, now=now, by=by)


def _must_stand_above(superior_id: int, office_id: int, on: date) -> None:
    if row(_MAY_STAND_ABOVE, {"office": office_id, "superior": superior_id, "on": on}) is None:
        raise SuperiorNotThere()


def _must_not_stand_below(superior_id: int, position_id: int) -> None:
    way = rows(_ABOVE_IT, [superior_id, position_id])
    if way and way[-1][0] == position_id:
        raise SuperiorIsBelow(titles=" → ".join([way[-1][1], *(title for _, title in way)]))


@transaction.atomic
def close_position(*, position_id: int, last_day: date, now: datetime, by: Viewer) -> None:
    """Let a position be after a day, and with it whatever rights it gave. Raises `PositionUnknown`,
    `NotYoursToAdminister`."""
    must_administer(by, _offices([position_id]).values())
    sql = "UPDATE offices_position SET valid_to = greatest(valid_from, %s) WHERE id = %s RETURNING id"
    rows(sql, [last_day, position_id])
    tell([(f"position/{position_id}", "position-closed", {"last_day": last_day})], now=now, by=by)


def seat(
    *,
    position_id: int,
    official_id: int,
    from_date: date,
    to_date: date | None = None,
    substitute: bool = False,
    capacity: str = Capacity.OWN,
    paper: str = "",
    now: datetime,
    by: Viewer,
) -> int:
    """Give a position to an official from a day to a day, both included; the holding's id. Raises as `seat_many`."""
    holding = NewHolding(
        position_id=position_id,
        official_id=official_id,
        from_date=from_date,
        to_date=to_date,
        substitute=substitute,
        capacity=capacity,
        paper=paper,
    )
    return seat_many(holdings=[holding], now=now, by=by)[0]


@transaction.atomic
def seat_many(*, holdings: Sequence[NewHolding], now: datetime, by: Viewer) -> list[int]:
    """Give several positions. The holdings' ids.

    Raises `PositionHeldByAnother` when two main holders would meet, `EndsBeforeItBegins`, `PositionUnknown`,
    `MandateWithoutPaper` for one that has no paper or no end,
    `NotYoursToAdminister`.
    """
    must_administer(by, _offices([one.position_id for one in holdings]).values())
    for one in holdings:
        if one.to_date and one.to_date < one.from_date:
            raise EndsBeforeItBegins(from_date=f"{one.from_date:%d/%m/%Y}", to_date=f"{one.to_date:%d/%m/%Y}")
        if one.capacity == Capacity.BY_MANDATE and not (one.paper.strip() and one.to_date):
            raise MandateWithoutPaper()
    ids = _insert(holdings)
    events = [
        (
            f"position/{one.position_id}",
            "position-given",
            {
                "holding": id_,
                "official": one.official_id,
                "from": one.from_date,
                "to": one.to_date,
                "substitute": one.substitute,
                "capacity": str(one.capacity),
            },
        )
        for id_, one in zip(ids, holdings, strict=True)
    ]
    tell(events, now=now, by=by)
    return ids


@transaction.atomic
def end_holding(*, holding_id: int, last_day: date, now: datetime, by: Viewer) -> None:
    """End a holding on a day; the day after it gives no rights, in live sessions too.

    One that has not begun on its `last_day` never was and is taken out; the ledger keeps both. Raises `HoldingUnknown`,
    `NotYoursToAdminister`, and `EndsBeforeItBegins` for one that gave rights already.
    """
    sql = """SELECT h.position_id, p.office_id, h.from_date FROM offices_holding h
        JOIN offices_position p ON p.id = h.position_id WHERE h.id = %s FOR UPDATE OF h"""
    if (found := row(sql, [holding_id])) is None:
        raise HoldingUnknown()
    position_id, office_id, from_date = found
    must_administer(by, [office_id])
    body: dict[str, object] = {"holding": holding_id}
    if last_day >= from_date:
        sql = "UPDATE offices_holding SET to_date = least(to_date, %s::date) WHERE id = %s RETURNING to_date"
        body["to"] = rows(sql, [last_day, holding_id])[0][0]
        kind = "holding-ended"
    elif from_date > now.astimezone(VIETNAM).date():
        rows("DELETE FROM offices_holding WHERE id = %s RETURNING id", [holding_id])
        kind = "holding-taken-back"
    else:
        raise EndsBeforeItBegins(from_date=f"{from_date:%d/%m/%Y}", to_date=f"{last_day:%d/%m/%Y}")
    tell([(f"position/{position_id}", kind, body)], now=now, by=by)


def _insert(holdings: Sequence[NewHolding]) -> list[int]:
    columns: dict[str, tuple[str, Sequence[Any]]] = {
        "position_id": ("bigint", [one.position_id for one in holdings]),
        "official_id": ("bigint", [one.official_id for one in holdings]),
        "from_date": ("date", [one.from_date for one in holdings]),
        "to_date": ("date", [one.to_date for one in holdings]),
        "substitute": ("boolean", [one.substitute for one in holdings]),
        "capacity": ("text", [str(one.capacity) for one in holdings]),
        "paper": ("text", [tidy(one.paper) for one in holdings]),
    }
    try:
        with transaction.atomic():
            return insert("offices_holding", columns)
    except DatabaseError as fault:
        if ONE_MAIN_HOLDER not in str(fault):
            raise
        earliest = min(one.from_date for one in holdings)
        raise PositionHeldByAnother(from_date=f"{earliest:%d/%m/%Y}") from fault


def _offices(position_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = dict(
        rows("SELECT id, office_id FROM offices_position WHERE id = ANY(%s)", [list(position_ids)])
    )
    if any(position_id not in found for position_id in position_ids):
        raise PositionUnknown()
    return found
