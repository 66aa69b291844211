"""What an office took and gave back on a day, paper by paper and in sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.payments.queries.tills import till
from motcua.rules.access import WHOLE_OFFICE, Viewer

MOST_LINES: Final = 2000


@dataclass(frozen=True, slots=True)
class DayLine:
    """A receipt (`kind` receipt) or refund of a day; `amount` in đồng. `by` is a code: "holding/12"."""

    kind: str
    id: int
    series: str
    number: int
    year: int
    at: datetime
    amount: int
    method: str
    is_void: bool
    by: str
    dossier_id: int
    dossier_code: str
    payer_id: int
    about: str
    """What it was for."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """Sums of a day in đồng, without what was voided. `voided` counts receipts."""

    cash: int
    transfer: int
    refunded: int
    receipts: int
    voided: int

    @property
    def net(self) -> int:
        return self.cash + self.transfer - self.refunded


_ROWS: Final = """
SELECT * FROM (
    SELECT 'receipt', r.id, r.series, r.number, r.year, r.taken_at AS at, r.amount, r.method, r.voided_at IS NOT NULL,
        r.taken_by AS by, d.id AS dossier, coalesce(d.code, d.reference), d.applicant_id,
        coalesce((SELECT string_agg(c.name, '; ' ORDER BY c.id) FROM payments_charge c WHERE c.receipt_id = r.id
            OR (r.voided_at IS NOT NULL AND c.dossier_id = r.dossier_id AND c.id IN
                (SELECT x.charge_id FROM payments_released x WHERE x.receipt_id = r.id))), '')
    FROM payments_receipt r JOIN dossiers_dossier d ON d.id = r.dossier_id
    WHERE {receipts}
    UNION ALL
    SELECT 'refund', f.id, '', f.number, f.year, f.given_at, f.amount, f.method, false, f.given_by, d.id,
        coalesce(d.code, d.reference), d.applicant_id, f.reason
    FROM payments_refund f JOIN dossiers_dossier d ON d.id = f.dossier_id
    WHERE {refunds}
) AS rows
ORDER BY at, 2 LIMIT %(limit)s
"""
_OF_DAY: Final = _ROWS.format(
    receipts="r.office_id = %(office)s AND r.taken_at >= %(begins)s AND r.taken_at < %(ends)s"
    " AND r.office_id = ANY(%(whole)s::bigint[])",
    refunds="f.office_id = %(office)s AND f.given_at >= %(begins)s AND f.given_at < %(ends)s"
    " AND f.office_id = ANY(%(whole)s::bigint[])",
)
_OF_TILL: Final = _ROWS.format(receipts="r.till_id = %(till)s", refunds="f.till_id = %(till)s")


def receipts_on(
    *, office_id: int, on: date, viewer: Viewer, newest: bool = False, limit: int = MOST_LINES
) -> tuple[DayLine, ...]:
    """Receipts and refunds of an office on a day, in order, or the newest first. None for who does not work there."""
    statement = _OF_DAY.replace("ORDER BY at, 2", "ORDER BY at DESC, 2 DESC") if newest else _OF_DAY
    values = {**_day(office_id, on, viewer), "limit": min(limit, MOST_LINES)}
    return _lines(statement, values)


def till_lines(*, till_id: int, viewer: Viewer) -> tuple[DayLine, ...]:
    """Receipts and refunds of a till, in order. Raises `TillUnknown`."""
    till(till_id=till_id, viewer=viewer)
    return _lines(_OF_TILL, {"till": till_id, "limit": MOST_LINES})


def _lines(statement: str, values: dict[str, Any]) -> tuple[DayLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(DayLine(*row) for row in cursor.fetchall())


_TOTALS: Final = """
SELECT
    coalesce(sum(r.amount) FILTER (WHERE r.method = 'cash' AND r.voided_at IS NULL), 0)::bigint,
    coalesce(sum(r.amount) FILTER (WHERE r.method <> 'cash' AND r.voided_at IS NULL), 0)::bigint,
    (SELECT coalesce(sum(f.amount), 0)::bigint FROM payments_refund f
     WHERE f.office_id = %(office)s AND f.given_at >= %(begins)s AND f.given_at < %(ends)s
        AND f.office_id = ANY(%(whole)s::bigint[])),
    count(*) FILTER (WHERE r.voided_at IS NULL), count(*) FILTER (WHERE r.voided_at IS NOT NULL)
FROM payments_receipt r
WHERE r.office_id = %(office)s AND r.taken_at >= %(begins)s AND r.taken_at < %(ends)s
    AND r.office_id = ANY(%(whole)s::bigint[])
"""


def totals_on(*, office_id: int, on: date, viewer: Viewer) -> DayTotals:
    """The day in sums; noughts for who does not work there."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, _day(office_id, on, viewer))
        return DayTotals(*cursor.fetchone())


def _day(office_id: int, on: date, viewer: Viewer) -> dict[str, Any]:
    begins = datetime.combine(on, time(0), VIETNAM)
    whole = [office_id] if viewer.is_system else sorted(viewer.offices(*WHOLE_OFFICE))
    return {"office": office_id, "begins": begins, "ends": begins + timedelta(days=1), "whole": whole}
