"""Expressions made at random, well typed, over a small form; and facts for them, some not answered."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from motcua.rules.expressions import Kind, Scope, Type
from motcua.rules.expressions.tree import Among, Binary, Fork, Has, Literal, Name, Node, Unary

SCOPE: Scope = {
    "pages": Kind(Type.NUMBER),
    "worth": Kind(Type.NUMBER),
    "place": Kind(Type.TEXT, frozenset({"ward", "commune", "town"})),
    "words": Kind(Type.TEXT),
    "late": Kind(Type.TRUTH),
    "married": Kind(Type.TRUTH),
    "born": Kind(Type.DATE),
    "died": Kind(Type.DATE),
}
VALUES: Mapping[Type, st.SearchStrategy[str | int]] = {
    Type.NUMBER: st.one_of(st.integers(-9, 9), st.integers(-(2**63) + 1, 2**63 - 1)),
    Type.TEXT: st.sampled_from(["ward", "commune", "town", 'a "b"', "\\", "số 5"]),
    Type.TRUTH: st.booleans(),
    Type.DATE: st.dates().map(lambda day: day.isoformat()),
}
_PLACES = st.sampled_from(["ward", "commune", "town"])


def facts() -> st.SearchStrategy[dict[str, str | int]]:
    """Answers to some of the fields."""
    some = {key: _PLACES if key == "place" else VALUES[kind.type] for key, kind in SCOPE.items()}
    return st.fixed_dictionaries({}, optional=some)


def _literals(wanted: Type) -> st.SearchStrategy[Node]:
    return VALUES[wanted].map(Literal)


def _names(wanted: Type) -> st.SearchStrategy[Node]:
    return st.sampled_from([Name(key) for key, kind in SCOPE.items() if kind.type is wanted])


def numbers(depth: int) -> st.SearchStrategy[Node]:
    leaf = st.one_of(_literals(Type.NUMBER), _names(Type.NUMBER))
    if not depth:
        return leaf
    inner = st.deferred(lambda: numbers(depth - 1))
    sums = st.builds(Binary, st.sampled_from("+-*/%"), inner, inner)
    negated = _names(Type.NUMBER).map(lambda name: Unary("-", name))
    return st.one_of(leaf, sums, negated, st.builds(Fork, truths(depth - 1), inner, inner))


def truths(depth: int) -> st.SearchStrategy[Node]:
    leaf = st.one_of(_literals(Type.TRUTH), _names(Type.TRUTH), st.sampled_from([Has(key) for key in SCOPE]))
    if not depth:
        return leaf
    inner = st.deferred(lambda: truths(depth - 1))
    number = numbers(depth - 1)
    orders = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    equals = st.sampled_from(["==", "!="])
    return st.one_of(
        leaf,
        st.builds(Binary, st.sampled_from(["&&", "||"]), inner, inner),
        st.builds(Unary, st.just("!"), inner),
        st.builds(Binary, orders, number, number),
        st.builds(Binary, orders, _names(Type.DATE), st.one_of(_literals(Type.DATE), _names(Type.DATE))),
        st.builds(Binary, equals, st.just(Name("place")), _PLACES.map(Literal)),
        st.builds(Binary, equals, st.just(Name("words")), _literals(Type.TEXT)),
        st.builds(Among, st.just(Name("place")), st.lists(_PLACES.map(Literal), min_size=1, max_size=3).map(tuple)),
        st.builds(Fork, inner, inner, inner),
    )
