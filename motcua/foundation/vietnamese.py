"""Vietnamese letters: folding for search, and the key that puts names in Vietnamese order.

PostgreSQL's own orders for Vietnamese need ICU, which not every server has; so both are computed here once, stored,
and compared by bytes (`COLLATE "C"`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries."""

_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make another letter
_RANKS = {letter: chr(ord("A") + place) for place, letter in enumerate(LETTERS)}
_TONE_RANKS = {tone: str(place) for place, tone in enumerate(TONES)}
_SPACES = re.compile(r"\s+")
_WORD_PARTS = re.compile(r"\w+")


def tidy(text: str) -> str:
    """The text composed (NFC), without spaces at its ends or doubled inside."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what a search compares. Folding twice changes nothing.

    >>> fold("Đặng  Thị Ước")
    'dang thi uoc'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.replace("đ", "d").lower()).strip()


def sort_key(text: str) -> str:
    """A key in plain ASCII-or-later text whose order by bytes is the order of Vietnamese dictionaries.

    Syllable by syllable: first the letters (a ă â b c d đ …), then the tones (ngang, huyền, hỏi, ngã, sắc, nặng).
    Capital and small letters count the same, as do "hòa" and "hoà"; punctuation only parts words.
    """
    return " ".join(_word_key(word) for word in _WORD_PARTS.findall(unicodedata.normalize("NFC", text).lower()))


def name_sort_key(name: str) -> str:
    """The key for lists of persons: Vietnamese order by given name first, then family name and the rest.

    "Lê Văn An" stands before "Đặng Thị Bình".
    """
    words = tidy(name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


@lru_cache(maxsize=8192)
def _word_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for char in word:
        letter, tone = _letter_and_tone(char)
        letters.append(_RANKS.get(letter, letter))
        tones.append(_TONE_RANKS[tone])
    return "".join(letters) + "!" + "".join(tones).replace("0", "")


@lru_cache(maxsize=1024)
def _letter_and_tone(char: str) -> tuple[str, str]:
    base, tone = "", ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONE_RANKS:
            tone = part
        elif part in _SHAPES or not unicodedata.combining(part):
            base += part
    return unicodedata.normalize("NFC", base), tone
