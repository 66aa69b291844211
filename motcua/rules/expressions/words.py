"""An expression read out in Vietnamese, by the names people know the fields by: for pages, explanations and
differences between versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from motcua.rules.expressions.tree import TODAY, Among, Binary, Call, Fork, Has, Literal, Name, Node, Unary
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Called:
    """What a field is called, its values, and the columns of a table."""

    label: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    is_money: bool = False
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)


Names = Mapping[str, Called]
Translate = Callable[[str], str]

_BINARY: Final = {
    "||": _("{left} hoặc {right}"),
    "&&": _("{left} và {right}"),
    "==": _("{left} là {right}"),
    "!=": _("{left} không phải {right}"),
    "<": _("{left} nhỏ hơn {right}"),
    "<=": _("{left} không quá {right}"),
    ">": _("{left} lớn hơn {right}"),
    ">=": _("{left} từ {right} trở lên"),
    "+": _("{left} + {right}"),
    "-": _("{left} − {right}"),
    "*": _("{left} × {right}"),
    "/": _("{left} : {right}"),
    "%": _("số dư của {left} : {right}"),
}
_DAYS: Final = {
    "<": _("{left} trước {right}"),
    "<=": _("{left} không sau {right}"),
    ">": _("{left} sau {right}"),
    ">=": _("{left} không trước {right}"),
}
_TICKED = _("có “{label}”")
_NOT_TICKED = _("không “{label}”")
_HAS = _("đã ghi “{label}”")
_HAS_NOT = _("chưa ghi “{label}”")
_NOT = _("không phải ({inner})")
_AMONG = _("{inner} là một trong: {values}")
_FORK = _("nếu {condition} thì {then}, nếu không thì {other}")
_TODAY = _("hôm nay")
_YES = _("có")
_NO = _("không")
_CALLS: Final = {
    "size": _("số dòng của {first}"),
    "total": _("tổng “{second}” của {first}"),
    "days": _("số ngày từ {first} đến {second}"),
    "years": _("số năm tròn từ {first} đến {second}"),
}
_LOOSE: Final = {"||": 1, "&&": 2, "+": 4, "-": 4, "*": 5, "/": 5, "%": 6}


def _as_written(text: str) -> str:
    return text


def in_words(node: Node, names: Names, translate: Translate = _as_written, *, of: str = "") -> str:
    """`node` as one says it; a field without name stands by its key. `of` is the field that is reckoned by it: values
    that it comes to are said as that field calls them."""
    return _Speaker(names, translate, of).said(node)


class _Speaker:
    def __init__(self, names: Names, translate: Translate, of: str = "") -> None:
        self.names = names
        self.translate = translate
        self.reckoned = Name(of)

    def say(self, text: str, **params: object) -> str:
        return Sentence(text, params).words(self.translate)

    def label(self, key: str) -> str:
        return self.names[key].label if key in self.names else key

    def said(self, node: Node) -> str:
        match node:
            case Literal():
                return self.value(node, None)
            case Name():
                return self.translate(_TODAY) if node.key == TODAY else f"“{self.label(node.key)}”"
            case Has():
                return self.say(_HAS, label=self.label(node.key))
            case Unary():
                return self.unary(node)
            case Binary():
                return self.binary(node)
            case Among():
                values = ", ".join(self.value(each, node.inner) for each in node.values)
                return self.say(_AMONG, inner=self.said(node.inner), values=values)
            case Fork():
                condition = self.condition(node.condition)
                return self.say(_FORK, condition=condition, then=self.end(node.then), other=self.end(node.other))
            case Call():
                return self.call(node)

    def end(self, node: Node) -> str:
        """What an expression may come to."""
        return self.value(node, self.reckoned) if isinstance(node, Literal) else self.said(node)

    def condition(self, node: Node) -> str:
        """A field that is yes or no, standing alone as a condition."""
        return self.say(_TICKED, label=self.label(node.key)) if isinstance(node, Name) else self.said(node)

    def unary(self, node: Unary) -> str:
        if node.sign == "-":
            return f"−{self.held(node.inner, 6)}"
        if isinstance(node.inner, Name):
            return self.say(_NOT_TICKED, label=self.label(node.inner.key))
        if isinstance(node.inner, Has):
            return self.say(_HAS_NOT, label=self.label(node.inner.key))
        return self.say(_NOT, inner=self.condition(node.inner))

    def binary(self, node: Binary) -> str:
        if node.sign in ("==", "!="):
            return self.equal(node)
        loose = _LOOSE.get(node.sign, 3)
        if node.sign in ("&&", "||"):
            left, right = (self.held(each, loose) for each in (node.left, node.right))
            return self.say(_BINARY[node.sign], left=left, right=right)
        texts = _DAYS if node.sign in _DAYS and (_is_day(node.left) or _is_day(node.right)) else _BINARY
        left, right = self.side(node.left, node.right, loose), self.side(node.right, node.left, loose + 1)
        return self.say(texts[node.sign], left=left, right=right)

    def equal(self, node: Binary) -> str:
        left, right = node.left, node.right
        if isinstance(left, Name) and isinstance(right, Literal) and isinstance(right.value, bool):
            is_yes = right.value is (node.sign == "==")
            return self.say(_TICKED if is_yes else _NOT_TICKED, label=self.label(left.key))
        return self.say(_BINARY[node.sign], left=self.side(left, right, 4), right=self.side(right, left, 4))

    def side(self, node: Node, other: Node, least: int) -> str:
        return self.value(node, other) if isinstance(node, Literal) else self.held(node, least)

    def held(self, node: Node, least: int) -> str:
        said = self.condition(node) if least <= 2 else self.said(node)
        loose = _LOOSE.get(node.sign, 3) if isinstance(node, Binary) else 0 if isinstance(node, Fork) else 9
        return f"({said})" if loose < least else said

    def value(self, node: Literal, beside: Node | None) -> str:
        """A value as the field beside it calls it."""
        called = self.names.get(beside.key) if isinstance(beside, Name) else None
        if isinstance(node.value, bool):
            return self.translate(_YES if node.value else _NO)
        if isinstance(node.value, int):
            return f"{node.value:,}".replace(",", ".") + (" đồng" if called and called.is_money else "")
        if called and node.value in called.values:
            return f"“{called.values[node.value]}”"
        if _is_day(node):
            return "/".join(reversed(node.value.split("-")))
        return f"“{node.value}”"

    def call(self, node: Call) -> str:
        said = [self.said(each) for each in node.given]
        if node.name == "total" and isinstance(node.given[1], Literal):
            column = str(node.given[1].value)
            table = node.given[0]
            known = self.names[table.key].columns if isinstance(table, Name) and table.key in self.names else {}
            said[1] = known.get(column, column)
        return self.say(_CALLS[node.name], first=said[0], second=said[-1])


def _is_day(node: Node) -> bool:
    if isinstance(node, Name):
        return node.key == TODAY
    text = node.value if isinstance(node, Literal) else ""
    return isinstance(text, str) and len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
