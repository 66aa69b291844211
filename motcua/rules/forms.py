"""Answers against the form of a procedure: the canonical answers, or every fault with its field and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from motcua.rules import form_values
from motcua.rules.expressions import Condition, Plain, holds
from motcua.rules.form_definition import Field, FieldType, FormDefinition, Section
from motcua.rules.form_values import Reader, is_empty
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

__all__ = ["Answers", "Field", "FieldFault", "FieldType", "FormDefinition", "Section", "check"]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers without fault, canonical (NFC, ISO dates, whole numbers, keys of choices), in the order of the form."""

    values: Mapping[str, Plain] = field(hash=False)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with the answer to one field, and what to do."""

    field: str
    sentence: Sentence


_REQUIRED = _("Hãy ghi “{label}”.")
_REQUIRED_CHOICE = _("Hãy chọn “{label}”.")
_REQUIRED_AGREEMENT = _("Hãy đánh dấu để xác nhận: “{label}”.")
_UNKNOWN = _("Tờ khai không có mục “{key}”; hãy tải lại tờ khai rồi ghi lại.")
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
}


def check(form: FormDefinition, answers: Mapping[str, object], *, today: date) -> Answers | tuple[FieldFault, ...]:
    """The canonical answers, or every fault: those of fields in the order of the form, then answers to no field.

    `answers` are as typed (or as JSON has them); checking canonical answers again gives the same.
    """
    read = {each.key: _read(each, answers.get(each.key), today) for each in form.fields}
    shown = _Shown(form, read)
    asked = [each for each in form.fields if shown.is_asked(each.key)]
    faults = [*_faults(asked, read), *_strangers(form, answers)]
    if faults:
        return tuple(faults)
    values = {each.key: value for each in asked if isinstance(value := read[each.key], str | int)}
    return Answers(MappingProxyType(values))


def _read(each: Field, raw: object, today: date) -> Plain | Sentence | None:
    if not is_empty(raw):
        return _READERS[each.type](each, raw, today)
    return False if each.type in _TICKED and not each.required else None


def _faults(asked: list[Field], read: Mapping[str, Plain | Sentence | None]) -> Iterator[FieldFault]:
    for each in asked:
        value = read[each.key]
        if isinstance(value, Sentence):
            yield FieldFault(each.key, value)
        elif each.type is FieldType.DECLARATION:
            if each.required and value is not True:
                yield _required(each, _REQUIRED_AGREEMENT)
        elif each.required and value is None:
            yield _required(each, _REQUIRED_CHOICE if each.type in _CHOSEN else _REQUIRED)


def _required(each: Field, text: str) -> FieldFault:
    return FieldFault(each.key, Sentence(text, {"label": each.label}))


def _strangers(form: FormDefinition, answers: Mapping[str, object]) -> Iterator[FieldFault]:
    for key in sorted(set(answers) - form.by_key.keys()):
        yield FieldFault(key, Sentence(_UNKNOWN, {"key": key[:60]}))


class _Shown:
    """Which fields are asked: those whose condition holds on fields that are asked themselves."""

    def __init__(self, form: FormDefinition, read: Mapping[str, Plain | Sentence | None]) -> None:
        self.form = form
        self.read = read
        self.known: dict[str, bool] = {}

    def is_asked(self, key: str) -> bool:
        """False also for fields whose conditions go round in a ring, and for keys of no field."""
        if key not in self.known:
            self.known[key] = False
            wanted = self.form.by_key.get(key)
            self.known[key] = wanted is not None and self._holds(wanted.when)
        return self.known[key]

    def _holds(self, condition: Condition | None) -> bool:
        return holds(condition, {name: self.read[name] for name in condition or () if self.is_asked(name)})
