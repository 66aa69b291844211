"""Which of the services found answers best: how much of the question the name holds, how much of the name was asked.

Plain services stand before their rare variants: a variant's words ("lại", "lưu động", "có yếu tố nước ngoài") that
nobody asked for count against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from motcua.registers.procedures.search.letters import bare, marked, words_of
from motcua.registers.procedures.search.tables import table
from motcua.registers.procedures.search.vocabulary import Vocabulary

FITS = 0.46
"""Below this a service does not answer the question."""
MEANT_FITS = 0.56
_SHARE_ASKED, _SHARE_NEIGHBOURS, _SHARE_NAME = 0.56, 0.18, 0.26
_OTHER_MARKS, _IN_TAIL, _TAIL_OF_NAME, _MOST_UNASKED = 0.6, 0.85, 0.2, 0.3
_MOST_OF_TAIL = 0.3
_WHOLE_ACT = 0.8
"""How well a name must fit to count in full when the question does something else to the thing than the tables say."""
_TAIL = re.compile(
    r" (?:doi voi|trong truong hop|truong hop|theo quy dinh|thuoc tham quyen|bang hinh thuc|bang dich vu cong"
    r"|thuc hien (?:bang|tai)|quy dinh tai|o cap|bao gom|ap dung cho|tru truong hop) "
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word asked for. `marked` when it was typed with marks; `factor` below 1 for what matters less."""

    bare: str
    marked: str | None = None
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question may ask for. `is_meant`: in the words of a table of meanings, so that a name must fit closely.
    `act`: words of which the name must hold each, before its conditions."""

    terms: tuple[Term, ...]
    weight: float = 1.0
    is_meant: bool = False
    act: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a service, ready to be compared. `places`: where each word first stands; `head`: how many words say
    what it is, before those that say when and for whom."""

    text: str
    places: Mapping[str, int]
    marked: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    bare: tuple[str, ...]
    head: int
    variants: tuple[tuple[float, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service to be ranked by its names."""

    service_id: int
    names: tuple[Name, ...]
    prior: float


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """A name given as its words in small letters."""
    words = text.split(" ")
    bares = tuple(map(bare, words))
    places = {word: at for at, word in reversed(list(enumerate(bares)))}
    folded = f" {' '.join(bares)} "
    found = _TAIL.search(folded, 8)
    head = folded.count(" ", 0, found.start()) if found else len(bares)
    variants = tuple((cost, keys) for variant, cost, keys in _variants() if variant in folded)
    return Name(text, places, frozenset(map(marked, words)), frozenset(pairwise(bares)), bares, head, variants)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A reading with its weights, reckoned once for all names."""

    terms: tuple[tuple[Term, float], ...]
    pairs: tuple[tuple[tuple[str, str], float], ...]
    words: frozenset[str]
    whole: float
    whole_of_pairs: float


def _asked(terms: Sequence[Term], vocabulary: Vocabulary) -> _Asked:
    weighed = tuple((term, vocabulary.rarity(term.bare) * term.factor) for term in terms)
    pairs = tuple(
        (
            (left.bare, right.bare),
            min(left.factor, right.factor) * (vocabulary.rarity(left.bare) + vocabulary.rarity(right.bare)),
        )
        for left, right in pairwise(terms)
    )
    words = frozenset(term.bare for term in terms)
    return _Asked(weighed, pairs, words, sum(weight for _, weight in weighed), sum(weight for _, weight in pairs))


def _score(asked: _Asked, name: Name, vocabulary: Vocabulary) -> float:
    """About 1 for a name that says just what was asked, 0 for one that shares no word with it."""
    held = 0.0
    for term, weight in asked.terms:
        at = name.places.get(term.bare)
        if at is None:
            continue
        share = 1.0 if at < name.head else _IN_TAIL
        if term.marked is not None and term.marked not in name.marked:
            share *= _OTHER_MARKS
        held += weight * share
    if not held:
        return 0.0
    total = _SHARE_ASKED * held / asked.whole + _SHARE_NEIGHBOURS * _neighbours(asked, name)
    total += _SHARE_NAME * _name_share(name, asked.words, vocabulary)
    return total - min(_MOST_UNASKED, sum(cost for cost, keys in name.variants if keys.isdisjoint(asked.words)))


def _neighbours(asked: _Asked, name: Name) -> float:
    if not asked.whole_of_pairs:
        return 1.0
    return sum(weight for pair, weight in asked.pairs if pair in name.pairs) / asked.whole_of_pairs


def _name_share(name: Name, asked: frozenset[str], vocabulary: Vocabulary) -> float:
    """Which part of the name was asked for; its conditions, however long, count for a third of what it is."""
    rarities = [vocabulary.rarity(word) for word in name.bare]
    head, tail = sum(rarities[: name.head]), sum(rarities[name.head :])
    scale = min(_TAIL_OF_NAME, _MOST_OF_TAIL * head / tail) if tail else 0.0
    found = sum(
        rarity if at < name.head else rarity * scale
        for at, (word, rarity) in enumerate(zip(name.bare, rarities, strict=True))
        if word in asked
    )
    whole = head + scale * tail
    return found / whole if whole else 0.0


@lru_cache(maxsize=1)
def _variants() -> tuple[tuple[str, float, frozenset[str]], ...]:
    return tuple(
        (
            f" {' '.join(map(bare, words_of(row['words'])))} ",
            float(row["cost"]),
            frozenset(map(bare, words_of(row["unless"] or row["words"]))),
        )
        for row in table("variants")
    )


def worths(reading: Reading, candidates: Iterable[Candidate], vocabulary: Vocabulary) -> dict[int, float]:
    """How well each service answers one reading of a question; those that do not are left out.

    What a table of meanings says is a name: the service nearest to it is the one that is meant.
    """
    asked = _asked(reading.terms, vocabulary)
    found = {
        each.service_id: max(_score(asked, name, vocabulary) for name in each.names) + each.prior
        for each in candidates
        if not reading.act or any(_does(name, reading.act) for name in each.names)
    }
    fits = MEANT_FITS if reading.is_meant and not reading.act else FITS
    best = max(found.values(), default=0.0) if reading.is_meant else 1.0
    best = max(best, _WHOLE_ACT) if reading.act else best
    return {number: value / best * reading.weight for number, value in found.items() if value >= fits}


def _does(name: Name, act: Sequence[str]) -> bool:
    return all(name.places.get(word, name.head) < name.head for word in act)
