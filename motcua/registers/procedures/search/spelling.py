"""Slips of typing: one letter wrong, two exchanged, words run together, letters that a region does not tell apart.

Of all readings of a question the likeliest is taken: a correction costs, neighbours that stand together in names or
phrases are worth something. A word that nothing explains stays as it is; its letters are then looked up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from motcua.registers.procedures.search.letters import bare, has_marks, marked, telex, vni
from motcua.registers.procedures.search.vocabulary import Vocabulary

_LETTERS = "abcdeghiklmnopqrstuvxy"
_UNKNOWN, _SLIP, _EXCHANGE, _CONFUSED, _KNOWN_BUT_ODD, _MARKS_BUT_ODD = 6.0, 2.6, 2.0, 1.6, 2.6, 1.0
_SHORT_FORM = 2.0
_HALF, _KNOWN_HALF, _MOST_BEGUN = 1.5, 1.8, 5
_SHORTEST_RUN = 4
_MOST_RUN_TOGETHER, _LONGEST_SYLLABLE = 24, 7
_STRANGERS, _PART = 2.0, 0.8
_NEIGHBOUR, _MOST_NEIGHBOUR, _MOST_PATHS = 2.5, 5.0, 12
_CONFUSED_HEADS = (
    ("s", "x"),
    ("ch", "tr"),
    ("d", "gi"),
    ("r", "g"),
    ("l", "n"),
    ("v", "d"),
    ("v", "gi"),
    ("r", "d"),
    ("qu", "w"),
    ("q", "qu"),
    ("c", "k"),
    ("f", "ph"),
    ("j", "gi"),
    ("z", "d"),
    ("k", "kh"),
    ("h", "kh"),
)
_CONFUSED_TAILS = (
    ("n", "ng"),
    ("c", "t"),
    ("ch", "t"),
    ("nh", "n"),
    ("inh", "in"),
    ("inh", "anh"),
    ("ay", "ai"),
    ("au", "ao"),
    ("uu", "iu"),
    ("uou", "uu"),
    ("iem", "im"),
    ("iep", "ip"),
    ("oi", "ui"),
    ("k", "c"),
    ("p", "b"),
)


def read_words(
    typed: Sequence[str], vocabulary: Vocabulary, kept: frozenset[str], *, is_marked: bool = False
) -> list[str]:
    """The likeliest bare words for those typed; `kept` are never touched (abbreviations). `is_marked`: who typed them
    types marks, so that a word without any is meant so."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for at, word in enumerate(typed):
        before, after = (bare(typed[place]) if 0 <= place < len(typed) else "" for place in (at - 1, at + 1))
        following: dict[str, tuple[float, list[str]]] = {}
        ways = _ways(word, before, after, vocabulary, kept, is_marked)
        if at and at == len(typed) - 1:
            ways += _half_typed(word, before, vocabulary)
        for cost, words in ways:
            value, path = max(
                ((worth + _neighbours(path, words, vocabulary) - cost, path) for worth, path in best),
                key=lambda each: each[0],
            )
            last = words[-1]
            if last not in following or following[last][0] < value:
                following[last] = (value, [*path, *words])
        best = sorted(following.values(), key=lambda each: -each[0])[:_MOST_PATHS]
    return max(best, key=lambda each: each[0])[1] if typed else []


def _neighbours(path: Sequence[str], words: Sequence[str], vocabulary: Vocabulary) -> float:
    worth = 0.0
    for left, right in zip([*path[-1:], *words], words if path else words[1:], strict=False):
        seen = vocabulary.beside(left, right)
        if seen:
            worth += min(_MOST_NEIGHBOUR, _NEIGHBOUR + 0.3 * math.log(seen))
    return worth


def _ways(
    typed: str, before: str, after: str, vocabulary: Vocabulary, kept: frozenset[str], is_marked: bool
) -> list[tuple[float, list[str]]]:
    """What a word may be, and what each way costs. A known word is doubted only beside strangers; one typed with the
    right marks only for what a region says alike."""
    word = bare(typed)
    if word in kept or (not word.isalpha() and not vni(typed)):
        return [(0.0, [word])]
    if word in vocabulary:
        found = [(0.0, [word])]
        is_sure = (has_marks(typed) or is_marked) and marked(typed) in vocabulary.marked
        if len(word) > 2 and not (vocabulary.beside(before, word) and vocabulary.beside(word, after)):
            dearest = _CONFUSED if is_sure else math.inf
            odd = _MARKS_BUT_ODD if has_marks(typed) and not is_sure else _KNOWN_BUT_ODD
            found += [
                (cost + odd, [near])
                for near, cost in _near(word)
                if cost <= dearest
                and near in vocabulary
                and (vocabulary.beside(before, near) or vocabulary.beside(near, after))
            ]
        return found
    made = vni(typed) or telex(typed)
    if made and bare(made) in vocabulary:
        return [(0.0, [bare(made)])]
    found = [(_UNKNOWN, [word])]
    found += [(cost, [near]) for near, cost in _near(word) if near in vocabulary]
    if made:
        found += [(cost + 1, [near]) for near, cost in _near(bare(made)) if near in vocabulary]
    found += [(_SHORT_FORM - 0.2 * math.log(seen), [*words]) for seen, words in vocabulary.short_forms.of(word)]
    if _SHORTEST_RUN <= len(word) <= _MOST_RUN_TOGETHER:
        found += [(1.0 + 0.8 * len(parts), parts) for parts in _run_together(word, vocabulary)]
    return found


def _half_typed(typed: str, before: str, vocabulary: Vocabulary) -> list[tuple[float, list[str]]]:
    """What the last word may become: words that stand behind the one before it and begin so."""
    word = bare(typed)
    if not word.isalpha() or vocabulary.beside(before, word):
        return []
    cost = _KNOWN_HALF if word in vocabulary else _HALF
    begun = (each for each in vocabulary.followers.get(before, ()) if each != word and each.startswith(word))
    return [(cost, [each]) for each in islice(begun, _MOST_BEGUN)]


@lru_cache(maxsize=4096)
def _near(word: str) -> tuple[tuple[str, float], ...]:
    """Words one slip away, each with its cost."""
    near: dict[str, float] = {}
    for cost, made in (*_slips(word), *_confusions(word)):
        if made != word and near.get(made, math.inf) > cost:
            near[made] = cost
    return tuple(near.items())


def _slips(word: str) -> Iterator[tuple[float, str]]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if len(tail) > 1:
            yield _EXCHANGE, head + tail[1] + tail[0] + tail[2:]
        if tail:
            twice = bool(head) and head[-1] == tail[0]
            yield _CONFUSED if twice else _SLIP, head + tail[1:]
            yield from ((_SLIP, head + letter + tail[1:]) for letter in _LETTERS)
        yield from ((_SLIP, head + letter + tail) for letter in _LETTERS)


def _confusions(word: str) -> Iterator[tuple[float, str]]:
    for one, other in _CONFUSED_HEADS:
        for this, that in ((one, other), (other, one)):
            if word.startswith(this):
                yield _CONFUSED, that + word[len(this) :]
    for one, other in _CONFUSED_TAILS:
        for this, that in ((one, other), (other, one)):
            if word.endswith(this):
                yield _CONFUSED, word[: len(word) - len(this)] + that


def _run_together(word: str, vocabulary: Vocabulary) -> list[list[str]]:
    """The likeliest ways to part a word into known ones: few parts, each beside the next somewhere."""
    found: dict[int, list[tuple[float, list[str]]]] = {0: [(0.0, [])]}
    for end in range(2, len(word) + 1):
        ways = [
            (cost + (0.0 if not path or vocabulary.beside(path[-1], part) else _STRANGERS) + _PART, [*path, part])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1)
            if (part := bare(word[start:end])) in vocabulary
            for cost, path in found.get(start, [])
        ]
        if ways:
            found[end] = sorted(ways)[:4]
    return [path for _, path in found.get(len(word), []) if len(path) > 1]
