"""A bank's statement is brought in: each movement once, matched by the reference in its text and its sum; what does not
fit is listed for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.payments.actions.taking import lock_due
from motcua.registers.payments.actions.transfers import place_of, settle
from motcua.registers.payments.errors import (
    LineUnknown,
    NotYoursToReconcile,
    ReasonMissing,
    StatementEmpty,
    StatementUnreadable,
    TransferUnknown,
)
from motcua.registers.payments.places import LONGEST_REASON, RECONCILERS, name_of, seat_in
from motcua.rules import bank_statement
from motcua.rules.access import Viewer
from motcua.rules.bank_statement import Column, LineFault, NotAStatement, StatementLine
from motcua.rules.numbering import transfer_references_in
from motcua.rules.reconciliation import Asked, Fit, fit

SET_ASIDE: Final = "set-aside"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a statement. `fits` counts its fresh lines; `faults` are lines that could not be read."""

    statement_id: int
    fresh: int
    repeated: int
    fits: Mapping[Fit, int]
    faults: tuple[LineFault, ...]


def bring_statement(
    *,
    office_id: int,
    content: bytes,
    name: str,
    by: Viewer,
    now: datetime,
    columns: Mapping[Column, int] | None = None,
) -> Brought:
    """Take a statement in whole or not at all, and settle what it shows to be paid.

    A movement known from an earlier statement is counted and left alone. `columns` names the columns by hand. Raises
    `NotYoursToReconcile`, `StatementUnreadable`, `StatementEmpty`.
    """
    seat = seat_in(office_id, RECONCILERS, by, NotYoursToReconcile)
    read = bank_statement.read(content, columns=columns)
    if isinstance(read, NotAStatement):
        raise StatementUnreadable(why=_words(read), headings=read.headings)
    if not read.lines:
        raise StatementEmpty
    with transaction.atomic():
        statement_id = _begin(office_id, content, name, name_of(seat), now)
        fresh = _keep(statement_id, office_id, read.lines)
        named = _named(office_id, [line for _line_id, line in fresh])
        _hold(named.values())
        fits = dict.fromkeys(Fit, 0)
        for line_id, line in fresh:
            transfer_id = named.get(line.mark)
            fits[_match(line_id, line, transfer_id, name_of(seat), statement_id, now)] += 1
        repeated = len(read.lines) - len(fresh)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE payments_statement SET fresh = %s, repeated = %s WHERE id = %s",
                [len(fresh), repeated, statement_id],
            )
    return Brought(statement_id, len(fresh), repeated, fits, read.faults)


def settle_line(*, line_id: int, reference: str, reason: str, by: Viewer, now: datetime) -> Fit:
    """A person says which transfer a movement is: the one it names and overpays, or another whose reference was
    mistyped. Settles it once enough has come.

    Raises `ReasonMissing`, `LineUnknown`, `NotYoursToReconcile`, `TransferUnknown`, `TransferNotOpen`, `AmountChanged`.
    """
    reason = _reason(reason)
    with transaction.atomic(), connection.cursor() as cursor:
        office, amount, seat = _line(line_id, by)
        cursor.execute(
            "SELECT id FROM payments_transfer WHERE office_id = %s AND reference = %s",
            [office, reference.strip().upper()],
        )
        row = cursor.fetchone()
        if row is None:
            raise TransferUnknown
        (transfer_id,) = row
        lock_due(place_of(transfer_id)[0])
        cursor.execute("UPDATE payments_statement_line SET transfer_id = NULL WHERE id = %s", [line_id])
        asked = _asked(transfer_id)
        found = fit(asked, amount)
        if found is Fit.AGAIN or asked is None:
            raise TransferUnknown
        if asked.is_open and found in (Fit.MATCHED, Fit.OVER):
            settle(transfer_id, by=name_of(seat), receipt_by=name_of(seat), note=reason, now=now)
        kept = Fit.UNDER if found is Fit.UNDER else Fit.MATCHED
        _decide(line_id, kept.value, transfer_id, name_of(seat), reason, now)
        if kept is Fit.MATCHED:
            _complete(transfer_id)
    return kept


def set_aside(*, line_id: int, reason: str, by: Viewer, now: datetime) -> None:
    """A person says that a movement is none of ours, or what was done with it. Raises `ReasonMissing`, `LineUnknown`,
    `NotYoursToReconcile`."""
    reason = _reason(reason)
    with transaction.atomic():
        _office, _amount, seat = _line(line_id, by)
        _decide(line_id, SET_ASIDE, None, name_of(seat), reason, now)


def _begin(office_id: int, content: bytes, name: str, by: str, now: datetime) -> int:
    with connection.cursor() as cursor:
        # One statement of an office at a time: two at once would each hold lines of the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments_statement'), %s)", [office_id])
        cursor.execute(
            "INSERT INTO payments_statement (office_id, name, sha256, brought_by, brought_at, fresh, repeated)"
            " VALUES (%s, %s, %s, %s, %s, 0, 0) RETURNING id",
            [office_id, name.strip()[:200], hashlib.sha256(content).hexdigest(), by, now],
        )
        return int(cursor.fetchone()[0])


def _keep(statement_id: int, office_id: int, lines: Sequence[StatementLine]) -> list[tuple[int, StatementLine]]:
    """The lines that are new, with their numbers here; in the order of the file."""
    by_mark = {line.mark: line for line in lines}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_statement_line (statement_id, office_id, mark, line, day, amount, text, number, fit)"
            " SELECT %s, %s, l.mark, l.line, l.day, l.amount, l.text, l.number, 'unknown'"
            " FROM unnest(%s::text[], %s::int[], %s::date[], %s::bigint[], %s::text[], %s::text[])"
            "   WITH ORDINALITY AS l(mark, line, day, amount, text, number, nth) ORDER BY l.nth"
            " ON CONFLICT (office_id, mark) DO NOTHING RETURNING id, mark",
            [statement_id, office_id, *_columns(lines)],
        )
        return [(line_id, by_mark[mark]) for line_id, mark in cursor.fetchall()]


def _columns(lines: Iterable[StatementLine]) -> list[list[Any]]:
    rows = [(one.mark, one.line, one.day, one.amount, one.text, one.number) for one in lines]
    return [list(column) for column in zip(*rows, strict=True)]


def _match(
    line_id: int, line: StatementLine, transfer_id: int | None, by: str, statement_id: int, now: datetime
) -> Fit:
    """What a fresh line is; a transfer that it completes is settled."""
    if transfer_id is None:
        return Fit.UNKNOWN
    due = lock_due(place_of(transfer_id)[0])
    asked = _asked(transfer_id)
    found = fit(asked, line.amount)
    if found is Fit.MATCHED and asked is not None and asked.is_open:
        try:
            with transaction.atomic():
                settle(transfer_id, by=f"statement/{statement_id}", receipt_by=by, note=None, now=now)
        except Refusal:  # what is owed has changed since it was asked: a person looks at it
            found = Fit.OVER if line.amount > due else Fit.UNDER
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_statement_line SET fit = %s, transfer_id = %s WHERE id = %s",
            [found.value, transfer_id, line_id],
        )
    if found is Fit.MATCHED:
        _complete(transfer_id)
    return found


def _named(office_id: int, lines: Sequence[StatementLine]) -> dict[str, int]:
    """Mark of a line → the transfer that its text names; of several the one that still waits."""
    references = {line.mark: transfer_references_in(f"{line.text} {line.number}") for line in lines}
    wanted = sorted({each for found in references.values() for each in found})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reference, id FROM payments_transfer WHERE office_id = %s AND reference = ANY(%s)"
            " ORDER BY (settled_at IS NULL AND cancelled_at IS NULL) DESC, id",
            [office_id, wanted],
        )
        known = dict(cursor.fetchall())
    return {
        mark: next(transfer for reference, transfer in known.items() if reference in found)
        for mark, found in references.items()
        if known.keys() & set(found)
    }


def _hold(transfers: Iterable[int]) -> None:
    """Hold the dossiers of all of them, in one order, before any number is taken: whoever holds a dossier and waits for
    a number is never waited for in turn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM dossiers_dossier WHERE id IN"
            " (SELECT dossier_id FROM payments_transfer WHERE id = ANY(%s)) ORDER BY id FOR UPDATE",
            [sorted(set(transfers))],
        )


def _asked(transfer_id: int) -> Asked | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.amount, coalesce((SELECT sum(l.amount) FROM payments_statement_line l"
            "   WHERE l.transfer_id = t.id AND l.fit <> 'again'), 0),"
            " t.settled_at IS NULL AND t.cancelled_at IS NULL,"
            " t.settled_by LIKE 'holding/%%' AND t.cancelled_at IS NULL"
            " FROM payments_transfer t WHERE t.id = %s",
            [transfer_id],
        )
        amount, received, is_open, is_vouched = cursor.fetchone()
    return Asked(amount, int(received), bool(is_open), bool(is_vouched))


def _complete(transfer_id: int) -> None:
    """Earlier parts of a sum that has come whole need nobody any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_statement_line SET fit = 'matched' WHERE transfer_id = %s AND fit = 'under'", [transfer_id]
        )


def _line(line_id: int, by: Viewer) -> tuple[int, int, Any]:
    """Office and sum of a line that waits for a person, held; and by which position the viewer decides."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT office_id, amount, transfer_id FROM payments_statement_line"
            " WHERE id = %s AND fit NOT IN ('matched', 'set-aside') FOR UPDATE",
            [line_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise LineUnknown
    office, amount, transfer_id = row
    seat = seat_in(office, RECONCILERS, by, NotYoursToReconcile)
    if transfer_id is not None:
        dossier_queries.dossier(dossier_id=place_of(transfer_id)[0], viewer=by)
    return office, amount, seat


def _decide(line_id: int, found: str, transfer_id: int | None, by: str, reason: str, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_statement_line SET fit = %s, transfer_id = %s, decided_by = %s, decided_at = %s,"
            " decision = %s WHERE id = %s",
            [found, transfer_id, by, now, reason, line_id],
        )


def _reason(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    return text


def _words(read: NotAStatement) -> str:
    return read.sentence.words(gettext)
