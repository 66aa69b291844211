"""Answers in words: as facts on a dossier's page, and what a question says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext

from motcua.rules.expressions import Plain
from motcua.rules.form_values import whole
from motcua.rules.forms import Field, FieldType, FormDefinition, Reading, Value
from motcua.rules.money_words import money_in_words


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """An answer in words."""

    label: str
    words: str


def facts(
    form: FormDefinition, answers: Mapping[str, Value], places: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, tuple[AnswerFact, ...]], ...]:
    """The kept answers in words, section by section; `places` are communes in words by code."""
    told = (
        (part.title, tuple(_fact(each, answers[each.key], places) for each in part.fields if each.key in answers))
        for part in form.sections
    )
    return tuple((title, lines) for title, lines in told if lines)


def says(each: Field, reading: Reading) -> str | None:
    value = reading.values.get(each.key)
    if each.computed:
        return "–" if value is None else _with_words(each, value)
    if each.type is FieldType.FILE:
        return _words(each, value) if isinstance(value, int) else gettext("chưa có tệp")
    if each.type is not FieldType.MONEY:
        return None
    return money_in_words(value) if isinstance(value, int) else ""


def _with_words(each: Field, value: Value) -> str:
    if each.type is FieldType.MONEY and isinstance(value, int):
        return f"{whole(value)} đồng ({money_in_words(value)})"
    return _words(each, value)


def _fact(each: Field, value: Value, places: Mapping[str, str]) -> AnswerFact:
    return AnswerFact(each.full_label, places.get(str(value)) or _words(each, value))


def _words(each: Field, value: Value) -> str:
    if isinstance(value, list):
        return "; ".join(_row_words(each, row) for row in value)
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, int):
        if each.type is FieldType.FILE:
            return gettext("{n} tệp").format(n=value)
        return str(value) if each.type is FieldType.INTEGER else f"{whole(value)} đồng"
    if each.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        return "/".join(reversed(value.split("-")))
    return each.choices.get(value, value)


def _row_words(table: Field, row: Mapping[str, Plain]) -> str:
    return ", ".join(_words(column, row[column.key]) for column in table.columns if column.key in row)
