"""The cash of tills: locked while it moves, told from the till's own stream of the ledger."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger import queries as events
from motcua.rules.tills import Entry, Moved, expected


def stream_of(till_id: int) -> str:
    """The name of a till's stream."""
    return f"till/{till_id}"


def open_till_of(*, holding_id: int, office_id: int, now: datetime) -> int:
    """The till that is open for this position's holder, opened now if none is; locked until the caller commits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_till (office_id, holding_id, opened_at, opening) VALUES (%s, %s, %s, 0)"
            " ON CONFLICT (holding_id) WHERE closed_at IS NULL DO NOTHING RETURNING id",
            [office_id, holding_id, now],
        )
        if (row := cursor.fetchone()) is not None:
            till_id: int = row[0]
            tell(till_id, Entry.OPENED, 0, by=f"holding/{holding_id}", now=now)
            return till_id
    found = lock_open_of(holding_id)
    # It was closed while we waited for it: then the next one is opened, unless another has done so already.
    return found if found is not None else open_till_of(holding_id=holding_id, office_id=office_id, now=now)


def lock_open_of(holding_id: int) -> int | None:
    """The open till of this holder, locked; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM payments_till WHERE holding_id = %s AND closed_at IS NULL FOR UPDATE", [holding_id]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def lock(till_id: int) -> bool:
    """Lock this till; whether it is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT closed_at IS NULL FROM payments_till WHERE id = %s FOR UPDATE", [till_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def tell(till_id: int, entry: Entry, amount: int, *, by: str, now: datetime, paper: str = "") -> None:
    """Write on the till's stream that cash moved. `paper` is the number of the receipt or refund."""
    body = {"amount": amount, "by": by} | ({"paper": paper} if paper else {})
    ledger.append(stream=stream_of(till_id), kind=entry.value, body=body, happened_at=now)


def must_hold(till_id: int) -> int:
    """What must lie in the till now, in đồng, as its events tell."""
    kinds = {entry.value for entry in Entry}
    told = events.events_of(stream_of(till_id))
    return expected(Moved(Entry(event.kind), int(event.body["amount"])) for event in told if event.kind in kinds)
