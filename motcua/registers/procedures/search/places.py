"""Places of a question: the 34 provinces of today, by their own names, by those they took in, by well-known towns."""

from __future__ import annotations

from functools import lru_cache

from motcua.registers.procedures.search.letters import bare, words_of, written_like
from motcua.registers.procedures.search.tables import table

Ways = tuple[frozenset[str], ...]


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


def place_in(words: tuple[str, ...]) -> tuple[str, int, int] | None:
    """The province named in the words of a question (as typed): its code, and from which word to which.

    Of several the longest name, then the last.
    """
    best: tuple[str, int, int] | None = None
    for start, word in enumerate(words):
        for code, ways in _by_first_word().get(word, ()):
            end = start + len(ways)
            is_no_shorter = best is None or end - start >= best[2] - best[1]
            if is_no_shorter and [*map(frozenset.__contains__, ways, words[start:end])] == [True] * len(ways):
                best = (code, start, end)
    return best


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
