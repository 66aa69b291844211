"""What is written in codes, in words, for comparing two procedure files: channels, kinds, positions, days, amounts; and
whatever another part is named by its key, by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.conditions import names_of
from motcua.registers.procedures.roles import roles
from motcua.rules.expressions import Expression, Names, in_words, read
from motcua.rules.office_kinds import OFFICE_KINDS

_CONDITIONS: Final = frozenset({"when", "required_when", "filled_when"})
_FORMULAS: Final = frozenset({"computed", "amount"})
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAYS: Final = frozenset({"from", "to", "on", "not_after", "not_before", "read_on"})
_OFFICES: Final = frozenset({"must_ask", "decided_by"})
_ROLES: Final = frozenset({"role", "answered_by"})
_STEPS: Final = frozenset({"start", "to", "returns_to"})
_FIELDS: Final = frozenset({"per", "times"})
_MONEY: Final = frozenset({"amount", "online_amount", "cap"})
_LEVELS: Final = {
    "commune": gettext_noop("xã"),
    "province": gettext_noop("tỉnh"),
    "ministry": gettext_noop("bộ"),
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "channels": {
        "direct": gettext_noop("trực tiếp"),
        "online": gettext_noop("trực tuyến"),
        "postal": gettext_noop("bưu chính"),
    },
    "returned_by": {
        "counter": gettext_noop("tại quầy"),
        "online": gettext_noop("trực tuyến"),
        "parcel": gettext_noop("bưu chính"),
    },
    "level": _LEVELS,
    "levels": _LEVELS,
    "system": {
        "ours": gettext_noop("hệ thống này"),
        "ministry": gettext_noop("hệ thống của bộ"),
        "portal": gettext_noop("Cổng Dịch vụ công quốc gia"),
    },
    "online_level": {
        "full": gettext_noop("toàn trình"),
        "partial": gettext_noop("một phần"),
        "information": gettext_noop("cung cấp thông tin"),
    },
    "for": {
        "refuse": gettext_noop("từ chối"),
        "stop": gettext_noop("dừng"),
        "pause": gettext_noop("tạm dừng"),
        "finance": gettext_noop("chờ nghĩa vụ tài chính"),
    },
    "kind": {
        "submit": gettext_noop("nộp"),
        "show": gettext_noop("xuất trình"),
        "note": gettext_noop("ghi chú"),
        "phi": gettext_noop("phí"),
        "le-phi": gettext_noop("lệ phí"),
        "gia": gettext_noop("giá"),
        "task": gettext_noop("việc phải làm"),
        "decision": gettext_noop("chọn một kết quả"),
        "split": gettext_noop("chia nhánh"),
        "join": gettext_noop("gom nhánh"),
        "consultation": gettext_noop("lấy ý kiến"),
        "automatic": gettext_noop("tự qua"),
    },
    "starts": {
        "complete-receipt": gettext_noop("khi nhận đủ hồ sơ"),
        "competent-receipt": gettext_noop("khi cơ quan có thẩm quyền nhận"),
    },
    "policy": {"ngay": gettext_noop("đếm theo ngày"), "gio": gettext_noop("theo giờ làm việc")},
    "after_supplement": {"restart": gettext_noop("tính lại từ đầu"), "continue": gettext_noop("tính tiếp")},
    "communes": {"ordinary": gettext_noop("xã thường"), "remote": gettext_noop("xã miền núi, biên giới, đảo")},
    "due": {"submission": gettext_noop("khi nộp hồ sơ"), "result": gettext_noop("khi nhận kết quả")},
    "copies": {"original": gettext_noop("bản chính"), "on-request": gettext_noop("theo yêu cầu")},
    "effect": {
        "propose": gettext_noop("trình kết quả"),
        "refuse": gettext_noop("trình từ chối"),
        "sign": gettext_noop("ký"),
        "number": gettext_noop("vào số"),
        "demand-payment": gettext_noop("yêu cầu nghĩa vụ tài chính"),
    },
    "type": {
        "text": gettext_noop("chữ, một dòng"),
        "long-text": gettext_noop("chữ, nhiều dòng"),
        "integer": gettext_noop("số nguyên"),
        "money": gettext_noop("số tiền"),
        "date": gettext_noop("ngày"),
        "partial-date": gettext_noop("ngày, có thể thiếu ngày, tháng"),
        "choice": gettext_noop("chọn một"),
        "boolean": gettext_noop("có hoặc không"),
        "declaration": gettext_noop("cam đoan"),
        "person": gettext_noop("người"),
        "organisation": gettext_noop("tổ chức"),
        "address": gettext_noop("địa chỉ"),
        "person-id": gettext_noop("số định danh cá nhân"),
        "tax-code": gettext_noop("mã số thuế"),
        "phone": gettext_noop("số điện thoại"),
        "email": gettext_noop("thư điện tử"),
        "unit-code": gettext_noop("tỉnh hoặc xã"),
        "commune": gettext_noop("xã, phường, đặc khu"),
        "table": gettext_noop("bảng"),
        "file": gettext_noop("tệp"),
    },
    "years": {"forever": gettext_noop("vĩnh viễn")},
    "to": {"end": gettext_noop("kết thúc")},
    "not_after": {"today": gettext_noop("hôm nay")},
    "not_before": {"today": gettext_noop("hôm nay")},
}


@dataclass(frozen=True, slots=True)
class _Called:
    """What the parts of one file are called."""

    fields: Names = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def read_out(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The file with every code, condition and formula in words: two notations of the same are no difference."""
    composed = _composed(data)
    found: Mapping[str, Any] = _said_in(composed, _called(composed))
    return found


def _called(data: Mapping[str, Any]) -> _Called:
    """Of a file that may be half written: as far as it goes."""
    try:
        steps = {step["key"]: step["name"] for step in data.get("process", {}).get("steps", ())}
        groups = {key: group["name"] for key, group in data.get("fees", {}).get("groups", {}).items()}
        return _Called(names_of(data), steps, groups)
    except (LookupError, TypeError, AttributeError):
        return _Called()


def _said_in(part: Any, called: _Called) -> Any:
    if isinstance(part, Mapping):
        return {key: _said_of(key, value, called, of=part.get("key", "")) for key, value in part.items()}
    return [_said_in(each, called) for each in part] if isinstance(part, list) else part


def _said_of(key: str, value: Any, called: _Called, *, of: object) -> Any:
    if key in _CONDITIONS and isinstance(value, str | Mapping) and value:
        return _expression(value, called)
    if key in _FORMULAS and isinstance(value, str):
        return _expression(value, called, of=str(of) if key == "computed" else "")
    if key == "reduced" and isinstance(value, Mapping):
        return {called.groups.get(group, group): percent for group, percent in value.items()}
    if isinstance(value, list):
        return [_word(key, each, called) if isinstance(each, str) else _said_in(each, called) for each in value]
    if isinstance(value, str):
        return _word(key, value, called)
    if key in _MONEY and isinstance(value, int) and not isinstance(value, bool):
        return gettext("{amount} đồng").format(amount=f"{value:,}".replace(",", "."))
    return _said_in(value, called)


def _expression(value: Any, called: _Called, *, of: str = "") -> Any:
    found = read(value)
    return in_words(found.tree, called.fields, gettext, of=of) if isinstance(found, Expression) else value


def _word(key: str, value: str, called: _Called) -> str:
    if key in _DAYS and (day := _ISO.fullmatch(value)):
        return "/".join(reversed(day.groups()))
    if words := _VALUES.get(key, {}).get(value):
        return gettext(words)
    if key in _ROLES:
        return roles().get(value, value)
    if key in _OFFICES:
        return gettext(OFFICE_KINDS.get(value, value))
    if key in _STEPS:
        return called.steps.get(value, value)
    if key == "exempt":
        return called.groups.get(value, value)
    if key in _FIELDS and value in called.fields:
        return called.fields[value].label
    return value


def _composed(part: Any) -> Any:
    """Letters that only are composed otherwise look the same, and are."""
    if isinstance(part, str):
        return unicodedata.normalize("NFC", part)
    if isinstance(part, Mapping):
        return {key: _composed(value) for key, value in part.items()}
    return [_composed(each) for each in part] if isinstance(part, list) else part
