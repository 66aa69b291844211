"""What a person has to confirm before a file is used in earnest: facts from memory, and sources that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from motcua.registers.procedures.difference_words import PART_WORDS

_FROM_MEMORY = "-C"
_NAMES = ("name", "title", "label", "term")
_APART = frozenset({"sources", "doubt", "source", "portal"})


@dataclass(frozen=True, slots=True)
class Doubted:
    """Where sources disagree: in which part, about what, what was chosen, and why."""

    part: str
    about: str
    chosen: str
    why: str


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """Of one file, in its order. `from_memory`: parts whose sources all have confidence C."""

    from_memory: tuple[str, ...]
    doubted: tuple[Doubted, ...]

    @property
    def count(self) -> int:
        return len(self.from_memory) + len(self.doubted)


NOTHING_TO_CONFIRM: Final = ToConfirm((), ())


def to_confirm(data: Mapping[str, Any]) -> ToConfirm:
    """What stands in a file that was found in order; parts inside a part are named only if they say so themselves."""
    parts = tuple((part, " · ".join(where)) for part, where in _parts(data, ()))
    return ToConfirm(
        tuple(dict.fromkeys(where for part, where in parts if _is_from_memory(part))),
        tuple(
            Doubted(where, str(each["about"]), str(each["chosen"]), str(each["why"]))
            for part, where in parts
            for each in part.get("doubt", ())
        ),
    )


def _is_from_memory(part: Mapping[str, Any]) -> bool:
    said = part.get("source")
    sources = [said] if isinstance(said, str) else said or []
    return bool(sources) and all(str(each).endswith(_FROM_MEMORY) for each in sources)


def _parts(part: Any, where: tuple[str, ...]) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    if isinstance(part, list):
        for each in part:
            yield from _parts(each, where)
    elif isinstance(part, dict):
        named = next((str(part[key]) for key in _NAMES if isinstance(part.get(key), str)), "")
        here = (*where, named) if named and where else where
        yield part, here
        for key, inner in part.items():
            if key not in _APART and isinstance(inner, dict | list):
                yield from _parts(inner, here if where else (gettext(PART_WORDS.get(key, key)),))
