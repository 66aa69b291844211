"""What the register tells: what the applicant of a dossier was told and how it went, and whom nobody reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.notices import moments
from motcua.registers.people import queries as people
from motcua.rules.access import Role, Viewer

MOST_COUNTED: Final = 1000
CALLERS: Final = (Role.ONE_STOP_CLERK, Role.UNIT_HEAD)
"""Whose list the people are who were not reached."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice, in the reader's words. `words` is the message as it went; empty for what did not go."""

    id: int
    kind: str
    text: str
    told_at: datetime
    state: str
    channel: str
    tries: int
    next_at: datetime | None
    reason: str
    words: str
    address_end: str
    settled_at: datetime | None
    settled_by: str
    way: str
    arrived_at: datetime | None

    @property
    def why(self) -> str:
        """Why it has not gone, in words."""
        return _reason_words(self.reason)

    @property
    def by_what(self) -> str:
        """By which channel, or how somebody told."""
        said = moments.WAYS.get(self.way) if self.state == "told" else moments.CHANNELS.get(self.channel)
        return gettext(said) if said else ""

    @property
    def can_be_settled(self) -> bool:
        """No message carried it: to be sent again, or told by somebody."""
        return self.state in ("failed", "no-address")


@dataclass(frozen=True, slots=True)
class ToCall:
    """A person whom no message reached, and about what."""

    notice_id: int
    dossier_id: int
    code: str
    title: str
    reason: str
    since: datetime
    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class ToCallPage:
    """A bounded list, those who wait longest first; `after`: where it goes on."""

    rows: tuple[ToCall, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages wait, for how long the oldest is due, and how many people are to be called, by why."""

    waiting: int
    oldest_due_at: datetime | None
    to_call: dict[str, int]


_OF_DOSSIER: Final = """
SELECT id, kind, told_at, state, channel, tries, next_at, reason, words, address_end, settled_at, settled_by, way,
    arrived_at
FROM notices_notice WHERE dossier_id = %s ORDER BY told_at DESC, id DESC LIMIT %s
"""
# Each office is a walk of its own through the index of those who are to be called.
_TO_CALL: Final = f"""
SELECT n.id, n.dossier_id, coalesce(d.code, d.reference), n.kind, n.reason, n.told_at, n.person_id
FROM (SELECT found.* FROM unnest(%(offices)s::bigint[]) AS here(id) CROSS JOIN LATERAL (
        SELECT * FROM notices_notice w WHERE w.to_call AND w.office_id = here.id AND w.id > %(after)s
        ORDER BY w.id LIMIT %(most)s) found
      ORDER BY found.id LIMIT %(most)s) n
JOIN dossiers_dossier d ON d.id = n.dossier_id
WHERE {dossiers.SEEN} ORDER BY n.id
"""


def notices_of(*, dossier_id: int, viewer: Viewer, limit: int = 50) -> tuple[NoticeRow, ...]:
    """The latest notices first. Raises `DossierUnknown` when the viewer may not see the dossier."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    return tuple(
        NoticeRow(number, kind, _title_of(kind), *rest)
        for number, kind, *rest in _rows(_OF_DOSSIER, [dossier_id, min(limit, 100)])
    )


def _title_of(kind: str) -> str:
    """What such a notice is about, in short."""
    known = moments.MOMENTS.get(kind)
    return gettext(known.title) if known else kind


def to_call(*, viewer: Viewer, after: int = 0, limit: int = 20) -> ToCallPage:
    """People of the viewer's counters whom no message reached, at most 100 a page."""
    limit = min(limit, 100)
    here = sorted(viewer.offices(*CALLERS))
    values = {"offices": here, "after": after, "most": limit + 1, **dossiers.seen_by(viewer)}
    found = _rows(_TO_CALL, values) if here else []
    persons = people.persons([row[6] for row in found[:limit]], viewer=viewer, purpose="list")
    rows = tuple(
        ToCall(
            notice_id=row[0],
            dossier_id=row[1],
            code=row[2],
            title=_title_of(row[3]),
            reason=_reason_words(row[4]),
            since=row[5],
            name=persons[row[6]].name if row[6] in persons else "",
            phone=persons[row[6]].phone if row[6] in persons else "",
            address=persons[row[6]].address if row[6] in persons else "",
        )
        for row in found[:limit]
    )
    return ToCallPage(rows, found[limit - 1][0] if len(found) > limit else None)


def to_call_count(*, viewer: Viewer) -> int:
    """How many there are, up to `MOST_COUNTED`."""
    here = sorted(viewer.offices(*CALLERS))
    sql = """SELECT count(*) FROM (SELECT 1 FROM notices_notice WHERE to_call AND office_id = ANY(%s) LIMIT %s) found"""
    return int(_rows(sql, [here, MOST_COUNTED + 1])[0][0]) if here else 0


def _reason_words(code: str) -> str:
    """Why a message did not go."""
    return gettext(moments.REASONS[code]) if code in moments.REASONS else code


def counts(*, viewer: Viewer) -> Counts:
    """For whoever watches the whole house; nothing of any person. Only the system's own."""
    if not viewer.is_system:
        return Counts(0, None, {})
    sql = "SELECT count(*), min(next_at) FROM notices_notice WHERE state = 'waiting'"
    ((waiting, oldest),) = _rows(sql, [])
    called = _rows("SELECT state, count(*) FROM notices_notice WHERE to_call GROUP BY state", [])
    return Counts(waiting, oldest, dict(called))


def last_told(*, dossier_ids: Iterable[int], kinds: tuple[str, ...], viewer: Viewer) -> dict[int, datetime]:
    """When the applicants of these dossiers were last told one of these: one statement for a whole list. Only of
    dossiers that the viewer's list holds already; a system's own, and an official's with a position."""
    wanted = list(dossier_ids)
    if not wanted or not (viewer.is_system or viewer.seats):
        return {}
    sql = f"""SELECT n.dossier_id, max(n.told_at) FROM notices_notice n JOIN dossiers_dossier d ON d.id = n.dossier_id
        WHERE n.dossier_id = ANY(%(dossiers)s) AND n.kind = ANY(%(kinds)s) AND {dossiers.SEEN} GROUP BY n.dossier_id"""
    return dict(_rows(sql, {"dossiers": wanted, "kinds": list(kinds), **dossiers.seen_by(viewer)}))


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
