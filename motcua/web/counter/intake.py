"""The one screen of intake: what stands on it, what it would mean, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import EarlierAnswers
from motcua.registers.offices.queries import Office
from motcua.registers.procedures.queries import Procedure
from motcua.rules import forms as form_rules
from motcua.rules.completeness import PaperStanding
from motcua.rules.forms import FieldFault, Reading
from motcua.stages.intake.queries import IntakePreview
from motcua.web.counter.chains import ChainAtHand
from motcua.web.counter.forms import PersonForm
from motcua.web.shared.procedure_form import Typed, answers_asked

CHANNELS = {
    "direct": gettext_noop("Trực tiếp"),
    "postal": gettext_noop("Bưu chính"),
    "online": gettext_noop("Trực tuyến"),
}


@dataclass(slots=True)
class Intake:
    """What stands on the page. `given` are papers as ticked; `faults` of the form are told only when asked for."""

    query: str
    procedure: Procedure | None
    case_key: str
    channel: str
    applicant: PersonForm
    owner: PersonForm | None
    answers: dict[str, Typed]
    given: tuple[PaperGiven, ...]
    not_found: frozenset[str]
    groups: frozenset[str]
    fee_taken: bool
    correct: bool
    office_id: int
    fed: frozenset[str] = frozenset()
    """Of a part of an interlinked submission that is put right: papers that are results of the parts before it."""
    by_transfer: bool = False
    """What is due at submission is asked for by transfer, instead of taken."""
    reading: Reading | None = None
    """What the answers come to so far; None while there is no procedure."""
    for_another: int | None = None
    """Another office of the same kind, for which it is received here."""
    deciding: Office | None = None
    """Who will decide; None while there is no procedure, and when nobody is registered who does."""
    preview: IntakePreview | None = None
    chain: ChainAtHand | None = None
    """Of an interlinked group: `procedure` is then all its parts as one."""
    faults: tuple[FieldFault, ...] = field(default=())
    earlier: EarlierAnswers | None = None
    """An earlier dossier of the applicant that the form may be filled in from."""
    earlier_note: str = ""
    """What was filled in from it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Whence the parts of a question of the form came, by its key."""
    left_over: Mapping[str, str] = field(default_factory=dict)
    """What was typed into questions that the form has no longer, and has not been put elsewhere yet; by name."""

    @property
    def known(self) -> Mapping[str, object]:
        """Answers for conditions and fees, as far as they can be read."""
        return self.reading.values if self.reading else {}

    @property
    def same_person(self) -> bool:
        return self.owner is None


def find_faults(page: Intake, *, now: datetime) -> None:
    """Look for everything wrong at once: persons, form. Papers are in the preview."""
    page.applicant.is_valid()
    if page.owner is not None:
        page.owner.is_valid()
    if page.procedure:
        checked = form_rules.check(page.procedure.form, answers_of(page), today=now.astimezone(VIETNAM).date())
        page.faults = () if isinstance(checked, form_rules.Answers) else checked


def is_ready(page: Intake) -> bool:
    """Nothing wrong was found, as far as the page itself can tell."""
    persons = page.applicant.is_valid() and (page.owner is None or page.owner.is_valid())
    papers = page.preview is not None and page.preview.completeness.is_complete
    return bool(page.procedure and persons and papers and not page.faults and not page.left_over)


def may_begin(page: Intake) -> bool:
    """Who, what and the form are known; papers may be missing. Parts of a chain come whole or not at all."""
    persons = page.applicant.is_valid() and (page.owner is None or page.owner.is_valid())
    return bool(page.procedure and not page.chain and persons and not page.faults)


def answers_of(page: Intake) -> Mapping[str, Any]:
    """The answers to the questions that are asked."""
    return answers_asked(page.procedure.form, page.answers, page.reading) if page.procedure and page.reading else {}


def papers_of(page: Intake) -> tuple[PaperGiven, ...]:
    """The papers that came, and those that the state holds."""
    return (*page.given, *_held_by_state(page))


def _held_by_state(page: Intake) -> tuple[PaperGiven, ...]:
    assert page.preview is not None
    held = page.preview.completeness.standing(PaperStanding.HELD_BY_STATE)
    return tuple(PaperGiven(line.paper.key, held_by_state=True) for line in held)


def paper_faults(page: Intake) -> list[tuple[str, str]]:
    """(paper, sentence) of what is missing."""
    if page.preview is None:
        return []
    return [(line.paper.key, line.sentence.words(gettext)) for line in page.preview.completeness.missing]
