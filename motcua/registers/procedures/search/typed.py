"""The words of a question as they were meant: spelled, with short forms written out.

What is no part of what is asked for (districts, places, agencies, asides) is taken out, words that say nothing are
marked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.letters import SURELY_BARE, bare, has_marks, marked, words_of
from motcua.registers.procedures.search.places import commune_at_end, district_in, place_in, with_commune
from motcua.registers.procedures.search.ranking import Term
from motcua.registers.procedures.search.spelling import read_words
from motcua.registers.procedures.search.vocabulary import Vocabulary

_MARKED_SHARE, _LONGEST_NUMBER = 0.4, 2
_ANOTHER_WAY = 1.0
"""So much better must a second way of a short form stand beside its neighbours than the first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question; `bare`: without marks."""

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


def without_asides(words: list[Word]) -> list[Word]:
    """What is said around a question, of the tables, is no part of it."""
    found = meaning.asides().find([word.mixed for word in words], [word.bare for word in words])
    aside = frozenset(at for each in found for at in each.at)
    return [word for at, word in enumerate(words) if at not in aside]


def is_asked_elsewhere(words: Sequence[Word]) -> bool:
    """Whether it is the weather, a price or football that is asked for, and nothing of the administration beside it."""
    said, bares = [word.mixed for word in words], [word.bare for word in words]
    other = frozenset(at for found in meaning.elsewhere().find(said, bares) for at in found.at)
    return bool(other) and not any(
        len(found.at) > 1 and found.at.isdisjoint(other) for found in meaning.events().find(said, bares)
    )


def without_districts(typed: list[str], vocabulary: Vocabulary) -> tuple[list[str], str | None]:
    """Before spelling is looked at, which knows no names of districts; what is left has at least one word."""
    code = None
    while (found := district_in(typed, vocabulary.beside)) and found[2] - found[1] < len(typed):
        code = code or found[0] or None
        typed = [*typed[: found[1]], *typed[found[2] :]]
    return typed, code


def without_provinces(typed: list[str], vocabulary: Vocabulary) -> tuple[list[str], str | None]:
    """Provinces written out, before spelling is looked at, and the communes before them; the code of the likeliest."""
    code = None
    while (found := place_in(tuple(map(marked, typed)))) and found[2] - found[1] < len(typed):
        start, end = with_commune([*map(bare, typed)], found[1], found[2])
        if not start and end == len(typed):
            break
        code = code or found[0]
        typed = [*typed[:start], *typed[end:]]
    return typed[: commune_at_end([*map(bare, typed)], vocabulary.beside)], code


def spelled(typed: Sequence[str], vocabulary: Vocabulary) -> list[Word]:
    """The likeliest words for what was typed."""
    kept = frozenset(meaning.abbreviations())
    is_marked = sum(map(has_marks, typed)) >= _MARKED_SHARE * len(typed)
    likeliest = read_words(typed, vocabulary, kept, is_marked=is_marked)
    as_typed = {bare(word): marked(word) for word in typed if has_marks(word)}
    untouched = set(typed)
    words = []
    for word in likeliest:
        mixed = as_typed.get(word, word)
        if mixed not in vocabulary.marked:
            mixed = word
        words.append(Word(word, mixed, is_marked and mixed == word and word in untouched and word in vocabulary.marked))
    return _expanded(words, vocabulary)


def _expanded(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
    """Short forms of the table written out; of several ways that which its neighbours stand beside, else the first."""
    found: list[Word] = []
    for at, word in enumerate(words):
        is_short = word.mixed == word.bare or word.mixed in meaning.marked_abbreviations()
        ways = meaning.abbreviations().get(word.bare, ()) if is_short else ()
        after = words[at + 1].bare if at + 1 < len(words) else ""

        def fits(way: Sequence[Word], before: Sequence[Word] = found, after: str = after) -> float:
            sides = ((before[-1].bare if before else "", way[0].bare), (way[-1].bare, after))
            return sum(math.log1p(vocabulary.beside(*side)) for side in sides)

        if ways:
            first, *others = (words_in(way) for way in ways)
            best = max(others, key=fits, default=first)
            found += best if fits(best) > fits(first) + _ANOTHER_WAY else first
        else:
            found.append(word)
    return found


def words_in(text: str) -> list[Word]:
    """The words of a text that needs no spelling."""
    return [Word(bare(word), marked(word)) for word in words_of(text)]


def without_place(words: list[Word]) -> tuple[list[Word], str | None]:
    """And the code of the province that is named."""
    found = place_in(tuple(word.mixed for word in words))
    if not found:
        return words, None
    code, start, end = found
    if end - start == len(words):
        return words, code
    while start and words[start - 1].bare in ("o", "tai", "tinh", "tp", "thanh", "pho") and start > 1:
        start -= 1
    return [*words[:start], *words[end:]], code


def without_agency(words: list[Word]) -> tuple[list[Word], str]:
    """And the level of the agency that is named; empty when none is."""
    level = ""
    for found in meaning.agencies().find([word.mixed for word in words], [word.bare for word in words]):
        if found.end - found.start == len(words) or [word.bare for word in words[found.end : found.end + 1]] == ["hoi"]:
            continue  # "ở xã" is no agency in "nhà ở xã hội"
        level = level or found.means[0]
        words = [
            replace(word, is_agency=True) if found.start <= at < found.end else word for at, word in enumerate(words)
        ]
    return [word for word in words if not word.is_agency], level if level != "-" else ""


def with_fillers(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
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
