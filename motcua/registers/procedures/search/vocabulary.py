"""The words the catalogue and the tables know: how rare each is, which stand beside which, how each is written."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.registers.procedures.search.shortening import ShortForms

_MOST_KEPT = 8192


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name by rarity: each word's share of what it is and of its conditions, and both sums."""

    of_words: Mapping[str, tuple[float, float]]
    head: float
    tail: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`rarity` of a bare word, 0 for one that every name has, about 8 for one that no name has."""

    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    said_pairs: frozenset[tuple[str, str]]
    marked: frozenset[str]
    weights: Mapping[str, float]
    marked_weights: Mapping[str, float]
    """Of words with their marks, of those that stand in names."""
    rarest: float
    short_forms: ShortForms
    followers: Mapping[str, Sequence[str]]
    """The words that stand behind a word, in names the most frequent first, then in phrases."""
    _weighed: dict[str, Weighed] = field(default_factory=dict)

    def __contains__(self, word: object) -> bool:
        return word in self.counts

    def beside(self, left: str, right: str) -> int:
        """How often two words stand beside each other in names; 3 when they do in a phrase."""
        return self.pairs.get((left, right), 0) or (3 if (left, right) in self.said_pairs else 0)

    def rarity(self, word: str) -> float:
        return self.weights.get(word, self.rarest)

    def rarity_as_typed(self, word: str, marked: str | None) -> float:
        """Of a word typed with marks as it is written in names: “lặn” is rare, “lần” is not."""
        found = self.marked_weights.get(marked) if marked else None
        return self.rarity(word) if found is None else found

    def weighed(self, text: str, bares: Sequence[str], head: int) -> Weighed:
        """A name by its words without marks, of which the first `head` say what it is; kept when looked at often."""
        found = self._weighed.get(text)
        if found is None:
            if len(self._weighed) >= _MOST_KEPT:
                self._weighed.clear()
            found = self._weighed[text] = self._reckoned(bares, head)
        return found

    def _reckoned(self, bares: Sequence[str], head: int) -> Weighed:
        of_words: dict[str, tuple[float, float]] = {}
        for at, word in enumerate(bares):
            in_head, in_tail = of_words.get(word, (0.0, 0.0))
            rarity = self.rarity(word)
            of_words[word] = (in_head + rarity, in_tail) if at < head else (in_head, in_tail + rarity)
        return Weighed(of_words, sum(one for one, _ in of_words.values()), sum(one for _, one in of_words.values()))


def vocabulary_of(
    names: Iterable[tuple[Sequence[str], Sequence[str]]], said: Iterable[tuple[Sequence[str], Sequence[str]]]
) -> Vocabulary:
    """From the names of services and from the tables' phrases, each as its bare and its marked words.

    Phrases make words known and neighbours likely, but not frequent.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    marked: Counter[str] = Counter()
    total = 0
    all_of_them: list[Sequence[str]] = []
    for bare, with_marks in names:
        all_of_them.append(bare)
        counts.update(set(bare))
        pairs.update(pairwise(bare))
        marked.update(set(with_marks))
        total += 1
    said_pairs: set[tuple[str, str]] = set()
    for bare, with_marks in said:
        counts.update(dict.fromkeys(bare, 0))
        said_pairs.update(pairwise(bare))
        marked.update(dict.fromkeys(with_marks, 0))

    def rarity(count: int) -> float:
        return math.log((total + 1) / (count + 0.5))

    return Vocabulary(
        dict(counts),
        dict(pairs),
        frozenset(said_pairs),
        frozenset(marked),
        {word: rarity(count) for word, count in counts.items()},
        {word: rarity(count) for word, count in marked.items() if count},
        rarity(0),
        ShortForms(all_of_them),
        _followers([*(pair for pair, _ in pairs.most_common()), *sorted(said_pairs - pairs.keys())]),
    )


def _followers(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    followers: dict[str, list[str]] = {}
    for left, right in pairs:
        followers.setdefault(left, []).append(right)
    return followers
