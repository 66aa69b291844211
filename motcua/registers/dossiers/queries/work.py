"""What officials have to do: open duties by what is due, counted and searched; true for this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers.queries.steps import STANDING_NAMES, step_name
from motcua.registers.dossiers.queries.walking import ORDER, WAITS_FOR_PEOPLE, Cursor, Wanted, Whose, walk
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Role, Viewer

MOST_COUNTED: Final = 1000
"""Counts stop here and are shown as "trên 1.000"."""
MOST_OF_A_PAGE: Final = 100
MOST_SEARCHED: Final = 1000
"""Duties that one search looks through."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a work list."""

    dossier_id: int
    number: int
    step: str
    step_name: str
    office_id: int
    role: str
    position_id: int | None
    due_at: datetime
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    state: str
    revision: int
    promise_due_at: datetime | None
    is_overdue: bool
    """Somebody here is late with it. What lies ready for whoever comes is not."""
    channel: str = ""
    origin: str | None = None
    """Code of the system that sent the dossier; None for what began here."""
    finished_at: datetime | None = None
    is_as_promised: bool = False
    """Its clock runs here to the day that was promised: not paused, not moved before."""

    @property
    def came_late(self) -> bool:
        """Its result was there only after the promised day: days are compared, not hours (QĐ 766/QĐ-TTg)."""
        finished, promised = self.finished_at, self.promise_due_at
        if finished is None or promised is None:
            return False
        return finished.astimezone(VIETNAM).date() > promised.astimezone(VIETNAM).date()

    @property
    def is_step(self) -> bool:
        """A step of the process; not a standing duty of the counter, nor an answer to a consultation."""
        return self.step not in STANDING_NAMES and "@" not in self.step


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


_COLUMNS: Final = """q.dossier_id, q.number, q.step, q.office_id, q.role, q.position_id, q.due_at,
       coalesce(d.code, d.reference), d.procedure_version_id, d.owner_id, d.state, d.revision, d.due_at,
       d.channel, d.origin, d.finished_at,
       d.mirrored_at IS NULL AND d.clock ->> 'paused_at' IS NULL AND d.clock ->> 'rescheduled' IS NULL"""

_PAGE: Final = f"""
SELECT {_COLUMNS}
FROM (SELECT * FROM ({{walk}}) merged ORDER BY {ORDER} LIMIT %(limit)s) q
JOIN dossiers_dossier d ON d.id = q.dossier_id
ORDER BY q.due_at, q.dossier_id, q.number
"""

# The search looks at so many duties and no more; its last row says where it stopped, when it did.
_SEARCH: Final = f"""
WITH walked AS MATERIALIZED (SELECT * FROM ({{walk}}) merged ORDER BY {ORDER} LIMIT %(most)s),
found AS (
    SELECT {_COLUMNS} FROM walked q
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


MOST_LOOKED_AT: Final = 200
LOOKED_BACK: Final = timedelta(days=7)
"""What is late for longer stands on the list of the overdue anyway."""


def unfinished_of_promises(
    *, viewer: Viewer, office_id: int, role: Role, promised_from: datetime, promised_before: datetime, limit: int = 20
) -> tuple[DutyRow, ...]:
    """What an office still decides though its promise, never moved before, ends between these moments: one open duty of
    each dossier, for whoever holds this role there. It looks through the last `MOST_LOOKED_AT` steps that are due by
    then, none due more than `LOOKED_BACK` before."""
    if not viewer.holds(role, office_id):
        return ()
    values: dict[str, Any] = {
        "office": office_id,
        "standing": list(STANDING_NAMES),
        "since": promised_from - LOOKED_BACK,
        "from": promised_from,
        "before": promised_before,
        "looked": MOST_LOOKED_AT,
        "most": min(limit, MOST_OF_A_PAGE),
    }
    with connection.cursor() as cursor:
        cursor.execute(_UNFINISHED, values)
        return _rows(cursor.fetchall(), viewer, promised_from)


_UNFINISHED: Final = f"""
WITH near AS MATERIALIZED (
    SELECT q.* FROM dossiers_duty q
    WHERE q.closed_at IS NULL AND q.office_id = %(office)s AND q.step <> ALL(%(standing)s)
        AND q.due_at >= %(since)s AND q.due_at < %(before)s
    ORDER BY q.due_at DESC LIMIT %(looked)s)
SELECT * FROM (
    SELECT DISTINCT ON (q.dossier_id) {_COLUMNS} FROM near q JOIN dossiers_dossier d ON d.id = q.dossier_id
    WHERE d.competent_office_id = %(office)s AND d.state IN ('received', 'processing') AND d.mirrored_at IS NULL
        AND d.due_at >= %(from)s AND d.due_at < %(before)s
        AND d.clock ->> 'paused_at' IS NULL AND d.clock ->> 'rescheduled' IS NULL
    ORDER BY q.dossier_id, q.number) found
ORDER BY 13, 1 LIMIT %(most)s
"""


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
    rows = _rows(found[:limit], viewer, now)
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


def _rows(found: list[tuple[Any, ...]], viewer: Viewer, now: datetime) -> tuple[DutyRow, ...]:
    owners = people.persons([row[9] for row in found], viewer=viewer)
    rows = []
    for row in found:
        dossier, number, step, office, role, position, due_at, code, version, owner, state, revision, due = row[:13]
        procedure = procedures.version(version)
        rows.append(
            DutyRow(
                dossier_id=dossier,
                number=number,
                step=step,
                step_name=step_name(procedure, step),
                office_id=office,
                role=role,
                position_id=position,
                due_at=due_at,
                code=code,
                procedure_code=procedure.code,
                procedure_name=procedure.name,
                owner_name=owners[owner].name if owner in owners else "",
                state=state,
                revision=revision,
                promise_due_at=due,
                is_overdue=due_at < now and step not in WAITS_FOR_PEOPLE,
                channel=row[13],
                origin=row[14],
                finished_at=row[15],
                is_as_promised=row[16],
            )
        )
    return tuple(rows)
