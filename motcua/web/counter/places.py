"""Where the clerk works."""

from __future__ import annotations

from motcua.web.shared.asked import Asked

CLERK = "one-stop-clerk"


MONEY_ROLES = ("one-stop-clerk", "cashier", "unit-head", "leader")
"""Who has to do with the money of an office."""


def money_office_of(request: Asked) -> int:
    """The office whose money is looked at: of the position chosen, or of the first that has to do with money."""
    seats = [seat for seat in request.viewer.seats if seat.role in MONEY_ROLES]
    if request.seat in seats and request.seat:
        return request.seat.office_id
    return seats[0].office_id


def office_of(request: Asked) -> int:
    """The office at whose counter the clerk works: of the position chosen, or of the first at a counter."""
    seats = [seat for seat in request.viewer.seats if seat.role == CLERK]
    if request.seat in seats and request.seat:
        return request.seat.office_id
    return seats[0].office_id
