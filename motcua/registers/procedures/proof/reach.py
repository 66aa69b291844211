"""Papers, fees and turns of the process that can never come to be asked for, owed or taken.

A condition holds only on fields that are asked, and those have conditions themselves: all of them must be able to hold
at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.file_facts import FileFacts, Part
from motcua.registers.procedures.reading import Fault, Place
from motcua.rules.expressions import Expression, must_equal, read

_NEVER_PAPER = gettext_noop(
    "Giấy tờ “{name}” không bao giờ được yêu cầu: ô “{key}” phải vừa là “{one}” vừa là “{other}”."
)
_NEVER_FEE = gettext_noop("Khoản “{name}” không bao giờ phải nộp: ô “{key}” phải vừa là “{one}” vừa là “{other}”.")
_NEVER_FIELD = gettext_noop("Ô “{name}” không bao giờ được hỏi: ô “{key}” phải vừa là “{one}” vừa là “{other}”.")
_NEVER_TURN = gettext_noop("Hướng “{name}” không bao giờ được đi: ô “{key}” phải vừa là “{one}” vừa là “{other}”.")


def reach_faults(file: FileFacts) -> Iterator[Fault]:
    """One fault for each part whose conditions exclude one another."""
    for text, place, part in _conditioned(file):
        if clash := _clash(file, part.get("when"), _of_replaced(file, part)):
            key, one, other = clash
            where = (*place, "when") if "when" in part else place
            yield file.fault(where, text, name=_name(part), key=key, one=_written(one), other=_written(other))


def _of_replaced(file: FileFacts, part: Part) -> Any:
    """An equivalent that is not required itself comes only where its paper is asked for."""
    if "instead_of" not in part or "required_when" in part:
        return None
    return next(
        (each.get("when") for each in file.data["papers"]["items"] if each["key"] == part["instead_of"]),
        None,
    )


def _conditioned(file: FileFacts) -> Iterator[tuple[str, Place, Part]]:
    for text, block in ((_NEVER_PAPER, "papers"), (_NEVER_FEE, "fees")):
        for number, part in enumerate(file.data[block]["items"]):
            yield text, (block, "items", number), part
    for number, section in enumerate(file.data["form"]["sections"]):
        for at, field in enumerate(section["fields"]):
            yield _NEVER_FIELD, ("form", "sections", number, "fields", at), field
    for number, step in enumerate(file.data["process"]["steps"]):
        for at, branch in enumerate(step.get("branches", ())):
            yield _NEVER_TURN, ("process", "steps", number, "branches", at), branch


def _name(part: Part) -> str:
    return str(part.get("name") or part.get("label") or part.get("to"))


def _written(value: object) -> str:
    """A value as the file writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _clash(file: FileFacts, *conditions: Any) -> tuple[str, object, object] | None:
    """A field that would have to have two values, and both of them."""
    wanted: dict[str, object] = {}
    pending = [*conditions]
    while pending:
        for key, value in _equalities(pending.pop()).items():
            if key in wanted:
                if wanted[key] != value:
                    return key, wanted[key], value
                continue
            wanted[key] = value
            pending.append(file.fields.get(key, {}).get("when"))
    return None


def _equalities(condition: Any) -> Mapping[str, object]:
    if not condition:
        return {}
    found = read(condition)
    return must_equal(found.tree) if isinstance(found, Expression) else {}
