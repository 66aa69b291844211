"""What the register does: enter a line with the next number of its book and year, strike one with its reason."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.certifications.errors import NothingToStrike, NotYoursToEnter, ReasonOfStrikeMissing
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.ledger import actions as ledger
from motcua.rules.access import Role, Viewer

LONGEST_REASON: Final = 500
_NEXT: Final = """
INSERT INTO certifications_year_number AS kept (office_id, book, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (office_id, book, year) DO UPDATE SET last = kept.last + 1 RETURNING last
"""


@dataclass(frozen=True, slots=True)
class Entered:
    """A line: its number in the book and year of the office."""

    number: int
    year: int
    book: str
    already: bool = False


def enter(*, dossier_id: int, book: str, by: Viewer, now: datetime) -> Entered:
    """Give the dossier the next number of the book of the deciding office in this year; the one it has, if it has one.

    Raises `DossierUnknown`, `NotYoursToEnter`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        office, who = _place(dossier_id, by)
        cursor.execute(
            "SELECT number, year, book FROM certifications_entry WHERE dossier_id = %s AND struck_at IS NULL",
            [dossier_id],
        )
        if (row := cursor.fetchone()) is not None:
            number, year, kept = row
            return Entered(number, year, kept, already=True)
        year = now.astimezone(VIETNAM).year
        cursor.execute(_NEXT, [office, book, year])
        (number,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO certifications_entry (dossier_id, office_id, book, year, number, entered_by, entered_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [dossier_id, office, book, year, number, who, now],
        )
        body = {"book": book, "number": f"{year}/{number}"}
        dossiers.record(dossier_id=dossier_id, fact=dossiers.Fact.RESULT_NUMBERED, body=body, by=who, now=now)
    return Entered(number, year, book)


def strike(*, dossier_id: int, reason: str, by: Viewer, now: datetime) -> None:
    """Strike the dossier's line: the number stays in the book and is never given again.

    Raises `ReasonOfStrikeMissing`, `DossierUnknown`, `NotYoursToEnter`, `NothingToStrike`.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonOfStrikeMissing(most=LONGEST_REASON)
    salt = secrets.token_bytes(16)
    with transaction.atomic(), connection.cursor() as cursor:
        _office, who = _place(dossier_id, by)
        cursor.execute(
            "UPDATE certifications_entry SET struck_by = %s, struck_at = %s, reason = %s, salt = %s"
            " WHERE dossier_id = %s AND struck_at IS NULL RETURNING book, year, number",
            [who, now, reason, salt, dossier_id],
        )
        row = cursor.fetchone()
        if row is None:
            raise NothingToStrike
        book, year, number = row
        body = {"book": book, "number": f"{year}/{number}", "text": ledger.salted_hash(reason, salt)}
        dossiers.record(dossier_id=dossier_id, fact=dossiers.Fact.NUMBER_STRUCK, body=body, by=who, now=now)


def _place(dossier_id: int, by: Viewer) -> tuple[int, str]:
    """Whose book it is, and by which position the viewer writes in it; the dossier is held."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    office = view.competent_office_id
    seat = by.seat_for(Role.ONE_STOP_CLERK, office)
    if seat is None and not by.is_system:
        raise NotYoursToEnter
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
    return office, f"holding/{seat.holding_id}" if seat else "system"
