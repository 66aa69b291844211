"""How what is due at submission is paid, as the pages of intake ask it: taken in cash, or asked for by transfer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict


class Paying(TypedDict):
    """As the stage of intake takes it (`fee_taken`, `by_transfer`); neither: nobody has said yet."""

    fee_taken: bool
    by_transfer: bool


def paying_of(sent: Mapping[str, str]) -> Paying:
    """What was ticked in `parts/paying.html`. Money in the hand counts, whatever else was ticked."""
    taken = bool(sent.get("fee_taken"))
    return Paying(fee_taken=taken, by_transfer=not taken and bool(sent.get("by_transfer")))
