"""What is typed without asking for anything: keys struck in a row, greetings, thanks, laughter."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from motcua.registers.procedures.search.letters import bare, has_marks, marked
from motcua.registers.procedures.search.tables import table

_ROWS_OF_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_STRUCK = 4
_REPEATED = re.compile(r"(.)\1{3,}|(..)\2{2,}|(...)\3{1,}")


def without_noise(typed: Sequence[str], known: Container[str]) -> list[str]:
    """The words that somebody meant; none where all of them only greet, thank or laugh."""
    meant = [word for word in typed if bare(word) in known or not _is_struck(word)]
    return [] if all(marked(word) in _chatter() for word in meant) else meant


@lru_cache(maxsize=1024)
def _is_struck(word: str) -> bool:
    """Keys beside each other, or the same ones again and again."""
    if has_marks(word) or not word.isalpha():
        return False
    struck = (word[at : at + _STRUCK] for at in range(len(word) - _STRUCK + 1))
    return any(keys in row for keys in struck for row in _ROWS_OF_KEYS) or bool(_REPEATED.fullmatch(word))


@lru_cache(maxsize=1)
def _chatter() -> frozenset[str]:
    return frozenset(marked(word) for row in table("chatter") for word in row["words"].split("|"))
