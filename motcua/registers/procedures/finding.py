"""Finding a procedure by its code, the beginnings of words of its name, or the first letters of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.foundation.vietnamese import fold

_WORDS = re.compile(r"[0-9a-z]+(?:\.[0-9a-z]+)*")
_LONGEST_FOR_INITIALS = 12
"""First letters of longer names are noise: nobody types them."""


def search_text(identity: Mapping[str, Any]) -> str:
    """What a search looks in: code, name and by-names without marks, and initials (“ks” finds “khai sinh”)."""
    names = [words_of(each) for each in (identity["name"], *identity.get("known_as", ()))]
    texts = [
        identity["code"],
        *(" ".join(words) for words in names),
        *(each for words in names for each in _initials(words)),
    ]
    return f" {' '.join(dict.fromkeys(texts))}"


def patterns(text: str) -> list[str]:
    """What each word of a question must match: a word of the search text that begins with it."""
    return [f"% {word}%" for word in words_of(text)]


def words_of(text: str) -> list[str]:
    """The words of a text, folded; a code is one word."""
    return _WORDS.findall(fold(text))


def _initials(words: list[str]) -> list[str]:
    if not 2 <= len(words) <= _LONGEST_FOR_INITIALS:
        return []
    letters = "".join(word[0] for word in words)
    return [letters[start:] for start in range(len(letters) - 1)]
