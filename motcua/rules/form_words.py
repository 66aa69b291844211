"""Answers of a form as a paper prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.rules.form_definition import Field, FieldType
from motcua.rules.money_words import money


@dataclass(frozen=True, slots=True)
class AnswersInWords:
    """By the key of the field: `said` in words, `days` those that are days, `chosen` the keys of what was chosen."""

    said: Mapping[str, str] = field(hash=False)
    days: Mapping[str, date] = field(hash=False)
    chosen: Mapping[str, str] = field(hash=False)


def answers_in_words(fields: Iterable[Field], answers: Mapping[str, Any], *, yes: str, no: str) -> AnswersInWords:
    """Canonical answers as papers print them; `yes` and `no` are the reader's words. What is empty is left out."""
    said: dict[str, str] = {}
    days: dict[str, date] = {}
    chosen: dict[str, str] = {}
    for each in fields:
        value = answers.get(each.key)
        if value is None or value == "":
            continue
        match each.type:
            case FieldType.DATE:
                days[each.key] = date.fromisoformat(str(value))
            case FieldType.CHOICE:
                chosen[each.key], said[each.key] = str(value), each.choices.get(str(value), str(value))
            case FieldType.BOOLEAN | FieldType.DECLARATION:
                chosen[each.key] = "true" if value else "false"
                said[each.key] = yes if value else no
            case FieldType.MONEY:
                said[each.key] = money(int(value))
            case _:
                said[each.key] = str(value)
    return AnswersInWords(said, days, chosen)
