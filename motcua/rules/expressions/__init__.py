"""The small language of conditions, amounts, branches and computed values: a subset of CEL, without loops, macros and
regular expressions. Parsed once, when a file is read; evaluated without a clock, a database or an exception.

`docs/reference/expressions.md` is what officials read of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

from motcua.rules.expressions.demands import Demand, can_all_be, demands
from motcua.rules.expressions.evaluating import Facts, Run, Unknown, compiled
from motcua.rules.expressions.printing import written
from motcua.rules.expressions.reading import parse
from motcua.rules.expressions.tokens import ExpressionFault, Misread
from motcua.rules.expressions.tree import TODAY, Binary, Literal, Name, Node, Plain, cost, named
from motcua.rules.expressions.typing import Kind, Scope, Type, type_faults
from motcua.rules.expressions.words import Called, Names, in_words

__all__ = [
    "TODAY",
    "Called",
    "Condition",
    "Demand",
    "Expression",
    "ExpressionFault",
    "Kind",
    "Names",
    "Plain",
    "Scope",
    "Type",
    "all_of",
    "can_all_be",
    "demands",
    "equal",
    "equalities",
    "evaluate",
    "holds",
    "in_words",
    "read",
    "type_faults",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that can be read. Two are equal when they say the same, however they are written."""

    tree: Node
    run: Run = field(init=False, repr=False, compare=False)
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """The fields it looks at; and `today`, if it does."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "run", compiled(self.tree))
        object.__setattr__(self, "names", named(self.tree))

    @property
    def text(self) -> str:
        """It, written out."""
        return written(self.tree)

    @property
    def cost(self) -> int:
        """The most operations and values one evaluation takes; at most 200."""
        return cost(self.tree)

    @property
    def equal_to(self) -> Mapping[str, Plain] | None:
        """Field → value, when it is nothing but that; else None."""
        return equalities(self.tree)


Condition: TypeAlias = Expression


def read(written_down: str | Mapping[str, Plain]) -> Expression | ExpressionFault:
    """An expression from its text, or from the older notation `{field: value, …}`: all fields equal these values.

    Texts in it are taken in NFC, as answers are kept: what looks the same is the same.
    """
    if not isinstance(written_down, str):
        return equal({key: _composed(value) for key, value in written_down.items()})
    try:
        return Expression(parse(unicodedata.normalize("NFC", written_down)))
    except Misread as misread:
        return misread.fault


def _composed(value: Plain) -> Plain:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def equal(values: Mapping[str, Plain]) -> Expression:
    """The condition that every field has exactly that value; there must be one."""
    parts: list[Node] = [Binary("==", Name(key), Literal(value)) for key, value in values.items()]
    return Expression(reduce(lambda left, right: Binary("&&", left, right), parts))


def all_of(*conditions: Condition | None) -> Condition | None:
    """The condition that all of these hold; None when none is given."""
    given = [each.tree for each in conditions if each is not None]
    return Expression(reduce(lambda left, right: Binary("&&", left, right), given)) if given else None


def any_of(*conditions: Condition | None) -> Condition | None:
    """The condition that one of these holds; None, which always holds, when one of them is none."""
    given = [each.tree for each in conditions if each is not None]
    if len(given) < len(conditions) or not given:
        return None
    return Expression(reduce(lambda left, right: Binary("||", left, right), given))


def equalities(node: Node) -> Mapping[str, Plain] | None:
    """What the older notation can say: fields that equal values, each once, all of them."""
    found: dict[str, Plain] = {}
    pending = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, Binary) and each.sign == "&&":
            pending += (each.right, each.left)
        elif isinstance(each, Binary) and each.sign == "==":
            if not isinstance(each.left, Name) or not isinstance(each.right, Literal) or each.left.key in found:
                return None
            found[each.left.key] = each.right.value
        else:
            return None
    return found


def evaluate(expression: Expression, facts: Facts) -> Plain | None:
    """Its value; None when these facts do not tell."""
    try:
        value: Plain | None = expression.run(facts)
    except Unknown:
        return None
    return value


def holds(condition: Condition | None, facts: Facts) -> bool:
    """True when the facts make it true; no condition always holds. A fact that is absent equals nothing, and true is
    not the number 1."""
    return condition is None or evaluate(condition, facts) is True
