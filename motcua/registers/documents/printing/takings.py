"""What was taken and given back on a day, of the office or of one till, with what was counted in it (bảng kê biên lai,
biên bản kiểm quỹ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.registers.documents.printing.about import Head, head_words
from motcua.registers.documents.printing.templates import TAKINGS, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import dong, in_vietnam, short_moment
from motcua.rules.money_words import money_in_words


@dataclass(frozen=True, slots=True)
class TakingRow:
    """A receipt, or a refund with its amount below zero, in đồng. `note` says that it was voided, and the like."""

    number: str
    at: datetime
    payer: str
    dossier_code: str
    about: str
    method: str
    amount: int
    note: str = ""
    counts: bool = True
    """Voided ones do not."""


@dataclass(frozen=True, slots=True)
class CountedNotes:
    """A till as it was closed, in đồng. `notes`: note → how many; empty when counted as a sum."""

    keeper: str
    opened_at: datetime
    closed_at: datetime | None
    opening: int
    expected: int
    counted: int | None
    notes: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakingsFacts:
    """The list of a day, or of a till."""

    head: Head
    day: str
    rows: tuple[TakingRow, ...] = ()
    till: CountedNotes | None = None


def takings(facts: TakingsFacts) -> bytes:
    """The list as PDF, A4. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=TAKINGS, on=in_vietnam(issued_at).date())
    total = sum(row.amount for row in facts.rows if row.counts)
    words = money_in_words(total)
    told = {
        **head_words(facts.head),
        "day": facts.day,
        "rows": [
            {
                "number": row.number,
                "at": short_moment(row.at),
                "payer": row.payer,
                "dossier": row.dossier_code,
                "about": row.about,
                "method": row.method,
                "amount": _signed(row.amount),
                "note": row.note,
            }
            for row in facts.rows
        ],
        "total": _signed(total),
        "total_words": words[:1].upper() + words[1:],
        "till": _till(facts.till) if facts.till else {},
        "source": template.source,
    }
    return typeset(template=template, facts=told, made_at=issued_at)


def _till(till: CountedNotes) -> dict[str, object]:
    counted = till.counted if till.counted is not None else till.expected
    return {
        "keeper": till.keeper,
        "opened": short_moment(till.opened_at),
        "closed": short_moment(till.closed_at),
        "opening": dong(till.opening),
        "expected": _signed(till.expected),
        "counted": dong(counted) if till.counted is not None else "",
        "difference": _signed(counted - till.expected) if till.counted is not None else "",
        "notes": [[dong(note), f"{count}", dong(note * count)] for note, count in till.notes],
        "reason": till.reason,
    }


def _signed(amount: int) -> str:
    return f"−{dong(-amount)}" if amount < 0 else dong(amount)
