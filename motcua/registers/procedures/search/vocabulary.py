"""The words the catalogue and the tables know: how rare each is, which stand beside which, how each is written."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`rarity` of a bare word, 0 for one that every name has, about 8 for one that no name has."""

    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    said_pairs: frozenset[tuple[str, str]]
    marked: frozenset[str]
    weights: Mapping[str, float]
    rarest: float

    def __contains__(self, word: object) -> bool:
        return word in self.counts

    def beside(self, left: str, right: str) -> int:
        """How often two words stand beside each other in names; 3 when they do in a phrase."""
        return self.pairs.get((left, right), 0) or (3 if (left, right) in self.said_pairs else 0)

    def rarity(self, word: str) -> float:
        return self.weights.get(word, self.rarest)


def vocabulary_of(
    names: Iterable[tuple[Sequence[str], Sequence[str]]], said: Iterable[tuple[Sequence[str], Sequence[str]]]
) -> Vocabulary:
    """From the names of services and from the tables' phrases, each as its bare and its marked words.

    Phrases make words known and neighbours likely, but not frequent.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    marked: set[str] = set()
    total = 0
    for bare, with_marks in names:
        counts.update(set(bare))
        pairs.update(pairwise(bare))
        marked.update(with_marks)
        total += 1
    said_pairs: set[tuple[str, str]] = set()
    for bare, with_marks in said:
        counts.update(dict.fromkeys(bare, 0))
        said_pairs.update(pairwise(bare))
        marked.update(with_marks)
    weights = {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}
    return Vocabulary(
        dict(counts), dict(pairs), frozenset(said_pairs), frozenset(marked), weights, math.log(2 * (total + 1))
    )
