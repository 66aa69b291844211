"""Results of procedures: each is printed by the template that lies in its procedure's folder, `<code>/print/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from motcua.registers.documents.errors import NoTemplateForTheResult
from motcua.registers.documents.printing.about import (
    UNSIGNED,
    AboutDossier,
    Head,
    Signer,
    dossier_words,
    head_words,
    signer_words,
)
from motcua.registers.documents.printing.bounds import within_bounds
from motcua.registers.documents.printing.templates import Template, own_template
from motcua.registers.documents.printing.typesetting import as_input, pictured, typeset
from motcua.registers.documents.printing.words import day_words, in_vietnam
from motcua.rules.date_words import date_in_words


@dataclass(frozen=True, slots=True)
class Blank:
    """A sheet that is printed already: how far right and down what is filled in is moved, in millimetres, to fall where
    this printer misses."""

    right: float = 0
    down: float = 0


_FOR_A_BLANK: Final = re.compile(r"^// Blank: (?P<whose>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What a result says. A template prints of it what its paper has; what is not known stays empty on the paper.

    `said` are the answers of the form in words, by their key; `days` those that are days; `chosen` the keys of what was
    chosen, for templates that go by it. `given` is what another register gave (số định danh cá nhân, số, quyển), by
    key; it comes before the answers.
    """

    head: Head
    about: AboutDossier
    item: str
    """The key of the result in the procedure's file."""
    name: str
    template: str
    """The name of the template's file."""
    valid_from: date
    """Of the version of the procedure, whose template it is."""
    number: str = ""
    book: str = ""
    registered_at: datetime | None = None
    """When it was entered in the register: the day beside the number."""
    said: Mapping[str, str] = field(default_factory=dict, hash=False)
    days: Mapping[str, date] = field(default_factory=dict, hash=False)
    chosen: Mapping[str, str] = field(default_factory=dict, hash=False)
    given: Mapping[str, str] = field(default_factory=dict, hash=False)
    signer: Signer = UNSIGNED
    office_name: str = ""
    """The office that registers, as certificates name it: with the province."""
    examiner_name: str = ""
    source: str = ""
    """The form and the paper that sets it, as printed at the foot."""
    template_text: str | None = field(default=None, hash=False)
    """The template as it was published; None: as it lies beside the procedure."""
    valid_until: date | None = None
    """The last day on which the result is good; None: nobody says."""
    blank: Blank | None = None
    """On a ministry's blank: what is filled in, and nothing that the blank says already."""


def result(facts: ResultFacts) -> bytes:
    """The result as PDF. Raises `NoTemplateForTheResult`, `TemplateFaulty` and `LetterCannotBePrinted`."""
    template = _template(facts)
    return typeset(template=template, facts=_words(facts, template), made_at=facts.head.issued_at)


def tried_result(facts: ResultFacts) -> bytes:
    """The same of a template that nobody has proved yet: it is set in a process of its own first, if it may take long.
    Raises `TemplateFaulty` besides when it goes beyond the bounds."""
    template = _template(facts)
    within_bounds(template, as_input(_words(facts, template)))
    return result(facts)


def result_pictures(facts: ResultFacts) -> tuple[bytes, ...]:
    """The same as pictures, a page each. Raises as `result`."""
    template = _template(facts)
    return pictured(template=template, facts=_words(facts, template), made_at=facts.head.issued_at)


def _words(facts: ResultFacts, template: Template) -> dict[str, Any]:
    if not template.shows_qr:  # no certificate has one, and drawing it takes longer than setting some papers
        facts = replace(facts, about=replace(facts.about, tracking_url=""))
    return result_words(facts)


def _template(facts: ResultFacts) -> Template:
    template = own_template(
        procedure=facts.about.procedure_code,
        form=facts.item,
        file=facts.template,
        valid_from=facts.valid_from,
        source=facts.source,
        text=facts.template_text,
    )
    if template is None:
        raise NoTemplateForTheResult(name=facts.name, procedure=facts.about.procedure_code)
    return template


def has_template(*, procedure: str, template: str) -> bool:
    """Whether the procedure has a template of this name beside it."""
    return own_template(procedure=procedure, form="", file=template, valid_from=date.min) is not None


def blank_of(*, procedure: str, template: str, text: str | None = None) -> str:
    """Whose blank the template can be printed on, as its line "// Blank: …" says; nothing when it says none. `text` as
    of `own_template`."""
    found = own_template(procedure=procedure, form="", file=template, valid_from=date.min, text=text)
    said = _FOR_A_BLANK.search(found.content.decode()) if found else None
    return said["whose"].strip() if said else ""


def result_words(facts: ResultFacts) -> dict[str, Any]:
    """What a result's template may print, in words; `said.<key>_words` is a day written out."""
    days = {key: f"{day:%d/%m/%Y}" for key, day in facts.days.items()}
    written = {f"{key}_words": date_in_words(day) for key, day in facts.days.items()}
    registered = in_vietnam(facts.registered_at).date() if facts.registered_at else None
    return {
        **head_words(facts.head),
        **dossier_words(facts.about),
        "name": facts.name,
        "result_number": facts.number,
        "book": facts.book,
        "registered": f"{registered:%d/%m/%Y}" if registered else "",
        "registered_words": day_words(registered) if registered else "",
        "valid_until": f"{facts.valid_until:%d/%m/%Y}" if facts.valid_until else "",
        "said": {**facts.said, **days, **written, **facts.given},
        "chosen": dict(facts.chosen),
        "signer": signer_words(facts.signer),
        "office_name": facts.office_name,
        "examiner": facts.examiner_name,
        "source": facts.source,
        "blank": {"right": facts.blank.right, "down": facts.blank.down} if facts.blank else None,
    }
