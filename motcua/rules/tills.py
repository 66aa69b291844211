"""What must lie in a clerk's till, and what was counted (quỹ tiền mặt tại quầy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NOTES: Final = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
"""Notes of đồng in circulation, the largest first."""
MOST_NOTES: Final = 100_000


class Entry(StrEnum):
    """What moves cash in or out of a till; the kinds of events on its stream."""

    OPENED = "opened"
    TAKEN = "taken"
    VOIDED = "voided"
    REFUNDED = "refunded"


_SIGNS: Final = {Entry.OPENED: 1, Entry.TAKEN: 1, Entry.VOIDED: -1, Entry.REFUNDED: -1}


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement of cash, in đồng, always positive."""

    entry: Entry
    amount: int


def expected(movements: Iterable[Moved]) -> int:
    """What must lie in the till after all of them, in đồng."""
    return sum(_SIGNS[each.entry] * each.amount for each in movements)


def counted(notes: Mapping[int, int]) -> int:
    """The sum of what was counted note by note, in đồng. Raises `ValueError` for a note that there is not, a negative
    count, or more than anybody counts."""
    for note, count in notes.items():
        if note not in NOTES or not 0 <= count <= MOST_NOTES:
            raise ValueError(f"{count} notes of {note} đồng")
    return sum(note * count for note, count in notes.items())
