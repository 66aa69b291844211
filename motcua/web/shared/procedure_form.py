"""A procedure's form (tờ khai) on a page: its questions with what was typed, and as facts on a dossier's page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext

from motcua.rules.expressions import Condition, Plain, holds
from motcua.rules.form_values import whole
from motcua.rules.forms import Field, FieldFault, FieldType, FormDefinition
from motcua.web.shared.faults import Fault

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
_TICKED = (FieldType.BOOLEAN, FieldType.DECLARATION)


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
    """One question as the page shows it. `kind` is line, text, select, radios or tick."""

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
    """The condition under which it is asked, for the page's script."""
    is_asked: bool = True
    copies: Copy | None = None

    @property
    def id(self) -> str:
        return f"id-{self.name}"

    @property
    def is_long(self) -> bool:
        return self.kind == "text" or (self.kind == "tick" and len(self.label) > 60)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the questions that are asked."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """An answer in words."""

    label: str
    words: str


def typed(form: FormDefinition, sent: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by key of the form. An empty text is no answer."""
    found = ((each.key, sent.get(PREFIX + each.key, "")) for each in form.fields)
    return {key: text for key, text in found if text.strip()}


def parts(
    form: FormDefinition,
    answers: Mapping[str, str],
    faults: Iterable[FieldFault] = (),
    copies: Mapping[str, Copy] = MappingProxyType({}),
) -> tuple[Part, ...]:
    """The sections with every question; those that these answers do not call for are marked hidden."""
    wrong = {fault.field: fault.sentence.words(gettext) for fault in faults}
    asked = plain_answers(form, answers)
    return tuple(
        Part(part.title, tuple(_question(each, answers, wrong, each.key in asked, copies) for each in part.fields))
        for part in form.sections
    )


def answers_asked(form: FormDefinition, answers: Mapping[str, str]) -> dict[str, str]:
    """Only the answers to questions that are asked: what a hidden question was once answered is left out."""
    asked = plain_answers(form, answers)
    return {key: text for key, text in answers.items() if key in asked}


def plain_answers(form: FormDefinition, answers: Mapping[str, str]) -> dict[str, Plain]:
    """What is typed so far as facts for conditions and fees, by key: questions that are asked, in their order."""
    asked: dict[str, Plain] = {}
    for each in form.fields:
        if holds(each.when, asked):
            asked[each.key] = _plain(each, answers.get(each.key, ""))
    return asked


def condition_text(condition: Condition | None) -> str:
    """A condition for the page's script: names of fields and the values that show the question."""
    if not condition:
        return ""
    said = {PREFIX + name: _sent(value) for name, value in condition.items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _sent(value: Plain) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def faults_in_words(form: FormDefinition, faults: Iterable[FieldFault]) -> tuple[Fault, ...]:
    """The lines of the error summary; where two sections ask the same, the section is named."""
    labels = Counter(each.label for each in form.fields)
    sections = {each.key: part.title for part in form.sections for each in part.fields if labels[each.label] > 1}
    return tuple(
        Fault(
            f"id-{PREFIX}{fault.field}",
            ": ".join(said for said in (sections.get(fault.field, ""), fault.sentence.words(gettext)) if said),
        )
        for fault in faults
    )


def facts(form: FormDefinition, answers: Mapping[str, Plain]) -> tuple[tuple[str, tuple[AnswerFact, ...]], ...]:
    """The kept answers in words, section by section."""
    told = (
        (part.title, tuple(_fact(each, answers[each.key]) for each in part.fields if each.key in answers))
        for part in form.sections
    )
    return tuple((title, lines) for title, lines in told if lines)


def _question(
    each: Field, answers: Mapping[str, str], wrong: Mapping[str, str], is_asked: bool, copies: Mapping[str, Copy]
) -> Question:
    kind, choices = _kind(each)
    return Question(
        name=PREFIX + each.key,
        label=each.label,
        kind=kind,
        value=answers.get(each.key, ""),
        required=each.required,
        help=each.help,
        fault=wrong.get(each.key, ""),
        input_mode=_INPUT_MODES.get(each.type, ""),
        hint=gettext("ngày/tháng/năm") if each.type is FieldType.DATE else "",
        choices=choices,
        when=condition_text(each.when),
        is_asked=is_asked,
        copies=copies.get(each.key),
    )


def _kind(each: Field) -> tuple[str, tuple[tuple[str, str], ...]]:
    match each.type:
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


def _plain(each: Field, text: str) -> Plain:
    if each.type in _TICKED:
        return text == YES
    if each.type is FieldType.INTEGER and text.strip().isdecimal():
        return int(text)
    return text.strip()


def _fact(each: Field, value: Plain) -> AnswerFact:
    return AnswerFact(each.label, _words(each, value))


def _words(each: Field, value: Plain) -> str:
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, int):
        return str(value) if each.type is FieldType.INTEGER else whole(value)
    if each.type is FieldType.DATE and len(value) == 10:
        return "/".join(reversed(value.split("-")))
    return each.choices.get(value, value)
