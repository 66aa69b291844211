"""Papers in rows: form 06 (each hand-over of a dossier), form 07 (the register), the record of several dossiers handed
over (TT 03/2025/TT-VPCP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.registers.documents.printing.about import AboutDossier, Head, dossier_words, head_words
from motcua.registers.documents.printing.templates import CONTROL_SHEET, DAYBOOK, HANDING_OVER, template_for
from motcua.registers.documents.printing.typesetting import qr, typeset
from motcua.registers.documents.printing.words import day_words, hour_and_day, in_vietnam, moment_words, short_moment


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over: who gave the dossier, who took it, when, how the giver's work stood against its time, and what it
    was."""

    giver: str
    receiver: str
    at: datetime
    giver_name: str = ""
    receiver_name: str = ""
    standing: str = ""
    """trước hạn, đúng hạn, quá hạn; empty where the giver had no time to keep."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSheetFacts:
    """What form 06 says."""

    head: Head
    about: AboutDossier
    competent: str
    consulted: tuple[str, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    finished_at: datetime | None = None
    standing: str = ""
    """Of the whole dossier, once it is finished."""


@dataclass(frozen=True, slots=True)
class DaybookRow:
    """One dossier in the register."""

    code: str
    procedure_name: str
    person: str
    sets: int = 1
    contact: str = ""
    competent: str = ""
    received_at: datetime | None = None
    promised_at: datetime | None = None
    returned_at: datetime | None = None
    way: str = ""
    """How the result is taken."""
    signed_by: str = ""
    """Who took it; empty: room for a signature."""
    note: str = ""
    counts: bool = True
    """False of a later part of an interlinked submission: that was handed in once, with its first part."""


@dataclass(frozen=True, slots=True)
class DaybookFacts:
    """The register of one day."""

    head: Head
    on: date
    rows: tuple[DaybookRow, ...] = ()
    book: str = ""
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class HandedDossier:
    """One dossier that is handed over, with what lies in it."""

    code: str
    procedure_name: str
    owner_name: str
    contents: tuple[str, ...] = ()
    """Papers and results with their number."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandingOverFacts:
    """The record of several dossiers handed over, which both sides sign."""

    head: Head
    giver: str
    receiver: str
    at: datetime
    dossiers: tuple[HandedDossier, ...]
    giver_name: str = ""
    receiver_name: str = ""
    code: str = ""
    """Of the record itself; its QR opens `address`."""
    address: str = ""
    note: str = ""


def control_sheet(facts: ControlSheetFacts) -> bytes:
    """Form 06 as PDF, A5. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=CONTROL_SHEET, on=in_vietnam(issued_at).date(), procedure=facts.about.procedure_code)
    words = {
        **head_words(facts.head),
        **dossier_words(facts.about),
        "competent": facts.competent,
        "consulted": list(facts.consulted),
        "received": moment_words(facts.about.received_at),
        "promised": moment_words(facts.about.promised_at),
        "rows": [_hand_over(one) for one in facts.hand_overs],
        "finished": moment_words(facts.finished_at),
        "standing": facts.standing,
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)


def daybook(facts: DaybookFacts) -> bytes:
    """Form 07 of one day as PDF, A4 across. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=DAYBOOK, on=in_vietnam(issued_at).date())
    words = {
        **head_words(facts.head),
        "day": day_words(facts.on),
        "book": facts.book,
        "rows": [_daybook_row(row) for row in facts.rows],
        "total": f"{sum(row.counts for row in facts.rows)}",
        "sets": f"{sum(row.sets for row in facts.rows if row.counts)}",
        "returned": f"{sum(row.returned_at is not None for row in facts.rows if row.counts)}",
        "later": f"{later}" if (later := sum(not row.counts for row in facts.rows)) else "",
        "keeper": facts.keeper,
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)


def handing_over(facts: HandingOverFacts) -> bytes:
    """The record of dossiers handed over as PDF, A4. Raises `LetterCannotBePrinted` and `NoTemplateForTheDay`."""
    issued_at = facts.head.issued_at
    template = template_for(form=HANDING_OVER, on=in_vietnam(issued_at).date())
    words = {
        **head_words(facts.head),
        "giver": facts.giver,
        "giver_name": facts.giver_name,
        "receiver": facts.receiver,
        "receiver_name": facts.receiver_name,
        "at": moment_words(facts.at),
        "rows": [
            {
                "code": one.code,
                "procedure": one.procedure_name,
                "owner": one.owner_name,
                "contents": list(one.contents),
                "note": one.note,
            }
            for one in facts.dossiers
        ],
        "total": f"{len(facts.dossiers):02}",
        "note": facts.note,
        "record": facts.code,
        "qr": qr(facts.address) if facts.address else "",
        "qr_alt": f"Mã QR mở trang ký nhận biên bản {facts.code}: {facts.address}",
        "lookup": "",
        "source": template.source,
    }
    return typeset(template=template, facts=words, made_at=issued_at)


def _hand_over(one: HandOver) -> dict[str, Any]:
    return {
        "giver": one.giver,
        "giver_name": one.giver_name,
        "receiver": one.receiver,
        "receiver_name": one.receiver_name,
        "at": hour_and_day(one.at),
        "standing": one.standing,
        "note": one.note,
    }


def _daybook_row(row: DaybookRow) -> dict[str, str]:
    return {
        "code": row.code,
        "procedure": row.procedure_name,
        "sets": f"{row.sets:02}",
        "person": row.person,
        "contact": row.contact,
        "competent": row.competent,
        "received": short_moment(row.received_at),
        "promised": short_moment(row.promised_at),
        "returned": short_moment(row.returned_at),
        "way": row.way,
        "signed_by": row.signed_by,
        "note": row.note,
    }
