"""A file written again with other data, so that a reader of the change sees the change: lines, comments and manner of
what stays the same are left as they are; only parts that differ are written anew."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from motcua.registers.procedures.reading import Data, Place, Unreadable, read
from motcua.registers.procedures.writing import entry_lines, item_lines, write

_TRAILING = re.compile(r"(?:^|\s)#.*$")


def rewrite(text: str, data: Mapping[str, Data]) -> str:
    """The text of a file whose data is `data`, as near to `text` as can be. Raises `Unreadable` for a broken `text`.

    What is written is read back; should that ever differ, the file is written whole, with the comments at its head.
    """
    reading = read(text)
    if isinstance(reading.data, dict):
        lines = text.removesuffix("\n").split("\n")
        made = _Rewriter(lines, reading.lines).map(reading.data, data, (), 0, len(lines), 0)
        written = "\n".join(made) + "\n"
        if _says(written, data):
            return written
    heading = [line.removeprefix("#").strip() for line in text.split("\n\n", 1)[0].split("\n") if line.startswith("#")]
    return write(data, heading=heading)


def _says(text: str, data: Mapping[str, Data]) -> bool:
    try:
        return _same(read(text).data, data)
    except Unreadable:
        return False


def _same(one: Any, other: Any) -> bool:
    """Also in the order of maps, which is a reader's."""
    return json.dumps(one) == json.dumps(other)


class _Rewriter:
    def __init__(self, lines: list[str], places: Mapping[Place, int]) -> None:
        self.lines = lines
        self.places = places

    def map(
        self, old: Mapping[str, Any], new: Mapping[str, Any], place: Place, start: int, end: int, indent: int
    ) -> list[str]:
        """The lines of a map whose entries stand in `lines[start:end]`, each on lines of its own."""
        spans = self._spans([(*place, key) for key in old], start, end)
        if spans is None:
            return [line for key, value in new.items() for line in entry_lines(key, value, indent)]
        found = dict(zip(old, spans[0], strict=True))
        made: list[str] = []
        for key, value in new.items():
            if key not in found:
                made += entry_lines(key, value, indent)
                continue
            head, first, last = found[key]
            made += self.lines[head:first]
            made += self._entry(key, old[key], value, (*place, key), first, last, indent)
        return [*made, *self.lines[spans[1] : end]]

    def _entry(self, key: str, old: Any, new: Any, place: Place, first: int, last: int, indent: int) -> list[str]:
        if _same(old, new):
            return self.lines[first:last]
        inner = self._inner(old, place)
        if inner is not None and inner > first and type(old) is type(new) and new:
            deeper = len(self.lines[inner]) - len(self.lines[inner].lstrip(" "))
            make = self.map if isinstance(old, dict) else self._list
            return [self.lines[first], *make(old, new, place, first + 1, last, deeper)]
        made = entry_lines(key, new, indent)
        comment = _TRAILING.search(self.lines[first]) if last == first + 1 and isinstance(old, (str, int)) else None
        if comment and len(made) == 1 and not re.search(r"[\"']", self.lines[first]):
            made[0] = f"{made[0]}  {comment[0].strip()}"
        return made

    def _list(
        self, old: Sequence[Any], new: Sequence[Any], place: Place, start: int, end: int, indent: int
    ) -> list[str]:
        spans = self._spans([(*place, number) for number in range(len(old))], start, end)
        if spans is None:
            return [line for item in new for line in item_lines(item, indent)]
        free = dict(enumerate(old))
        made: list[str] = []
        for item in new:
            number = _counterpart(item, free)
            if number is None:
                made += item_lines(item, indent)
                continue
            head, first, last = spans[0][number]
            before = free.pop(number)
            made += self.lines[head:first]
            made += self._item(before, item, (*place, number), first, last, indent)
        return [*made, *self.lines[spans[1] : end]]

    def _item(self, old: Any, new: Any, place: Place, first: int, last: int, indent: int) -> list[str]:
        if _same(old, new):
            return self.lines[first:last]
        opening = self.lines[first]
        if not (isinstance(old, dict) and isinstance(new, dict)) or opening.lstrip().startswith("- {"):
            return item_lines(new, indent)
        self.lines[first] = opening.replace("- ", "  ", 1)
        made = self.map(old, new, place, first, last, indent + 2)
        self.lines[first] = opening
        at = next(number for number, line in enumerate(made) if not line.lstrip().startswith("#"))
        made[at] = f"{' ' * indent}- {made[at].lstrip(' ')}"
        return made

    def _inner(self, value: Any, place: Place) -> int | None:
        """The line on which the first part of a map or list begins."""
        parts = [*value] if isinstance(value, dict) else [*range(len(value))] if isinstance(value, list) else []
        return self.places[(*place, parts[0])] - 1 if parts else None

    def _spans(self, places: list[Place], start: int, end: int) -> tuple[list[tuple[int, int, int]], int] | None:
        """For each part: where its comments begin, where it begins and ends; and where the last one ends. None when
        they share lines."""
        firsts = [self.places[place] - 1 for place in places]
        if not firsts or any(later <= before for before, later in pairwise(firsts)):
            return None
        ends = [self._without_comments(first, limit) for first, limit in zip(firsts, [*firsts[1:], end], strict=True)]
        heads = [start, *ends[:-1]]
        return list(zip(heads, firsts, ends, strict=True)), ends[-1]

    def _without_comments(self, first: int, limit: int) -> int:
        """Comments and empty lines before a part belong to it, not to the part above."""
        while limit - 1 > first and (not (bare := self.lines[limit - 1].strip()) or bare.startswith("#")):
            limit -= 1
        return limit


def _counterpart(item: Any, free: Mapping[int, Any]) -> int | None:
    """The old item that this one was: the same, or the one of its key."""
    same = next((number for number, old in free.items() if _same(old, item)), None)
    if same is not None or not isinstance(item, dict) or "key" not in item:
        return same
    return next((n for n, old in free.items() if isinstance(old, dict) and old.get("key") == item["key"]), None)
