"""Whether an expression fits a form: every name is a field, every operation gets what it needs, every value compared
with can be one. Said at publication, so that nobody meets it at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from motcua.rules.expressions.printing import written
from motcua.rules.expressions.tokens import ExpressionFault
from motcua.rules.expressions.tree import TODAY, Among, Binary, Call, Fork, Has, Literal, Name, Node, Unary
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _


class Type(StrEnum):
    """What a value is, in the reader's words."""

    NUMBER = _("số")
    TEXT = _("chữ")
    TRUTH = _("có hoặc không")
    DATE = _("ngày")
    TABLE = _("bảng")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds: its type, the values it can have (None: any), the columns of a table."""

    type: Type
    values: frozenset[str] | None = None
    columns: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}), hash=False)


Scope = Mapping[str, Kind]
Typed: TypeAlias = tuple[Node, Type | None]
"""A part and what it gives. Each part is typed once: asked again on every level, a long sum would never be done."""

_NO_FIELD = _("tờ khai không có ô “{key}”")
_NO_FIELD_NEAR = _("tờ khai không có ô “{key}” (gần giống: “{near}”)")
_NO_TODAY = _("“today” chỉ dùng được trong tờ khai; giấy tờ, phí và quy trình xét theo điều đã ghi")
_NOT_A_VALUE = _("ô “{key}” không thể bằng “{value}”, nên điều kiện này không bao giờ đúng")
_NEEDS = _("“{sign}” cần {wanted}, ở đây là {given}")
_UNLIKE = _("“{sign}” so {left} với {right}")
_NO_ORDER = _("“{sign}” chỉ so số với số, ngày với ngày")
_UNLIKE_FORKS = _("hai vế sau “?” phải cùng loại, ở đây là {left} và {right}")
_RESULT = _("cả biểu thức phải cho ra {wanted}, ở đây là {given}")
_NOT_A_DAY = _('“{value}” không phải một ngày; viết như "2026-11-24"')
_BY_ZERO = _("chia cho 0 thì không bao giờ tính được")
_NO_COLUMN = _("bảng “{key}” không có cột số “{column}”")
_NOT_A_CHOICE = _("kết quả phải là một mục trong choices ({choices}), không thể là “{value}”")
_TABLE_NAMED = _('total cần tên bảng và tên cột, như total(tai_san, "gia_tri")')

_ORDERS: Final = frozenset({"<", "<=", ">", ">="})


def type_faults(
    node: Node, scope: Scope, *, wanted: Type | Kind, knows_today: bool = False
) -> tuple[ExpressionFault, ...]:
    """Everything in `node` that does not fit the fields of `scope`, in order of place; it must give a `wanted`: a type,
    or one of the values that a field can have."""
    kind = wanted if isinstance(wanted, Kind) else Kind(wanted)
    checker = _Checker(scope, knows_today)
    given = checker.typed(node)
    if not checker.faults and given and given is not kind.type:
        checker.fault(_start(node), _RESULT, wanted=kind.type.value, given=given.value)
    if not checker.faults and kind.values is not None:
        checker.within(node, kind.values)
    return tuple(sorted(checker.faults, key=lambda fault: fault.at))


class _Checker:
    def __init__(self, scope: Scope, knows_today: bool) -> None:
        self.scope = scope
        self.knows_today = knows_today
        self.faults: list[ExpressionFault] = []

    def fault(self, at: int, text: str, /, **params: object) -> None:
        self.faults.append(ExpressionFault(at, Sentence(text, params)))

    def typed(self, node: Node) -> Type | None:
        """What `node` gives; None where a fault was noted already."""
        match node:
            case Literal():
                return _of(node)
            case Name():
                return self.name(node)
            case Has():
                self.known(node.key, node.at)
                return Type.TRUTH
            case Unary():
                return self.needs(node, node.inner, Type.TRUTH if node.sign == "!" else Type.NUMBER)
            case Among():
                given = self.typed(node.inner)
                for each in node.values:
                    self.equal(node, (node.inner, given), (each, _of(each)))
                return Type.TRUTH
            case Fork():
                return self.fork(node)
            case Call():
                return self.call(node)
            case Binary():
                return self.binary(node)

    def within(self, node: Node, values: frozenset[str]) -> None:
        """Whatever `node` comes to is one of `values`."""
        match node:
            case Fork():
                self.within(node.then, values)
                self.within(node.other, values)
            case Name() if (self.scope[node.key].values or frozenset([""])) <= values:
                return
            case Literal() if node.value in values:
                return
            case _:
                said = written(node)
                choices = ", ".join(sorted(values))
                self.fault(_start(node), _NOT_A_CHOICE, value=said.strip('"'), choices=choices)

    def known(self, key: str, at: int) -> Kind | None:
        kind = self.scope.get(key)
        if kind is None:
            near = get_close_matches(key, self.scope, n=1)
            self.fault(at, _NO_FIELD_NEAR if near else _NO_FIELD, key=key, near=near[0] if near else "")
        return kind

    def name(self, node: Name) -> Type | None:
        if node.key == TODAY:
            if not self.knows_today:
                self.fault(node.at, _NO_TODAY)
            return Type.DATE
        kind = self.known(node.key, node.at)
        return kind.type if kind else None

    def needs(self, node: Unary | Binary, inner: Node, wanted: Type) -> Type:
        self.is_needed(node, (inner, self.typed(inner)), wanted)
        return wanted

    def is_needed(self, node: Unary | Binary, side: Typed, wanted: Type) -> None:
        inner, given = side
        if given and given is not wanted:
            self.fault(_start(inner), _NEEDS, sign=node.sign, wanted=wanted.value, given=given.value)

    def binary(self, node: Binary) -> Type | None:
        if node.sign in ("&&", "||"):
            self.needs(node, node.left, Type.TRUTH)
            return self.needs(node, node.right, Type.TRUTH)
        if node.sign in ("==", "!="):
            self.equal(node, (node.left, self.typed(node.left)), (node.right, self.typed(node.right)))
            return Type.TRUTH
        if node.sign in _ORDERS:
            return self.order(node)
        if node.sign in ("/", "%") and isinstance(node.right, Literal) and node.right.value == 0:
            self.fault(node.right.at, _BY_ZERO)
        left = self.typed(node.left)
        wanted = Type.TEXT if node.sign == "+" and left is Type.TEXT else Type.NUMBER
        self.is_needed(node, (node.left, left), wanted)
        return self.needs(node, node.right, wanted)

    def order(self, node: Binary) -> Type:
        left, right = self.pair(node.left, node.right)
        if left and right and (left is not right or left not in (Type.NUMBER, Type.DATE)):
            self.fault(node.at, _NO_ORDER, sign=node.sign)
        return Type.TRUTH

    def equal(self, node: Binary | Among, one_side: Typed, other_side: Typed) -> None:
        left, right = one_side[0], other_side[0]
        first, second = self.fitted(one_side, other_side)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Name) and isinstance(other, Literal) and one.key in self.scope:
                if not _may_be(self.scope[one.key], other) and (first, second) != (None, None):
                    self.fault(other.at, _NOT_A_VALUE, key=one.key, value=_shown(other))
                return
        if first and second and (first is not second or first is Type.TABLE):
            sign = node.sign if isinstance(node, Binary) else "in"
            self.fault(node.at, _UNLIKE, sign=sign, left=first.value, right=second.value)

    def pair(self, left: Node, right: Node) -> tuple[Type | None, Type | None]:
        return self.fitted((left, self.typed(left)), (right, self.typed(right)))

    def fitted(self, one: Typed, other: Typed) -> tuple[Type | None, Type | None]:
        """Both sides; a text beside a day must be one."""
        (left, first), (right, second) = one, other
        if first is Type.DATE and isinstance(right, Literal):
            second = self.day(right, second)
        if second is Type.DATE and isinstance(left, Literal):
            first = self.day(left, first)
        return first, second

    def day(self, node: Literal, given: Type | None) -> Type | None:
        if given is not Type.TEXT:
            return given
        if not _is_day(node.value):
            self.fault(node.at, _NOT_A_DAY, value=node.value)
            return None
        return Type.DATE

    def fork(self, node: Fork) -> Type | None:
        if (asked := self.typed(node.condition)) not in (Type.TRUTH, None):
            self.fault(_start(node.condition), _NEEDS, sign="?", wanted=Type.TRUTH.value, given=asked.value)
        then, other = self.pair(node.then, node.other)
        if then and other and then is not other:
            self.fault(node.at, _UNLIKE_FORKS, left=then.value, right=other.value)
        return then or other

    def call(self, node: Call) -> Type:
        if node.name == "total":
            self.total(node)
        elif node.name == "size":
            given = self.typed(node.given[0])
            if given not in (Type.TEXT, Type.TABLE, None):
                self.argument(node, node.given[0], Type.TABLE, given)
        else:
            for each in node.given:
                given = self.typed(each)
                if isinstance(each, Literal):
                    given = self.day(each, given)
                if given not in (Type.DATE, None):
                    self.argument(node, each, Type.DATE, given)
        return Type.NUMBER

    def argument(self, node: Call, inner: Node, wanted: Type, given: Type | None) -> None:
        assert given is not None
        self.fault(_start(inner), _NEEDS, sign=node.name, wanted=wanted.value, given=given.value)

    def total(self, node: Call) -> None:
        table, column = node.given
        if not isinstance(table, Name) or not isinstance(column, Literal) or not isinstance(column.value, str):
            self.fault(node.at, _TABLE_NAMED)
        elif (kind := self.known(table.key, table.at)) and kind.columns.get(column.value) is not Type.NUMBER:
            self.fault(column.at, _NO_COLUMN, key=table.key, column=column.value)


def _of(node: Literal) -> Type:
    if isinstance(node.value, bool):
        return Type.TRUTH
    return Type.NUMBER if isinstance(node.value, int) else Type.TEXT


def _may_be(kind: Kind, literal: Literal) -> bool:
    if kind.type is Type.DATE:
        return isinstance(literal.value, str)
    if _of(literal) is not kind.type:
        return False
    return kind.values is None or literal.value in kind.values


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _shown(literal: Literal) -> str:
    return str(literal.value).lower() if isinstance(literal.value, bool) else str(literal.value)


def _start(node: Node) -> int:
    """Where the text of `node` begins."""
    match node:
        case Binary():
            return _start(node.left)
        case Among():
            return _start(node.inner)
        case Fork():
            return _start(node.condition)
        case _:
            return node.at
