"""Hand-over sheets: one side makes it, the other takes it; only then do the originals change hands, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.registers.documents.errors import OnAnotherSheet, SheetOver, SheetUnknown, TooManyOnASheet
from motcua.registers.documents.models import Sheet, SheetLine

MOST_ON_A_SHEET: Final = 200


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet; holdings by number. Neither taken nor called off: the originals are still with the giver."""

    key: UUID
    from_office_id: int
    to_office_id: int
    made_by: int
    made_at: datetime
    taken_by: int | None
    taken_at: datetime | None
    called_off_at: datetime | None
    subjects: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.taken_at is None and self.called_off_at is None


def make_sheet(
    *, key: UUID, subjects: Sequence[str], from_office_id: int, to_office_id: int, by: int, now: datetime
) -> SheetFacts:
    """Write a sheet that the giver has signed. The same `key` makes one. Raises `OnAnotherSheet`, `TooManyOnASheet`."""
    once = list(dict.fromkeys(subjects))
    if not 1 <= len(once) <= MOST_ON_A_SHEET:
        raise TooManyOnASheet(most=MOST_ON_A_SHEET)
    if Sheet.objects.filter(pk=key).exists():
        return sheet(key)
    try:
        with transaction.atomic():
            Sheet.objects.create(
                key=key, from_office_id=from_office_id, to_office_id=to_office_id, made_by_id=by, made_at=now
            )
            SheetLine.objects.bulk_create(
                SheetLine(sheet_id=key, place=place, subject=subject) for place, subject in enumerate(once, 1)
            )
    except IntegrityError as error:
        raise OnAnotherSheet from error
    return sheet(key)


def close_sheet(*, key: UUID, by: int | None, now: datetime) -> bool:
    """The receiver signs, or with None the giver calls it off. False: it had been taken by the same before.

    Raises `SheetUnknown`, `SheetOver`. The caller's transaction moves the originals.
    """
    row = Sheet.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise SheetUnknown
    if row.taken_at is not None or row.called_off_at is not None:
        if by is not None and row.taken_by_id == by:
            return False
        raise SheetOver
    if by is None:
        row.called_off_at = now
    else:
        row.taken_by_id, row.taken_at = by, now
    row.save(update_fields=["called_off_at", "taken_by", "taken_at"])
    SheetLine.objects.filter(sheet_id=key).update(is_open=False)
    return True


def sheet(key: UUID) -> SheetFacts:
    """One sheet with what lies in it. Raises `SheetUnknown`."""
    row = Sheet.objects.filter(pk=key).first()
    if row is None:
        raise SheetUnknown
    subjects = SheetLine.objects.filter(sheet_id=key).order_by("place").values_list("subject", flat=True)
    return _facts(row, tuple(subjects))


def sheets_of(office_id: int, *, limit: int = 20) -> tuple[SheetFacts, ...]:
    """The newest sheets that an office gave or is to take, without their lines."""
    given = Sheet.objects.filter(from_office_id=office_id).order_by("-made_at")[:limit]
    taken = Sheet.objects.filter(to_office_id=office_id).order_by("-made_at")[:limit]
    rows = {row.pk: row for row in (*given, *taken)}
    newest = sorted(rows.values(), key=lambda row: row.made_at, reverse=True)[:limit]
    return tuple(_facts(row, ()) for row in newest)


def on_open_sheets(subjects: Sequence[str]) -> frozenset[str]:
    """Those that lie on a sheet which nobody has taken yet."""
    found = SheetLine.objects.filter(subject__in=list(subjects), is_open=True).values_list("subject", flat=True)
    return frozenset(found)


def _facts(row: Sheet, subjects: tuple[str, ...]) -> SheetFacts:
    return SheetFacts(
        key=row.key,
        from_office_id=row.from_office_id,
        to_office_id=row.to_office_id,
        made_by=row.made_by_id,
        made_at=row.made_at,
        taken_by=row.taken_by_id,
        taken_at=row.taken_at,
        called_off_at=row.called_off_at,
        subjects=subjects,
    )
