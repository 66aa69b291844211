"""Conditions, amounts and computed values of a procedure file: from what is written to expressions, and what
the answers they look at are called. Both notations become the same tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from motcua.registers.procedures.form_parts import leaves
from motcua.rules.expressions import Called, Condition, Expression, Kind, Names, Scope, Type, read
from motcua.rules.expressions.tokens import RESERVED

Block = Mapping[str, Any]
Written = str | Mapping[str, Any]

TAKEN: Final = RESERVED | {"today", "answers", "true", "false", "in", "has", "null"}
"""No field may be called so: the word means something in an expression."""

_TYPES: Final[Mapping[str, Type]] = {
    "integer": Type.NUMBER,
    "money": Type.NUMBER,
    "file": Type.NUMBER,
    "date": Type.DATE,
    "boolean": Type.TRUTH,
    "declaration": Type.TRUTH,
    "table": Type.TABLE,
}


def expression_of(written: Written) -> Expression:
    """The expression that is meant. Raises `ValueError` when none is: coherence has refused that before."""
    found = read(written)
    if not isinstance(found, Expression):
        raise ValueError(found.sentence.words())
    return found


def condition_of(written: Written | None) -> Condition | None:
    """The same for a condition, which may be left out."""
    return expression_of(written) if written else None


def fields_of(data: Block) -> Iterator[Block]:
    """Every field of the form of a file; a question of several parts by its parts."""
    return (leaf for section in data["form"]["sections"] for field in section["fields"] for leaf in leaves(field))


def names_of(data: Block) -> Names:
    """What the fields of a file are called, for reading expressions out."""
    return {each["key"]: _called(each) for each in fields_of(data)}


def scope_of(data: Block) -> Scope:
    """What the fields of a file hold, for checking expressions."""
    return {each["key"]: kind_of(each) for each in fields_of(data)}


def kind_of(field: Block) -> Kind:
    """What one field holds."""
    values = frozenset(field.get("choices", ())) if field["type"] == "choice" else None
    columns = {column["key"]: kind_of(column).type for column in field.get("columns", ())}
    return Kind(_TYPES.get(field["type"], Type.TEXT), values, columns)


def _called(field: Block) -> Called:
    label = f"{field['within']}: {field['label']}" if "within" in field else field["label"]
    columns = {column["key"]: column["label"] for column in field.get("columns", ())}
    return Called(label, dict(field.get("choices", {})), is_money=field["type"] == "money", columns=columns)
