"""Forms 02 and 03: what is asked for once and completely, and why a dossier is not taken in (TT 03/2025/TT-VPCP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.registers.documents.printing.about import AboutDossier, Head, dossier_words, head_words
from motcua.registers.documents.printing.templates import REFUSAL, SUPPLEMENT_REQUEST, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import in_vietnam, moment_words


@dataclass(frozen=True, slots=True)
class RequestedItem:
    """A paper or a point to be completed; why, and how."""

    what: str
    why: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class SupplementRequestFacts:
    """What form 02 says."""

    head: Head
    about: AboutDossier
    items: tuple[RequestedItem, ...]
    answer_by: datetime | None = None
    officer_name: str = ""
    officer_phone: str = ""
    return_place: str = ""
    """Where what is asked for is brought."""
    online: bool = False
    """It may be added on the tracking page too."""


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """What form 03 says. `right_place`: where to go instead, when this office is not competent."""

    head: Head
    about: AboutDossier
    reason: str
    ground: str = ""
    article: str = ""
    right_place: str = ""
    officer_name: str = ""
    officer_phone: str = ""


def supplement_request(facts: SupplementRequestFacts) -> bytes:
    """Form 02 as PDF, A5. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(
        form=SUPPLEMENT_REQUEST, on=in_vietnam(issued_at).date(), procedure=facts.about.procedure_code
    )
    words = {
        **head_words(facts.head),
        **dossier_words(facts.about),
        "items": [{"what": one.what, "why": one.why, "how": one.how} for one in facts.items],
        "answer_by": moment_words(facts.answer_by),
        "officer": facts.officer_name,
        "officer_phone": facts.officer_phone,
        "return_place": facts.return_place,
        "online": facts.online,
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)


def refusal(facts: RefusalFacts) -> bytes:
    """Form 03 as PDF, A5. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=REFUSAL, on=in_vietnam(issued_at).date(), procedure=facts.about.procedure_code)
    words = {
        **head_words(facts.head),
        **dossier_words(facts.about),
        "reason": facts.reason,
        "ground": facts.ground,
        "article": facts.article,
        "right_place": facts.right_place,
        "officer": facts.officer_name,
        "officer_phone": facts.officer_phone,
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)
