"""A question read: the code or the words asked for, in every reading that makes sense, and the place it names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.letters import CODE, SURELY_BARE, bare, has_marks, marked, words_of
from motcua.registers.procedures.search.meaning import Found
from motcua.registers.procedures.search.places import district_in, place_in
from motcua.registers.procedures.search.ranking import Reading, Term
from motcua.registers.procedures.search.spelling import read_words
from motcua.registers.procedures.search.vocabulary import Vocabulary

LONGEST = 200
"""Letters of a question that are read."""
MOST_WORDS = 30
_MOST_READINGS, _MOST_PHRASES, _MOST_ACTS = 6, 3, 2
_MARKED_SHARE, _LONGEST_NUMBER = 0.4, 2
_ANOTHER_WAY = 1.0
"""So much better must a second way of a short form stand beside its neighbours than the first."""
_FILLER, _LEFT_OVER, _NEXT_MEANING, _NEXT_ACT, _ACT = 0.12, 0.3, 0.93, 0.97, 0.01
_UNEXPLAINED, _EARLY, _LOOSE = 0.35, 0.03, 0.04
_DOUBT_OF_WORDS, _DOUBT_OF_TABLES = 0.1, 0.35
_LEAST_BY_ONE_WORD, _LEAST_BY_A_VAGUE_WORD = 0.45, 0.7
"""Of a question that one word stands for a whole phrase in, so much must be that word."""
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


@dataclass(frozen=True, slots=True)
class _Word:
    bare: str
    mixed: str
    """With its marks when they were typed and make a known word."""
    is_surely_bare: bool = False
    is_filler: bool = False
    is_agency: bool = False

    @property
    def phrased(self) -> str:
        """As the tables' phrases look at it."""
        sure = f"{self.mixed}{SURELY_BARE}" if self.is_surely_bare else self.mixed
        return f"{sure}{meaning.SAYS_NOTHING}" if self.is_filler else sure

    def term(self, factor: float = 1.0) -> Term:
        return Term(self.bare, self.mixed if self.mixed != self.bare else None, factor)


def read(text: str, vocabulary: Vocabulary) -> Question:
    """Never fails: a question without words has no readings."""
    typed = words_of(text[:LONGEST])[:MOST_WORDS]
    code = next((word for word in typed if CODE.match(word)), None)
    if code:
        return Question(code, (), None, "", ())
    typed, district = _without_districts(typed, vocabulary)
    words = _spelled(typed, vocabulary)
    if _is_asked_elsewhere(words):
        return Question(None, (), None, "", ())
    words = _without_asides(words)
    words, province = _without_place(words)
    words, level = _with_agency(words)
    words = _with_fillers(words, vocabulary)
    readings = _readings(words, vocabulary)
    unknown = tuple(word.bare for word in words if word.bare not in vocabulary and not word.is_filler)
    return Question(None, readings, province or district, level, unknown, _doubt(readings))


def _doubt(readings: Sequence[Reading]) -> float:
    meant = [reading.weight for reading in readings if reading.is_meant]
    if not meant:
        return _DOUBT_OF_WORDS
    return _DOUBT_OF_TABLES * min(1.0, max(0.0, (1 - max(meant)) / _UNEXPLAINED))


def _without_asides(words: list[_Word]) -> list[_Word]:
    found = meaning.asides().find([word.mixed for word in words], [word.bare for word in words])
    aside = frozenset(at for each in found for at in each.at)
    return [word for at, word in enumerate(words) if at not in aside]


def _is_asked_elsewhere(words: Sequence[_Word]) -> bool:
    """Whether it is the weather, a price or football that is asked for, and nothing of the administration beside it."""
    said, bares = [word.mixed for word in words], [word.bare for word in words]
    other = frozenset(at for found in meaning.elsewhere().find(said, bares) for at in found.at)
    return bool(other) and not any(
        len(found.at) > 1 and found.at.isdisjoint(other) for found in meaning.events().find(said, bares)
    )


def _without_districts(typed: list[str], vocabulary: Vocabulary) -> tuple[list[str], str | None]:
    """Before spelling is looked at, which knows no names of districts; what is left has at least one word."""
    code = None
    while (found := district_in(typed, vocabulary.beside)) and found[2] - found[1] < len(typed):
        code = code or found[0] or None
        typed = [*typed[: found[1]], *typed[found[2] :]]
    return typed, code


def _spelled(typed: Sequence[str], vocabulary: Vocabulary) -> list[_Word]:
    kept = frozenset(meaning.abbreviations())
    is_marked = sum(map(has_marks, typed)) >= _MARKED_SHARE * len(typed)
    spelled = read_words(typed, vocabulary, kept, is_marked=is_marked)
    as_typed = {bare(word): marked(word) for word in typed if has_marks(word)}
    untouched = set(typed)
    words = []
    for word in spelled:
        mixed = as_typed.get(word, word)
        if mixed not in vocabulary.marked:
            mixed = word
        words.append(
            _Word(word, mixed, is_marked and mixed == word and word in untouched and word in vocabulary.marked)
        )
    return _expanded(words, vocabulary)


def _expanded(words: Sequence[_Word], vocabulary: Vocabulary) -> list[_Word]:
    """Short forms of the table written out; of several ways that which its neighbours stand beside, else the first."""
    found: list[_Word] = []
    for at, word in enumerate(words):
        ways = meaning.abbreviations().get(word.bare, ()) if word.mixed == word.bare else ()
        after = words[at + 1].bare if at + 1 < len(words) else ""

        def fits(way: Sequence[_Word], before: Sequence[_Word] = found, after: str = after) -> float:
            sides = ((before[-1].bare if before else "", way[0].bare), (way[-1].bare, after))
            return sum(math.log1p(vocabulary.beside(*side)) for side in sides)

        if ways:
            first, *others = (_words(way) for way in ways)
            best = max(others, key=fits, default=first)
            found += best if fits(best) > fits(first) + _ANOTHER_WAY else first
        else:
            found.append(word)
    return found


def _words(text: str) -> list[_Word]:
    return [_Word(bare(word), marked(word)) for word in words_of(text)]


def _without_place(words: list[_Word]) -> tuple[list[_Word], str | None]:
    found = place_in(tuple(word.mixed for word in words))
    if not found:
        return words, None
    code, start, end = found
    if end - start == len(words):
        return words, code
    while start and words[start - 1].bare in ("o", "tai", "tinh", "tp", "thanh", "pho") and start > 1:
        start -= 1
    return [*words[:start], *words[end:]], code


def _with_agency(words: list[_Word]) -> tuple[list[_Word], str]:
    level = ""
    for found in meaning.agencies().find([word.mixed for word in words], [word.bare for word in words]):
        if found.end - found.start == len(words) or [word.bare for word in words[found.end : found.end + 1]] == ["hoi"]:
            continue  # "ở xã" is no agency in "nhà ở xã hội"
        level = level or found.means[0]
        words = [
            replace(word, is_agency=True) if found.start <= at < found.end else word for at, word in enumerate(words)
        ]
    return [word for word in words if not word.is_agency], level if level != "-" else ""


def _with_fillers(words: Sequence[_Word], vocabulary: Vocabulary) -> list[_Word]:
    """Without marks a word such as "can" (cần, căn) says nothing only if no name has it beside its neighbour."""

    def is_filler(at: int) -> bool:
        word = words[at]
        if word.bare.isdigit() and len(word.bare) > _LONGEST_NUMBER:
            return True
        if word.mixed != word.bare:
            return word.mixed in meaning.fillers()
        if word.is_surely_bare:
            return word.bare in meaning.fillers()
        if word.bare not in meaning.bare_fillers():
            return False
        around = [(words[at - 1].bare, word.bare)] if at else []
        around += [(word.bare, words[at + 1].bare)] if at + 1 < len(words) else []
        return not any(vocabulary.pairs.get(pair, 0) >= 2 for pair in around)

    return [replace(word, is_filler=is_filler(at)) for at, word in enumerate(words)]


def _readings(words: Sequence[_Word], vocabulary: Vocabulary) -> tuple[Reading, ...]:
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


def _meant(*ways: Sequence[_Word], vocabulary: Vocabulary) -> list[Reading]:
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
        done = meaning.acts().find([word.mixed for word in words], [word.bare for word in words])
        for found in kept[:_MOST_PHRASES]:
            weight = _weight(found, words, found.at, vocabulary)
            if weight is None:
                continue
            left = [word for at, word in enumerate(words) if at not in found.at and not word.is_filler]
            readings += _as_meant(found, left, weight)
            apart = [act for act in done if act.at.isdisjoint(found.at)]
            for act in [each for each in apart if not any(_is_inside(each, other) for other in apart)][:_MOST_ACTS]:
                both = _weight(found, words, found.at | act.at, vocabulary) or weight
                readings += _as_done(found, act, both + _ACT)
    return sorted(readings, key=lambda each: -each.weight)


def _weight(found: Found, words: Sequence[_Word], at: frozenset[int], vocabulary: Vocabulary) -> float | None:
    """How likely it is that the phrase is what is meant; None when one word of many would have to stand for all."""
    whole = sum(vocabulary.rarity(word.bare) for word in words if not word.is_filler) or 1.0
    left = sum(vocabulary.rarity(word.bare) for n, word in enumerate(words) if n not in at and not word.is_filler)
    explained = 1 - left / whole
    if len(found.at) == 1 and explained < (_LEAST_BY_A_VAGUE_WORD if found.is_vague else _LEAST_BY_ONE_WORD):
        return None
    early = 1 - found.start / len(words)
    return 1 - _UNEXPLAINED + _UNEXPLAINED * explained + _EARLY * early - _LOOSE * found.is_loose


def _as_done(found: Found, act: Found, weight: float) -> Iterator[Reading]:
    """What the phrase names, with another act done to it than the table says."""
    thing = [word.term() for word in _words(found.means[0])]
    while len(thing) > 2 and thing[0].bare in _OPENINGS:
        thing = thing[1:]
    if _SAYS_AN_ACT.match(" ".join(term.bare for term in thing)):
        return
    for way in act.means:
        does = [word.term() for word in _words(way)]
        if not {term.bare for term in does} <= {term.bare for term in thing}:
            yield Reading((*does, *thing), weight, is_meant=True, act=tuple(term.bare for term in does))
            weight *= _NEXT_ACT


def _is_inside(found: Found, other: Found) -> bool:
    return found.at < other.at and not other.is_loose


def _as_meant(found: Found, left: Sequence[_Word], weight: float) -> Iterator[Reading]:
    for means in found.means:
        terms = [word.term() for word in _words(means)]
        said = {term.bare for term in terms}
        more = (word.term(_LEFT_OVER) for word in left if word.bare not in said)
        yield Reading((*terms, *more), weight, is_meant=True)
        weight *= _NEXT_MEANING


def _may_be_another(found: Found, words: Sequence[_Word], vocabulary: Vocabulary) -> bool:
    """One word typed without its marks that looks like a word of names: "sung" is in "bổ sung", "ruou" is "rượu"."""
    return found.is_vague and vocabulary.counts.get(words[found.start].bare, 0) > 0


def _with_synonyms(words: Sequence[_Word], vocabulary: Vocabulary) -> list[_Word]:
    """Each phrase of the table once, the widest first, none inside what another has put."""
    found = meaning.synonyms().find([word.phrased for word in words], [word.bare for word in words])
    taken: dict[int, Found] = {}
    for each in found:
        if not _may_be_another(each, words, vocabulary) and not any(
            each.start < other.end and other.start < each.end for other in taken.values()
        ):
            taken[each.start] = each
    put: list[_Word] = []
    at = 0
    while at < len(words):
        if at in taken:
            put += _words(taken[at].means[0])
            at = taken[at].end
        else:
            put.append(words[at])
            at += 1
    return put
