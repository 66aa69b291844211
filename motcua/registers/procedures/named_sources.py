"""Whether every source that a part of a file names is among the `sources` at its head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.reading import Fault, Place, Reading

_NO_SOURCE = gettext_noop("Nguồn “{key}” chưa khai trong mục sources.")


def source_faults(reading: Reading) -> Iterator[Fault]:
    """The sources that are named and not there; only of a file whose shape is right."""
    data: Any = reading.data
    known = frozenset(data["sources"])
    for key, part in data.items():
        if key != "sources":
            yield from _within(reading, part, (key,), known)


def _within(reading: Reading, part: Any, place: Place, known: frozenset[str]) -> Iterator[Fault]:
    if isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _within(reading, inner, (*place, number), known)
    elif isinstance(part, dict):
        named = part.get("source", ())
        for each in [named] if isinstance(named, str) else named:
            key = each.rpartition("-")[0]
            if key not in known:
                yield Fault(reading.line_of((*place, "source")), _NO_SOURCE, {"key": key})
        for key, inner in part.items():
            yield from _within(reading, inner, (*place, key), known)
