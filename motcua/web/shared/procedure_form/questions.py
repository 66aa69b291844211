"""The questions of a form as a page shows them, with what was typed and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from django.utils.translation import gettext

from motcua.rules.forms import Field, FieldFault, FieldType, FormDefinition, Reading
from motcua.web.shared.faults import Fault
from motcua.web.shared.procedure_form.conditions import condition_text, is_judged_here
from motcua.web.shared.procedure_form.sent import NO, PREFIX, YES, Typed, cell_name
from motcua.web.shared.procedure_form.shown import Block, Copy, Part, Question
from motcua.web.shared.procedure_form.sources import source_words
from motcua.web.shared.procedure_form.words import says

_INPUT_MODES = {
    FieldType.INTEGER: "numeric",
    FieldType.MONEY: "numeric",
    FieldType.DATE: "numeric",
    FieldType.PERSON_ID: "numeric",
    FieldType.PHONE: "tel",
    FieldType.EMAIL: "email",
}


def parts(
    form: FormDefinition,
    answers: Mapping[str, Typed],
    reading: Reading,
    faults: Iterable[FieldFault] = (),
    copies: Mapping[str, Copy] = MappingProxyType({}),
    notes: Mapping[str, str] = MappingProxyType({}),
    places: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Part, ...]:
    """The sections with every question; those that these answers do not call for are marked hidden. `reading` is what
    the answers come to, `notes` say whence the parts of a question came, `places` are communes in words by code."""
    wrong = {fault.field: fault.sentence.words(gettext) for fault in faults}
    shown: dict[str, Typed] = {
        key: places.get(text, text) if isinstance(text, str) else text for key, text in answers.items()
    }
    titles = {other.key: other.title for other in form.others}
    found, last = [], ""
    for part in form.sections:
        asked = [(each, _question(form, each, shown, wrong, reading, copies)) for each in part.fields]
        begins = titles.get(part.form, "") if part.form != last else ""
        found.append(Part(part.title, tuple(_blocks(asked, notes)), begins))
        last = part.form
    return tuple(found)


def _blocks(asked: list[tuple[Field, Question]], notes: Mapping[str, str]) -> Iterator[Block]:
    for group, members in groupby(asked, key=lambda pair: pair[0].part_of):
        questions = tuple(question for _field, question in members)
        if group is None:
            yield Block("", "", "", "", questions)
        else:
            yield Block(block_id(group.key), group.label, group.help, notes.get(group.key, ""), questions)


def block_id(key: str) -> str:
    """The id on the page of a question of several parts."""
    return f"g-{PREFIX}{key}"


def faults_in_words(form: FormDefinition, faults: Iterable[FieldFault]) -> tuple[Fault, ...]:
    """The lines of the error summary; where two sections ask the same, the section is named."""
    labels = Counter(each.label for each in form.fields)
    sections = {
        each.key: each.part_of.label if each.part_of else part.title
        for part in form.sections
        for each in part.fields
        if each.part_of or labels[each.label] > 1
    }
    return tuple(
        Fault(
            f"id-{PREFIX}{fault.field}",
            ": ".join(said for said in (sections.get(fault.field, ""), fault.sentence.words(gettext)) if said),
        )
        for fault in faults
    )


def _question(
    form: FormDefinition,
    each: Field,
    answers: Mapping[str, Typed],
    wrong: Mapping[str, str],
    reading: Reading,
    copies: Mapping[str, Copy],
) -> Question:
    kind, choices = _kind(each)
    typed_in = answers.get(each.key, "")
    return Question(
        name=PREFIX + each.key,
        label=each.label,
        kind=kind,
        value=typed_in if isinstance(typed_in, str) else "",
        required=each.required or each.key in reading.required,
        help=each.help,
        fault=wrong.get(each.key, ""),
        input_mode=_INPUT_MODES.get(each.type, ""),
        hint=_hint(each),
        choices=choices,
        when=condition_text(each.when, form),
        is_part=is_judged_here(each.when, form),
        is_asked=each.key in reading.asked,
        copies=copies.get(each.key),
        says=says(each, reading),
        finds=_finds(each),
        lists=each.type is FieldType.COMMUNE,
        source=source_words(each),
        paper=each.paper,
        rows=tuple(_rows(form, each, typed_in, reading)) if each.type is FieldType.TABLE else (),
    )


def _hint(each: Field) -> str:
    match each.type:
        case FieldType.DATE:
            return gettext("ngày/tháng/năm")
        case FieldType.PARTIAL_DATE:
            return gettext("ngày/tháng/năm, hoặc chỉ năm")
        case FieldType.COMMUNE:
            return gettext("gõ tên xã, phường")
        case _:
            return ""


def _finds(each: Field) -> str:
    group = each.part_of
    looked_up = group and each.key in (f"{group.key}_id_number", f"{group.key}_tax_code")
    return block_id(group.key) if group and looked_up else ""


def _rows(form: FormDefinition, table: Field, rows: Typed, reading: Reading) -> Iterator[tuple[Question, ...]]:
    """The rows typed so far and two blank ones, within what the table allows."""
    given = rows if isinstance(rows, list) else []
    for number in range(min(table.most_rows, max(table.least_rows, len(given) + 2))):
        cells = given[number] if number < len(given) else {}
        yield tuple(
            replace(
                _question(form, column, {column.key: cells.get(column.key, "")}, {}, reading, {}),
                name=cell_name(table, number, column),
                label=f"{column.label}, {gettext('dòng {number}').format(number=number + 1)}",
                heading=column.label,
                says=None,
                is_asked=True,
            )
            for column in table.columns
        )


def _kind(each: Field) -> tuple[str, tuple[tuple[str, str], ...]]:
    if each.computed:
        return "reckoned", ()
    if each.type is FieldType.TABLE:
        return "table", tuple((column.key, column.label) for column in each.columns)
    match each.type:
        case FieldType.FILE:
            return "file", ()
        case FieldType.LONG_TEXT:
            return "text", ()
        case FieldType.CHOICE:
            return "radios" if len(each.choices) <= 2 else "select", tuple(each.choices.items())
        case FieldType.BOOLEAN if each.required:
            return "radios", ((YES, gettext("Có")), (NO, gettext("Không")))
        case FieldType.BOOLEAN | FieldType.DECLARATION:
            return "tick", ()
        case _:
            return "line", ()
