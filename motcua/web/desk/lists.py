"""Work lists: what is asked for in the address, and a page of duties ready to be shown.

Each list is one kind of work: all that is mine, what I give out, what others ask, what I number, what I sign.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import Cursor, DutyCounts, DutyRow
from motcua.rules.access import Role, Viewer
from motcua.stages.processing import queries as processing
from motcua.web.shared.cursors import cursor_of, written
from motcua.web.shared.turns import Chip, Turn, chip

OVERDUE, TODAY = "qua-han", "hom-nay"
SHORT, LONG, AT_ONCE = 20, 200, 100
"""Lines of a page, of a page for a batch, and of one question to the register."""
STEPS = {"cho-tiep-nhan": ("intake",), "cho-bo-sung": ("await-supplement",), "cho-nop-tien": ("await-payment",)}
"""Lists of one standing duty, by their name in the address."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A list of one kind of work: its name in addresses, its title, the roles that have it (none named: all)."""

    place: str
    title: str
    roles: tuple[str, ...] = ()
    tab: str = ""
    """What the way to it is called, when not by its title: short enough for all ways in one line of a phone."""


WORK: Final = Kind("desk:duties", gettext_noop("Việc của tôi"), tab=gettext_noop("Tất cả"))
TO_GIVE: Final = Kind(
    "desk:to_give", gettext_noop("Chờ phân công"), (Role.UNIT_HEAD, Role.LEADER), gettext_noop("Phân công")
)
ASKED: Final = Kind("desk:asked", gettext_noop("Được hỏi ý kiến"), tab=gettext_noop("Hỏi ý kiến"))
TO_NUMBER: Final = Kind("desk:to_number", gettext_noop("Vào số, đóng dấu"), (Role.CLERICAL,), gettext_noop("Vào số"))
TO_SIGN: Final = Kind("desk:to_sign", gettext_noop("Chờ ký"), (Role.LEADER,))
KINDS: Final = (WORK, TO_GIVE, ASKED, TO_NUMBER, TO_SIGN)


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to another list of the viewer's."""

    url: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A work list's address: only the overdue, today's or one standing duty, a text to search for, where the page
    begins."""

    only: str = ""
    search: str = ""
    after: Cursor | None = None
    long: bool = False
    """As many lines as one batch may have."""

    @classmethod
    def of(cls, parameters: dict[str, str]) -> Asked:
        return cls(
            only=only if (only := parameters.get("loc", "")) in (OVERDUE, TODAY, *STEPS) else "",
            search=parameters.get("tim", "").strip()[:100],
            after=cursor_of(parameters.get("sau", "")),
            long=parameters.get("dai") == "1",
        )

    @property
    def overdue(self) -> bool:
        return self.only == OVERDUE

    @property
    def today(self) -> bool:
        return self.only == TODAY

    def address(self, **other: object) -> str:
        """The query part of the address of this list, with something else asked for: its next page, say."""
        asked = replace(self, **other)  # type: ignore[arg-type]
        parts = {"loc": asked.only, "tim": asked.search, "sau": written(asked.after), "dai": "1" if asked.long else ""}
        said = {name: value for name, value in parts.items() if value}
        return "?" + urlencode(said) if said else "?"


@dataclass(frozen=True, slots=True)
class Line:
    """A duty and whose turn it is."""

    row: DutyRow
    chip: Chip
    last_day: bool = False
    """Today is the last day on which a later promise may be told."""

    @property
    def value(self) -> str:
        """As a page that acts on many sends it: which duty of which dossier."""
        return f"{self.row.dossier_id}.{self.row.number}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a work list with its counts."""

    kind: Kind
    lines: tuple[Line, ...]
    asked: Asked
    counts: DutyCounts
    tabs: tuple[Tab, ...]
    next_url: str
    first_url: str
    looked_at: int | None
    """A search that stopped after so many; the next page goes on."""

    @property
    def url(self) -> str:
        return reverse(self.kind.place)

    @property
    def title(self) -> str:
        return gettext(self.kind.title)

    @property
    def gives(self) -> bool:
        return self.kind is TO_GIVE

    @property
    def moves(self) -> bool:
        """Whether some of it may be moved on together: steps of a process, not the counter's work nor answers."""
        return self.kind is WORK and any(line.row.is_step for line in self.lines)

    @property
    def has_more(self) -> bool:
        return bool(self.next_url)

    @property
    def has_before(self) -> bool:
        return bool(self.first_url)

    @property
    def long_url(self) -> str:
        return self.asked.address(long=True)

    @property
    def all_url(self) -> str:
        """All kinds of this list: the search stays, as the search's form keeps the rest."""
        return self.asked.address(only="", after=None)

    @property
    def overdue_url(self) -> str:
        return self.asked.address(only=OVERDUE, after=None)

    @property
    def today_url(self) -> str:
        return self.asked.address(only=TODAY, after=None)


def listed(*, kind: Kind, viewer: Viewer, now: datetime, asked: Asked) -> Listed:
    """The viewer's open duties of this kind as asked, the earliest due first."""
    page = _page(kind, viewer, now, asked, SHORT)
    rows = page.rows
    while asked.long and page.after and len(rows) < LONG:
        page = _page(kind, viewer, now, replace(asked, after=page.after), min(LONG - len(rows), AT_ONCE))
        rows += page.rows
    return Listed(
        kind=kind,
        lines=tuple(Line(row, chip_of(row), processing.is_last_day_of(row, now)) for row in rows),
        asked=asked,
        counts=_counts(kind, viewer, now, asked),
        tabs=tabs_of(viewer, kind),
        next_url=asked.address(after=page.after) if page.after else "",
        first_url=asked.address(after=None) if asked.after else "",
        looked_at=page.looked_at,
    )


def tabs_of(viewer: Viewer, kind: Kind) -> tuple[Tab, ...]:
    """The lists that the viewer's positions have."""
    roles = {seat.role for seat in viewer.seats}
    open_to = [one for one in KINDS if not one.roles or roles & {str(role) for role in one.roles}]
    return tuple(Tab(reverse(one.place), gettext(one.tab or one.title), one is kind) for one in open_to)


def _page(kind: Kind, viewer: Viewer, now: datetime, asked: Asked, limit: int) -> dossiers.Page:
    if kind is TO_GIVE:
        return dossiers.duties_to_give(
            viewer=viewer,
            now=now,
            after=asked.after,
            limit=limit,
            overdue_only=asked.overdue,
            today_only=asked.today,
            search=asked.search,
        )
    return dossiers.my_duties(
        viewer=_narrowed(viewer, kind),
        now=now,
        after=asked.after,
        limit=limit,
        overdue_only=asked.overdue,
        today_only=asked.today,
        asked_only=kind is ASKED,
        steps=STEPS.get(asked.only, ()),
        search=asked.search,
    )


def _counts(kind: Kind, viewer: Viewer, now: datetime, asked: Asked) -> DutyCounts:
    if kind is TO_GIVE:
        return dossiers.counts_to_give(viewer=viewer, now=now)
    return dossiers.duty_counts(
        viewer=_narrowed(viewer, kind), now=now, steps=STEPS.get(asked.only, ()), asked_only=kind is ASKED
    )


def chip_of(row: DutyRow) -> Chip:
    """Late, or waiting for the applicant, or to be done here: what lies on this list is somebody's work here."""
    if row.step in ("await-supplement", "await-payment"):
        return chip(Turn.APPLICANT)
    if row.step in ("hand-over", "give-back"):
        return chip(Turn.APPLICANT, gettext("Chờ người nhận"))
    if row.is_overdue:
        return chip(Turn.LATE)
    return chip(Turn.HERE, gettext("Việc của bạn"))


def _narrowed(viewer: Viewer, kind: Kind) -> Viewer:
    """The viewer with only the seats of the list's roles."""
    if not kind.roles:
        return viewer
    seats = tuple(seat for seat in viewer.seats if seat.role in kind.roles)
    return Viewer(official_id=viewer.official_id, seats=seats)
