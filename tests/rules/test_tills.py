"""What must lie in a till, and what was counted."""

from __future__ import annotations

import pytest

from motcua.rules.tills import Entry, Moved, counted, expected


def test_what_was_put_in_and_taken_is_there_less_what_was_given_back() -> None:
    day = (
        Moved(Entry.OPENED, 100_000),
        Moved(Entry.TAKEN, 12_000),
        Moved(Entry.VOIDED, 12_000),
        Moved(Entry.REFUNDED, 4_000),
    )
    assert expected(day) == 96_000
    assert expected(()) == 0


def test_notes_are_counted() -> None:
    assert counted({50_000: 2, 1_000: 3}) == 103_000


@pytest.mark.parametrize("notes", [{3_000: 1}, {1_000: -1}, {1_000: 10**9}])
def test_notes_that_are_not_there_are_not_counted(notes: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="notes of"):
        counted(notes)
