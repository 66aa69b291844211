"""Things that the portal gives as code and name: offices, subjects, legal texts, results, fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import NAMED, Shape

LONGEST_KEY = 200


def named(published: Mapping[str, Any], *, code: str = "code", name: str = "name", shape: Shape = NAMED) -> Part:
    """One of them as a part of a draft; `code` and `name` are what the draft calls the two."""
    part = {
        place: published[field]
        for place, field in ((code, "code"), (name, "name"))
        if isinstance(published.get(field), str)
    }
    return seal(part, written=_written(part, code, name), published=published, shape=shape)


def published_named(part: Mapping[str, Any], *, code: str = "code", name: str = "name") -> Part:
    """The portal's object again."""
    return unseal(part, _written(part, code, name))


def several(published: Iterable[Mapping[str, Any]] | None, shape: Shape = NAMED) -> list[Part] | None:
    """A list of them; `None` when the portal sent none."""
    return None if published is None else [named(each, shape=shape) for each in published]


def published_several(parts: Iterable[Mapping[str, Any]] | None) -> list[Part] | None:
    return None if parts is None else [published_named(each) for each in parts]


def are_plain(published: Sequence[Mapping[str, Any]]) -> bool:
    """Each has a code and a name and nothing else, and no name comes twice: a map of codes by name says it all."""
    names = [each.get("name") for each in published]
    return (
        all(set(each) == {"code", "name"} and all(isinstance(v, str) for v in each.values()) for each in published)
        and len(set(names)) == len(names)
        and all(len(str(name)) <= LONGEST_KEY for name in names)
    )


def _written(part: Mapping[str, Any], code: str, name: str) -> Part:
    return {field: part[place] for place, field in ((code, "code"), (name, "name")) if place in part}
