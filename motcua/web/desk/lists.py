"""Work lists: what is asked for in the address, and a page of duties ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import Cursor, DutyRow
from motcua.rules.access import Viewer
from motcua.web.shared.turns import Chip, Turn, chip

OVERDUE = "qua-han"
SHORT, LONG, AT_ONCE = 25, 200, 100
"""Lines of a page, of a page for a batch, and of one question to the register."""
STEPS = {"cho-tiep-nhan": ("intake",), "cho-bo-sung": ("await-supplement",), "cho-nop-tien": ("await-payment",)}
"""Lists of one standing duty, by their name in the address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A work list's address: only the overdue or one standing duty, a text to search for, where the page begins."""

    only: str = ""
    search: str = ""
    after: Cursor | None = None
    long: bool = False
    """As many lines as one batch may have."""

    @classmethod
    def of(cls, parameters: dict[str, str]) -> Asked:
        return cls(
            only=only if (only := parameters.get("loc", "")) in (OVERDUE, *STEPS) else "",
            search=parameters.get("tim", "").strip()[:100],
            after=_cursor(parameters.get("sau", "")),
            long=parameters.get("dai") == "1",
        )

    @property
    def overdue(self) -> bool:
        return self.only == OVERDUE

    def address(self, *, after: Cursor | None = None) -> str:
        """The query part of the address of this list, or of its next page."""
        parts = {"loc": self.only, "tim": self.search, "sau": _written(after), "dai": "1" if self.long else ""}
        said = {name: value for name, value in parts.items() if value}
        return "?" + urlencode(said) if said else "?"


@dataclass(frozen=True, slots=True)
class Line:
    """A duty and whose turn it is."""

    row: DutyRow
    chip: Chip


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a work list with its counts."""

    lines: tuple[Line, ...]
    asked: Asked
    counts: dossiers.DutyCounts
    next_url: str
    first_url: str

    @property
    def has_more(self) -> bool:
        return bool(self.next_url)

    @property
    def has_before(self) -> bool:
        return bool(self.first_url)


def listed(*, viewer: Viewer, now: datetime, asked: Asked) -> Listed:
    """The viewer's open duties as asked, the earliest due first."""
    steps = STEPS.get(asked.only, ())
    page = _page(viewer, now, asked, asked.after, SHORT)
    rows = page.rows
    while asked.long and page.after and len(rows) < LONG:
        page = _page(viewer, now, asked, page.after, min(LONG - len(rows), AT_ONCE))
        rows += page.rows
    begin = Asked(asked.only, asked.search, long=asked.long)
    return Listed(
        lines=tuple(Line(row, chip_of(row)) for row in rows),
        asked=asked,
        counts=dossiers.duty_counts(viewer=viewer, now=now, steps=steps),
        next_url=asked.address(after=page.after) if page.after else "",
        first_url=begin.address() if asked.after else "",
    )


def _page(viewer: Viewer, now: datetime, asked: Asked, after: Cursor | None, limit: int) -> dossiers.Page:
    return dossiers.my_duties(
        viewer=viewer,
        now=now,
        after=after,
        limit=limit,
        overdue_only=asked.overdue,
        steps=STEPS.get(asked.only, ()),
        search=asked.search,
    )


def chip_of(row: DutyRow) -> Chip:
    """Late, or waiting for the applicant, or to be done here: what lies on this list is somebody's work here."""
    if row.step in ("await-supplement", "await-payment"):
        return chip(Turn.APPLICANT)
    if row.is_overdue:
        return chip(Turn.LATE)
    if row.step == "hand-over":
        return chip(Turn.APPLICANT, gettext("Chờ người nhận"))
    return chip(Turn.HERE, gettext("Việc của bạn"))


def narrowed(viewer: Viewer, role: str) -> Viewer:
    """The viewer with only the seats of one role: for the list of that role's duties."""
    seats = tuple(seat for seat in viewer.seats if seat.role == role)
    return Viewer(official_id=viewer.official_id, seats=seats)


def _cursor(text: str) -> Cursor | None:
    try:
        due, dossier, number = text.split("~")
        moment = datetime.fromisoformat(due)
        return Cursor(moment, int(dossier), int(number)) if moment.tzinfo else None
    except ValueError:
        return None


def _written(cursor: Cursor | None) -> str:
    return f"{cursor.due_at.isoformat()}~{cursor.dossier_id}~{cursor.number}" if cursor else ""
