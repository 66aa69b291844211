"""A procedure's form (tờ khai) on a page: its questions with what was typed, and as facts on a dossier's page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from django.utils.translation import gettext

from motcua.rules.expressions import Condition, Plain
from motcua.rules.form_values import whole
from motcua.rules.forms import Field, FieldFault, FieldType, FormDefinition, Reading, Value
from motcua.rules.money_words import money_in_words
from motcua.web.shared.faults import Fault

Typed: TypeAlias = str | list[dict[str, str]]
"""What stands in an input; of a table, the cells of its rows."""
PREFIX = "a-"
"""Of the names of a form's answers on a page, so that they meet no other field."""
YES, NO = "true", "false"
_INPUT_MODES = {
    FieldType.INTEGER: "numeric",
    FieldType.MONEY: "numeric",
    FieldType.DATE: "numeric",
    FieldType.PERSON_ID: "numeric",
    FieldType.PHONE: "tel",
    FieldType.EMAIL: "email",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """An input that a question follows while nobody has typed into it. `source` is the input's id, `when` the condition
    under which it does, `year` takes only the year of a day, `words` stand for a source that says `citizen`."""

    source: str
    when: str = ""
    year: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the page shows it. `kind` is line, text, select, radios, tick, table, file or reckoned."""

    name: str
    label: str
    kind: str
    value: str
    required: bool
    help: str
    fault: str
    input_mode: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: str = ""
    """The condition under which it is asked, where the page's script can tell by itself."""
    is_part: bool = False
    """Whether it is asked is told to the page by the server."""
    is_asked: bool = True
    copies: Copy | None = None
    says: str | None = None
    finds: str = ""
    """Of a number that is looked up: the id of the block that is filled by it."""
    lists: bool = False
    """Words typed are found in the list of communes."""
    known_in: str = ""
    paper: str = ""
    """Of files: the paper they are attached to."""
    heading: str = ""
    """Of a cell: its column."""
    rows: tuple[tuple[Question, ...], ...] = ()
    """Of a table: a question for each cell."""
    """Of money: the amount in words; of what is reckoned: the value. None: nothing is said."""

    @property
    def id(self) -> str:
        return f"id-{self.name}"

    @property
    def is_long(self) -> bool:
        return self.kind in ("text", "table", "reckoned") or (self.kind == "tick" and len(self.label) > 60)


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that stand together; with a `label` when they are the parts of one question."""

    id: str
    label: str
    help: str
    note: str
    questions: tuple[Question, ...]

    @property
    def is_asked(self) -> bool:
        return any(one.is_asked for one in self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions. `form` is the title of the form that begins with it."""

    title: str
    blocks: tuple[Block, ...]
    form: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for block in self.blocks for one in block.questions)


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """An answer in words."""

    label: str
    words: str


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
        cells = {column.key: sent.get(_cell(each, number, column), "") for column in each.columns}
        if any(text.strip() for text in cells.values()):
            rows.append(cells)
    return rows


def _cell(table: Field, number: int, column: Field) -> str:
    return f"{PREFIX}{table.key}-{number}-{column.key}"


def left_over(form: FormDefinition, sent: Mapping[str, str]) -> dict[str, str]:
    """What was once typed into questions that this version of the form does not have, by name on the page."""
    known = {PREFIX + each.key for each in form.fields if each.type is not FieldType.TABLE}
    for each in form.fields:
        known |= {_cell(each, number, column) for number in range(each.most_rows) for column in each.columns}
    strange = (name for name in sent if name.startswith(PREFIX) and name not in known)
    return {name: sent[name] for name in strange if sent[name].strip()}


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


def answers_asked(form: FormDefinition, answers: Mapping[str, Typed], reading: Reading) -> dict[str, Typed]:
    """Only the answers to questions that are asked: what a hidden question was once answered is left out, and what is
    reckoned is not sent."""
    return {key: text for key, text in answers.items() if key in reading.asked and not form.by_key[key].computed}


@dataclass(frozen=True, slots=True)
class Told:
    """What the server tells a page that stays: the parts that are asked now, and texts by the id they stand at."""

    parts: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def told(form: FormDefinition, reading: Reading, papers: Iterable[str] = ()) -> Told:
    """For the fields whose condition the page's script cannot judge, and what is reckoned. `papers` are asked too."""
    shown = [PREFIX + each.key for each in form.fields if each.key in reading.asked and is_judged_here(each.when, form)]
    texts = [
        (f"id-{PREFIX}{each.key}-says", says) for each in form.fields if (says := _says(each, reading)) is not None
    ]
    return Told((*shown, *papers), tuple(texts))


def is_judged_here(condition: Condition | None, form: FormDefinition) -> bool:
    """The server judges it: it says more than what equals what, or looks at what the server reckons."""
    if condition is None:
        return False
    reckoned = (name in form.by_key and form.by_key[name].computed is not None for name in condition.names)
    return condition.equal_to is None or any(reckoned)


def condition_text(condition: Condition | None, form: FormDefinition) -> str:
    """A condition for the page's script: names of fields and the values that show the question. Empty when the
    condition says more than that: then the server tells."""
    values = None if condition is None or is_judged_here(condition, form) else condition.equal_to
    said = {PREFIX + name: _sent(value) for name, value in (values or {}).items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def _sent(value: Plain) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


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


def facts(
    form: FormDefinition, answers: Mapping[str, Value], places: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, tuple[AnswerFact, ...]], ...]:
    """The kept answers in words, section by section; `places` are communes in words by code."""
    told = (
        (part.title, tuple(_fact(each, answers[each.key], places) for each in part.fields if each.key in answers))
        for part in form.sections
    )
    return tuple((title, lines) for title, lines in told if lines)


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
        says=_says(each, reading),
        finds=_finds(each),
        lists=each.type is FieldType.COMMUNE,
        known_in=each.known_in,
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
                name=_cell(table, number, column),
                label=f"{column.label}, {gettext('dòng {number}').format(number=number + 1)}",
                heading=column.label,
                says=None,
                is_asked=True,
            )
            for column in table.columns
        )


def _says(each: Field, reading: Reading) -> str | None:
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
