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

    `is_loose`: all its words stand in the question, but not in its order or not together.
    """

    at: frozenset[int]
    means: tuple[str, ...]
    is_loose: bool = False

    @property
    def start(self) -> int:
        return min(self.at)

    @property
    def end(self) -> int:
        return max(self.at) + 1


class Patterns:
    """Phrases, quickly found: only those of which a word stands in the question are tried, and only then compiled."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._by_hook: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for says, means in rows:
            meant = tuple(each.strip() for each in means.split(";") if each.strip())
            for phrase in filter(None, map(str.strip, says.split("|"))):
                for hook in _hooks(phrase):
                    self._by_hook.setdefault(hook, []).append((phrase, meant))

    def find(self, words: Sequence[str], bares: Sequence[str], *, loosely: bool = False) -> list[Found]:
        """Every phrase that stands in these words, those that hold most first. `words` with such marks as were typed;
        one that says nothing ends in `SAYS_NOTHING` and may stand inside any phrase."""
        text = "".join(f"{word} " for word in words)
        tried = dict.fromkeys(each for word in bares for each in self._by_hook.get(word, ()))
        found = []
        for phrase, means in tried:
            hit = _expression(phrase).search(text)
            if hit:
                start = text.count(" ", 0, hit.start())
                found.append(Found(frozenset(range(start, start + hit[0].count(" "))), means))
            elif loosely and (at := _loosely(phrase, bares)):
                found.append(Found(at, means, is_loose=True))
        return sorted(found, key=lambda each: (-len(each.at), each.is_loose))


def _loosely(phrase: str, bares: Sequence[str]) -> frozenset[int] | None:
    """Where the words of a phrase of three or more stand, in whatever order."""
    wanted = _required(phrase)
    telling = [part for part in wanted if not fillers().issuperset(map(marked, _either(part)))]
    if len(telling) < _FEWEST_LOOSE or phrase[0] == "^" or any(part[0] == "@" for part in wanted):
        return None
    at = set()
    for part in wanted:
        ways = {bare(word) for word in _either(part)}
        places = [place for place, word in enumerate(bares) if word in ways and place not in at]
        if not places:
            return None
        at.add(places[0])
    return frozenset(at)


def _parts(phrase: str) -> list[str]:
    return phrase.strip("^$ ").split()


def _required(phrase: str) -> list[str]:
    """The parts that must stand in the question: not verbs that go with anything, unless little else is there."""
    parts = [part for part in _parts(phrase) if part != ".." and not part.endswith("?")]
    plain = [part for part in parts if part not in _LIGHT]
    return plain or parts


def _hooks(phrase: str) -> frozenset[str]:
    """Bare words of which the question must hold one: those of the part that has the fewest, the last of such."""
    ways = [frozenset(map(bare, _either(part))) for part in _required(phrase)]
    return min(reversed(ways), key=len) if ways else frozenset()


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


def _either(part: str) -> list[str]:
    if part.startswith("@"):
        return [word for row in table("classes") if row["class"] == part[1:] for word in row["words"].split("|")]
    return part.split("/")


@lru_cache(maxsize=1)
def events() -> Patterns:
    """Whole meanings: "mẹ mất" is "đăng ký khai tử"."""
    return Patterns(meanings())


@lru_cache(maxsize=1)
def synonyms() -> Patterns:
    """Words for words: "bằng lái" is "giấy phép lái xe"."""
    return Patterns((row["says"], row["means"]) for row in table("synonyms"))


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
def abbreviations() -> dict[str, str]:
    """Short forms of one word and what they stand for."""
    return {bare(row["says"]): row["means"] for row in table("abbreviations")}


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Every phrase of the tables as bare and marked words, for the vocabulary."""
    texts = [*(text for row in meanings() for text in row), *(row["says"] for row in table("synonyms"))]
    texts += [row["means"] for name in ("synonyms", "abbreviations") for row in table(name)]
    texts += [row["words"].replace("|", " | ") for name in ("fillers", "classes") for row in table(name)]
    texts += [row["says"] for row in table("agencies")]
    cut = (re.split(r"[|;,/]|\.\.", text) for text in texts)
    words = (words_of(re.sub(r"@\w+|[?^$]", " ", part)) for parts in cut for part in parts)
    return tuple((tuple(map(bare, each)), tuple(map(marked, each))) for each in words if each)
