"""By which position somebody acts on the money of an office."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from motcua.foundation.errors import Refusal
from motcua.rules.access import Role, Seat, Viewer

COLLECTORS: Final = (Role.ONE_STOP_CLERK, Role.CASHIER)
"""Who takes money."""
RECONCILERS: Final = (*COLLECTORS, Role.UNIT_HEAD)
"""Who says that a transfer has come."""
SUPERVISORS: Final = (Role.UNIT_HEAD, Role.LEADER, Role.CASHIER)
"""Who answers for the money of the whole office."""
LONGEST_REASON: Final = 500
MOST_DONG: Final = 10**12


def seat_in(office_id: int, roles: Iterable[Role], by: Viewer, refusal: type[Refusal]) -> Seat | None:
    """The position by which the viewer acts here; None for the system itself. Raises `refusal`."""
    seat = next((each for role in roles if (each := by.seat_for(role, office_id))), None)
    if seat is None and not by.is_system:
        raise refusal
    return seat


def name_of(seat: Seat | None) -> str:
    """Who acts, as a code."""
    return f"holding/{seat.holding_id}" if seat else "system"


def figure(amount: int) -> str:
    """An amount as refusals write it: 8.000."""
    return f"{amount:,}".replace(",", ".")
