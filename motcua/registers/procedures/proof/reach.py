"""Papers, fees and turns of the process that can never come to be asked for, owed or taken.

A condition holds only on fields that are asked, and those have conditions themselves: all of them must be able to hold
at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.file_facts import FileFacts, Part
from motcua.registers.procedures.reading import Fault, Place
from motcua.rules.expressions import Demand, Expression, Plain, Type, can_all_be, demands, read

_NEVER_PAPER = gettext_noop("Giấy tờ “{name}” không bao giờ được yêu cầu: {why}.")
_NEVER_FEE = gettext_noop("Khoản “{name}” không bao giờ phải nộp: {why}.")
_NEVER_FIELD = gettext_noop("Ô “{name}” không bao giờ được hỏi: {why}.")
_NEVER_TURN = gettext_noop("Hướng “{name}” không bao giờ được đi: {why}.")
_BOTH = gettext_noop("ô “{key}” phải vừa là “{one}” vừa là “{other}”")
_NO_VALUE = gettext_noop("không giá trị nào của ô “{key}” hợp với mọi điều này: {demands}")


def reach_faults(file: FileFacts) -> Iterator[Fault]:
    """One fault for each part whose conditions exclude one another."""
    for text, place, part in _conditioned(file):
        if clash := _clash(file, part.get("when"), _of_replaced(file, part)):
            where = (*place, "when") if "when" in part else place
            yield file.fault(where, text, name=_name(part), why=_why(*clash))


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


def _why(key: str, clash: Sequence[Demand]) -> str:
    single = [each.among[0] for each in clash if len(each.among) == 1]
    for other in single[1:]:
        if other != single[0]:
            return gettext(_BOTH).format(key=key, one=_written(single[0]), other=_written(other))
    return gettext(_NO_VALUE).format(key=key, demands=", ".join(each.said for each in clash))


def _clash(file: FileFacts, *conditions: Any) -> tuple[str, Sequence[Demand]] | None:
    """A field of which more is demanded than it can be, and what."""
    wanted: dict[str, list[Demand]] = {}
    answered: set[str] = set()
    pending = [*conditions]
    while pending:
        for each in _demands(pending.pop()):
            of_field = wanted.setdefault(each.key, [])
            of_field.append(each)
            if each.is_of_an_answer and each.key not in answered:
                answered.add(each.key)
                of_field.extend(_bounds(file.fields.get(each.key, {})))
                pending.append(file.fields.get(each.key, {}).get("when"))
            if each.key in answered and not can_all_be(of_field, _values(file, each.key)):
                return each.key, of_field
    return None


def _demands(condition: Any) -> Iterator[Demand]:
    found = read(condition) if condition else None
    return demands(found.tree) if isinstance(found, Expression) else iter(())


def _bounds(field: Part) -> Iterator[Demand]:
    """What the form demands of a number."""
    for name, sign in (("min", ">="), ("max", "<=")):
        if name in field:
            yield Demand(field["key"], sign, field[name], said=f"{field['key']} {sign} {field[name]}")


def _values(file: FileFacts, key: str) -> Iterable[Plain] | None:
    """All that a field can be; None: too much to say."""
    kind = file.scope_of_form.get(key)
    if kind is None:
        return None
    return (True, False) if kind.type is Type.TRUTH else kind.values
