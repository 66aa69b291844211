"""The questions with their right answers, and what a search made of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SETS = {
    name: Path(__file__).with_name(f"{file}.tsv")
    for name, file in (
        ("first", "questions"),
        ("second", "others"),
        ("third", "strangers"),
        ("fourth", "newcomers"),
        ("fifth", "neighbours"),
        ("sixth", "visitors"),
    )
}
"""The second was written later, mostly from the list alone: how others ask. The third by two writers, as citizens and
as businesses, who knew neither the code nor the tables. The fourth by another such, held whole; the fifth and
the sixth, held whole, by two more, when the search of the fourth was done."""
HELD = "held"
"""The half that is kept out of tuning: only its rates are told, never its questions."""
Find = Callable[[str], Sequence[frozenset[str]]]
"""From a question to the codes of each group found, likeliest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and every code that answers it; any code of a group will do. Without answers, nothing should come."""

    question: str
    answers: frozenset[str]
    kind: str
    split: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Of `asked` questions, how many had the right group first, and among five."""

    asked: int
    first: int
    five: int

    def words(self) -> str:
        whole = self.asked or 1
        return f"first {self.first / whole:6.1%}   among five {self.five / whole:6.1%}   of {self.asked}"


def questions(path: Path = SETS["first"]) -> list[Asked]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Asked(row["question"], frozenset(row["answers"].split()), row["kind"], row["split"])
            for row in csv.DictReader(stream, delimiter="\t")
        ]


def place_of(asked: Asked, found: Sequence[frozenset[str]]) -> int | None:
    """On which line, from 1, the right group stands; 1 as well where nothing should come and nothing came."""
    if not asked.answers:
        return None if found else 1
    return next((at for at, codes in enumerate(found, start=1) if codes & asked.answers), None)


def rates(asked: Iterable[Asked], find: Find) -> Rates:
    places = [place_of(each, find(each.question)[:5]) for each in asked]
    return Rates(len(places), places.count(1), sum(place is not None for place in places))
