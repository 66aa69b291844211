"""Whether what was read has the shape of a procedure file: the JSON Schema, its complaints in words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_noop
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from motcua.registers.procedures.reading import Fault, Place, Reading

SCHEMA_FILE = Path(__file__).parent / "procedure.schema.json"

_UNKNOWN = gettext_noop("Không có mục “{key}” trong “{place}”.")
_UNKNOWN_NEAR = gettext_noop("Không có mục “{key}” trong “{place}”; có phải “{near}”?")
_CUT_AT_A_COMMA = gettext_noop(
    "Không có mục “{key}” trong “{place}”. Nếu đó là phần sau dấu phẩy của một câu thì để cả câu trong nháy kép."
)
_MISSING = gettext_noop("Thiếu mục “{key}” trong “{place}”.")
_MISSING_LIKE = gettext_noop("Thiếu mục “{key}” trong “{place}”; viết như {like}.")
_MISSING_ONE_OF = gettext_noop("Thiếu mục “{key}” trong “{place}”; là một trong: {like}.")
_MISSING_GROUP = gettext_noop("Thiếu mục “{key}” trong “{place}”; gồm: {like}.")
_SIMPLE: Mapping[str, str] = {
    "type": gettext_noop("“{place}” phải là {wanted}."),
    "enum": gettext_noop("“{place}” là “{value}”; chỉ được là một trong: {wanted}."),
    "const": gettext_noop("“{place}” phải là {wanted}."),
    "pattern": gettext_noop("“{place}” viết chưa đúng: “{value}”. Viết như {like}."),
    "format": gettext_noop("“{place}” không phải một ngày có thật: “{value}”. Viết như 2026-11-24."),
    "minLength": gettext_noop("“{place}” đang để trống."),
    "maxLength": gettext_noop("“{place}” dài quá {wanted} chữ."),
    "minimum": gettext_noop("“{place}” không được nhỏ hơn {wanted}."),
    "maximum": gettext_noop("“{place}” không được lớn hơn {wanted}."),
    "minItems": gettext_noop("“{place}” phải có ít nhất {wanted} phần."),
    "minProperties": gettext_noop("“{place}” phải có ít nhất {wanted} phần."),
    "maxItems": gettext_noop("“{place}” có quá {wanted} phần."),
    "maxProperties": gettext_noop("“{place}” có quá {wanted} phần."),
    "uniqueItems": gettext_noop("“{place}” có phần viết hai lần."),
}
_NO_FILE = gettext_noop(
    "Tệp trống hoặc không phải tệp thủ tục: dòng đầu là format: 1, rồi đến các mục, mỗi mục một dòng."
)
_ANYTHING_ELSE = gettext_noop("“{place}” viết chưa đúng.")
_BAD_NAME = gettext_noop("Tên mục “{value}” trong “{place}” viết chưa đúng. Viết như {like}.")
_TYPES: Mapping[str, str] = {
    "string": gettext_noop("chữ"),
    "integer": gettext_noop("số nguyên"),
    "boolean": gettext_noop("true hoặc false"),
    "object": gettext_noop("một nhóm mục"),
    "array": gettext_noop("một danh sách"),
}

_SHOWN = 80

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@_FORMATS.checks("day-or-today", raises=ValueError)
def _is_date_or_today(value: object) -> bool:
    return value == "today" or _is_date(value)


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of a procedure file."""
    found: Mapping[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found


@cache
def _validator(other: str) -> Any:
    return Draft202012Validator(json.loads(other) if other else schema(), format_checker=_FORMATS)


def shape_faults(reading: Reading, other: str = "") -> tuple[Fault, ...]:
    """Everything that the schema refuses, in the order of the lines; `other`: the text of another schema than a
    procedure's."""
    if not isinstance(reading.data, dict):
        return (Fault(1, _NO_FILE),)
    found = [fault for error in _validator(other).iter_errors(reading.data) for fault in _faults(error, reading)]
    return tuple(sorted(found, key=lambda fault: fault.line))


def place_words(place: Place) -> str:
    """A place as a reader finds it: `papers.items[3].kind`, the lists counted from one."""
    words = ""
    for part in place:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return words.lstrip(".") or gettext("tệp")


def _faults(error: ValidationError, reading: Reading) -> Iterator[Fault]:
    place: Place = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        yield from _unknown(error, place, reading)
        return
    if error.validator == "required":
        wanted: list[str] = error.validator_value  # type: ignore[assignment]
        key = next(key for key in wanted if key not in error.instance and f"'{key}'" in error.message)  # type: ignore[operator]
        text, like = _wanted_there(error.schema, key)  # type: ignore[arg-type]
        yield Fault(reading.line_of(place), text, {"key": key, "place": place_words(place), "like": like})
        return
    if "propertyNames" in error.absolute_schema_path:
        params = {"place": place_words(place), "value": error.instance, "like": _like(error.schema)}
        yield Fault(reading.line_of((*place, str(error.instance))), _BAD_NAME, params)
        return
    text = _SIMPLE.get(str(error.validator), _ANYTHING_ELSE)
    value = _short(error.instance)
    params = {"place": place_words(place), "value": value, "wanted": _wanted(error), "like": _like(error.schema)}
    yield Fault(reading.line_of(place), text, params)


def _unknown(error: ValidationError, place: Place, reading: Reading) -> Iterator[Fault]:
    known: Mapping[str, Any] = error.schema.get("properties", {})  # type: ignore[union-attr]
    written: Mapping[str, Any] = error.instance  # type: ignore[assignment]
    for key in written:
        if key in known:
            continue
        near = difflib.get_close_matches(key, known, n=1)
        params = {"key": _short(key), "place": place_words(place), "near": near[0] if near else ""}
        text = _CUT_AT_A_COMMA if written[key] is None else _UNKNOWN
        yield Fault(reading.line_of((*place, key)), _UNKNOWN_NEAR if near else text, params)


def _wanted_there(around: Mapping[str, Any], key: str) -> tuple[str, str]:
    """The sentence for a part that is missing, and what it should be like, as far as the schema tells."""
    wanted = _resolved(around.get("properties", {}).get(key, {}))
    if "enum" in wanted:
        return _MISSING_ONE_OF, ", ".join(map(str, wanted["enum"]))
    if "const" in wanted:
        return _MISSING_LIKE, str(wanted["const"])
    if "examples" in wanted:
        return _MISSING_LIKE, _like(wanted)
    return (_MISSING_GROUP, ", ".join(wanted["required"])) if "required" in wanted else (_MISSING, "")


def _resolved(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of a schema; every schema has the definitions of a procedure's."""
    found: Mapping[str, Any] = schema()["$defs"].get(part.get("$ref", "").removeprefix("#/$defs/"), part)
    return found


def _like(part: Any) -> str:
    return str(part.get("examples", [""])[0])


def _short(value: object) -> object:
    """What stands in the file, as far as a sentence bears it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value[:_SHOWN]}…" if isinstance(value, str) and len(value) > _SHOWN else value


def _wanted(error: ValidationError) -> str:
    value = error.validator_value
    if error.validator == "type":
        return " / ".join(gettext(_TYPES.get(name, name)) for name in _several(value))
    return ", ".join(str(each) for each in _several(value))


def _several(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]
