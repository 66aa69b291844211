"""A line of an explanation: a Vietnamese msgid with its data, put into words last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from motcua.rules.deadlines.terms import TERM_WORDS, Term
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import VIETNAM


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, from the first to the last."""

    first: date
    last: date


Datum = str | int | Days | date | datetime | time | timedelta | Term
Translate = Callable[[str], str]

WEEKDAYS = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ nhật"),
)
TWO_DAYS = gettext_noop("{first} và {last}")
DAYS = gettext_noop("{first} đến {last}")
HOURS_WORDS = gettext_noop("{hours} giờ")
MINUTES_WORDS = gettext_noop("{minutes} phút")


def _as_written(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation.

    `text` is the msgid with `{names}`, `params` their data; `counted` is what this line adds to the term (days, or
    hours for a term walked in hours), so that the explanation adds up; `notice` says a day off or made-up day.
    """

    text: str
    params: Mapping[str, Datum] = field(default_factory=lambda: MappingProxyType({}))
    counted: Fraction = Fraction(0)
    notice: str = ""

    def words(self, translate: Translate = _as_written) -> str:
        """The sentence; `translate` turns a msgid into the reader's language, Vietnamese by default."""
        return translate(self.text).format(**{name: in_words(datum, translate) for name, datum in self.params.items()})


def in_words(datum: Datum, translate: Translate = _as_written) -> str:
    """One datum as people write it: `Thứ Ba 24/11`, `09:00 Thứ Hai 23/11/2026`, `7,5 ngày`, `4 giờ 30 phút`."""
    match datum:
        case datetime():
            local = datum.astimezone(VIETNAM)
            return f"{local:%H:%M} {translate(WEEKDAYS[local.weekday()])} {local:%d/%m/%Y}"
        case Days(first, last):
            days = DAYS if (last - first).days > 1 else TWO_DAYS
            names = {"first": in_words(first, translate), "last": in_words(last, translate)}
            return names["first"] if first == last else translate(days).format(**names)
        case date():
            return f"{translate(WEEKDAYS[datum.weekday()])} {datum:%d/%m}"
        case time():
            return f"{datum:%H:%M}"
        case timedelta():
            return _length(datum, translate)
        case Term():
            return translate(TERM_WORDS[datum.unit]).format(amount=_amount(datum.amount))
        case str():
            return translate(datum) if datum else ""
        case _:
            return str(datum)


def _length(length: timedelta, translate: Translate) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [translate(HOURS_WORDS).format(hours=hours)] if hours or not minutes else []
    if minutes:
        parts.append(translate(MINUTES_WORDS).format(minutes=minutes))
    return " ".join(parts)


def _amount(amount: Decimal) -> str:
    """At most two decimals, with the Vietnamese comma."""
    text = f"{amount:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
