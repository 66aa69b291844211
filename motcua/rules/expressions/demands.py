"""What a condition demands of single fields, as far as it stands side by side, joined by “and”; and whether all that is
demanded of one field can be so at once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from motcua.rules.expressions.printing import written
from motcua.rules.expressions.tree import TODAY, Among, Binary, Literal, Name, Node, Plain, Unary

_ORDERS: Final[Mapping[str, Callable[..., bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
Bound: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Demand:
    """A field must be one of the values of `among`, or stand to `value` as `sign` says (`!=`, `<`, …)."""

    key: str
    sign: str
    value: Plain = ""
    among: tuple[Plain, ...] = ()
    said: str = ""

    @property
    def is_of_an_answer(self) -> bool:
        """It holds of an answer only; what was not answered is unlike anything."""
        return self.sign != "!="

    def admits(self, value: Plain) -> bool:
        """Whether that value is as demanded."""
        if self.sign == "in":
            return any(type(value) is type(each) and value == each for each in self.among)
        if self.sign == "!=":
            return type(value) is not type(self.value) or value != self.value
        return type(value) is type(self.value) and _ORDERS[self.sign](value, self.value)


def demands(node: Node) -> Iterator[Demand]:
    """Each demand on a field that must hold for `node` to hold."""
    match node:
        case Binary(sign="&&"):
            yield from demands(node.left)
            yield from demands(node.right)
        case Name() if node.key != TODAY:
            yield Demand(node.key, "in", among=(True,), said=written(node))
        case Unary(sign="!", inner=Name() as inner):
            yield Demand(inner.key, "in", among=(False,), said=written(node))
        case Among(inner=Name() as inner):
            yield Demand(inner.key, "in", among=tuple(each.value for each in node.values), said=written(node))
        case Binary(left=Name() as name, right=Literal() as literal) if node.sign in _MIRRORED:
            yield from _compared(name, node.sign, literal, node)
        case Binary(left=Literal() as literal, right=Name() as name) if node.sign in _MIRRORED:
            yield from _compared(name, _MIRRORED[node.sign], literal, node)


def _compared(name: Name, sign: str, literal: Literal, node: Node) -> Iterator[Demand]:
    if name.key == TODAY:
        return
    if sign == "==":
        yield Demand(name.key, "in", among=(literal.value,), said=written(node))
    else:
        yield Demand(name.key, sign, literal.value, said=written(node))


def can_all_be(wanted: Iterable[Demand], values: Iterable[Plain] | None = None) -> bool:
    """Whether one value is as all of `wanted` demand; `values` are all that the field can have, None: any."""
    given = list(wanted)
    known = [set(_typed(each.among)) for each in given if each.sign == "in"]
    known += [set(_typed(values))] if values is not None else []
    if known:
        return any(all(each.admits(value) for each in given) for _kind, value in set.intersection(*known))
    return _leaves_room(given)


def _typed(values: Iterable[Plain]) -> Iterator[tuple[type, Plain]]:
    return ((type(each), each) for each in values)


def _leaves_room(given: Iterable[Demand]) -> bool:
    """Between the bounds: whole numbers have nothing between two neighbours, days are compared as they are written."""
    lows: list[Bound] = []
    highs: list[Bound] = []
    for each in given:
        if each.sign in _ORDERS and isinstance(each.value, int | str):
            (lows if ">" in each.sign else highs).append(_closed(each))
    return all(low <= high for low in lows for high in highs if isinstance(low, str) is isinstance(high, str))  # type: ignore[operator]


def _closed(each: Demand) -> Bound:
    assert isinstance(each.value, int | str)
    if isinstance(each.value, str) or "=" in each.sign:
        return each.value
    return each.value + 1 if each.sign == ">" else each.value - 1
