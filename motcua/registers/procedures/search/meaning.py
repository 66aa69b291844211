"""What people say put into what it is called: the tables of meanings and of words, as patterns over a question.

A phrase of a table is written as people say it, with marks. In it `a/b` is either word, `@kin` any relative, `x?` a
word that may lack, `..` up to two other words, `^` and `$` the ends of the question. `|` parts phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.registers.procedures.search.letters import bare, marked, words_of, written_like
from motcua.registers.procedures.search.tables import meanings, table

SAYS_NOTHING = "~"
_FEWEST_LOOSE = 3
_LIGHT = frozenset(["làm", "xin", "muốn", "cần", "tôi", "em", "bị", "được", "của", "cái", "đã", "đang", "mới", "các"])


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a question: at which words, and what it means, likeliest first.

    `is_loose`: all its words stand in the question, but not in its order or not together. `is_vague`: it is one word,
    typed without the marks that it has, so that it may be many others.
    """

    at: frozenset[int]
    means: tuple[str, ...]
    is_loose: bool = False
    is_vague: bool = False

    @property
    def start(self) -> int:
        return min(self.at)

    @property
    def end(self) -> int:
        return max(self.at) + 1


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """`wanted`: for each part that must stand in the question, its words without marks."""

    text: str
    means: tuple[str, ...]
    wanted: tuple[frozenset[str], ...]
    may_be_loose: bool


class Patterns:
    """Phrases, quickly found: only those whose words all stand in the question are tried, and only then compiled."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._by_hook: dict[str, list[_Phrase]] = {}
        for says, means in rows:
            meant = tuple(each.strip() for each in means.split(";") if each.strip())
            for text in filter(None, map(str.strip, says.split("|"))):
                phrase = _phrase(text, meant)
                for hook in min(reversed(phrase.wanted), key=len):
                    self._by_hook.setdefault(hook, []).append(phrase)

    def find(self, words: Sequence[str], bares: Sequence[str], *, loosely: bool = False) -> list[Found]:
        """Every phrase that stands in these words, those that hold most first. `words` with such marks as were typed;
        one that says nothing ends in `SAYS_NOTHING` and may stand inside any phrase."""
        text = "".join(f"{word} " for word in words)
        there = set(bares)
        found = []
        for phrase in dict.fromkeys(each for word in bares for each in self._by_hook.get(word, ())):
            if any(there.isdisjoint(ways) for ways in phrase.wanted):
                continue
            hit = _expression(phrase.text).search(text)
            if hit:
                start = text.count(" ", 0, hit.start())
                at = frozenset(range(start, start + hit[0].count(" ")))
                is_vague = len(at) == 1 and words[start] == bares[start] and not _is_plain(phrase.text, words[start])
                found.append(Found(at, phrase.means, is_vague=is_vague))
            elif loosely and phrase.may_be_loose and (apart := _loosely(phrase, bares)):
                found.append(Found(apart, phrase.means, is_loose=True))
        return sorted(found, key=lambda each: (-len(each.at), each.is_loose))


def _phrase(text: str, means: tuple[str, ...]) -> _Phrase:
    required = _required(text)
    telling = [part for part in required if not fillers().issuperset(map(marked, _either(part)))]
    return _Phrase(
        text,
        means,
        tuple(frozenset(map(bare, _either(part))) for part in required),
        len(telling) >= _FEWEST_LOOSE and text[0] != "^" and "@" not in text,
    )


def _loosely(phrase: _Phrase, bares: Sequence[str]) -> frozenset[int] | None:
    """Where the words of a phrase stand, in whatever order."""
    at: set[int] = set()
    for ways in phrase.wanted:
        place = next((place for place, word in enumerate(bares) if word in ways and place not in at), None)
        if place is None:
            return None
        at.add(place)
    return frozenset(at)


def _is_plain(phrase: str, word: str) -> bool:
    """Whether the phrase has a word that is written without marks just so."""
    return any(marked(each) == word for part in _parts(phrase) for each in _either(part.rstrip("?")))


def _parts(phrase: str) -> list[str]:
    return phrase.strip("^$ ").split()


def _required(phrase: str) -> list[str]:
    """The parts that must stand in the question: not verbs that go with anything, unless but one word else is there."""
    parts = [part for part in _parts(phrase) if part != ".." and not part.endswith("?")]
    plain = [part for part in parts if part not in _LIGHT]
    return plain if len(plain) > 1 else parts


@lru_cache(maxsize=8192)
def _expression(phrase: str) -> re.Pattern[str]:
    """Over words that are each followed by a space."""
    required = _required(phrase)
    nothing = f"(?:[^ ]+{SAYS_NOTHING} )*?"
    parts: list[str] = []
    for part in _parts(phrase):
        if part == "..":
            parts.append("(?:[^ ]+ ){0,2}?")
            continue
        ways = "|".join(sorted({re.escape(way) for word in _either(part.rstrip("?")) for way in written_like(word)}))
        word = f"(?:{ways}){SAYS_NOTHING}? "
        parts.append(word if part in required else f"(?:{word})?")
    start = f"^{nothing}" if phrase.startswith("^") else "(?:^|(?<= ))"
    return re.compile(start + nothing.join(parts) + (f"{nothing}$" if phrase.endswith("$") else ""))


@lru_cache(maxsize=4096)
def _either(part: str) -> list[str]:
    if part.startswith("@"):
        return [word for row in table("classes") if row["class"] == part[1:] for word in row["words"].split("|")]
    return list(dict.fromkeys(way for word in part.split("/") for way in (word, *alike().get(word, ()))))


@lru_cache(maxsize=1)
def alike() -> dict[str, tuple[str, ...]]:
    """Words for which another may stand in any phrase: "sinh" for "sanh" and "đẻ"."""
    return {row["word"]: tuple(row["also"].split("|")) for row in table("alike")}


@lru_cache(maxsize=1)
def events() -> Patterns:
    """Whole meanings: "mẹ mất" is "đăng ký khai tử"."""
    return Patterns(meanings())


@lru_cache(maxsize=1)
def synonyms() -> Patterns:
    """Words for words: "bằng lái" is "giấy phép lái xe"."""
    return Patterns((row["says"], row["means"]) for row in table("synonyms"))


@lru_cache(maxsize=1)
def acts() -> Patterns:
    """What is to be done with a paper one has: "bị rách" is "cấp lại", "cấp đổi"."""
    return Patterns((row["says"], row["means"]) for row in table("acts"))


@lru_cache(maxsize=1)
def elsewhere() -> Patterns:
    """What is asked of others than the administration: the weather, prices, football."""
    return Patterns((row["says"], row["means"]) for row in table("elsewhere"))


@lru_cache(maxsize=1)
def asides() -> Patterns:
    """What is said around a question: greetings, how long and how much."""
    return Patterns((row["says"], row["means"]) for row in table("asides"))


@lru_cache(maxsize=1)
def agencies() -> Patterns:
    """Agencies that do it; `means` is the level, a sign, and words of the body."""
    return Patterns((row["says"], row["means"]) for row in table("agencies"))


@lru_cache(maxsize=1)
def fillers() -> frozenset[str]:
    """Words that say nothing of the matter, with their marks."""
    return frozenset(marked(word) for row in table("fillers") for word in row["words"].split("|"))


@lru_cache(maxsize=1)
def bare_fillers() -> frozenset[str]:
    """The same as they look without marks: there many a word of weight looks like them."""
    return frozenset(bare(word) for row in table("fillers") for word in row["words"].split("|"))


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Short forms of one word and what they may stand for."""
    return {bare(row["says"]): tuple(map(str.strip, row["means"].split(";"))) for row in table("abbreviations")}


@lru_cache(maxsize=1)
def marked_abbreviations() -> frozenset[str]:
    """Short forms with the letters they are written with: "bđs" stands in by-names, too, and is one nevertheless."""
    return frozenset(marked(row["says"]) for row in table("abbreviations"))


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Every phrase of the tables as bare and marked words, for the vocabulary."""
    texts = [*(text for row in meanings() for text in row), *(row["says"] for row in table("synonyms"))]
    texts += [row["means"] for name in ("synonyms", "abbreviations") for row in table(name)]
    texts += [row["words"].replace("|", " | ") for name in ("fillers", "classes") for row in table(name)]
    texts += [row["also"] for row in table("alike")]
    texts += [row["says"] for name in ("agencies", "acts", "asides", "elsewhere") for row in table(name)]
    cut = (re.split(r"[|;,/]|\.\.", text) for text in texts)
    words = (words_of(re.sub(r"@\w+|[?^$]", " ", part)) for parts in cut for part in parts)
    return tuple((tuple(map(bare, each)), tuple(map(marked, each))) for each in words if each)
