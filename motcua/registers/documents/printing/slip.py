"""Form 01, the slip: what stands on it, and in which words (TT 03/2025/TT-VPCP, Annex I)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.printing.templates import SLIP, template_for
from motcua.registers.documents.printing.typesetting import qr, typeset

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


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
    promise_lines: tuple[str, ...] = ()
    unit_phone: str = ""


def slip(facts: SlipFacts) -> bytes:
    """The slip as PDF, A5: the same bytes for the same facts.

    Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`.
    """
    issued_at = facts.issued_at or facts.received_at
    template = template_for(form=SLIP, on=_here(issued_at).date(), procedure=facts.procedure_code)
    return typeset(template=template.file, facts=slip_words(facts, template.source), made_at=issued_at)


def slip_words(facts: SlipFacts, source: str) -> dict[str, Any]:
    """What the template prints, already in words."""
    day = _here(facts.issued_at or facts.received_at)
    return {
        "superior": facts.superior,
        "office": facts.office,
        "unit": facts.unit,
        "number": facts.number,
        "place_date": f"{facts.place}, ngày {day:%d} tháng {_month(day)} năm {day.year}",
        "code": facts.code,
        "book": [
            text for text in (_labelled("Quyển số", facts.book), _labelled("Số thứ tự", facts.book_number)) if text
        ],
        "promised": moment_words(facts.promised_at),
        "answers": [list(pair) for pair in _answers(facts) if pair[1]],
        "people": _people(facts),
        "procedure": facts.procedure_name,
        "procedure_code": facts.procedure_code,
        "case": facts.case_name,
        "papers": [_paper(paper) for paper in facts.papers],
        "sets": f"{facts.sets:02} bộ",
        "term": facts.term,
        "received": moment_words(facts.received_at),
        "charges": [{"name": c.name, "amount": dong(c.amount), "note": c.note} for c in facts.charges],
        "charges_total": dong(sum(c.amount for c in facts.charges)) if len(facts.charges) > 1 else "",
        "lines": list(facts.promise_lines),
        "qr": qr(facts.tracking_url),
        "qr_alt": f"Mã QR mở trang tra cứu hồ sơ {facts.code}: {facts.tracking_url}",
        "applicant": facts.applicant_name,
        "officer": facts.officer_name,
        "source": source,
    }


def moment_words(moment: datetime) -> str:
    """An aware moment in Vietnam: "09 giờ 05 phút, Thứ Hai ngày 23/11/2026"."""
    here = _here(moment)
    return f"{here:%H} giờ {here:%M} phút, {WEEKDAYS[here.weekday()]} ngày {here:%d/%m/%Y}"


def dong(amount: int) -> str:
    """An amount as written in Vietnam: "8.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")


def _here(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def _month(day: datetime) -> str:
    """January and February with a nought before them, as NĐ 30/2020 writes dates."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _answers(facts: SlipFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Nơi trả", facts.return_place),
        ("Hình thức nhận", facts.return_way),
        ("Tra cứu bằng mã QR hoặc tại", facts.lookup_url),
        ("Điện thoại hỏi đáp", facts.unit_phone),
    )


def _people(facts: SlipFacts) -> list[list[dict[str, Any]]]:
    """Lines of what is told of owner and applicant; short things share a line, what is empty leaves no label."""
    capacity = facts.applicant_capacity or ("chủ hồ sơ" if facts.applicant_name == facts.owner_name else "")
    lines = (
        [_person("Chủ hồ sơ", facts.owner_name, name=True)],
        [_person("Người nộp hồ sơ", facts.applicant_name, name=True, aside=capacity)],
        [_person("Số định danh", facts.id_number), _person("Điện thoại", facts.phone)],
        [_person("Thư điện tử", facts.email)],
        [_person("Địa chỉ", facts.address)],
    )
    told = ([one for one in line if one["text"]] for line in lines)
    return [line for line in told if line]


def _person(label: str, text: str, *, name: bool = False, aside: str = "") -> dict[str, Any]:
    return {"label": label, "text": text, "name": name, "aside": aside}


def _paper(paper: SlipPaper) -> dict[str, str]:
    handed_in = paper.originals + paper.copies + paper.electronic
    return {
        "name": paper.name,
        "note": paper.note,
        "originals": _count(paper.originals),
        "copies": _count(paper.copies),
        "electronic": _count(paper.electronic),
        "all": _count(handed_in),
        "register": "x" if paper.from_register else "",
    }


def _count(number: int) -> str:
    return f"{number:02}" if number else ""
