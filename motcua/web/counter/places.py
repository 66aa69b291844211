"""Where the clerk works."""

from __future__ import annotations

from motcua.web.shared.asked import Asked

CLERK = "one-stop-clerk"


def office_of(request: Asked) -> int:
    """The office at whose counter the clerk works: of the position chosen, or of the first at a counter."""
    seats = [seat for seat in request.viewer.seats if seat.role == CLERK]
    if request.seat in seats and request.seat:
        return request.seat.office_id
    return seats[0].office_id
