"""The words an expression is written in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from motcua.rules.expressions.tree import Plain
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

LONGEST: Final = 1_000
BIGGEST: Final = 2**63 - 1
RESERVED: Final = frozenset(
    [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ]
)
_LOOP_WORDS: Final = frozenset({"map", "filter", "all", "exists", "exists_one", "matches"})

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>[0-9]+(?P<tail>[.eExuU_A-Za-z][0-9A-Za-z_.]*)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>\|\||&&|==|!=|<=|>=|[-+*/%!<>?:()\[\],.])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES: Final = {"\\": "\\", '"': '"', "'": "'", "n": "\n", "t": "\t"}

_TOO_LONG = _("biểu thức dài {length} ký tự, quá mức {most}")
_ODD = _("không hiểu “{what}”")
_ONE_EQUALS = _("so sánh bằng thì viết hai dấu “==”")
_ONE_BAR = _("“và” viết “&&”, “hoặc” viết “||”")
_NOT_CLOSED = _("chữ trong nháy chưa đóng lại")
_ESCAPED = _("sau dấu “\\” chỉ được là một trong: \\ \" ' n t")
_NOT_WHOLE = _("“{what}”: chỉ dùng số nguyên, viết liền như 8000; phần trăm viết như “so_tien * 5 / 100”")
_TOO_BIG = _("số {what} quá lớn")
_RESERVED_WORD = _("“{what}” là chữ của ngôn ngữ, không dùng làm tên ô được")
_NO_LOOPS = _("không có phép lặp hay mẫu “{what}” trong biểu thức")


@dataclass(frozen=True, slots=True)
class ExpressionFault:
    """What is wrong in an expression, at which letter (from 0), in words without capital and stop."""

    at: int
    sentence: Sentence


class Misread(Exception):
    """Stops the reading; never leaves the package."""

    def __init__(self, at: int, text: str, **params: object) -> None:
        self.fault = ExpressionFault(at, Sentence(text, params))
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, name, text, sign or end."""

    kind: str
    text: str
    value: Plain
    at: int


def tokens(text: str) -> list[Token]:
    """The words of `text`, with an end. Raises `Misread`."""
    if len(text) > LONGEST:
        raise Misread(0, _TOO_LONG, length=len(text), most=LONGEST)
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _odd(text, at)
        if match.lastgroup != "space":
            found.append(_token(match, at))
        at = match.end()
    return [*found, Token("end", "", "", len(text))]


def _token(match: re.Match[str], at: int) -> Token:
    written = match.group()
    if match["number"] is not None:
        return Token("number", written, _whole(written, bool(match["tail"]), at), at)
    if match["text"] is not None:
        return Token("text", written, _unquoted(written, at), at)
    if match["name"] is not None:
        if written in RESERVED:
            raise Misread(at, _RESERVED_WORD, what=written)
        if written in _LOOP_WORDS:
            raise Misread(at, _NO_LOOPS, what=written)
        return Token("name", written, written, at)
    return Token("sign", written, written, at)


def _whole(written: str, has_tail: bool, at: int) -> int:
    if has_tail:
        raise Misread(at, _NOT_WHOLE, what=written[:40])
    if len(written) > 19 or int(written) > BIGGEST:
        raise Misread(at, _TOO_BIG, what=written[:40])
    return int(written)


def _unquoted(written: str, at: int) -> str:
    for escaped in _ESCAPE.finditer(written, 1, len(written) - 1):
        if escaped[1] not in _ESCAPES:
            raise Misread(at + escaped.start(), _ESCAPED)
    return unicodedata.normalize("NFC", _ESCAPE.sub(lambda found: _ESCAPES[found[1]], written[1:-1]))


def _odd(text: str, at: int) -> Misread:
    letter = text[at]
    if letter in "\"'":
        return Misread(at, _NOT_CLOSED)
    if letter == "=":
        return Misread(at, _ONE_EQUALS)
    return Misread(at, _ONE_BAR) if letter in "&|" else Misread(at, _ODD, what=letter)
