"""Questions of several parts as a file writes them, and the fields they stand for: `mother` of kind person is
`mother_id_number`, `mother_name` and `mother_birth`. Conditions, schema, checks and prints know the fields only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from motcua.rules.forms import Group, GroupKind

Block = Mapping[str, Any]

GROUPS: Final = frozenset(kind.value for kind in GroupKind)
_PASSED_ON: Final = ("when", "filled_when", "source")

_PERSON: Final[Mapping[str, Block]] = {
    "id_number": {"label": gettext_noop("Số định danh cá nhân"), "type": "person-id"},
    "name": {"label": gettext_noop("Họ, chữ đệm, tên"), "type": "text"},
    "birth": {"label": gettext_noop("Ngày sinh"), "type": "partial-date", "not_after": "today"},
    "sex": {
        "label": gettext_noop("Giới tính"),
        "type": "choice",
        "choices": {"female": gettext_noop("Nữ"), "male": gettext_noop("Nam")},
    },
    "ethnicity": {"label": gettext_noop("Dân tộc"), "type": "text", "max_length": 60},
    "nationality": {"label": gettext_noop("Quốc tịch"), "type": "text", "max_length": 60},
    "address": {"label": gettext_noop("Nơi cư trú"), "type": "text", "max_length": 500},
    "phone": {"label": gettext_noop("Điện thoại"), "type": "phone"},
}
_ORGANISATION: Final[Mapping[str, Block]] = {
    "tax_code": {"label": gettext_noop("Mã số thuế"), "type": "tax-code"},
    "name": {"label": gettext_noop("Tên tổ chức, doanh nghiệp"), "type": "text", "max_length": 300},
    "address": {"label": gettext_noop("Địa chỉ trụ sở"), "type": "text", "max_length": 500},
    "phone": {"label": gettext_noop("Điện thoại"), "type": "phone"},
}
_ADDRESS: Final[Mapping[str, Block]] = {
    "commune": {"label": gettext_noop("Xã, phường, đặc khu"), "type": "commune"},
    "street": {"label": gettext_noop("Số nhà, đường, thôn, tổ dân phố"), "type": "text", "max_length": 300},
    "before": {
        "label": gettext_noop("Địa chỉ theo đơn vị cũ"),
        "type": "text",
        "max_length": 500,
        "help": gettext_noop("Nếu giấy tờ còn ghi ba cấp (trước 01/7/2025): chép đúng như giấy tờ."),
    },
}
PARTS: Final[Mapping[str, Mapping[str, Block]]] = {
    "person": _PERSON,
    "organisation": _ORGANISATION,
    "address": _ADDRESS,
}
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("id_number", "name", "birth"),
    "organisation": ("tax_code", "name"),
    "address": ("commune", "street", "before"),
}
_MUST: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("id_number", "name"),
    "organisation": ("tax_code", "name"),
    "address": ("commune",),
}
"""What must be answered when the question is, whatever else is asked."""
_OF_APPLICANT: Final = frozenset({"id_number", "name", "birth", "nationality", "address", "phone"})


def leaves(field: Block) -> Iterator[Block]:
    """The fields a written field stands for: itself, or its parts."""
    kind = field["type"]
    if kind not in GROUPS:
        yield field
        return
    asked = tuple(field.get("asks", _ASKED[kind]))
    for name in asked:
        if name in PARTS[kind]:
            yield {
                **PARTS[kind][name],
                **_given(field, name, asked),
                "key": f"{field['key']}_{name}",
                "within": field["label"],
            }


def group_of(field: Block) -> Group | None:
    """The question that the parts of `field` belong to."""
    if field["type"] not in GROUPS:
        return None
    return Group(field["key"], field["label"], GroupKind(field["type"]), field.get("help", ""))


def strange_parts(field: Block) -> list[str]:
    """What it asks for that its kind does not have."""
    known = PARTS.get(field["type"], {})
    return [name for name in field.get("asks", ()) if name not in known]


def _given(field: Block, name: str, asked: tuple[str, ...]) -> Block:
    found = {key: field[key] for key in _PASSED_ON if key in field}
    if field.get("filled_from") == "applicant" and name in _OF_APPLICANT:
        found["filled_from"] = f"applicant.{name}"
    if name not in _MUST[field["type"]]:
        return found
    if field.get("required"):
        return {**found, "required": True}
    if "required_when" in field:
        return {**found, "required_when": field["required_when"]}
    others = [f"has(answers.{field['key']}_{other})" for other in asked if other != name]
    return {**found, "required_when": " || ".join(others)} if others else found
