"""Places of a question: the 34 provinces of today, by their own names, by those they took in, by towns and districts.

A district's name may be words of something else ("Thống Nhất"; without marks "Văn Bàn" is "văn bản"): it is a place
when a word of place stands before it, or when no name of the catalogue holds these words side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from motcua.registers.procedures.search.letters import bare, marked, words_of, written_like
from motcua.registers.procedures.search.tables import table

Ways = tuple[frozenset[str], ...]
Place = tuple[str, int, int]
"""The code of the province, empty when several have a district of that name, and from which word to which."""
_BEFORE = (
    *("o", "tai", "ve", "len", "xuong", "den", "huyen", "h", "quan", "q", "xa", "phuong", "thi", "tx", "tran"),
    *("thanh", "pho", "tp"),
)
_BEFORE_PROVINCE = ("o", "tai", "tinh", "tp", "thanh", "pho", "thuoc")
_BEFORE_COMMUNE = ("o", "tai", "ve", "len", "den", "tu", "nha", "que", "thuoc")
_NO_COMMUNE = ("hoi", "tien", "phap", "an", "thi", "huyen", "tinh", "minh", "toi", "em", "khac", "hoac")
_LONGEST_COMMUNE = 4
_NUMBERED = re.compile(r"(?:q|quan)(\d{1,2})|p\d{1,2}")
_CITY_OF_NUMBERS, _MOST_NUMBERED = "79", 12


def province_names() -> tuple[str, ...]:
    """The names of the 34."""
    return tuple(row["name"] for row in table("places"))


@lru_cache(maxsize=1024)
def province_of(text: str) -> str | None:
    """The code of a province given by code or name, marks not needed; None for another text.

    >>> province_of("82"), province_of("dong thap"), province_of("tỉnh Đồng Tháp"), province_of("Mars")
    ('82', '82', '82', None)
    """
    words = tuple(bare(word) for word in words_of(text))
    if len(words) == 1 and words[0] in {row["code"] for row in table("places")}:
        return words[0]
    for head in (("tinh",), ("thanh", "pho"), ("tp",)):
        if words[: len(head)] == head:
            words = words[len(head) :]
    return next((code for code, name in _names() if tuple(bare(word) for word in name) == words), None)


def province_of_body(body: str) -> str | None:
    """The province of a promulgating body such as "UBND tỉnh Đồng Tháp"; None for a ministry."""
    text = " ".join(bare(word) for word in words_of(body))
    if text.startswith("bo "):
        return None
    own = ((row["code"], " ".join(bare(word) for word in words_of(row["name"]))) for row in table("places"))
    return next((code for code, name in own if text.endswith(f" {name}")), None)


def place_in(words: tuple[str, ...]) -> Place | None:
    """The province named in the words of a question (as typed): its code, and from which word to which.

    Of several the longest name, then the last.
    """
    best: Place | None = None
    for start, word in enumerate(words):
        for code, ways in _by_first_word().get(word, ()):
            end = start + len(ways)
            is_no_shorter = best is None or end - start >= best[2] - best[1]
            if is_no_shorter and [*map(frozenset.__contains__, ways, words[start:end])] == [True] * len(ways):
                best = (code, start, end)
    return best


def with_commune(bares: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """From which word to which a place goes that is named at these: with the words of place before it, with the
    commune before those ("ở xã Ea Kao tỉnh Đắk Lắk"), with "cũ" behind it."""
    end += bares[end : end + 1] == ["cu"]
    while start and bares[start - 1] in _BEFORE_PROVINCE:
        start -= 1
    for at in range(start - 2, max(-1, start - _LONGEST_COMMUNE - 2), -1):
        if _is_of_commune(bares, at):
            return _with_words_before(bares, at, least=0), end
    return start, end


def commune_at_end(bares: Sequence[str], are_beside: Callable[[str, str], object]) -> int:
    """From which word a commune is named that a question ends with, of words that stand side by side nowhere else."""
    for at in range(len(bares) - 2, max(0, len(bares) - _LONGEST_COMMUNE - 2), -1):
        name = bares[at + 1 :]
        if _is_of_commune(bares, at) and len(name) > 1 and not any(are_beside(*pair) for pair in pairwise(name)):
            return _with_words_before(bares, at)
    return len(bares)


def _is_of_commune(bares: Sequence[str], at: int) -> bool:
    before = bares[at - 1] if at else ""
    return (bares[at] in ("xa", "phuong") and before in _BEFORE_COMMUNE and bares[at + 1] not in _NO_COMMUNE) or (
        bares[at] == "tran" and before == "thi"
    )


def district_in(typed: Sequence[str], are_beside: Callable[[str, str], object]) -> Place | None:
    """The district or numbered quarter named in the words as typed; the word of place before it belongs to it.

    `are_beside`: whether two words without marks stand side by side in what the catalogue and the tables say.
    """
    bares, words = [*map(bare, typed)], [*map(marked, typed)]
    for start, word in enumerate(words):
        if start and (found := _numbered(bares, start)):
            return found
        for code, ways in _districts_by_first_word().get(word, ()):
            end = start + len(ways)
            if end > len(words) or not all(map(frozenset.__contains__, ways, words[start:end])):
                continue
            is_said = start > 0 and bares[start - 1] in _BEFORE
            is_strange = len(ways) > 1 and not any(are_beside(*pair) for pair in pairwise(bares[start:end]))
            has_marks = any(not part.isascii() for part in typed[start:end])
            if is_said or (is_strange and (has_marks or end == len(typed))):
                return code, _with_words_before(bares, start), end
    return None


def _numbered(bares: Sequence[str], at: int) -> Place | None:
    """ "quận 7", "q7", "phường 5", "p5"."""
    if bares[at].isdecimal() and bares[at - 1] in ("quan", "q", "phuong", "p") and int(bares[at]) <= _MOST_NUMBERED * 3:
        is_city = bares[at - 1] in ("quan", "q") and int(bares[at]) <= _MOST_NUMBERED
        return _CITY_OF_NUMBERS if is_city else "", _with_words_before(bares, at), at + 1
    if found := _NUMBERED.fullmatch(bares[at]):
        return _CITY_OF_NUMBERS if found[1] else "", _with_words_before(bares, at), at + 1
    return None


def _with_words_before(bares: Sequence[str], start: int, *, least: int = 1) -> int:
    while start > least and bares[start - 1] in (*_BEFORE, "p", "tinh"):
        start -= 1
    return start


@lru_cache(maxsize=1)
def _districts_by_first_word() -> dict[str, list[tuple[str, Ways]]]:
    found: dict[str, list[tuple[str, Ways]]] = {}
    for row in table("districts"):
        for name in row["names"].split("|"):
            ways = tuple(written_like(word) for word in words_of(name))
            for first in ways[0]:
                found.setdefault(first, []).append((row["code"], ways))
    return found


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (row["code"], tuple(words_of(name)))
        for row in table("places")
        for name in (row["name"], *filter(None, row["also"].split("|")))
    )


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[str, Ways]]]:
    found: dict[str, list[tuple[str, Ways]]] = {}
    for code, name in _names():
        ways = tuple(written_like(word) for word in name)
        for first in ways[0]:
            found.setdefault(first, []).append((code, ways))
    return found
