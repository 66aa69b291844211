"""Whole numbers as pages send them: ids, counts, places in a list."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

LONGEST: Final = 18
"""Digits: what the database's bigint always holds."""


def number_in(text: str) -> int | None:
    """The number that the text is, by plain digits alone; None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def numbers_in(texts: Iterable[str], most: int) -> list[int]:
    """Those of the texts that are numbers, at most so many."""
    return list(islice((number for text in texts if (number := number_in(text)) is not None), most))
