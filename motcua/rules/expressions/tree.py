"""A parsed expression: what it is made of. Positions count letters from 0 and make no difference between two trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Plain: TypeAlias = str | int | bool

ANSWERS: Final = "answers"
"""The name all answers go by in `has(answers.x)`."""
TODAY: Final = "today"
"""The day of the check, where a form asks; papers, fees and process look at answers only."""
FUNCTIONS: Final = {"size": 1, "days": 2, "years": 2, "total": 2}
"""Name → how many arguments. `has` is no function: it asks of a name."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a whole number or a truth, as written."""

    value: Plain
    at: int = field(default=0, compare=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to a field, or today."""

    key: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Has:
    """Whether a field was answered."""

    key: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`!` or `-`."""

    sign: str
    inner: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """`||`, `&&`, a comparison or a sum."""

    sign: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Among:
    """`x in [a, b]`."""

    inner: Node
    values: tuple[Literal, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fork:
    """`condition ? then : other`."""

    condition: Node
    then: Node
    other: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One of FUNCTIONS."""

    name: str
    given: tuple[Node, ...]
    at: int = field(default=0, compare=False)


Node: TypeAlias = Literal | Name | Has | Unary | Binary | Among | Fork | Call


def inside(node: Node) -> tuple[Node, ...]:
    """The parts a node is made of."""
    match node:
        case Unary():
            return (node.inner,)
        case Binary():
            return (node.left, node.right)
        case Among():
            return (node.inner, *node.values)
        case Fork():
            return (node.condition, node.then, node.other)
        case Call():
            return node.given
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    for each in inside(node):
        yield from walk(each)


def named(node: Node) -> frozenset[str]:
    """The fields, and `today`, that it looks at."""
    return frozenset(each.key for each in walk(node) if isinstance(each, Name | Has))


def cost(node: Node) -> int:
    """How many nodes: no part is ever evaluated twice, so this bounds the work."""
    return sum(1 for _ in walk(node))
