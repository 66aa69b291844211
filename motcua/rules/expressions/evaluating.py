"""A tree made into one function of the facts. What cannot be known is `Unknown`, as an error is in CEL: “and” and “or”
take it in when the other side decides alone, everything else hands it on.

A field that was not answered is null: it equals nothing and can be neither counted nor compared.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias

from motcua.rules.expressions.tree import Among, Binary, Call, Fork, Has, Literal, Name, Node, Unary

Facts: TypeAlias = Mapping[str, object]
Run: TypeAlias = Callable[[Facts], Any]

_LEAST: Final = -(2**63)
_MOST: Final = 2**63 - 1
_LONGEST_TEXT: Final = 20_000


class Unknown(Exception):
    """The value cannot be told from these facts; never leaves the package."""


def compiled(node: Node) -> Run:
    """The function that evaluates `node`; it raises `Unknown` and nothing else."""
    match node:
        case Literal():
            value = node.value
            return lambda facts: value
        case Name():
            key = node.key
            return lambda facts: facts.get(key)
        case Has():
            asked = node.key
            return lambda facts: facts.get(asked) is not None
        case Unary():
            return _not(compiled(node.inner)) if node.sign == "!" else _minus(compiled(node.inner))
        case Binary():
            return _binary(node)
        case Among():
            return _among(compiled(node.inner), tuple(each.value for each in node.values))
        case Fork():
            return _fork(compiled(node.condition), compiled(node.then), compiled(node.other))
        case Call():
            return _call(_FUNCTIONS[node.name], tuple(compiled(each) for each in node.given))


def _not(inner: Run) -> Run:
    def run(facts: Facts) -> bool:
        return not _truth(inner(facts))

    return run


def _minus(inner: Run) -> Run:
    return lambda facts: _bounded(-_number(inner(facts)))


def _binary(node: Binary) -> Run:
    left, right = compiled(node.left), compiled(node.right)
    if node.sign in ("&&", "||"):
        return _decided(left, right, alone=node.sign == "||")
    if node.sign in ("==", "!="):
        return _equal(left, right, node.right, wanted=node.sign == "==")
    if node.sign in _ORDERS:
        return _ordered(_ORDERS[node.sign], left, right)
    return _reckoned(_SUMS[node.sign], left, right)


def _decided(left: Run, right: Run, *, alone: bool) -> Run:
    """`alone` on either side decides, whatever the other is."""

    def run(facts: Facts) -> bool:
        try:
            first = left(facts)
        except Unknown:
            first = None
        if first is alone:
            return bool(alone)
        second = right(facts)
        if second is alone:
            return bool(alone)
        _truth(first), _truth(second)
        return not alone

    return run


def _equal(left: Run, right: Run, said: Node, *, wanted: bool) -> Run:
    if isinstance(said, Literal):
        value, kind = said.value, type(said.value)

        def run_literal(facts: Facts) -> bool:
            found = left(facts)
            return bool(found == value and type(found) is kind) is wanted

        return run_literal

    def run(facts: Facts) -> bool:
        first, second = left(facts), right(facts)
        return bool(first == second and type(first) is type(second)) is wanted

    return run


def _ordered(compare: Callable[[Any, Any], bool], left: Run, right: Run) -> Run:
    def run(facts: Facts) -> bool:
        first, second = left(facts), right(facts)
        if type(first) is type(second) and isinstance(first, int | str) and not isinstance(first, bool):
            return bool(compare(first, second))
        raise Unknown

    return run


def _reckoned(reckon: Callable[[int, int], int], left: Run, right: Run) -> Run:
    is_sum = reckon is operator.add

    def run(facts: Facts) -> Any:
        first, second = left(facts), right(facts)
        if is_sum and isinstance(first, str) and isinstance(second, str):
            return _short(first + second)
        return _bounded(reckon(_number(first), _number(second)))

    return run


def _among(inner: Run, values: tuple[object, ...]) -> Run:
    known = frozenset((type(value), value) for value in values)

    def run(facts: Facts) -> bool:
        found = inner(facts)
        return isinstance(found, str | int) and (type(found), found) in known

    return run


def _fork(condition: Run, then: Run, other: Run) -> Run:
    return lambda facts: then(facts) if _truth(condition(facts)) else other(facts)


def _call(function: Callable[..., int], given: tuple[Run, ...]) -> Run:
    return lambda facts: function(*(each(facts) for each in given))


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise Unknown


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Unknown


def _bounded(number: int) -> int:
    if _LEAST <= number <= _MOST:
        return number
    raise Unknown


def _short(text: str) -> str:
    if len(text) <= _LONGEST_TEXT:
        return text
    raise Unknown


def _divide(first: int, second: int) -> int:
    """Towards zero, as CEL does."""
    if not second:
        raise Unknown
    whole = abs(first) // abs(second)
    return whole if (first < 0) is (second < 0) else -whole


def _rest(first: int, second: int) -> int:
    return first - second * _divide(first, second)


def _size(value: object) -> int:
    if isinstance(value, str | Sequence):
        return len(value)
    raise Unknown


def _total(rows: object, column: object) -> int:
    """The sum of a column of whole numbers; a cell that is not filled in counts as nothing."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise Unknown
    return _bounded(sum(_number(row.get(column, 0)) for row in rows))


@lru_cache(maxsize=1_000)
def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unknown from None


def _when(text: object) -> date:
    if isinstance(text, str) and len(text) == len("2026-11-30"):
        return _day(text)
    raise Unknown


def _days(first: object, last: object) -> int:
    """Days from the first to the last; below zero when the last is earlier."""
    return (_when(last) - _when(first)).days


def _years(first: object, last: object) -> int:
    """Whole years from the first to the last, as an age is counted; one born on 29/02 is a year older on 01/03."""
    start, end = _when(first), _when(last)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


_ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUMS: Final[Mapping[str, Callable[[int, int], int]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "%": _rest,
}
_FUNCTIONS: Final[Mapping[str, Callable[..., int]]] = {"size": _size, "total": _total, "days": _days, "years": _years}
