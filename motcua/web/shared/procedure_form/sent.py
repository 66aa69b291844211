"""What was typed into a form, by the names on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from motcua.rules.forms import Field, FieldType, FormDefinition, Reading

Typed: TypeAlias = str | list[dict[str, str]]
"""What stands in an input; of a table, the cells of its rows."""
PREFIX = "a-"
"""Of the names of a form's answers on a page, so that they meet no other field."""
YES, NO = "true", "false"


def typed(form: FormDefinition, sent: Mapping[str, str]) -> dict[str, Typed]:
    """What was typed, by key of the form; of a table its rows. An empty text is no answer, a blank row is no row."""
    found: dict[str, Typed] = {}
    for each in form.fields:
        answer = _typed_rows(each, sent) if each.type is FieldType.TABLE else sent.get(PREFIX + each.key, "")
        if answer if isinstance(answer, list) else answer.strip():
            found[each.key] = answer
    return found


def _typed_rows(each: Field, sent: Mapping[str, str]) -> list[dict[str, str]]:
    rows = []
    for number in range(each.most_rows):
        cells = {column.key: sent.get(cell_name(each, number, column), "") for column in each.columns}
        if any(text.strip() for text in cells.values()):
            rows.append(cells)
    return rows


def cell_name(table: Field, number: int, column: Field) -> str:
    return f"{PREFIX}{table.key}-{number}-{column.key}"


def left_over(form: FormDefinition, sent: Mapping[str, str]) -> dict[str, str]:
    """What was once typed into questions that this version of the form does not have, by name on the page."""
    known = {PREFIX + each.key for each in form.fields if each.type is not FieldType.TABLE}
    for each in form.fields:
        known |= {cell_name(each, number, column) for number in range(each.most_rows) for column in each.columns}
    strange = (name for name in sent if name.startswith(PREFIX) and name not in known)
    return {name: sent[name] for name in strange if sent[name].strip()}


def answers_asked(form: FormDefinition, answers: Mapping[str, Typed], reading: Reading) -> dict[str, Typed]:
    """Only the answers to questions that are asked: what a hidden question was once answered is left out, and what is
    reckoned is not sent."""
    return {key: text for key, text in answers.items() if key in reading.asked and not form.by_key[key].computed}
