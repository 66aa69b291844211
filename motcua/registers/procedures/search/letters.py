"""Words as the search compares them: without marks, and with marks but without the accidents of writing.

`bare` has no marks; i and y at the end of a syllable are one ("ký", "kí"). `marked` keeps the letters' shapes and the
tone apart, so that "hoà" is "hòa" and, as many write, hỏi is ngã.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from motcua.foundation.vietnamese import fold

_TONES = {"\u0300": "2", "\u0301": "5", "\u0303": "3", "\u0309": "3", "\u0323": "6"}
_END_Y = re.compile(r"([bcdghklmnprstvx])y")
_WORD = re.compile(r"\d+(?:[.]\d+)+|[^\W_]+")
CODE = re.compile(r"\d[.]\d{4,}")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, composed; a code such as 1.001193 is one word."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=16384)
def bare(word: str) -> str:
    """Without marks; "ký" and "kí" are one.

    >>> bare("Đăng"), bare("kí"), bare("qui")
    ('dang', 'ki', 'quy')
    """
    folded = fold(word)
    if folded == "qui":
        return "quy"
    return f"{folded[:-1]}i" if _END_Y.fullmatch(folded[-2:]) and len(folded) <= 4 else folded


@lru_cache(maxsize=16384)
def marked(word: str) -> str:
    """Shapes of letters, then the tone as a digit wherever it was written; hỏi and ngã are one.

    >>> marked("hoà") == marked("hòa"), marked("sổ") == marked("sỗ"), marked("thuê") == marked("thuế")
    (True, True, False)
    """
    shapes: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            shapes.append(char)
    shape = unicodedata.normalize("NFC", "".join(shapes))
    if shape == "qui":
        shape = "quy"
    elif _END_Y.fullmatch(shape[-2:]) and len(shape) <= 4:
        shape = f"{shape[:-1]}i"
    return shape + tone


def has_marks(word: str) -> bool:
    """Whether a word was typed with any Vietnamese mark."""
    return not word.isascii()


SURELY_BARE = "="
"""After a word typed without marks among words with marks: it is meant as it stands."""


@lru_cache(maxsize=16384)
def written_like(word: str) -> frozenset[str]:
    """The ways in which a word is also typed: without tone, with d for đ, without any mark."""
    full = marked(word)
    shape = full.rstrip("23456") if full[-1:].isdigit() and not word[-1:].isdigit() else full
    ways = {full, shape, bare(word)}
    if shape.startswith("đ"):
        ways |= {f"d{full[1:]}", f"d{shape[1:]}"}
    if full == bare(word):
        ways.add(f"{full}{SURELY_BARE}")
    return frozenset(ways)


_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_HORN = {"u": "ư", "o": "ơ", "a": "ă"}
_ROOF = {"a": "â", "e": "ê", "o": "ô"}
_TELEX = re.compile(r"[a-zđăâêôơư]+")
_VNI = re.compile(r"(?=.*[1-9])[a-zđ][a-zđ1-9]+")


@lru_cache(maxsize=4096)
def telex(word: str) -> str | None:
    """What the keys of Telex would have made of a word, when they were not taken as such: "ddawng" → "đăng"."""
    if not _TELEX.fullmatch(word):
        return None
    letters: list[str] = []
    tone = ""
    for char in word:
        text = "".join(letters)
        if char == "d" and "d" in letters[:1] and (letters[-1] == "d" or len(letters) > 1):
            letters[0] = "đ"
        elif char == "w":
            _horn(letters)
        elif char in _ROOF and char in letters and _vowels_between(letters, char):
            letters[_last(letters, char)] = _ROOF[char]
        elif char in _TELEX_TONES and re.search(r"[aeiouyăâêôơư]", text):
            tone = _TELEX_TONES[char]
        else:
            letters.append(char)
    made = "".join(letters)
    return _with_tone(made, tone) if made != word else None


@lru_cache(maxsize=4096)
def vni(word: str) -> str | None:
    """The same for the keys of VNI: "d9a8ng" → "đăng"."""
    if not _VNI.fullmatch(word):
        return None
    letters: list[str] = []
    tone = ""
    for char in word:
        if char == "9" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif char in "78":
            _horn(letters)
        elif char == "6":
            roofed = [each for each in letters if each in _ROOF]
            if not roofed:
                return None
            letters[_last(letters, roofed[-1])] = _ROOF[roofed[-1]]
        elif char in _VNI_TONES:
            tone = _VNI_TONES[char]
        else:
            letters.append(char)
    return _with_tone("".join(letters), tone)


def _horn(letters: list[str]) -> None:
    text = "".join(letters)
    if "uo" in text:
        at = text.rindex("uo")
        letters[at : at + 2] = ["ư", "ơ"]
        return
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in _HORN:
            letters[at] = _HORN[letters[at]]
            return
    letters.append("ư")


def _last(letters: list[str], char: str) -> int:
    return len(letters) - 1 - letters[::-1].index(char)


def _vowels_between(letters: list[str], char: str) -> bool:
    """A second vowel makes a roof right after the first, or at the end of the syllable ("dangs", "canaf")."""
    return not re.search(r"[iuy]$", "".join(letters[_last(letters, char) + 1 :]))


def _with_tone(made: str, tone: str) -> str:
    if not tone:
        return made
    vowels = [at for at, char in enumerate(made) if char in "aeiouyăâêôơư"]
    if not vowels:
        return made
    if (made.startswith("gi") and len(vowels) > 1) or (made.startswith("qu") and len(vowels) > 1):
        vowels = vowels[1:]
    shaped = [at for at in vowels if made[at] in "ăâêôơư"]
    at = shaped[-1] if shaped else vowels[-2] if len(vowels) > 1 and vowels[-1] == len(made) - 1 else vowels[-1]
    return unicodedata.normalize("NFC", made[: at + 1] + tone + made[at + 1 :])
