"""What became of the messages that partners took: read from those that report, as often as they say so, taken once.

A report on a message that its sender had no time to note changes nothing: the message goes again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Fact
from motcua.registers.notices import partners
from motcua.registers.notices.composing import Needless, compose
from motcua.registers.notices.ports import PartnerNotServing, Report, ReportingPort
from motcua.registers.notices.timing import WITHIN

log = logging.getLogger(__name__)

_KEY: Final = re.compile(r"(?P<event>-?[0-9]{1,19})\.notices\.(?P<round>[0-9]{1,4})")
_MARK: Final = "SELECT after FROM notices_report_mark WHERE channel = %(channel)s"
# Only from the mark that was read: whoever read the same beside has taken the reports.
_KEEP: Final = """
INSERT INTO notices_report_mark (channel, after) VALUES (%(channel)s, %(next)s)
ON CONFLICT (channel) DO UPDATE SET after = %(next)s WHERE notices_report_mark.after = %(after)s RETURNING channel
"""
_ARRIVED: Final = """
UPDATE notices_notice SET arrived_at = %(now)s
WHERE event_id = %(event)s AND round = %(round)s AND channel = %(channel)s AND state = 'sent' AND arrived_at IS NULL
RETURNING id
"""
_LOST: Final = """
SELECT id, dossier_id, person_id, kind FROM notices_notice
WHERE event_id = %(event)s AND round = %(round)s AND channel = %(channel)s AND state = 'sent' AND arrived_at IS NULL
FOR UPDATE
"""
_ELSEWHERE: Final = """
UPDATE notices_notice SET state = 'waiting', reason = 'not-arrived', channel = %(next)s, tries = 0, next_at = %(now)s,
    settled_at = NULL WHERE id = %(id)s
"""
_FAILED: Final = """
UPDATE notices_notice SET state = 'failed', reason = 'not-arrived', settled_at = %(now)s,
    to_call = %(to_call)s AND NOT EXISTS (
        SELECT 1 FROM notices_notice newer WHERE newer.dossier_id = notices_notice.dossier_id AND newer.id > %(id)s)
WHERE id = %(id)s
"""


def take_reports(*, tracking: Tracking, now: datetime) -> int:
    """Ask every partner that reports; answer how many reports changed something. A partner that does not answer is
    asked again in the next turn."""
    changed = 0
    for channel in partners.channels():
        port = partners.port(channel)
        if not isinstance(port, ReportingPort):
            continue
        found = _rows(_MARK, {"channel": channel})
        after = found[0][0] if found else ""
        try:
            reports, mark = port.reports(after=after, within=WITHIN)
        except (PartnerNotServing, OSError):
            log.info("messages: the partner of %s gave no reports", channel)
            continue
        except Exception:  # a fault of an adapter must not stop the others
            log.exception("messages: the adapter of %s failed", channel)
            continue
        changed += _take_all(channel, reports, after, mark, tracking, now)
    return changed


def _take_all(channel: str, reports: Sequence[Report], after: str, mark: str, tracking: Tracking, now: datetime) -> int:
    with transaction.atomic():
        if mark != after and not _rows(_KEEP, {"channel": channel, "after": after, "next": mark}):
            return 0
        return sum(_take(channel, report, tracking, now) for report in reports)


def _take(channel: str, report: Report, tracking: Tracking, now: datetime) -> bool:
    key = _KEY.fullmatch(report.key)
    if key is None:  # not of ours
        return False
    of: dict[str, Any] = {"event": int(key["event"]), "round": int(key["round"]), "channel": channel, "now": now}
    if report.has_arrived:
        return bool(_rows(_ARRIVED, of))
    found = _rows(_LOST, of)
    if not found:
        return False
    number, dossier_id, person_id, kind = found[0]
    told = compose(
        dossier_id=dossier_id,
        person_id=person_id,
        kind=kind,
        event_id=of["event"],
        channel=channel,
        tracking=tracking,
        now=now,
    )
    if not isinstance(told, Needless) and told.next_channel:
        _run(_ELSEWHERE, {"id": number, "next": told.next_channel, "now": now})
    else:
        _run(_FAILED, {"id": number, "to_call": told.to_call, "now": now})
    body = {"about": kind, "channel": channel}
    dossiers.record(dossier_id=dossier_id, fact=Fact.NOTICE_LOST, body=body, by="system", now=now)
    return True


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _run(sql: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
