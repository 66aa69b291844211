"""A procedure's form (tờ khai) on a page: its questions with what was typed, and as facts on a dossier's page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext

from motcua.rules.expressions import Condition, Plain
from motcua.rules.form_values import whole
from motcua.rules.forms import Field, FieldFault, FieldType, FormDefinition, Reading
from motcua.rules.money_words import money_in_words
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
    """One question as the page shows it. `kind` is line, text, select, radios, tick or reckoned."""

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
    """Of money: the amount in words; of what is reckoned: the value. None: nothing is said."""

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
    reading: Reading,
    faults: Iterable[FieldFault] = (),
    copies: Mapping[str, Copy] = MappingProxyType({}),
) -> tuple[Part, ...]:
    """The sections with every question; those that these answers do not call for are marked hidden. `reading` is what
    the answers come to."""
    wrong = {fault.field: fault.sentence.words(gettext) for fault in faults}
    return tuple(
        Part(part.title, tuple(_question(form, each, answers, wrong, reading, copies) for each in part.fields))
        for part in form.sections
    )


def answers_asked(form: FormDefinition, answers: Mapping[str, str], reading: Reading) -> dict[str, str]:
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
    form: FormDefinition,
    each: Field,
    answers: Mapping[str, str],
    wrong: Mapping[str, str],
    reading: Reading,
    copies: Mapping[str, Copy],
) -> Question:
    kind, choices = _kind(each)
    return Question(
        name=PREFIX + each.key,
        label=each.label,
        kind=kind,
        value=answers.get(each.key, ""),
        required=each.required or each.key in reading.required,
        help=each.help,
        fault=wrong.get(each.key, ""),
        input_mode=_INPUT_MODES.get(each.type, ""),
        hint=gettext("ngày/tháng/năm") if each.type is FieldType.DATE else "",
        choices=choices,
        when=condition_text(each.when, form),
        is_part=is_judged_here(each.when, form),
        is_asked=each.key in reading.asked,
        copies=copies.get(each.key),
        says=_says(each, reading),
    )


def _says(each: Field, reading: Reading) -> str | None:
    value = reading.values.get(each.key)
    if each.computed:
        return "–" if value is None else _with_words(each, value)
    if each.type is not FieldType.MONEY:
        return None
    return money_in_words(value) if isinstance(value, int) else ""


def _with_words(each: Field, value: Plain) -> str:
    if each.type is FieldType.MONEY and isinstance(value, int):
        return f"{whole(value)} đồng ({money_in_words(value)})"
    return _words(each, value)


def _kind(each: Field) -> tuple[str, tuple[tuple[str, str], ...]]:
    if each.computed:
        return "reckoned", ()
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


def _fact(each: Field, value: Plain) -> AnswerFact:
    return AnswerFact(each.label, _words(each, value))


def _words(each: Field, value: Plain) -> str:
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, int):
        return str(value) if each.type is FieldType.INTEGER else f"{whole(value)} đồng"
    if each.type is FieldType.DATE and len(value) == 10:
        return "/".join(reversed(value.split("-")))
    return each.choices.get(value, value)
