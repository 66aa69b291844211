"""The page of a day of a register of results: who asked, for what, who signed, what was paid (sổ chứng thực)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.registers.documents.printing.about import Head, head_words
from motcua.registers.documents.printing.templates import BOOK, template_for
from motcua.registers.documents.printing.typesetting import typeset
from motcua.registers.documents.printing.words import day_words, in_vietnam, short_moment


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line. `columns` are answers, in the order of the page's; `struck` says why the line does not hold."""

    number: str
    at: datetime
    person: str
    columns: tuple[str, ...]
    signer: str = ""
    fee: str = ""
    struck: str = ""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The page of one day."""

    head: Head
    name: str
    volume: str
    on: date
    columns: tuple[str, ...]
    rows: tuple[BookRow, ...] = ()


def book(facts: BookFacts) -> bytes:
    """The page as PDF, A4 across. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=BOOK, on=in_vietnam(issued_at).date())
    words = {
        **head_words(facts.head),
        "name": facts.name,
        "volume": facts.volume,
        "day": day_words(facts.on),
        "columns": list(facts.columns),
        "rows": [
            {
                "number": row.number,
                "at": short_moment(row.at),
                "person": row.person,
                "columns": list(row.columns),
                "signer": row.signer,
                "fee": row.fee,
                "struck": row.struck,
            }
            for row in facts.rows
        ],
        "total": f"{sum(not row.struck for row in facts.rows)}",
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)
