"""From text to tree: a subset of CEL, read by precedence. Its bounds hold before anything is evaluated."""

from __future__ import annotations

from typing import Final

from motcua.rules.expressions.tokens import BIGGEST, Misread, Token, tokens
from motcua.rules.expressions.tree import (
    ANSWERS,
    FUNCTIONS,
    Among,
    Binary,
    Call,
    Fork,
    Has,
    Literal,
    Name,
    Node,
    Unary,
    cost,
)
from motcua.rules.sentences import gettext_noop as _

DEEPEST: Final = 12
MOST_NODES: Final = 200
MOST_VALUES: Final = 100

_STRENGTH: Final = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "in": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "%": 5,
}
_TRUTHS: Final = {"true": True, "false": False}

_EMPTY = _("chưa viết gì")
_EARLY_END = _("biểu thức dừng giữa chừng")
_UNEXPECTED = _("không chờ “{what}” ở đây")
_WANTED = _("chờ “{wanted}” trước “{what}”")
_WANTED_AT_END = _("thiếu “{wanted}” ở cuối")
_TOO_DEEP = _("lồng nhau quá {most} tầng")
_TOO_MANY = _("quá {most} phép và giá trị trong một biểu thức")
_LIST = _('sau “in” là danh sách các giá trị viết sẵn, như ["a", "b"]')
_LONG_LIST = _("danh sách quá {most} giá trị")
_NO_FUNCTION = _("không có phép “{name}”; chỉ có: {known}")
_ARITY = _("“{name}” cần {wanted} giá trị, đang có {given}")
_HAS = _("viết has(answers.ten_o) để hỏi ô đã được ghi chưa")
_ANSWER = _("sau “answers” là tên ô, như answers.ten_o")
_CHAIN = _("so sánh từng cặp một, nối bằng “&&”")


def parse(text: str) -> Node:
    """The tree of `text`. Raises `Misread`."""
    reader = _Reader(tokens(text))
    if reader.now.kind == "end":
        raise Misread(0, _EMPTY)
    node = reader.fork(0)
    if reader.now.kind != "end":
        raise Misread(reader.now.at, _UNEXPECTED, what=reader.now.text)
    if cost(node) > MOST_NODES:
        raise Misread(0, _TOO_MANY, most=MOST_NODES)
    return node


class _Reader:
    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.number = 0

    @property
    def now(self) -> Token:
        return self.words[self.number]

    def take(self) -> Token:
        token = self.now
        self.number += token.kind != "end"
        return token

    def sees(self, text: str) -> bool:
        return self.now.text == text and self.now.kind in ("sign", "name")

    def wants(self, text: str) -> Token:
        if self.sees(text):
            return self.take()
        if self.now.kind == "end":
            raise Misread(self.now.at, _WANTED_AT_END, wanted=text)
        raise Misread(self.now.at, _WANTED, wanted=text, what=self.now.text)

    def fork(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise Misread(self.now.at, _TOO_DEEP, most=DEEPEST)
        condition = self.binary(1, depth)
        if not self.sees("?"):
            return condition
        at = self.take().at
        then = self.binary(1, depth + 1)
        self.wants(":")
        return Fork(condition, then, self.fork(depth + 1), at)

    def binary(self, least: int, depth: int) -> Node:
        left = self.unary(depth)
        compared = False
        while (sign := self.now) and self.is_sign(sign) and _STRENGTH[sign.text] >= least:
            strength = _STRENGTH[sign.text]
            if strength == 3 and compared:
                raise Misread(sign.at, _CHAIN)
            compared = strength == 3
            self.take()
            if sign.text == "in":
                left = Among(left, self.values(), sign.at)
            else:
                left = Binary(sign.text, left, self.binary(strength + 1, depth), sign.at)
        return left

    def is_sign(self, token: Token) -> bool:
        return token.text in _STRENGTH and token.kind == ("name" if token.text == "in" else "sign")

    def unary(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise Misread(self.now.at, _TOO_DEEP, most=DEEPEST)
        if not (self.sees("!") or self.sees("-")):
            return self.operand(depth)
        sign = self.take()
        if sign.text == "-" and self.now.kind == "number":
            number = self.take().value
            assert isinstance(number, int) and number <= BIGGEST
            return Literal(-number, sign.at)
        return Unary(sign.text, self.unary(depth + 1), sign.at)

    def operand(self, depth: int) -> Node:
        token = self.take()
        if token.kind in ("number", "text"):
            return Literal(token.value, token.at)
        if token.text == "(":
            node = self.fork(depth + 1)
            self.wants(")")
            return node
        if token.kind == "name" and token.text != "in":
            return self.word(token, depth)
        if token.kind == "end":
            raise Misread(token.at, _EARLY_END)
        raise Misread(token.at, _UNEXPECTED, what=token.text)

    def word(self, token: Token, depth: int) -> Node:
        if token.text in _TRUTHS:
            return Literal(_TRUTHS[token.text], token.at)
        if token.text == ANSWERS:
            return Name(self.answer(), token.at)
        if not self.sees("("):
            return Name(token.text, token.at)
        self.take()
        if token.text == "has":
            if not self.sees(ANSWERS):
                raise Misread(self.now.at, _HAS)
            self.take()
            asked = Has(self.answer(), token.at)
            self.wants(")")
            return asked
        return Call(token.text, self.arguments(token, depth), token.at)

    def answer(self) -> str:
        """The field after `answers`: `.x` or `["x"]`."""
        if self.sees("."):
            self.take()
            name = self.take()
            if name.kind == "name":
                return name.text
        elif self.sees("["):
            self.take()
            name = self.take()
            if name.kind == "text":
                self.wants("]")
                return str(name.value)
        raise Misread(self.now.at, _ANSWER)

    def arguments(self, function: Token, depth: int) -> tuple[Node, ...]:
        if function.text not in FUNCTIONS:
            raise Misread(function.at, _NO_FUNCTION, name=function.text, known=", ".join(("has", *FUNCTIONS)))
        given: list[Node] = []
        while not self.sees(")"):
            if given:
                self.wants(",")
            given.append(self.fork(depth + 1))
        self.take()
        if len(given) != FUNCTIONS[function.text]:
            wanted = FUNCTIONS[function.text]
            raise Misread(function.at, _ARITY, name=function.text, wanted=wanted, given=len(given))
        return tuple(given)

    def values(self) -> tuple[Literal, ...]:
        opening = self.now
        if not self.sees("["):
            raise Misread(opening.at, _LIST)
        self.take()
        found: list[Literal] = []
        while not self.sees("]"):
            if found:
                self.wants(",")
            value = self.unary(0)
            if not isinstance(value, Literal):
                raise Misread(opening.at, _LIST)
            found.append(value)
        self.take()
        if len(found) > MOST_VALUES:
            raise Misread(opening.at, _LONG_LIST, most=MOST_VALUES)
        if not found:
            raise Misread(opening.at, _LIST)
        return tuple(found)
