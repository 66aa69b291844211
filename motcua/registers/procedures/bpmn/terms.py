"""Lengths of time as texts that are read back the same."""

from __future__ import annotations

import re
from decimal import Decimal

from motcua.rules.deadlines import Term, TermUnreadable, Unit, parse_term

_WORDS = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.HOUR: "giờ",
    Unit.MONTH: "tháng",
}
_EXACT = re.compile(rf"([0-9]{{1,9}}(?:\.[0-9]{{1,28}})?) ({'|'.join(Unit)})")


def written(term: Term) -> str:
    """As people write it, “3 ngày làm việc”; where that would round it, the exact amount and the unit's code."""
    amount = f"{term.amount.normalize():f}"
    words = "trong ngày" if term.unit is Unit.SAME_DAY else f"{amount} {_WORDS[term.unit]}"
    return words if parse_term(words) == term else f"{amount} {term.unit}"


def read_term(text: str) -> Term | TermUnreadable:
    """What `written` wrote, or what a person writes."""
    if found := _EXACT.fullmatch(text):
        try:
            return Term(Decimal(found[1]), Unit(found[2]))
        except ValueError:
            pass
    return parse_term(text)
