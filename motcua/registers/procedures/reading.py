"""From the text of a procedure file to plain data, with the line of every part.

A small part of YAML is read, and nothing is constructed from it but texts, whole numbers, yes and no, lists and maps:
anchors, aliases and tags are refused (a few hundred bytes of aliases unfold into gigabytes), and so are doubled keys.
A number with a point stays the text it was written as, so that a code needs no quotes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from django.utils.translation import gettext_noop
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from motcua.registers.procedures.yaml_faults import told

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"
Place: TypeAlias = tuple[str | int, ...]
"""The way from the top of the file to a part of it: keys of maps, numbers in lists."""

MOST_BYTES = 1_000_000
TOO_LONG = gettext_noop("Tệp dài {size} byte, quá mức {most} byte.")
DEEPEST = 30

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file: where, and in words. `text` is the Vietnamese msgid with {names}.

    `file` names a file beside the procedure's own; empty: the procedure's own.
    """

    line: int
    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    file: str = ""


class Unreadable(Exception):
    """The text is not a file of this format; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and on which line each part begins."""

    data: Data
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """The line of that part, or of the nearest part around it; 1 for the file itself."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(text: str) -> Reading:
    """Read a file's text. Raises `Unreadable`."""
    size = len(text.encode())
    if size > MOST_BYTES:
        raise Unreadable(Fault(1, TOO_LONG, {"size": size, "most": MOST_BYTES}))
    try:
        return _Builder().build(_safe_events(text))
    except YAMLError as error:
        raise Unreadable(Fault(*told(error, text))) from error


def bytes_of(path: Path, most: int) -> bytes:
    """What a file holds; of one longer than `most` no more is read. Raises `Unreadable`, `OSError`."""
    with path.open("rb") as stream:
        found = stream.read(most + 1)
        if len(found) > most:
            size = max(len(found), os.fstat(stream.fileno()).st_size)
            raise Unreadable(Fault(1, TOO_LONG, {"size": size, "most": most}))
    return found


def _safe_events(text: str) -> Iterator[Event]:
    documents, depth = 0, 0
    for event in YAML(typ="safe", pure=True).parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise Unreadable(Fault(line, gettext_noop("Không dùng neo (&) và tham chiếu (*) trong tệp thủ tục.")))
        if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)) and event.tag not in (None, "!"):
            raise Unreadable(Fault(line, gettext_noop("Không dùng thẻ kiểu “{tag}”."), {"tag": str(event.tag)}))
        documents += isinstance(event, DocumentStartEvent)
        depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
        depth -= isinstance(event, (MappingEndEvent, SequenceEndEvent))
        if documents > 1:
            raise Unreadable(Fault(line, gettext_noop("Mỗi tệp chỉ chứa một thủ tục.")))
        if depth > DEEPEST:
            raise Unreadable(Fault(line, gettext_noop("Lồng nhau quá {most} tầng."), {"most": DEEPEST}))
        yield event


@dataclass(slots=True)
class _Open:
    """A list or map being filled."""

    place: Place
    holds: list[Data] | dict[str, Data]
    key: str | None = None


class _Builder:
    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.open: list[_Open] = []
        self.top: Data = None

    def build(self, events: Iterator[Event]) -> Reading:
        for event in events:
            match event:
                case MappingStartEvent():
                    self._begin({}, event)
                case SequenceStartEvent():
                    self._begin([], event)
                case MappingEndEvent() | SequenceEndEvent():
                    self.open.pop()
                case ScalarEvent():
                    self._scalar(event)
        return Reading(self.top, self.lines)

    def _begin(self, holder: list[Data] | dict[str, Data], event: Event) -> None:
        self._refuse_as_key(event)
        place = self._next_place()
        self._keep(holder, place, event)
        self.open.append(_Open(place, holder))

    def _scalar(self, event: Any) -> None:
        around = self.open[-1] if self.open else None
        if around and isinstance(around.holds, dict) and around.key is None:
            if event.value in around.holds:
                fault = Fault(
                    event.start_mark.line + 1, gettext_noop("Mục “{key}” viết hai lần."), {"key": event.value}
                )
                raise Unreadable(fault)
            around.key = event.value
            self.lines[(*around.place, event.value)] = event.start_mark.line + 1
            return
        self._keep(_resolved(event), self._next_place(), event)

    def _refuse_as_key(self, event: Event) -> None:
        if self.open and isinstance(self.open[-1].holds, dict) and self.open[-1].key is None:
            raise Unreadable(Fault(event.start_mark.line + 1, gettext_noop("Tên mục phải là chữ.")))

    def _next_place(self) -> Place:
        if not self.open:
            return ()
        around = self.open[-1]
        if isinstance(around.holds, list):
            return (*around.place, len(around.holds))
        return (*around.place, around.key or "")

    def _keep(self, value: Data, place: Place, event: Event) -> None:
        self.lines.setdefault(place, event.start_mark.line + 1)
        if not self.open:
            self.top = value
            return
        around = self.open[-1]
        if isinstance(around.holds, list):
            around.holds.append(value)
        else:
            around.holds[around.key or ""] = value
            around.key = None


def _resolved(event: Any) -> Data:
    if event.style is not None or event.tag is not None:
        return str(event.value)
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _WHOLE.fullmatch(event.value) else str(event.value)
