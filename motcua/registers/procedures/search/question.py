"""A question read: the code or the words asked for, in every reading that makes sense, and the place it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.letters import CODE, marked, words_of
from motcua.registers.procedures.search.meaning import Found
from motcua.registers.procedures.search.noise import without_noise
from motcua.registers.procedures.search.ranking import Reading, Term
from motcua.registers.procedures.search.typed import (
    Word,
    is_asked_elsewhere,
    spelled,
    with_fillers,
    without_agency,
    without_asides,
    without_districts,
    without_place,
    without_provinces,
    words_in,
)
from motcua.registers.procedures.search.vocabulary import Vocabulary

LONGEST = 200
"""Letters of a question that are read."""
MOST_WORDS = 30
_MOST_READINGS, _MOST_PHRASES, _MOST_ACTS = 6, 3, 2
_FILLER, _LEFT_OVER, _NEXT_MEANING, _NEXT_ACT, _ACT = 0.12, 0.3, 0.93, 0.97, 0.01
_NEAR = 5
"""So many words at most lie between a phrase and what is done to it."""
_UNEXPLAINED, _EARLY, _LOOSE = 0.35, 0.03, 0.04
_DOUBT_OF_WORDS, _DOUBT_OF_TABLES = 0.1, 0.35
_LEAST_BY_ONE_WORD, _LEAST_BY_A_VAGUE_WORD = 0.45, 0.7
"""Of a question that one word stands for a whole phrase in, so much must be that word."""
_NO_ACT = ("-",)
_REQUESTS = frozenset(map(marked, ("xin", "muốn", "đòi", "nhờ", "giờ")))
_OPENINGS = frozenset(["cap", "thu", "tuc", "moi"])
_SAYS_AN_ACT = re.compile(
    r"(?:cap |dang ki )?(?:lai|doi|huy|xoa|gia han|dieu chinh|sua doi|thay doi|thu hoi|cham dut|giai the|tam|khoa"
    r"|mo khoa|chuyen|tach|hop thua|dinh chinh|cai chinh|khoi phuc|tiep tuc|ghi|thoi|tro lai|rut|trinh bao)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """`readings`: what may be meant, each with how much it counts, as words to look up. `doubt`: how much what speaks
    for a name in the whole question may change their order; little where a phrase of a table explains all of it."""

    code: str | None
    readings: tuple[Reading, ...]
    province: str | None
    level: str
    unknown: tuple[str, ...]
    doubt: float = 0.0


def read(text: str, vocabulary: Vocabulary) -> Question:
    """Never fails: a question without words has no readings."""
    typed = words_of(text[:LONGEST])[:MOST_WORDS]
    code = next((word for word in typed if CODE.match(word)), None)
    if code:
        return Question(code, (), None, "", ())
    typed = without_noise(typed, vocabulary)
    typed, district = without_districts(typed, vocabulary)
    typed, named = without_provinces(typed, vocabulary)
    words = spelled(typed, vocabulary)
    if is_asked_elsewhere(words):
        return Question(None, (), None, "", ())
    words = without_asides(words)
    words, province = without_place(words)
    words, level = without_agency(words)
    words = with_fillers(words, vocabulary)
    readings = _readings(words, vocabulary)
    unknown = tuple(word.bare for word in words if word.bare not in vocabulary and not word.is_filler)
    return Question(None, readings, named or province or district, level, unknown, _doubt(readings))


def _doubt(readings: Sequence[Reading]) -> float:
    meant = [reading.weight for reading in readings if reading.is_meant]
    if not meant:
        return _DOUBT_OF_WORDS
    return _DOUBT_OF_TABLES * min(1.0, max(0.0, (1 - max(meant)) / _UNEXPLAINED))


def _readings(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Reading, ...]:
    said = [word for word in words if not word.is_filler]
    if not said:
        return ()
    plain = tuple(word.term(_FILLER if word.is_filler and len(said) < len(words) else 1.0) for word in words)
    readings = [Reading(plain)]
    changed = _with_synonyms(words, vocabulary)
    if changed != list(words):
        readings.append(Reading(tuple(word.term() for word in changed if not word.is_filler)))
    readings += _meant(words, changed, vocabulary=vocabulary)
    kept: dict[tuple[Term, ...], Reading] = {}
    for reading in sorted(readings, key=lambda each: (each.is_meant, -each.weight)):
        kept.setdefault(_said_by_the_table(reading), reading)
    return tuple(kept.values())[:_MOST_READINGS]


def _said_by_the_table(reading: Reading) -> tuple[Term, ...]:
    """The same phrase found in the question as typed and in its synonyms is one reading, whatever it leaves over."""
    if not reading.is_meant:
        return reading.terms
    return tuple(term for term in reading.terms if term.factor > _LEFT_OVER)


def _meant(*ways: Sequence[Word], vocabulary: Vocabulary) -> list[Reading]:
    """The question with a phrase of life put into the words of the office: the widest phrases, none inside another.

    The question comes as it is and with words for words. A phrase counts by how much of it it explains, and a little
    by standing early.
    """
    readings: list[Reading] = []
    for words in dict.fromkeys(map(tuple, ways)):
        kept: list[Found] = []
        for found in meaning.events().find(
            [word.phrased for word in words], [word.bare for word in words], loosely=True
        ):
            if not any(_is_inside(found, other) for other in kept):
                kept.append(found)
        done = _acts_in(words)
        for found in kept[:_MOST_PHRASES]:
            weight = _weight(found, words, found.at, vocabulary)
            if weight is None:
                continue
            left = [word for at, word in enumerate(words) if at not in found.at and not word.is_filler]
            readings += _as_meant(found, left, weight)
            apart = [act for act in done if act.at.isdisjoint(found.at)]
            widest = (each for each in apart if not any(_is_inside(each, other) for other in apart))
            for act in [each for each in widest if _is_near(each, found)][:_MOST_ACTS]:
                both = _weight(found, words, found.at | act.at, vocabulary) or weight
                readings += _as_done(found, act, both + _ACT)
    return sorted(readings, key=lambda each: -each.weight)


def _weight(found: Found, words: Sequence[Word], at: frozenset[int], vocabulary: Vocabulary) -> float | None:
    """How likely it is that the phrase is what is meant; None when one word of many would have to stand for all."""
    whole = sum(vocabulary.rarity(word.bare) for word in words if not word.is_filler) or 1.0
    left = sum(vocabulary.rarity(word.bare) for n, word in enumerate(words) if n not in at and not word.is_filler)
    explained = 1 - left / whole
    if len(found.at) == 1 and explained < (_LEAST_BY_A_VAGUE_WORD if found.is_vague else _LEAST_BY_ONE_WORD):
        return None
    asked = _asked_from(words)
    early = float(found.start >= asked) if asked else 1 - found.start / len(words)
    return 1 - _UNEXPLAINED + _UNEXPLAINED * explained + _EARLY * early - _LOOSE * found.is_loose


def _asked_from(words: Sequence[Word]) -> int:
    """From which word on a long question tells what is wanted, after what happened; 0 when it does not say so."""
    for at in range(len(words) - 3, 2, -1):
        if words[at].mixed in _REQUESTS:
            return at
    return 0


def _as_done(found: Found, act: Found, weight: float) -> Iterator[Reading]:
    """What the phrase names, with another act done to it than the table says."""
    thing = [word.term() for word in words_in(found.means[0])]
    while len(thing) > 2 and thing[0].bare in _OPENINGS:
        thing = thing[1:]
    if _SAYS_AN_ACT.match(" ".join(term.bare for term in thing)):
        return
    for way in act.means:
        does = [word.term() for word in words_in(way)]
        if not {term.bare for term in does} <= {term.bare for term in thing}:
            yield Reading((*does, *thing), weight, is_meant=True, act=tuple(term.bare for term in does))
            weight *= _NEXT_ACT


def _acts_in(words: Sequence[Word]) -> list[Found]:
    """What is done to things; without what the table says is no act ("mẹ mất" is not lost)."""
    found = meaning.acts().find([word.mixed for word in words], [word.bare for word in words])
    none = [each for each in found if each.means == _NO_ACT]
    return [each for each in found if each not in none and not any(_is_inside(each, other) for other in none)]


def _is_near(act: Found, found: Found) -> bool:
    """Far from a phrase in a long question, something else is done."""
    return act.end - _NEAR <= found.end and found.start - _NEAR <= act.start


def _is_inside(found: Found, other: Found) -> bool:
    return found.at < other.at and not other.is_loose


def _as_meant(found: Found, left: Sequence[Word], weight: float) -> Iterator[Reading]:
    for means in found.means:
        terms = [word.term() for word in words_in(means)]
        said = {term.bare for term in terms}
        more = (word.term(_LEFT_OVER) for word in left if word.bare not in said)
        yield Reading((*terms, *more), weight, is_meant=True)
        weight *= _NEXT_MEANING


def _may_be_another(found: Found, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """One word typed without its marks that looks like a word of names: "sung" is in "bổ sung", "ruou" is "rượu"."""
    return found.is_vague and vocabulary.counts.get(words[found.start].bare, 0) > 0


def _with_synonyms(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
    """Each phrase of the table once, the widest first, none inside what another has put."""
    found = meaning.synonyms().find([word.phrased for word in words], [word.bare for word in words])
    taken: dict[int, Found] = {}
    for each in found:
        if not _may_be_another(each, words, vocabulary) and not any(
            each.start < other.end and other.start < each.end for other in taken.values()
        ):
            taken[each.start] = each
    put: list[Word] = []
    at = 0
    while at < len(words):
        if at in taken:
            put += words_in(taken[at].means[0])
            at = taken[at].end
        else:
            put.append(words[at])
            at += 1
    return put
