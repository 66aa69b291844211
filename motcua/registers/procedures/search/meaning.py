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


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a question: from which word to which, and what it means, likeliest first."""

    start: int
    end: int
    means: tuple[str, ...]


class Patterns:
    """Phrases, quickly found: only those of which a word stands in the question are tried, and only then compiled."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._by_hook: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for says, means in rows:
            meant = tuple(each.strip() for each in means.split(";") if each.strip())
            for phrase in filter(None, map(str.strip, says.split("|"))):
                for hook in _hooks(phrase):
                    self._by_hook.setdefault(hook, []).append((phrase, meant))

    def find(self, words: Sequence[str], bares: Iterable[str]) -> list[Found]:
        """Every phrase that stands in these words, widest first. `words` with such marks as were typed."""
        text = "".join(f"{word} " for word in words)
        tried = dict.fromkeys(each for word in bares for each in self._by_hook.get(word, ()))
        found = []
        for phrase, means in tried:
            hit = _expression(phrase).search(text)
            if hit:
                start = text.count(" ", 0, hit.start())
                found.append(Found(start, start + hit[0].count(" "), means))
        return sorted(found, key=lambda each: each.start - each.end)


def _parts(phrase: str) -> list[str]:
    return phrase.strip("^$ ").split()


def _required(phrase: str) -> list[str]:
    """The parts that must stand in the question: not what says nothing, unless little else is there."""
    parts = [part for part in _parts(phrase) if part != ".." and not part.endswith("?")]
    plain = [part for part in parts if any(word not in _fillers_as_written() for word in _either(part))]
    return plain if len(plain) > 1 else parts


def _hooks(phrase: str) -> frozenset[str]:
    """Bare words of which the question must hold one: those of the part that has the fewest, the last of such."""
    ways = [frozenset(map(bare, _either(part))) for part in _required(phrase)]
    return min(reversed(ways), key=len) if ways else frozenset()


@lru_cache(maxsize=8192)
def _expression(phrase: str) -> re.Pattern[str]:
    """Over words that are each followed by a space."""
    expression = "^" if phrase.startswith("^") else "(?:^|(?<= ))"
    required = _required(phrase)
    for part in _parts(phrase):
        if part == "..":
            expression += "(?:[^ ]+ ){0,2}?"
            continue
        ways = "|".join(sorted({re.escape(way) for word in _either(part.rstrip("?")) for way in written_like(word)}))
        expression += f"(?:{ways}) " if part in required else f"(?:(?:{ways}) )?"
    return re.compile(expression + ("$" if phrase.endswith("$") else ""))


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
    """Words that say nothing of the matter, with their marks; in the tables' phrases they may lack."""
    return frozenset(marked(word) for row in table("fillers") for word in row["words"].split("|"))


@lru_cache(maxsize=1)
def _fillers_as_written() -> frozenset[str]:
    return frozenset(word for row in table("fillers") for word in row["words"].split("|"))


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
