"""How wide a text will be, near enough to break it into lines: a server has no screen to try it on."""

from __future__ import annotations

import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'!|()[]-·“”/ ")
_WIDE: Final = frozenset("mwMW@%…")


def text_width(text: str, size: float) -> float:
    """Pixels, in a face like those of the page, on the wide side; marks above and below letters take none."""
    return sum(_letter(each) for each in unicodedata.normalize("NFD", text)) * size


def lines_of(text: str, *, width: float, size: float, most: int = 5) -> tuple[str, ...]:
    """The text in lines no wider than `width`; a word that is wider is cut; what is over `most` lines ends in “…”."""
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, width, size):
            if lines and text_width(f"{lines[-1]} {piece}", size) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;.") + "…"]
    return tuple(lines)


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.97
    return 0.73 if letter.isupper() else 0.61
