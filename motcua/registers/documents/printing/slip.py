"""Form 01, the slip: what stands on it, and in which words (TT 03/2025/TT-VPCP, Annex I)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.registers.documents.printing.about import AboutDossier, people_lines, tracking_words
from motcua.registers.documents.printing.templates import SLIP, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import (
    count_words,
    dong,
    in_vietnam,
    labelled,
    moment_words,
    place_and_day,
)


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A paper of the dossier: how many originals and copies lie in it, or whence the state has it."""

    name: str
    originals: int = 0
    copies: int = 0
    electronic: int = 0
    from_register: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipCharge:
    """A fee: đồng, and a word on it ("đã thu", "miễn: trẻ em", "thu khi trả kết quả")."""

    name: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipPart:
    """A part of an interlinked submission: what, who decides it, how long, until when."""

    name: str
    office: str
    term: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """All that a slip says, as plain values. Moments are aware and printed as Vietnam's. Empty texts are left out."""

    superior: str
    office: str
    unit: str
    place: str
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    applicant_name: str
    received_at: datetime
    promised_at: datetime
    term: str
    tracking_url: str
    """What the QR opens: the dossier's own page."""
    officer_name: str
    lookup_url: str = ""
    """The short address a person types."""
    number: str = ""
    book: str = ""
    book_number: str = ""
    issued_at: datetime | None = None
    case_name: str = ""
    applicant_capacity: str = ""
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    papers: tuple[SlipPaper, ...] = ()
    sets: int = 1
    return_place: str = ""
    return_way: str = ""
    charges: tuple[SlipCharge, ...] = ()
    charges_elsewhere: str = ""
    """Where the fees stand that are not on this slip; empty: nothing is charged but what `charges` lists."""
    promise_lines: tuple[str, ...] = ()
    unit_phone: str = ""
    whole_code: str = ""
    """Of an interlinked submission: the one code of the whole; `parts` lists what it goes through."""
    whole_name: str = ""
    """What the whole asks for."""
    whole_term: str = ""
    """What the terms of all parts come to."""
    whole_due_at: datetime | None = None
    parts: tuple[SlipPart, ...] = ()
    mark: str = ""
    """Printed on every page, as of `about.Head`."""


def slip(facts: SlipFacts) -> bytes:
    """The slip as PDF, A5: the same bytes for the same facts.

    Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`.
    """
    issued_at = facts.issued_at or facts.received_at
    template = template_for(form=SLIP, on=in_vietnam(issued_at).date(), procedure=facts.procedure_code)
    return typeset(template=template, facts=slip_words(facts, template.source), made_at=issued_at)


def slip_words(facts: SlipFacts, source: str) -> dict[str, Any]:
    """What the template prints, already in words."""
    return {
        "superior": facts.superior,
        "office": facts.office,
        "unit": facts.unit,
        "number": facts.number,
        "place_date": place_and_day(facts.place, facts.issued_at or facts.received_at),
        "mark": facts.mark,
        "code": facts.code,
        "book": [text for text in (labelled("Quyển số", facts.book), labelled("Số thứ tự", facts.book_number)) if text],
        "promised": moment_words(facts.promised_at),
        "answers": [list(pair) for pair in _answers(facts) if pair[1]],
        "people": people_lines(_about(facts)),
        "procedure": facts.procedure_name,
        "procedure_code": facts.procedure_code,
        "case": facts.case_name,
        "papers": [_paper(paper) for paper in facts.papers],
        "sets": f"{facts.sets:02} bộ",
        "term": facts.term,
        "received": moment_words(facts.received_at),
        "charges": [{"name": c.name, "amount": dong(c.amount), "note": c.note} for c in facts.charges],
        "charges_total": dong(sum(c.amount for c in facts.charges)) if len(facts.charges) > 1 else "",
        "charges_elsewhere": facts.charges_elsewhere,
        "lines": list(facts.promise_lines),
        "whole_code": facts.whole_code,
        "whole_name": facts.whole_name,
        "whole_term": facts.whole_term,
        "whole_due": moment_words(facts.whole_due_at) if facts.whole_due_at else "",
        "parts": [_part(part) for part in facts.parts],
        **tracking_words(facts.code, facts.tracking_url),
        "applicant": facts.applicant_name,
        "officer": facts.officer_name,
        "source": source,
    }


def _answers(facts: SlipFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Nơi trả", facts.return_place),
        ("Hình thức nhận", facts.return_way),
        ("Tra cứu bằng mã QR hoặc tại", facts.lookup_url),
        ("Điện thoại hỏi đáp", facts.unit_phone),
    )


def _about(facts: SlipFacts) -> AboutDossier:
    return AboutDossier(
        code=facts.code,
        procedure_code=facts.procedure_code,
        procedure_name=facts.procedure_name,
        owner_name=facts.owner_name,
        applicant_name=facts.applicant_name,
        applicant_capacity=facts.applicant_capacity,
        id_number=facts.id_number,
        address=facts.address,
        phone=facts.phone,
        email=facts.email,
    )


def _part(part: SlipPart) -> dict[str, str]:
    due = moment_words(part.due_at) if part.due_at else ""
    return {"name": part.name, "office": part.office, "term": part.term, "due": due}


def _paper(paper: SlipPaper) -> dict[str, str]:
    handed_in = paper.originals + paper.copies + paper.electronic
    return {
        "name": paper.name,
        "note": paper.note,
        "originals": count_words(paper.originals),
        "copies": count_words(paper.copies),
        "electronic": count_words(paper.electronic),
        "all": count_words(handed_in),
        "register": "x" if paper.from_register else "",
    }
