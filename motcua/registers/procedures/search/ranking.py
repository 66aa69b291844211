"""Which of the services found answers best: how much of the question the name holds, how much of the name was asked.

Two measures. A worth is a share: near 1 when name and question say the same. Evidence is a sum: how much in a long
question speaks for a name, whatever else the question tells. Plain services stand before their rare variants: a
variant's words ("lại", "lưu động", "có yếu tố nước ngoài") that nobody asked for count against it.
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
_SHARES, _SHARES_OF_BY_NAMES = (0.56, 0.18, 0.26), (0.42, 0.12, 0.46)
_LEAST_SHARED = 3
"""What counts, of 1: how much of the question the name holds, in what order, how much of the name was asked for. A
by-name is meant as a whole."""
_OTHER_MARKS, _IN_TAIL, _TAIL_OF_NAME, _MOST_UNASKED = 0.6, 0.85, 0.2, 0.3
_MOST_OF_TAIL = 0.3
_PAIRS_SAY, _UNASKED_DENIES, _PRIOR_SAYS, _VARIANT_DENIES = 0.4, 0.2, 20.0, 10.0
"""Of evidence, in the measure of a word's rarity."""
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
    what it is, before those that say when and for whom. `is_by_name`: what people call it."""

    text: str
    places: Mapping[str, int]
    marked: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    bare: tuple[str, ...]
    head: int
    variants: tuple[tuple[float, frozenset[str]], ...]
    is_by_name: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service to be ranked by its names."""

    service_id: int
    names: tuple[Name, ...]
    prior: float


@lru_cache(maxsize=8192)
def name_of(text: str, is_by_name: bool = False) -> Name:
    """A name given as its words in small letters."""
    words = text.split(" ")
    bares = tuple(map(bare, words))
    places = {word: at for at, word in reversed(list(enumerate(bares)))}
    folded = f" {' '.join(bares)} "
    found = _TAIL.search(folded, 8)
    head = folded.count(" ", 0, found.start()) if found else len(bares)
    variants = tuple((cost, keys) for variant, cost, keys in _variants() if variant in folded)
    return Name(
        text, places, frozenset(map(marked, words)), frozenset(pairwise(bares)), bares, head, variants, is_by_name
    )


def names_of(texts: Iterable[str], by_names: Iterable[str]) -> tuple[Name, ...]:
    """All names of a service."""
    return (*map(name_of, texts), *(name_of(text, is_by_name=True) for text in by_names))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A reading with its weights, reckoned once for all names."""

    terms: tuple[tuple[Term, float, float], ...]
    """Each with its weight, and with what it weighs in a name that writes it with other marks."""
    pairs: tuple[tuple[tuple[str, str], float], ...]
    words: frozenset[str]
    whole: float
    whole_of_pairs: float


@dataclass(frozen=True, slots=True)
class _Match:
    """What a name and a question share, by rarity: words and pairs of the question that the name holds; words of the
    name, before its conditions and in them, that were asked for and that were not; what its variant costs."""

    held: float
    pairs: float
    head: float
    tail: float
    head_unasked: float
    tail_unasked: float
    unasked: float
    is_by_name: bool


def _asked(terms: Sequence[Term], vocabulary: Vocabulary) -> _Asked:
    rarities = [vocabulary.rarity_as_typed(term.bare, term.marked) for term in terms]
    weighed = tuple(
        (term, rarity * term.factor, _OTHER_MARKS * min(rarity, vocabulary.rarity(term.bare)) * term.factor)
        for term, rarity in zip(terms, rarities, strict=True)
    )
    pairs = tuple(
        ((left.bare, right.bare), min(left.factor, right.factor) * (one + other))
        for (left, one), (right, other) in pairwise(zip(terms, rarities, strict=True))
    )
    words = frozenset(term.bare for term in terms)
    return _Asked(weighed, pairs, words, sum(weight for _, weight, _ in weighed), sum(weight for _, weight in pairs))


def _match(asked: _Asked, name: Name, vocabulary: Vocabulary) -> _Match | None:
    """None for a name that shares no word with the question, and for a by-name that shares few of its words."""
    if name.is_by_name and len(asked.words & name.places.keys()) < min(_LEAST_SHARED, len(asked.words)):
        return None
    held = 0.0
    for term, weight, with_other_marks in asked.terms:
        at = name.places.get(term.bare)
        if at is not None:
            is_other = term.marked is not None and term.marked not in name.marked
            held += (with_other_marks if is_other else weight) * (1.0 if at < name.head else _IN_TAIL)
    if not held:
        return None
    pairs = sum([weight for pair, weight in asked.pairs if pair in name.pairs])
    weighed = vocabulary.weighed(name.text, name.bare, name.head)
    head = tail = 0.0
    for word in asked.words:
        if found := weighed.of_words.get(word):
            head += found[0]
            tail += found[1]
    cost = sum([cost for cost, keys in name.variants if keys.isdisjoint(asked.words)])
    return _Match(held, pairs, head, tail, weighed.head - head, weighed.tail - tail, cost, name.is_by_name)


def _score(asked: _Asked, match: _Match) -> float:
    """About 1 for a name that says just what was asked. Its conditions, however long, count for a third of what it
    is."""
    head, tail = match.head + match.head_unasked, match.tail + match.tail_unasked
    scale = min(_TAIL_OF_NAME, _MOST_OF_TAIL * head / tail) if tail else 0.0
    whole = head + scale * tail
    share = (match.head + scale * match.tail) / whole if whole else 0.0
    neighbours = match.pairs / asked.whole_of_pairs if asked.whole_of_pairs else 1.0
    of_question, of_neighbours, of_name = _SHARES_OF_BY_NAMES if match.is_by_name else _SHARES
    total = of_question * match.held / asked.whole + of_neighbours * neighbours + of_name * share
    return total - min(_MOST_UNASKED, match.unasked)


def _speaks(match: _Match) -> float:
    unasked = match.head_unasked + _TAIL_OF_NAME * match.tail_unasked
    return match.held + _PAIRS_SAY * match.pairs - _UNASKED_DENIES * unasked - _VARIANT_DENIES * match.unasked


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


@dataclass(frozen=True, slots=True)
class Judged:
    """For each service its worth, where it answers the reading at all, and what speaks for it, above 0."""

    worths: Mapping[int, float]
    evidence: Mapping[int, float]


def judged(reading: Reading, candidates: Iterable[Candidate], vocabulary: Vocabulary) -> Judged:
    """How well each service answers one reading of a question.

    What a table of meanings says is a name: the service nearest to it is the one that is meant. What the question
    itself says is evidence, too.
    """
    asked = _asked(reading.terms, vocabulary)
    scores: dict[int, float] = {}
    evidence: dict[int, float] = {}
    for each in candidates:
        if reading.act and not any(_does(name, reading.act) for name in each.names):
            continue
        matches = [match for name in each.names if (match := _match(asked, name, vocabulary))]
        scores[each.service_id] = max((_score(asked, match) for match in matches), default=0.0) + each.prior
        if matches and not reading.is_meant:
            speaks = max(map(_speaks, matches)) + _PRIOR_SAYS * each.prior
            evidence[each.service_id] = max(speaks, 0.0)
    fits = MEANT_FITS if reading.is_meant and not reading.act else FITS
    best = max(scores.values(), default=0.0) if reading.is_meant else 1.0
    best = max(best, _WHOLE_ACT) if reading.act else best
    worths = {number: value / best * reading.weight for number, value in scores.items() if value >= fits}
    return Judged(worths, evidence)


def _does(name: Name, act: Sequence[str]) -> bool:
    return all(name.places.get(word, name.head) < name.head for word in act)
