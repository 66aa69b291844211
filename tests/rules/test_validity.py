"""How long a result is good: Civil Code 2015 art. 147 (the first day is not counted), art. 148 (months)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.rules.deadlines import Term, Unit
from motcua.rules.validity import last_day


@pytest.mark.parametrize(
    ("issued", "amount", "unit", "last"),
    [
        (date(2026, 11, 23), 6, Unit.MONTH, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, Unit.MONTH, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, Unit.MONTH, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, Unit.MONTH, date(2027, 1, 15)),
        (date(2026, 11, 23), 30, Unit.DAY, date(2026, 12, 23)),
    ],
)
def test_the_last_day_of_a_result(issued: date, amount: int, unit: Unit, last: date) -> None:
    assert last_day(issued, Term(Decimal(amount), unit)) == last


@pytest.mark.parametrize("term", [Term(Decimal(5), Unit.WORKING_DAY), Term(Decimal("1.5"), Unit.MONTH)])
def test_validity_is_not_counted_in_working_days_or_parts(term: Term) -> None:
    with pytest.raises(ValueError, match="no validity"):
        last_day(date(2026, 11, 23), term)
