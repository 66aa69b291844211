"""Tills: one's own, and those of the office for who answers for its money."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import cash
from motcua.registers.payments.errors import TillUnknown
from motcua.registers.payments.places import COLLECTORS, SUPERVISORS
from motcua.rules.access import Viewer
from motcua.rules.tills import Entry

MOST_TILLS: Final = 200


@dataclass(frozen=True, slots=True)
class TillView:
    """A till; amounts in đồng. `expected` is what must be there: now while it is open, at closing afterwards."""

    id: int
    office_id: int
    holding_id: int
    opened_at: datetime
    opening: int
    closed_at: datetime | None
    closed_by: str | None
    expected: int
    counted: int | None
    notes: dict[str, int]
    reason: str

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def difference(self) -> int:
        return (self.counted or 0) - self.expected if self.counted is not None else 0


@dataclass(frozen=True, slots=True)
class TillMove:
    """Cash that moved, in đồng; `paper` is year/number of the receipt or refund."""

    entry: Entry
    amount: int
    paper: str
    at: datetime


_COLUMNS: Final = """id, office_id, holding_id, opened_at, opening, closed_at, closed_by, expected, counted, notes,
    coalesce(reason, '')"""
_SEEN: Final = "(holding_id = ANY(%(own)s::bigint[]) OR office_id = ANY(%(supervised)s::bigint[]) OR %(all)s)"


def my_till(*, office_id: int, viewer: Viewer) -> TillView | None:
    """The viewer's open till at this office, or None."""
    seats = [each.holding_id for each in viewer.seats if each.office_id == office_id and each.role in COLLECTORS]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM payments_till WHERE holding_id = ANY(%s) AND closed_at IS NULL"
            " ORDER BY array_position(%s::bigint[], holding_id) LIMIT 1",
            [seats, seats],
        )
        row = cursor.fetchone()
    return _view(row) if row else None


def till(*, till_id: int, viewer: Viewer) -> TillView:
    """One till. Raises `TillUnknown`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM payments_till WHERE id = %(till)s AND {_SEEN}", {"till": till_id, **_seen(viewer)}
        )
        row = cursor.fetchone()
    if row is None:
        raise TillUnknown
    return _view(row)


def tills_on(*, office_id: int, on: date, viewer: Viewer) -> tuple[TillView, ...]:
    """Tills of the office open at any time of that day or never closed, as far as the viewer may see."""
    begins = datetime.combine(on, time(0), VIETNAM)
    values: dict[str, Any] = {
        "office": office_id,
        "begins": begins,
        "ends": begins + timedelta(days=1),
        "most": MOST_TILLS,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM payments_till WHERE office_id = %(office)s AND opened_at < %(ends)s"
            f" AND (closed_at IS NULL OR closed_at >= %(begins)s) AND {_SEEN}"
            " ORDER BY opened_at DESC, id DESC LIMIT %(most)s",
            {**values, **_seen(viewer)},
        )
        return tuple(_view(row) for row in cursor.fetchall())


def moves_of(*, till_id: int, viewer: Viewer) -> tuple[TillMove, ...]:
    """Everything that moved in a till, oldest first, as the ledger tells it. Raises `TillUnknown`."""
    till(till_id=till_id, viewer=viewer)
    kinds = {entry.value for entry in Entry}
    return tuple(
        TillMove(Entry(event.kind), int(event.body["amount"]), str(event.body.get("paper", "")), event.happened_at)
        for event in ledger.events_of(cash.stream_of(till_id))
        if event.kind in kinds
    )


def _seen(viewer: Viewer) -> dict[str, Any]:
    return {
        "own": [seat.holding_id for seat in viewer.seats],
        "supervised": sorted(viewer.offices(*SUPERVISORS)),
        "all": viewer.is_system,
    }


def _view(row: tuple[Any, ...]) -> TillView:
    number, office, holding, opened_at, opening, closed_at, closed_by, expected, counted, notes, reason = row
    return TillView(
        id=number,
        office_id=office,
        holding_id=holding,
        opened_at=opened_at,
        opening=opening,
        closed_at=closed_at,
        closed_by=closed_by,
        expected=cash.must_hold(number) if closed_at is None else expected,
        counted=counted,
        notes=_notes(notes),
        reason=reason,
    )


def _notes(kept: Any) -> dict[str, int]:
    return dict(json.loads(kept)) if isinstance(kept, str) else dict(kept or {})
