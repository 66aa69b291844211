"""The paper of money given back of a receipt (phiếu hoàn trả phí, lệ phí)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.registers.documents.printing.about import Head, head_words
from motcua.registers.documents.printing.templates import REFUND, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import dong, in_vietnam, moment_words
from motcua.rules.money_words import money_in_words


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """What it says; `amount` in đồng."""

    head: Head
    number: str
    year: int
    receipt_number: str
    receipt_year: int
    receiver: str
    amount: int
    ground: str
    reason: str
    method: str
    given_at: datetime
    giver: str
    dossier_code: str = ""
    procedure_name: str = ""


def refund(facts: RefundFacts) -> bytes:
    """The paper as PDF, A5 across, a page for each copy. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=REFUND, on=in_vietnam(issued_at).date())
    words = money_in_words(facts.amount)
    told = {
        **head_words(facts.head),
        "refund_number": facts.number,
        "year": f"{facts.year}",
        "receipt_number": facts.receipt_number,
        "receipt_year": f"{facts.receipt_year}",
        "receiver": facts.receiver,
        "amount": dong(facts.amount),
        "amount_words": words[:1].upper() + words[1:],
        "ground": facts.ground,
        "reason": facts.reason,
        "method": facts.method,
        "given": moment_words(facts.given_at),
        "giver": facts.giver,
        "dossier": facts.dossier_code,
        "procedure": facts.procedure_name,
        "source": template.source,
    }
    return typeset(template=template, facts=told, made_at=issued_at)
