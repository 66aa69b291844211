"""What people do about a notice that no message carried: have it sent again, or tell the person themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.notices.errors import NoticeSettled, NoticeUnknown, NotYoursToTell, WayUnknown
from motcua.registers.notices.moments import WAYS
from motcua.registers.people import actions as people
from motcua.rules.access import Role, Viewer

TELLERS: Final = (Role.ONE_STOP_CLERK, Role.UNIT_HEAD)
"""Who sees to it, at the office that took the dossier in."""

_OF: Final = "SELECT dossier_id, office_id, kind, person_id FROM notices_notice WHERE id = %(id)s"
_AGAIN: Final = """
UPDATE notices_notice SET state = 'waiting', next_at = %(now)s, round = round + 1, tries = 0, channel = '', reason = '',
    settled_at = NULL, settled_by = %(by)s, to_call = false
WHERE id = %(id)s AND state IN ('failed', 'no-address') RETURNING id
"""
_TOLD: Final = """
UPDATE notices_notice SET state = 'told', way = %(way)s, next_at = NULL, settled_at = %(now)s, settled_by = %(by)s,
    to_call = false
WHERE id = %(id)s AND state IN ('failed', 'no-address') RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _About:
    """What a notice is about, and by what position the viewer sees to it."""

    dossier_id: int
    person_id: int
    kind: str
    who: str


def send_again(*, notice_id: int, by: Viewer, now: datetime, phone: str = "") -> None:
    """Have a message that could not be sent tried again, with a key of its own, to the person's address as it is now:
    to this telephone, which is kept, if one is given.

    Raises `NoticeUnknown`, `NotYoursToTell`, `NoticeSettled`, `PhoneMalformed`.
    """
    about = _of(notice_id, by)
    with transaction.atomic():
        if not _rows(_AGAIN, {"id": notice_id, "by": about.who, "now": now}):
            raise NoticeSettled
        if phone.strip():
            people.reach_person(person_id=about.person_id, phone=phone, now=now, by=by)


def told_otherwise(*, notice_id: int, way: str, by: Viewer, now: datetime) -> None:
    """Somebody told the person: by telephone, through the head of the hamlet, face to face (`moments.WAYS`).

    Raises `NoticeUnknown`, `NotYoursToTell`, `WayUnknown`, `NoticeSettled`.
    """
    about = _of(notice_id, by)
    if way not in WAYS:
        raise WayUnknown
    with transaction.atomic():
        if not _rows(_TOLD, {"id": notice_id, "way": way, "by": about.who, "now": now}):
            raise NoticeSettled
        body = {"about": about.kind, "channel": way}
        dossiers.record(dossier_id=about.dossier_id, fact=Fact.NOTICE_SENT, body=body, by=about.who, now=now)


def _of(notice_id: int, by: Viewer) -> _About:
    found = _rows(_OF, {"id": notice_id})
    if not found:
        raise NoticeUnknown
    dossier_id, office_id, kind, person_id = found[0]
    try:
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    except DossierUnknown:
        raise NoticeUnknown from None
    place = office_id or view.received_office_id
    seat = next((one for role in TELLERS if (one := by.seat_for(role, place))), None)
    if seat is None:
        raise NotYoursToTell
    return _About(dossier_id, person_id, kind, f"holding/{seat.holding_id}")


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
