"""What the register does: charge, and take money against a numbered receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.payments.errors import AmountChanged, NothingDue, NotYoursToCollect
from motcua.rules.access import Role, Viewer
from motcua.rules.lifecycle import Money

COLLECTORS: Final = (Role.ONE_STOP_CLERK, Role.CASHIER)


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One line owed, in đồng."""

    kind: str
    name: str
    amount: int
    why: str


@dataclass(frozen=True, slots=True)
class Receipted:
    """Money taken. `already`: this very receipt had been written before."""

    receipt_id: int
    number: int
    year: int
    amount: int
    already: bool = False


def charge(*, dossier_id: int, lines: Iterable[ChargeLine], by: str, now: datetime) -> int:
    """Write what the dossier owes and tell its stream; answer the sum in đồng. Lines of 0 are kept: they say why."""
    rows = [(dossier_id, line.kind, line.name, line.amount, line.why, now) for line in lines]
    if not rows:
        return 0
    total = sum(row[3] for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO payments_charge (dossier_id, kind, name, amount, why, charged_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )
        if total:
            dossiers.record(
                dossier_id=dossier_id,
                fact=dossiers.Fact.CHARGED,
                body={"amount": total},
                by=by,
                now=now,
                money=Money.DUE,
            )
    return total


def take_cash(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, expected: int | None = None) -> Receipted:
    """Take all that is due, in cash, and write the receipt.

    `expected` is the sum the page showed. Raises `NothingDue`, `NotYoursToCollect`, `AmountChanged`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        office = view.received_office_id
        seat = next((each for role in COLLECTORS if (each := by.seat_for(role, office))), None)
        if seat is None and not by.is_system:
            raise NotYoursToCollect
        cursor.execute("SELECT id FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
        cursor.execute("SELECT id, number, year, amount FROM payments_receipt WHERE key = %s", [key])
        if (row := cursor.fetchone()) is not None:
            return Receipted(row[0], row[1], row[2], row[3], already=True)
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM payments_charge WHERE dossier_id = %s AND receipt_id IS NULL",
            [dossier_id],
        )
        due = int(cursor.fetchone()[0])
        if due == 0:
            raise NothingDue
        if expected is not None and expected != due:
            raise AmountChanged(amount=f"{due:,}".replace(",", "."))
        who = f"holding/{seat.holding_id}" if seat else "system"
        receipt = _write(dossier_id, office, due, who, now, key)
        body = {"amount": due, "receipt": f"{receipt.year}/{receipt.number}", "method": "cash"}
        dossiers.record(dossier_id=dossier_id, fact=dossiers.Fact.PAID, body=body, by=who, now=now, money=Money.SETTLED)
    return receipt


def _write(dossier_id: int, office_id: int, amount: int, by: str, now: datetime, key: UUID) -> Receipted:
    year = now.astimezone(VIETNAM).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_year_number (office_id, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (office_id, year) DO UPDATE SET last = payments_year_number.last + 1 RETURNING last",
            [office_id, year],
        )
        (number,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO payments_receipt"
            " (dossier_id, office_id, year, number, amount, method, taken_by, taken_at, key)"
            " VALUES (%s, %s, %s, %s, %s, 'cash', %s, %s, %s) RETURNING id",
            [dossier_id, office_id, year, number, amount, by, now, key],
        )
        (receipt_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE payments_charge SET receipt_id = %s WHERE dossier_id = %s AND receipt_id IS NULL",
            [receipt_id, dossier_id],
        )
    return Receipted(receipt_id, number, year, amount)
