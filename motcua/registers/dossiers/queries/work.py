"""What officials have to do: open duties by what is due, counted and searched; true for this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers.queries.duty_rows import COLUMNS, DutyRow, rows_of
from motcua.registers.dossiers.queries.walking import ORDER, Cursor, Wanted, Whose, walk
from motcua.registers.offices import queries as offices
from motcua.rules.access import Role, Viewer

MOST_COUNTED: Final = 1000
"""Counts stop here and are shown as "trên 1.000"."""
MOST_OF_A_PAGE: Final = 100
MOST_SEARCHED: Final = 1000
"""Duties that one search looks through."""


@dataclass(frozen=True, slots=True)
class Page:
    """A bounded list and where it goes on."""

    rows: tuple[DutyRow, ...]
    after: Cursor | None
    looked_at: int | None = None
    """A search that stopped after so many duties; it goes on from `after`."""


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """True counts, each up to `MOST_COUNTED`."""

    open: int
    due_today: int
    overdue: int


_PAGE: Final = f"""
SELECT {COLUMNS}
FROM (SELECT * FROM ({{walk}}) merged ORDER BY {ORDER} LIMIT %(limit)s) q
JOIN dossiers_dossier d ON d.id = q.dossier_id
ORDER BY q.due_at, q.dossier_id, q.number
"""

# The search looks at so many duties and no more; its last row says where it stopped, when it did.
_SEARCH: Final = f"""
WITH walked AS MATERIALIZED (SELECT * FROM ({{walk}}) merged ORDER BY {ORDER} LIMIT %(most)s),
found AS (
    SELECT {COLUMNS} FROM walked q
    JOIN dossiers_dossier d ON d.id = q.dossier_id
    JOIN people_person p ON p.id = d.owner_id
    WHERE p.name_folded LIKE %(folded)s OR d.code LIKE %(code)s OR d.reference LIKE %(code)s
    ORDER BY q.due_at, q.dossier_id, q.number LIMIT %(limit)s
)
SELECT * FROM found
UNION ALL (SELECT dossier_id, number, NULL, NULL, NULL, NULL, due_at, NULL, NULL, NULL, NULL, NULL, NULL,
                  NULL, NULL, NULL, NULL
           FROM walked ORDER BY {ORDER} OFFSET %(most)s - 1)
"""


def my_duties(
    *,
    viewer: Viewer,
    now: datetime,
    after: Cursor | None = None,
    limit: int = 20,
    overdue_only: bool = False,
    today_only: bool = False,
    asked_only: bool = False,
    steps: tuple[str, ...] = (),
    search: str = "",
) -> Page:
    """The viewer's open duties, the earliest due first; at most 100 a page.

    Only the overdue, those due by the end of today, the answers that others ask for (`asked_only`), or these `steps`.
    `search` keeps those whose owner's name, without marks, or code holds the text; it looks through `MOST_SEARCHED`
    duties at a time, and the page says where to go on.
    """
    wanted = Wanted(
        steps,
        due_from=now if today_only else None,
        due_before=_end_of_day(now) if today_only else now if overdue_only else None,
        asked_only=asked_only,
        late_only=overdue_only,
        after=after,
    )
    return _page(Whose.of(viewer), wanted, viewer=viewer, now=now, limit=limit, search=search)


def duties_to_give(
    *,
    viewer: Viewer,
    now: datetime,
    after: Cursor | None = None,
    limit: int = 20,
    overdue_only: bool = False,
    today_only: bool = False,
    search: str = "",
) -> Page:
    """Open duties that the viewer, as a head or leader, may give to one of several and has not yet (`may_assign`)."""
    wanted = Wanted(
        due_from=now if today_only else None,
        due_before=_end_of_day(now) if today_only else now if overdue_only else None,
        late_only=overdue_only,
        after=after,
    )
    whose = Whose(_shared_by_several(viewer, now), ())
    return _page(whose, wanted, viewer=viewer, now=now, limit=limit, search=search)


def duty_counts(*, viewer: Viewer, now: datetime, steps: tuple[str, ...] = (), asked_only: bool = False) -> DutyCounts:
    """How many duties are open, due by the end of today, and overdue at this moment (what lies ready for whoever
    comes is never overdue)."""
    return _counts(Whose.of(viewer), now, steps=steps, asked_only=asked_only)


def open_counts(*, viewer: Viewer, steps: tuple[str, ...]) -> Mapping[str, int]:
    """How many duties of each of these steps are open, each up to one more than `MOST_COUNTED`: one statement."""
    values: dict[str, Any] = Whose.of(viewer).values() | {"most": MOST_COUNTED + 1}
    counted = []
    for place, step in enumerate(steps):
        counted.append(_counted(walk(Wanted((step,))).replace("%(steps)s", f"%(steps_{place})s")))
        values[f"steps_{place}"] = [step]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", values)
        return dict(zip(steps, cursor.fetchone(), strict=True))


def counts_to_give(*, viewer: Viewer, now: datetime) -> DutyCounts:
    """The same of `duties_to_give`."""
    return _counts(Whose(_shared_by_several(viewer, now), ()), now)


def _counts(whose: Whose, now: datetime, *, steps: tuple[str, ...] = (), asked_only: bool = False) -> DutyCounts:
    """Each count is a walk of its own, so that none is cut by another."""
    kinds = (
        Wanted(steps, asked_only=asked_only),
        Wanted(steps, due_from=now, due_before=_end_of_day(now), asked_only=asked_only),
        Wanted(steps, due_before=now, asked_only=asked_only, late_only=True),
    )
    values: dict[str, Any] = whose.values() | {"steps": list(steps), "most": MOST_COUNTED + 1}
    counted = []
    for place, kind in enumerate(kinds):
        text = walk(kind).replace("%(due_from)s", f"%(from_{place})s").replace("%(due_before)s", f"%(before_{place})s")
        counted.append(_counted(text))
        values |= {f"from_{place}": kind.due_from, f"before_{place}": kind.due_before}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", values)
        return DutyCounts(*cursor.fetchone())


def _counted(text: str) -> str:
    return f"(SELECT count(*) FROM (SELECT 1 FROM ({text}) merged LIMIT %(most)s) counted)"


def _page(whose: Whose, wanted: Wanted, *, viewer: Viewer, now: datetime, limit: int, search: str) -> Page:
    limit = min(limit, MOST_OF_A_PAGE)
    values = whose.values() | wanted.values() | {"limit": limit + 1, "most": MOST_SEARCHED if search else limit + 1}
    if search:
        values |= {"folded": f"%{_escaped(fold(search))}%", "code": f"%{_escaped(search.strip().upper())}%"}
    sql = (_SEARCH if search else _PAGE).format(walk=walk(wanted))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    stopped = next((Cursor(row[6], row[0], row[1]) for row in found if row[2] is None), None)
    found = [row for row in found if row[2] is not None]
    rows = rows_of(found[:limit], viewer, now)
    if len(found) > limit:
        return Page(rows, Cursor(rows[-1].due_at, rows[-1].dossier_id, rows[-1].number))
    return Page(rows, stopped, looked_at=MOST_SEARCHED if stopped else None)


def _shared_by_several(viewer: Viewer, now: datetime) -> tuple[tuple[int, str], ...]:
    """The roles of the viewer's offices that more than one position holds today."""
    today = now.astimezone(VIETNAM).date()
    several = []
    for office in sorted(viewer.offices(Role.UNIT_HEAD, Role.LEADER)):
        held: dict[str, set[int]] = {}
        for one in offices.holders_of(office, today):
            held.setdefault(one.role, set()).add(one.position_id)
        several += [(office, role) for role, held_by in held.items() if len(held_by) > 1 and role not in _NOT_GIVEN]
    return tuple(several)


_NOT_GIVEN: Final = frozenset({Role.ONE_STOP_CLERK.value, Role.LEADER.value})
"""The counter's work is whoever's turn it is; who signs is said by the law."""


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(VIETNAM).date() + timedelta(days=1), time(), VIETNAM)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
