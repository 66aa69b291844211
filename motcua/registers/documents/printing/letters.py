"""Letters of an office to the applicant: form 04 (apology and a new day), form 05 (processing stops), and the notice
that the request is not granted (TT 03/2025/TT-VPCP; layout of NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from motcua.registers.documents.printing.about import (
    UNSIGNED,
    AboutDossier,
    Head,
    Signer,
    dossier_words,
    head_words,
    signer_words,
)
from motcua.registers.documents.printing.templates import APOLOGY, NOT_ELIGIBLE, STOP_NOTICE, Template, template_for
from motcua.registers.documents.printing.typesetting import pictured, typeset
from motcua.registers.documents.printing.words import day_words, dong, in_vietnam, moment_words
from motcua.rules.money_words import money_in_words


@dataclass(frozen=True, slots=True)
class ApologyFacts:
    """What form 04 says: the day that was promised, the day promised now, why."""

    head: Head
    about: AboutDossier
    promised_at: datetime
    new_promised_at: datetime
    reason: str
    signer: Signer = UNSIGNED
    contact: str = ""
    receivers: tuple[str, ...] = ()


class Stopping(StrEnum):
    """Why the processing stops (TT 03/2025/TT-VPCP art. 7)."""

    WITHDRAWN = "withdrawn"
    """At the applicant's own request."""
    UNANSWERED = "unanswered"
    """What was asked for did not come in time."""
    GROUND = "ground"
    """On another ground that the procedure lists."""


@dataclass(frozen=True, slots=True)
class StopNoticeFacts:
    """What form 05 says. `papers_back` are names of originals with their number ("Giấy chứng sinh (01 bản chính)")."""

    head: Head
    about: AboutDossier
    stopping: Stopping
    stopped_at: datetime
    asked_at: datetime | None = None
    """Of what was asked for and did not come, or of the withdrawal."""
    answer_by: datetime | None = None
    ground: str = ""
    article: str = ""
    reason: str = ""
    papers_back: tuple[str, ...] = ()
    paid: int = 0
    """đồng that the applicant had paid."""
    money_words: str = ""
    """What becomes of them."""
    signer: Signer = UNSIGNED
    contact: str = ""
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotEligibleFacts:
    """The notice that a request is not granted: the result of a refused dossier."""

    head: Head
    about: AboutDossier
    title: str
    reason: str
    articles: tuple[str, ...] = ()
    papers_back: tuple[str, ...] = ()
    signer: Signer = UNSIGNED
    contact: str = ""
    receivers: tuple[str, ...] = ()


_ALWAYS: Final = "Như trên"
_KEPT: Final = "Lưu: VT, hồ sơ"


def apology(facts: ApologyFacts) -> bytes:
    """Form 04 as PDF, A4. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    more = {
        "promised": moment_words(facts.promised_at),
        "new_promised": moment_words(facts.new_promised_at),
        "reason": facts.reason,
    }
    return _letter(APOLOGY, facts, more)


def stop_notice(facts: StopNoticeFacts) -> bytes:
    """Form 05 as PDF, A4. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    more = {
        "because": _because(facts),
        "reason": facts.reason,
        "stopped": moment_words(facts.stopped_at),
        "papers_back": list(facts.papers_back),
        "paid": dong(facts.paid) if facts.paid else "",
        "paid_words": money_in_words(facts.paid) if facts.paid else "",
        "money": facts.money_words,
    }
    return _letter(STOP_NOTICE, facts, more)


def not_eligible(facts: NotEligibleFacts) -> bytes:
    """The notice of a refusal as PDF, A4. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    return _letter(NOT_ELIGIBLE, facts, _refused(facts))


def not_eligible_pictures(facts: NotEligibleFacts) -> tuple[bytes, ...]:
    """The same as pictures, a page each."""
    template, words = _written(NOT_ELIGIBLE, facts, _refused(facts))
    return pictured(template=template, facts=words, made_at=facts.head.issued_at)


def _refused(facts: NotEligibleFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "reason": facts.reason,
        "articles": list(facts.articles),
        "papers_back": list(facts.papers_back),
    }


_Letter = ApologyFacts | StopNoticeFacts | NotEligibleFacts


def _letter(form: str, facts: _Letter, more: dict[str, Any]) -> bytes:
    template, words = _written(form, facts, more)
    return typeset(template=template, facts=words, made_at=facts.head.issued_at)


def _written(form: str, facts: _Letter, more: dict[str, Any]) -> tuple[Template, dict[str, Any]]:
    on = in_vietnam(facts.head.issued_at).date()
    template = template_for(form=form, on=on, procedure=facts.about.procedure_code)
    return template, {
        **head_words(facts.head),
        **dossier_words(facts.about),
        "received": moment_words(facts.about.received_at),
        "signer": signer_words(facts.signer),
        "contact": facts.contact,
        "receivers": [f"{one};" for one in (_ALWAYS, *facts.receivers)] + [f"{_KEPT}."],
        "source": template.source,
        **more,
    }


def _because(facts: StopNoticeFacts) -> str:
    """The ground of stopping in one sentence, without the reason in the official's own words."""
    if facts.stopping is Stopping.WITHDRAWN:
        asked = f" {day_words(facts.asked_at)}" if facts.asked_at else ""
        return f"Theo đề nghị rút hồ sơ{asked} của người nộp hồ sơ"
    if facts.stopping is Stopping.UNANSWERED:
        asked = f" {day_words(facts.asked_at)}" if facts.asked_at else ""
        until = f"; hạn bổ sung là {moment_words(facts.answer_by)}" if facts.answer_by else ""
        return f"Hồ sơ không được bổ sung, hoàn thiện đúng thời hạn theo yêu cầu{asked}{until}"
    article = f" ({facts.article})" if facts.article else ""
    return f"{facts.ground}{article}" if facts.ground else ""
