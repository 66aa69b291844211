"""How the answer to a text field may be written: the part of regular expressions that every program reads alike.

The same text goes to Python here and to JSON Schema (ECMA 262) at a partner's. So it has letters, classes, groups and
counts only: nothing that one of the two reads otherwise. The ways in which it can be tried on one answer are counted
when it is published, so that no answer, however written, takes long to match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

MOST_WAYS: Final = 1_000_000
"""Ways to try a pattern; two parts of any length may stand in it, not three."""
_ANY_LENGTH: Final = 1_000

_ODD = _("mẫu viết có “{what}” ở ký tự {at}, không dùng được ở đây")
_UNREADABLE = _("mẫu viết không đọc được")
_TOO_MANY = _("mẫu viết có quá nhiều cách dò; hãy ghi rõ số lần, như [0-9]{{3}}, thay cho * và +")

_WORD: Final = re.compile(
    r"""(?P<class>\[\^?(?:[^\[\]\\]|\\[\]\[\\^.d-])+\])
    |(?P<escape>\\[.*+?()\[\]{}|^$\\/d])
    |(?P<open>\((?:\?:)?)
    |(?P<close>\))
    |(?P<count>[?*+]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})
    |(?P<bar>\|)
    |(?P<letter>[^\\^$.*+?()\[\]{}|\x00-\x1f])
    |(?P<any>\.)""",
    re.VERBOSE,
)


def pattern_fault(pattern: str) -> Sentence | None:
    """Why the pattern cannot be used, in words without capital and stop."""
    at, ways, before = 0, _Ways(), "open"
    while at < len(pattern):
        word = _WORD.match(pattern, at)
        if word is None or (word.lastgroup == "count" and before in ("open", "bar", "count")):
            return Sentence(_ODD, {"what": pattern[at], "at": at + 1})
        ways.take(word)
        at, before = word.end(), word.lastgroup or ""
    if not _compiles(pattern):
        return Sentence(_UNREADABLE)
    return Sentence(_TOO_MANY) if ways.all() > MOST_WAYS else None


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text is written so."""
    return _compiled(pattern).fullmatch(text) is not None


class _Ways:
    """How many ways there are to try what was read so far: alternatives add up, what follows one another multiplies."""

    def __init__(self) -> None:
        self.open: list[tuple[int, int, int]] = []
        self.done, self.before, self.last = 0, 1, 1

    def take(self, word: re.Match[str]) -> None:
        match word.lastgroup:
            case "open":
                self.open.append((self.done, self.before, self.last))
                self.done, self.before, self.last = 0, 1, 1
            case "close" if self.open:
                inside = self.all()
                self.done, self.before, last = self.open.pop()
                self.before, self.last = self.before * last, inside
            case "bar":
                self.done, self.before, self.last = self.all(), 1, 1
            case "count":
                least, most = _times(word)
                ways = self.last**most if self.last > 1 else 1
                self.last = min(ways * (most - least + 1), MOST_WAYS + 1)
            case _:
                self.before, self.last = self.before * self.last, 1

    def all(self) -> int:
        return min(self.done + self.before * self.last, MOST_WAYS + 1)


def _times(word: re.Match[str]) -> tuple[int, int]:
    if word["count"] in ("?", "*", "+"):
        return {"?": (0, 1), "*": (0, _ANY_LENGTH - 1), "+": (1, _ANY_LENGTH)}[word["count"]]
    least, is_range, most = word["count"][1:-1].partition(",")
    return int(least), int(most or _ANY_LENGTH) if is_range else int(least)


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _compiles(pattern: str) -> bool:
    try:
        _compiled(pattern)
    except (re.error, OverflowError):
        return False
    return True
