"""The words of a message from facts: short, and in the language of the country whatever the reader of a page chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils.translation import gettext, override

from motcua.foundation.clock import VIETNAM
from motcua.registers.notices.moments import MOMENTS, OTHER_PAPER, PAPERS
from motcua.rules.shortcomings import ABOUT_ALL, SHORTCOMINGS
from motcua.rules.workdays import OFFICE_HOURS

MOST_LETTERS: Final = 300
"""Of a message to a telephone."""
MOST_ITEMS: Final = 3
_DAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message may speak of. `place` is the one-stop unit, `office` who decides, `link` the tracking page."""

    code: str
    place: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    link: str = ""
    office: str = ""
    due_at: datetime | None = None
    until: datetime | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text."""

    subject: str
    text: str


def words_of(kind: str, facts: Facts) -> Words:
    """The message of this kind. What is too long for a telephone loses the least needed first: the street, the hours,
    the office's own line, the end of a long name."""
    with override("vi"):
        moment = MOMENTS[kind]
        text = next((one for one in _versions(moment.text, facts) if len(one) <= MOST_LETTERS), "")
        if not text:
            text = f"{_filled(moment.text, _least(facts))[: MOST_LETTERS - 1]}…"
        return Words(f"{gettext(moment.title)}: {facts.code}", text)


def _versions(text: str, facts: Facts) -> Iterable[str]:
    yield _filled(text, facts)
    yield _filled(text, replace(facts, address=""))
    yield _filled(text, replace(facts, address="", hours=""))
    yield _filled(text, replace(facts, address="", hours="", phone=""))
    yield _filled(text, _least(facts))


def _least(facts: Facts) -> Facts:
    missing = gettext("giấy tờ") if facts.missing else ""
    return replace(
        facts, address="", hours="", phone="", place=facts.place[:60], office=facts.office[:60], missing=missing
    )


def _filled(text: str, facts: Facts) -> str:
    said = gettext(text).format(
        code=facts.code,
        place=", ".join(part for part in (facts.place, facts.address) if part),
        hours=f" ({facts.hours})" if facts.hours else "",
        ask=gettext("Hỏi: {phone}.").format(phone=facts.phone) if facts.phone else "",
        link=facts.link,
        office=facts.office,
        due=_moment(facts.due_at) if facts.due_at else gettext("theo giấy hẹn"),
        until=gettext(", chậm nhất {at}").format(at=_moment(facts.until)) if facts.until else "",
        missing=facts.missing or gettext("giấy tờ"),
    )
    return said.strip()


def missing_words(items: Iterable[tuple[str, str]]) -> str:
    """What is missing, from (name of the paper or empty, code of the reason): the kind of paper and why, never its
    whole name."""
    with override("vi"):
        told = [_item(paper, reason) for paper, reason in items]
        more = len(told) - MOST_ITEMS
        rest = [gettext("{n} giấy tờ khác").format(n=more)] if more > 0 else []
        return "; ".join([*told[:MOST_ITEMS], *rest])


def hours_in_short(hours: Mapping[str, Iterable[Iterable[str]]]) -> str:
    """`07:00–11:30, 13:30–17:00 T2–T6`; empty where the days differ too much for a message."""
    kept = {day: ", ".join("–".join(span) for span in spans) for day, spans in hours.items()}
    if not kept:
        ordinary = ", ".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in OFFICE_HOURS)
        kept = {str(day): ordinary for day in range(1, 6)}
    groups = [
        (spans, [int(day) for day, _ in days])
        for spans, days in groupby(((str(n), kept.get(str(n), "")) for n in range(1, 8)), key=lambda one: one[1])
        if spans
    ]
    if len(groups) > 2:
        return ""
    return "; ".join(f"{spans} {_span(days)}" for spans, days in groups)


def _span(days: list[int]) -> str:
    first, last = _DAYS[days[0] - 1], _DAYS[days[-1] - 1]
    return first if first == last else f"{first}–{last}"


def _item(paper: str, reason: str) -> str:
    beginning = f"{paper.strip().lower()} "
    name = next((gettext(said) for begins, said in PAPERS if beginning.startswith(begins)), gettext(OTHER_PAPER))
    known = SHORTCOMINGS.get(reason)
    why = gettext(known.words).lower() if known and reason not in ("other", "missing") else ""
    if paper == ABOUT_ALL:
        name = gettext("thông tin trong hồ sơ")
    return f"{name} ({why})" if why else name


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
