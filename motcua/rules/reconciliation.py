"""Whether a movement on the bank's statement is the transfer that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """What a movement is to what was asked."""

    MATCHED = "matched"
    """With what came before, exactly the sum asked."""
    UNDER = "under"
    """Something is still lacking."""
    OVER = "over"
    """More than was asked has come."""
    AGAIN = "again"
    """What it names is paid or called off already."""
    UNKNOWN = "unknown"
    """It names nothing that was asked here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A transfer as it was asked: the sum in đồng, what movements have brought, whether it still waits, and whether a
    person vouched for it before the statement came."""

    amount: int
    received: int = 0
    is_open: bool = True
    is_vouched: bool = False


def fit(asked: Asked | None, amount: int) -> Fit:
    """What a movement of `amount` đồng that names this transfer is. `None`: it names none that is known."""
    if asked is None:
        return Fit.UNKNOWN
    waits = asked.is_open or (asked.is_vouched and asked.received < asked.amount)
    if not waits:
        return Fit.AGAIN
    together = asked.received + amount
    if together == asked.amount:
        return Fit.MATCHED
    return Fit.UNDER if together < asked.amount else Fit.OVER
