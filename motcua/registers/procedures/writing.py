"""From plain data to the text of a procedure file, as `reading` reads it: what is written is read back the same.

Long texts keep their lines; letters that cannot be seen (spaces that do not break, marks of direction) are written
as escapes, so that a reader notices them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from motcua.registers.procedures.reading import Data

_WORDS = {"", "~", "null", "true", "false"}
_WHOLE = re.compile(r"-?[0-9]+")
_BARE = re.compile(r"\w(?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_NAMED = {"\n": "\\n", "\t": "\\t"}
_SHORT = re.compile(r"[a-z][a-z0-9-]*")
_BLANK_WITH_SPACES = re.compile(r"^[ \t]+$", re.MULTILINE)


def write(data: Mapping[str, Data], *, heading: Sequence[str] = ()) -> str:
    """The text of a file: `heading` as comment lines, then the data, one part to a line."""
    lines = [*(f"# {line}" for line in heading), *_map(data, 0)]
    return "\n".join(lines) + "\n"


def entry_lines(key: str, value: Data, indent: int) -> list[str]:
    """One entry of a map, as `write` writes it, so many spaces from the left."""
    return list(_entry(f"{' ' * indent}{_line(key)}:", value, indent + 2))


def item_lines(item: Data, indent: int) -> list[str]:
    """One item of a list, as `write` writes it."""
    return list(_list([item], indent))


def _map(data: Mapping[str, Data], indent: int) -> Iterator[str]:
    space = " " * indent
    for key, value in data.items():
        if indent == 0 and isinstance(value, (dict, list)) and value:
            yield ""
        yield from _entry(f"{space}{_line(key)}:", value, indent + 2)


def _list(items: Sequence[Data], indent: int) -> Iterator[str]:
    space = " " * indent
    for item in items:
        if isinstance(item, dict) and item:
            first, *rest = _map(item, indent + 2)
            yield f"{space}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield from _entry(f"{space}-", item, indent + 2)


def _entry(head: str, value: Data, indent: int) -> Iterator[str]:
    """`head` and a value: on the same line, or below it."""
    match value:
        case dict() if value:
            yield head
            yield from _map(value, indent)
        case list() if value and not _is_short(value):
            yield head
            yield from _list(value, indent)
        case str() if _fits_a_block(value):
            yield f"{head} {'|' if value.endswith(chr(10)) else '|-'}"
            space = " " * indent
            yield from (f"{space}{line}" if line else "" for line in value.removesuffix("\n").split("\n"))
        case _:
            yield f"{head} {_inline(value)}"


def _inline(value: Data) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _line(value)
        case list():
            return f"[{', '.join(str(item) for item in value)}]"
        case _:
            return "{}"


def _is_short(items: Sequence[Data]) -> bool:
    return len(items) <= 8 and all(isinstance(i, str) and _SHORT.fullmatch(i) and i not in _WORDS for i in items)


def _line(text: str) -> str:
    if text.isprintable() and text not in _WORDS and not _WHOLE.fullmatch(text) and _BARE.fullmatch(text):
        return text if not text.endswith((" ", ":")) else _quoted(text)
    return _quoted(text)


def _fits_a_block(text: str) -> bool:
    body = text.removesuffix("\n")
    return (
        "\n" in body
        and all(line.isprintable() for line in body.split("\n"))
        and body[0] not in " \t\n"
        and not body.endswith("\n")
        and not _BLANK_WITH_SPACES.search(body)
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    number = ord(letter)
    if letter in _NAMED:
        return _NAMED[letter]
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
