"""Answers of a form as a paper prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from motcua.rules.date_words import partial_date_in_words
from motcua.rules.form_definition import Field, FieldType
from motcua.rules.money_words import money

NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnswersInWords:
    """By the key of the field: `said` in words, `days` those that are days, `chosen` the keys of what was chosen. Of a
    day that may lack its day or month `said` has it in figures, and written out under `<key>_words`."""

    said: Mapping[str, str] = field(hash=False)
    days: Mapping[str, date] = field(hash=False)
    chosen: Mapping[str, str] = field(hash=False)


def answers_in_words(
    fields: Iterable[Field], answers: Mapping[str, Any], *, yes: str, no: str, places: Mapping[str, str] = NOWHERE
) -> AnswersInWords:
    """Canonical answers as papers print them; `yes` and `no` are the reader's words, `places` communes by code.

    What is empty is left out.
    """
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
            case FieldType.PARTIAL_DATE:
                said[each.key] = "/".join(reversed(str(value).split("-")))
                said[f"{each.key}_words"] = partial_date_in_words(str(value))
            case FieldType.TABLE:
                said[each.key] = "; ".join(_row(each, row) for row in value)
            case FieldType.COMMUNE:
                said[each.key] = places.get(str(value), str(value))
            case FieldType.MONEY:
                said[each.key] = money(int(value))
            case _:
                said[each.key] = str(value)
    return AnswersInWords(said, days, chosen)


def _row(table: Field, row: Mapping[str, Any]) -> str:
    """The cells of a row beside one another, money and days as they are written."""
    cells = answers_in_words(table.columns, row, yes="có", no="không")
    days = {key: f"{day:%d/%m/%Y}" for key, day in cells.days.items()}
    both = {**cells.said, **days}
    return ", ".join(both[column.key] for column in table.columns if column.key in both)
