"""A working calendar written as rows of text (CSV): date, kind, reason, notice, confidence.

Kinds: `off`, `made_up`, and the marks `confirmed_from` and `confirmed_through`, between which the table is complete.
Confidence: A read in the notice or the law; B by law or by a notice which does not yet complete the year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date

from motcua.rules.workdays import Calendar, DayKind, Outage, SpecialDay, WeekHours

COLUMNS = ("date", "kind", "reason", "notice", "confidence")


def calendar_of_rows(
    text: str, *, hours: WeekHours | None = None, outages: Iterable[Outage] = (), own_days: Iterable[SpecialDay] = ()
) -> Calendar:
    """The calendar a table describes, with a unit's own hours and days over it.

    Raises `ValueError`, naming the line, when a row has no notice, an unknown kind, a bad date or a date twice, or
    when the table does not say through which day it is confirmed.
    """
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"the columns are {', '.join(COLUMNS)}")
    days: dict[date, SpecialDay] = {}
    confirmed: dict[str, date] = {}
    for row in reader:
        try:
            on, kind = date.fromisoformat(row["date"]), row["kind"]
            if not row["reason"] or not row["notice"] or row["confidence"] not in ("A", "B", "C"):
                raise ValueError("reason, notice and confidence are needed")
            if kind in ("confirmed_from", "confirmed_through"):
                confirmed[kind] = on
                continue
            if on in days:
                raise ValueError("this date stands twice")
            days[on] = SpecialDay(on, DayKind(kind), row["reason"], row["notice"])
        except (ValueError, TypeError) as fault:
            raise ValueError(f"line {reader.line_num}: {fault}") from fault
    if "confirmed_through" not in confirmed:
        raise ValueError("no row says through which day the table is confirmed")
    return Calendar(
        special_days=(*days.values(), *own_days),
        hours=hours or WeekHours(),
        confirmed_through=confirmed["confirmed_through"],
        outages=tuple(outages),
        confirmed_from=confirmed.get("confirmed_from"),
    )
