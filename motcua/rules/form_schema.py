"""A form for machines: the JSON Schema of its canonical answers, and what no schema can say.

What the schema refuses, `forms.check_exact` refuses; the rest of what it refuses is listed by `only_checked_here`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from motcua.rules.expressions import Condition, Names, in_words
from motcua.rules.form_definition import Field, FieldType, FormDefinition
from motcua.rules.form_values import (
    FIRST_YEAR,
    LAST_YEAR,
    LINE_LETTERS,
    MAIL_ADDRESS,
    MOST,
    MOST_FILES,
    PHONE_NUMBER,
    TEXT_LETTERS,
)
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS: Final[Mapping[FieldType, str]] = {
    FieldType.DATE: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    FieldType.PARTIAL_DATE: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    FieldType.PERSON_ID: "^[0-9]{12}$",
    FieldType.PHONE: f"^({PHONE_NUMBER})$",
    FieldType.UNIT_CODE: "^([0-9]{2}|[0-9]{5})$",
    FieldType.COMMUNE: "^[0-9]{5}$",
    FieldType.TAX_CODE: "^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$",
}

_ONLY_WHEN = _("“{label}” chỉ được gửi khi {condition}; khi ấy {must}.")
_MUST = _("phải có")
_MAY = _("có thể bỏ trống")
_REQUIRED_WHEN = _("“{label}” phải có khi {condition}.")
_RECKONED = _("“{label}” do máy chủ tính: {formula}; có gửi thì phải đúng giá trị ấy.")
_REAL_DAY = _("“{label}” phải là ngày có trong lịch, từ năm {first} đến năm {last}.")
_DAY_BOUNDS = _("“{label}” phải nằm trong khoảng ngày cho phép ({bounds}).")
_FILES = _("“{label}” là số tệp gửi kèm cho giấy tờ “{paper}” và phải khớp.")
_COMMUNE = _("“{label}” phải là mã một xã, phường, đặc khu đang có.")
_NFC = _(
    "Mọi chữ phải ở dạng Unicode dựng sẵn (NFC), không có ký tự ẩn hay ký tự vùng riêng, không thừa khoảng trắng; "
    "ô một dòng không xuống dòng."
)
_WHOLE = _("Số nguyên viết không có phần thập phân: 3, không phải 3.0.")


def schema_of(form: FormDefinition, *, address: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of answers to the form; `address` is its `$id`."""
    asked = form.fields
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": form.title,
        "description": form.version_of({each.key for each in asked}),
        "type": "object",
        "additionalProperties": False,
        "properties": {each.key: _property(each) for each in asked},
        "required": [each.key for each in asked if _is_always_sent(each)],
    }
    if rules := list(_conditional(form)):
        schema["allOf"] = rules
    return schema


def only_checked_here(form: FormDefinition, names: Names) -> tuple[Sentence, ...]:
    """What the server refuses beyond the schema, field by field in the order of the form."""
    return (Sentence(_NFC), Sentence(_WHOLE), *(said for each in form.fields for said in _beyond(each, names)))


def _is_always_sent(each: Field) -> bool:
    return each.required and each.when is None and each.computed is None


def _property(each: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"title": each.full_label}
    if each.help:
        found["description"] = each.help
    if each.computed:
        found["readOnly"] = True
    return found | _SHAPES.get(each.type, _coded)(each)


def _text(each: Field) -> dict[str, Any]:
    limit = each.max_length or (TEXT_LETTERS if each.type is FieldType.LONG_TEXT else LINE_LETTERS)
    found: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": limit}
    return found | ({"pattern": f"^(?:{each.pattern})$"} if each.pattern else {})


def _number(each: Field) -> dict[str, Any]:
    least = 0 if each.type is FieldType.MONEY and each.min is None else each.min
    return {
        "type": "integer",
        "minimum": -MOST if least is None else least,
        "maximum": MOST if each.max is None else each.max,
    }


def _coded(each: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "pattern": _PATTERNS[each.type]}
    return found | ({"format": "date"} if each.type is FieldType.DATE else {})


def _table(each: Field) -> dict[str, Any]:
    row = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {column.key: _property(column) for column in each.columns},
        "required": [column.key for column in each.columns if column.required],
    }
    return {"type": "array", "minItems": max(1, each.least_rows), "maxItems": each.most_rows, "items": row}


_SHAPES: Final[Mapping[FieldType, Callable[[Field], dict[str, Any]]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.INTEGER: _number,
    FieldType.MONEY: _number,
    FieldType.CHOICE: lambda each: {"enum": list(each.choices)},
    FieldType.BOOLEAN: lambda each: {"type": "boolean"},
    FieldType.DECLARATION: lambda each: {"const": True} if each.required else {"type": "boolean"},
    FieldType.EMAIL: lambda each: {
        "type": "string",
        "format": "email",
        "pattern": f"^{MAIL_ADDRESS}$",
        "maxLength": 254,
    },
    FieldType.TABLE: _table,
    FieldType.FILE: lambda each: {"type": "integer", "minimum": 1, "maximum": MOST_FILES},
}


def _conditional(form: FormDefinition) -> Iterator[dict[str, Any]]:
    """Of fields asked when others equal something: then they must be sent, if they must be answered."""
    for each in form.fields:
        values = each.when.equal_to if each.when and each.required and not each.computed else None
        if values and all(name in form.by_key and form.by_key[name].computed is None for name in values):
            wanted = {name: {"const": value} for name, value in values.items()}
            yield {"if": {"properties": wanted, "required": list(wanted)}, "then": {"required": [each.key]}}


def _beyond(each: Field, names: Names) -> Iterator[Sentence]:
    def said(condition: Condition) -> str:
        return in_words(condition.tree, names, of=each.key if condition is each.computed else "")

    if each.when:
        must = Sentence(_MUST if each.required else _MAY)
        yield Sentence(_ONLY_WHEN, {"label": each.full_label, "condition": said(each.when), "must": must})
    if each.required_when:
        yield Sentence(_REQUIRED_WHEN, {"label": each.full_label, "condition": said(each.required_when)})
    if each.computed:
        yield Sentence(_RECKONED, {"label": each.full_label, "formula": said(each.computed)})
    if each.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        yield Sentence(_REAL_DAY, {"label": each.full_label, "first": FIRST_YEAR, "last": LAST_YEAR})
        if bounds := _bounds(each):
            yield Sentence(_DAY_BOUNDS, {"label": each.full_label, "bounds": bounds})
    if each.type in (FieldType.COMMUNE, FieldType.UNIT_CODE):
        yield Sentence(_COMMUNE, {"label": each.full_label})
    if each.type is FieldType.FILE:
        yield Sentence(_FILES, {"label": each.full_label, "paper": each.paper})
    for column in each.columns:
        yield from _beyond(column, names)


def _bounds(each: Field) -> str:
    parts = [
        f"≥ {each.earliest}" if each.earliest else "",
        f"≤ {each.latest}" if each.latest else "",
        "≥ hôm nay" if each.not_before_today else "",
        "≤ hôm nay" if each.not_after_today else "",
    ]
    return ", ".join(part for part in parts if part)
