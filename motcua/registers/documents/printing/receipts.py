"""The receipt of a fee (biên lai thu phí, lệ phí), its amount in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.registers.documents.printing.about import Head, head_words
from motcua.registers.documents.printing.templates import RECEIPT, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import dong, in_vietnam, moment_words
from motcua.rules.money_words import money_in_words

COPIES: Final = ("Liên 1: Lưu tại cơ quan thu", "Liên 2: Giao người nộp tiền")


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One fee, in đồng."""

    name: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. `number` counts within the office's year; every other amount is the sum of the lines."""

    head: Head
    number: str
    payer_name: str
    lines: tuple[ReceiptLine, ...]
    taken_at: datetime
    collector: str
    year: int = 0
    payer_address: str = ""
    payer_number: str = ""
    dossier_code: str = ""
    procedure_code: str = ""
    procedure_name: str = ""
    method: str = ""
    """tiền mặt, chuyển khoản."""
    form_symbol: str = ""
    """Ký hiệu mẫu and ký hiệu of receipts registered with the tax office, where the province uses them."""
    series: str = ""
    tax_number: str = ""
    void: str = ""
    """Why it was voided; empty: it holds."""
    copies: tuple[str, ...] = COPIES


def receipt(facts: ReceiptFacts) -> bytes:
    """The receipt as PDF, A5 across, a page for each copy.

    Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`.
    """
    issued_at = facts.head.issued_at
    template = template_for(form=RECEIPT, on=in_vietnam(issued_at).date(), procedure=facts.procedure_code or None)
    total = sum(line.amount for line in facts.lines)
    words = money_in_words(total)
    told = {
        **head_words(facts.head),
        "mark": facts.head.mark or ("ĐÃ HỦY – KHÔNG CÓ GIÁ TRỊ" if facts.void else ""),
        "receipt_number": facts.number,
        "year": f"{facts.year}" if facts.year else "",
        "payer": facts.payer_name,
        "payer_address": facts.payer_address,
        "payer_number": facts.payer_number,
        "dossier": facts.dossier_code,
        "procedure": facts.procedure_name,
        "lines": [{"name": line.name, "amount": dong(line.amount), "note": line.note} for line in facts.lines],
        "total": dong(total),
        "total_words": words[:1].upper() + words[1:],
        "method": facts.method,
        "taken": moment_words(facts.taken_at),
        "collector": facts.collector,
        "form_symbol": facts.form_symbol,
        "series": facts.series,
        "tax_number": facts.tax_number,
        "void": facts.void,
        "copies": list(facts.copies),
        "source": template.source,
    }
    return typeset(template=template, facts=told, made_at=issued_at)
