"""Numbers without a gap: taken in the transaction of what they number, so that one that is undone takes none."""

from __future__ import annotations

from typing import Final

from django.db import connection

REFUNDS: Final = "~refund"
"""The series of refunds; no series of receipts begins with this sign."""

_PLAIN: Final = """
INSERT INTO payments_year_number AS kept (office_id, year, last) VALUES (%(office)s, %(year)s, 1)
ON CONFLICT (office_id, year) DO UPDATE SET last = kept.last + 1 RETURNING last
"""
_OF_SERIES: Final = """
INSERT INTO payments_series_number AS kept (office_id, series, year, last) VALUES (%(office)s, %(series)s, %(year)s, 1)
ON CONFLICT (office_id, series, year) DO UPDATE SET last = kept.last + 1 RETURNING last
"""


def take(*, office_id: int, series: str, year: int) -> int:
    """The next number of the office in this series (empty: without one) and year. Others wait for the commit."""
    with connection.cursor() as cursor:
        values: dict[str, str | int] = {"office": office_id, "series": series, "year": year}
        cursor.execute(_OF_SERIES if series else _PLAIN, values)
        number: int = cursor.fetchone()[0]
    return number
