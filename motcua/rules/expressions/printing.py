"""A tree written out again as text: the same tree when it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from motcua.rules.expressions.tree import ANSWERS, Among, Binary, Call, Fork, Has, Literal, Name, Node, Plain, Unary

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_FORK, _OR, _AND, _COMPARED, _SUM, _PRODUCT, _SIGNED = range(7)
_STRENGTH: Final = {"||": _OR, "&&": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "%": _PRODUCT}


def written(node: Node, name: Callable[[str], str] = str) -> str:
    """The text of `node`; `name` says how a field is written."""
    return _text(node, name, _FORK)


def _text(node: Node, name: Callable[[str], str], least: int) -> str:
    text, strength = _bare(node, name)
    return f"({text})" if strength < least else text


def _bare(node: Node, name: Callable[[str], str]) -> tuple[str, int]:
    match node:
        case Literal():
            return literal(node.value), _SIGNED
        case Name():
            return name(node.key), _SIGNED
        case Has():
            return f"has({ANSWERS}.{node.key})", _SIGNED
        case Call():
            return f"{node.name}({', '.join(_text(each, name, _FORK) for each in node.given)})", _SIGNED
        case Unary():
            inner = _text(node.inner, name, _SIGNED)
            return (f"{node.sign}({inner})" if inner[0] in "-!" or inner[0].isdigit() else node.sign + inner), _SIGNED
        case Among():
            values = ", ".join(literal(each.value) for each in node.values)
            return f"{_text(node.inner, name, _SUM)} in [{values}]", _COMPARED
        case Fork():
            parts = (_text(node.condition, name, _OR), _text(node.then, name, _OR), _text(node.other, name, _FORK))
            return "{} ? {} : {}".format(*parts), _FORK
        case Binary():
            strength = _STRENGTH.get(node.sign, _COMPARED)
            left = _text(node.left, name, _SUM if strength == _COMPARED else strength)
            return f"{left} {node.sign} {_text(node.right, name, strength + 1)}", strength


def literal(value: Plain) -> str:
    """A value as an expression writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in value) + '"'
