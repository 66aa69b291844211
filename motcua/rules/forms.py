"""Answers against the form of a procedure: the canonical answers, or every fault with its field and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from motcua.rules import form_values
from motcua.rules.expressions import TODAY, Plain, evaluate, holds
from motcua.rules.form_definition import Field, FieldType, FormDefinition, Group, GroupKind, OtherForm, Section
from motcua.rules.form_tables import Rows, has_rows, read_rows
from motcua.rules.form_values import Reader, is_empty, whole
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

__all__ = [
    "Answers",
    "Field",
    "FieldFault",
    "FieldType",
    "FormDefinition",
    "Group",
    "GroupKind",
    "OtherForm",
    "Reading",
    "Section",
    "check",
    "check_exact",
    "read",
]


Value: TypeAlias = Plain | Rows


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers without fault, canonical (NFC, ISO dates, whole numbers, keys of choices), in the order of the form."""

    values: Mapping[str, Value] = field(hash=False)
    version: str = ""
    """Of the form that was answered, and of each other form that was."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with the answer to one field, and what to do."""

    field: str
    sentence: Sentence


_REQUIRED = _("Hãy ghi “{label}”.")
_REQUIRED_FILE = _("Hãy đính kèm tệp cho “{label}”.")
_REQUIRED_CHOICE = _("Hãy chọn “{label}”.")
_REQUIRED_AGREEMENT = _("Hãy đánh dấu để xác nhận: “{label}”.")
_UNKNOWN = _("Tờ khai không có mục “{key}”; hãy tải lại tờ khai rồi ghi lại.")
_NOT_RECKONED = _("“{label}” chưa tính được: hãy ghi đủ các mục mà nó tính từ đó.")
_MISCOUNTED = _("“{label}” tính từ các mục khác là {value}; hãy bỏ mục này hoặc gửi đúng giá trị ấy.")
_NOT_ASKED = _("“{label}” không được hỏi với các câu trả lời này; hãy bỏ đi.")
_INEXACT = _("“{label}”: hãy gửi đúng dạng {value}.")
_NOTHING = "–"
_CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.BOOLEAN})
_TICKED: Final = frozenset({FieldType.BOOLEAN, FieldType.DECLARATION})

_READERS: Final[Mapping[FieldType, Reader]] = {
    FieldType.TEXT: form_values.read_line,
    FieldType.LONG_TEXT: form_values.read_text,
    FieldType.INTEGER: form_values.read_integer,
    FieldType.MONEY: form_values.read_money,
    FieldType.DATE: form_values.read_date,
    FieldType.CHOICE: form_values.read_choice,
    FieldType.BOOLEAN: form_values.read_boolean,
    FieldType.DECLARATION: form_values.read_boolean,
    FieldType.PERSON_ID: form_values.read_person_id,
    FieldType.PHONE: form_values.read_phone,
    FieldType.EMAIL: form_values.read_email,
    FieldType.UNIT_CODE: form_values.read_unit_code,
    FieldType.COMMUNE: form_values.read_commune,
    FieldType.FILE: form_values.read_files,
    FieldType.PARTIAL_DATE: form_values.read_partial_date,
    FieldType.TAX_CODE: form_values.read_tax_code,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answers come to so far, whole or not: everything that depends on answers looks here."""

    asked: frozenset[str]
    """Fields that are asked, given what was answered."""
    values: Mapping[str, Value] = field(hash=False)
    """The answers that can be read, canonical, in the order of the form; computed ones among them."""
    unread: Mapping[str, Sentence] = field(hash=False)
    """What cannot be read: why."""
    required: frozenset[str]


def read(form: FormDefinition, answers: Mapping[str, object], *, today: date) -> Reading:
    """Answers as typed (or as JSON has them), taken as far as they go. Its cost is one pass over the form."""
    values: dict[str, object] = {TODAY: today.isoformat()}
    unread: dict[str, Sentence] = {}
    asked = [each for each in form.order if _take(each, answers, values, unread, today)]
    keys = frozenset(each.key for each in asked)
    required = (
        each.key for each in asked if each.required or (each.required_when and holds(each.required_when, values))
    )
    in_order = {each.key: value for each in form.fields if isinstance(value := values.get(each.key), str | int | list)}
    return Reading(keys, MappingProxyType(in_order), unread, frozenset(required))


def _take(
    each: Field,
    answers: Mapping[str, object],
    values: dict[str, object],
    unread: dict[str, Sentence],
    today: date,
) -> bool:
    """Whether the field is asked; what it comes to is put into `values` or `unread`."""
    if not holds(each.when, values):
        return False
    if each.computed:
        value: Value | Sentence | None = evaluate(each.computed, values)
    else:
        value = _read(each, answers.get(each.key), today)
    if isinstance(value, Sentence):
        unread[each.key] = value
    elif value is not None:
        values[each.key] = value
    return True


def _read(each: Field, raw: object, today: date) -> Value | Sentence | None:
    if each.type is FieldType.TABLE:
        return read_rows(each, raw, today, _READERS) if has_rows(raw) else None
    if not is_empty(raw):
        return _READERS[each.type](each, raw, today)
    return False if each.type in _TICKED and not each.required else None


def check(form: FormDefinition, answers: Mapping[str, object], *, today: date) -> Answers | tuple[FieldFault, ...]:
    """The canonical answers, or every fault: those of fields in the order of the form, then answers to no field.

    `answers` are as typed (or as JSON has them); checking canonical answers again gives the same.
    """
    found = read(form, answers, today=today)
    faults = [*_faults(form, found), *_miscounted(form, answers, found), *_strangers(form, answers)]
    return tuple(faults) if faults else Answers(found.values, form.version_of(found.values))


def check_exact(
    form: FormDefinition, answers: Mapping[str, object], *, today: date
) -> Answers | tuple[FieldFault, ...]:
    """As `check`, for a machine that answers: what is sent must be canonical and asked for; nothing is put right.

    What the JSON Schema of the form (`form_schema.schema_of`) refuses is refused here.
    """
    checked = check(form, answers, today=today)
    if not isinstance(checked, Answers):
        return checked
    faults = [
        fault
        for each in form.fields
        if each.key in answers and (fault := _inexact(each, answers[each.key], checked.values.get(each.key)))
    ]
    return tuple(faults) if faults else checked


def _inexact(each: Field, sent: object, kept: Value | None) -> FieldFault | None:
    if kept is None:
        return FieldFault(each.key, Sentence(_NOT_ASKED, {"label": each.label}))
    if _is_exactly(sent, kept):
        return None
    return FieldFault(
        each.key, Sentence(_INEXACT, {"label": each.label, "value": json.dumps(kept, ensure_ascii=False)})
    )


def _is_exactly(sent: object, kept: object) -> bool:
    if isinstance(kept, list):
        if not isinstance(sent, Sequence) or isinstance(sent, str) or len(sent) != len(kept):
            return False
        return all(_is_exactly(one, other) for one, other in zip(sent, kept, strict=True))
    if isinstance(kept, dict):
        if not isinstance(sent, Mapping) or sent.keys() != kept.keys():
            return False
        return all(_is_exactly(sent[key], kept[key]) for key in kept)
    return type(sent) is type(kept) and sent == kept


def _faults(form: FormDefinition, found: Reading) -> Iterator[FieldFault]:
    for each in form.fields:
        if each.key not in found.asked:
            continue
        if each.key in found.unread:
            yield FieldFault(each.key, found.unread[each.key])
        elif each.key in found.required and not _is_given(each, found.values.get(each.key)):
            yield _required(each)


def _is_given(each: Field, value: Value | None) -> bool:
    return value is True if each.type is FieldType.DECLARATION else value is not None


def _required(each: Field) -> FieldFault:
    if each.type is FieldType.DECLARATION:
        text = _REQUIRED_AGREEMENT
    elif each.computed:
        text = _NOT_RECKONED
    elif each.type is FieldType.FILE:
        text = _REQUIRED_FILE
    else:
        text = _REQUIRED_CHOICE if each.type in _CHOSEN else _REQUIRED
    return FieldFault(each.key, Sentence(text, {"label": each.label}))


def _miscounted(form: FormDefinition, answers: Mapping[str, object], found: Reading) -> Iterator[FieldFault]:
    """A reckoned value that was sent along and is another."""
    for each in form.fields:
        sent = answers.get(each.key) if each.computed else None
        if not is_empty(sent) and each.key in found.asked and sent != (value := found.values.get(each.key)):
            shown = _shown(each, value)
            yield FieldFault(each.key, Sentence(_MISCOUNTED, {"label": each.label, "value": shown}))


def _shown(each: Field, value: Value | None) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        words = each.choices.get(str(value))
        said = json.dumps(value) if isinstance(value, bool) else str(_NOTHING if value is None else value)
        return f"{said} ({words})" if words else said
    return whole(value)


def _strangers(form: FormDefinition, answers: Mapping[str, object]) -> Iterator[FieldFault]:
    for key in sorted(set(answers) - form.by_key.keys()):
        yield FieldFault(key, Sentence(_UNKNOWN, {"key": key[:60]}))
