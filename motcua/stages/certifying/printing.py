"""What certifying prints: the page of a day of a register (sổ chứng thực)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.certifications import queries as certifications
from motcua.registers.certifications.queries import DayEntry
from motcua.registers.documents import queries as documents
from motcua.registers.documents.queries import BookFacts, BookRow
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move
from motcua.rules.money_words import money
from motcua.stages.certifying.errors import NoBookForThis


def book_of(*, procedure: Procedure, office_id: int, on: date, viewer: Viewer) -> bytes:
    """The lines entered on a day, those struck too. Raises `NoBookForThis`."""
    book = procedure.result.main.book
    if book is None:
        raise NoBookForThis
    lines = certifications.entered_on(office_id=office_id, book=book.symbol, on=on, viewer=viewer)
    names = people.persons({one.owner_id for one in lines}, viewer=viewer, purpose="print")
    paid = payments.paid_by(dossier_ids={one.line.dossier_id for one in lines}, viewer=viewer)
    signers = _signers(office_id, on, lines)
    facts = BookFacts(
        head=documents.letterhead(office_id=office_id, at=datetime.combine(on, time(17), VIETNAM), by_unit=True),
        name=book.name,
        volume=f"01/{on.year} – {book.symbol}",
        on=on,
        columns=tuple(procedure.form.by_key[key].label for key in book.columns),
        rows=tuple(
            BookRow(
                number=f"{one.line.number}",
                at=one.line.entered_at,
                person=names[one.owner_id].name if one.owner_id in names else "",
                columns=tuple(str(one.answers.get(key, "")) for key in book.columns),
                signer=signers.get(one.line.dossier_id, ""),
                fee=money(paid.get(one.line.dossier_id, 0)),
                struck=gettext("Gạch: {reason}").format(reason=one.line.reason) if one.line.struck_at else "",
            )
            for one in lines
        ),
    )
    return documents.book(facts)


def _signers(office_id: int, on: date, lines: Iterable[DayEntry]) -> Mapping[int, str]:
    """Who signed each of them, by name and title."""
    wanted = {f"dossier/{one.line.dossier_id}": one.line.dossier_id for one in lines if one.signed_at}
    signed = ledger.last_of_kind(wanted, Move.SIGN.value)
    days = {event.happened_at.astimezone(VIETNAM).date() for event in signed.values()} or {on}
    held = {
        f"holding/{each.holding_id}": f"{each.name}, {each.title}"
        for day in days
        for each in offices.holders_of(office_id, day)
    }
    return {wanted[stream]: held.get(str(event.body.get("by")), "") for stream, event in signed.items()}
