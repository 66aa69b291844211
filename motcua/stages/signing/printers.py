"""Printers of an office and how far each misses a ministry's blank: set once with a ruler, used by everybody there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from motcua.foundation.vietnamese import tidy
from motcua.registers.documents.queries import Blank
from motcua.rules.access import Viewer
from motcua.stages.signing.errors import OffsetTooLarge, PrinterNotHere, TooManyPrinters
from motcua.stages.signing.models import Printer

FARTHEST: Final = Decimal(30)
MOST: Final = 20
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """A printer of an office; millimetres."""

    id: int
    name: str
    right: Decimal
    down: Decimal

    @property
    def blank(self) -> Blank:
        return Blank(float(self.right), float(self.down))


def set_printer(*, office_id: int, name: str, right: Decimal, down: Decimal, by: Viewer, now: datetime) -> int:
    """Keep by how much this printer is to be corrected; the same name again changes it. Its number.

    Raises `PrinterNotHere` for another's office, `OffsetTooLarge`, `TooManyPrinters`.
    """
    seat = next((one for one in by.seats if one.office_id == office_id), None)
    name = tidy(name)[:LONGEST_NAME]
    if seat is None or not name:
        raise PrinterNotHere
    if max(abs(right), abs(down)) > FARTHEST:
        raise OffsetTooLarge(most=FARTHEST)
    of_office = Printer.objects.filter(office_id=office_id)
    if not of_office.filter(name=name).exists() and of_office.count() >= MOST:
        raise TooManyPrinters(most=MOST)
    values = {"right": right, "down": down, "holding_id": seat.holding_id, "set_at": now}
    return Printer.objects.update_or_create(office_id=office_id, name=name, defaults=values)[0].pk


def printers_of(*, office_id: int, viewer: Viewer) -> tuple[PrinterFacts, ...]:
    """The printers of an office that the viewer works in, by name; of others none."""
    if office_id not in viewer.offices():
        return ()
    rows = Printer.objects.filter(office_id=office_id).order_by("name")
    return tuple(PrinterFacts(row.pk, row.name, row.right, row.down) for row in rows)
