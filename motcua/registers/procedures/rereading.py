"""Texts that `writing` wrote, read ten times quicker than YAML is: line by line, then written again and compared.

What comes out is what `reading` would say: a text is taken only if writing the data gives that very text, and what is
written is read back the same (tests/registers/procedures/test_writing.py). Everything else goes to `reading`.
"""

from __future__ import annotations

import re

from motcua.registers.procedures.reading import Data, read
from motcua.registers.procedures.writing import write

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_KEY = re.compile(rf"(?P<key>{_QUOTED}|[^\"].*?):(?: (?P<rest>.+))?")
_WHOLE_QUOTED = re.compile(_QUOTED)
_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(........)|(.))")
_WHOLE = re.compile(r"-?[0-9]+")
_NAMED = {"n": "\n", "t": "\t"}
_FIXED: dict[str, Data] = {"null": None, "true": True, "false": False}


def reread(text: str) -> Data:
    """The data of a text, as `reading.read` gives it. Raises `Unreadable` as that does."""
    try:
        data = WrittenLines(text).map(0)
        is_ours = bool(data) and _body(write(data)) == _body(text)
    except (IndexError, ValueError, RecursionError):
        is_ours = False
    return data if is_ours else read(text).data


def _body(text: str) -> str:
    """Without the comments at its head."""
    while text.startswith("# "):
        text = text[text.index("\n") + 1 :]
    return text


class WrittenLines:
    """The lines of a text and the place reached. Raises `ValueError` or `IndexError` off our own way of writing."""

    def __init__(self, text: str) -> None:
        self.lines = _body(text).removesuffix("\n").split("\n")
        self.at = 0

    def map(self, indent: int) -> dict[str, Data]:
        found: dict[str, Data] = {}
        space = " " * indent
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line and indent == 0:
                self.at += 1
                continue
            if not line.startswith(space) or line[indent] in " -":
                break
            entry = _KEY.fullmatch(line, indent)
            if entry is None:
                raise ValueError(line)
            self.at += 1
            found[_text(entry["key"])] = self.value(entry["rest"], indent + 2)
        return found

    def list(self, indent: int) -> list[Data]:
        found: list[Data] = []
        space = " " * indent
        while self.at < len(self.lines) and self.lines[self.at].startswith(f"{space}-"):
            rest = self.lines[self.at][indent + 2 :]
            if _is_entry(rest):
                self.lines[self.at] = f"{space}  {rest}"
                found.append(self.map(indent + 2))
            else:
                self.at += 1
                found.append(self.value(rest or None, indent + 2))
        return found

    def value(self, rest: str | None, indent: int) -> Data:
        if rest is None:
            return self.list(indent) if self.lines[self.at].startswith(" " * indent + "-") else self.map(indent)
        if rest in ("|", "|-"):
            return self.block(indent) + ("\n" if rest == "|" else "")
        return _inline(rest)

    def block(self, indent: int) -> str:
        begins = self.at
        space = " " * indent
        while self.at < len(self.lines) and (not self.lines[self.at] or self.lines[self.at].startswith(space)):
            self.at += 1
        while not self.lines[self.at - 1]:
            self.at -= 1
        return "\n".join(line[indent:] for line in self.lines[begins : self.at])


def _is_entry(rest: str) -> bool:
    if rest.startswith('"'):
        return _WHOLE_QUOTED.fullmatch(rest) is None
    return ": " in rest or rest.endswith(":")


def _inline(words: str) -> Data:
    if words in _FIXED:
        return _FIXED[words]
    if _WHOLE.fullmatch(words):
        return int(words)
    if words == "{}":
        return {}
    if words.startswith("["):
        return [*words[1:-1].split(", ")] if words != "[]" else []
    return _text(words)


def _text(words: str) -> str:
    return _ESCAPE.sub(_letter, words[1:-1]) if words.startswith('"') else words


def _letter(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2] or escape[3]
    return chr(int(number, 16)) if number else _NAMED.get(escape[4], escape[4])
