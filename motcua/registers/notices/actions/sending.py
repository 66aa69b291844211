"""Sending what waits: one message at a time, each try written before it is made and its end after it.

Nobody waits for this. A sender killed between the partner's answer and the note of it leaves the message waiting; after
`LEASE` the same key is handed over again. A partner that keeps the keys carries it once; electronic mail may come
twice, both with the same Message-ID (docs/decisions/0103).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Fact
from motcua.registers.notices import partners
from motcua.registers.notices.composing import Composed, Needless, compose
from motcua.registers.notices.ports import AddressWrong, Message, MessageRefused, PartnerNotServing, Taken
from motcua.registers.notices.timing import LEASE, PAUSES, WITHIN, is_quiet, pause_after

Clock = Callable[[], datetime]
SILENCES: Final = 3
"""Failures of a partner one after the other, after which it is left alone until the next turn."""

log = logging.getLogger(__name__)

_CLAIM: Final = """
UPDATE notices_notice n SET next_at = %(until)s
FROM (SELECT id FROM notices_notice WHERE state = 'waiting' AND next_at <= %(now)s
      ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) due
WHERE n.id = due.id
RETURNING n.id, n.dossier_id, n.person_id, n.kind, n.event_id, n.channel, n.round, n.tries
"""
_BEGIN: Final = """
WITH begun AS (
    UPDATE notices_notice SET tries = tries + 1, channel = %(channel)s, words = %(words)s,
        address_end = %(address_end)s
    WHERE id = %(id)s AND state = 'waiting' AND round = %(round)s AND tries = %(tries)s RETURNING id, round, tries)
INSERT INTO notices_try (notice_id, round, channel, number, begun_at)
SELECT id, round, %(channel)s, tries, %(now)s FROM begun RETURNING id
"""
_END: Final = (
    "UPDATE notices_try SET ended_at = %(now)s, reason = %(reason)s, partner_number = %(number)s WHERE id = %(try)s"
)
# Only while it is the newest try: a late answer of an earlier one takes nothing back. That it was sent counts always.
_LATER: Final = """
UPDATE notices_notice SET next_at = %(next)s, reason = %(reason)s
WHERE id = %(id)s AND state = 'waiting' AND round = %(round)s AND tries = %(tries)s
"""
_WAIT: Final = "UPDATE notices_notice SET next_at = %(next)s WHERE id = %(id)s AND state = 'waiting'"
_ELSEWHERE: Final = """
UPDATE notices_notice SET next_at = %(now)s, reason = %(reason)s, channel = %(channel)s, tries = 0
WHERE id = %(id)s AND state = 'waiting' AND round = %(round)s
"""
_SETTLE: Final = """
UPDATE notices_notice SET state = %(state)s, reason = %(reason)s, settled_at = %(now)s, next_at = NULL,
    to_call = %(to_call)s AND NOT EXISTS (
        SELECT 1 FROM notices_notice newer WHERE newer.dossier_id = notices_notice.dossier_id AND newer.id > %(id)s)
WHERE id = %(id)s AND state = 'waiting' RETURNING settled_by
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to be tried now."""

    id: int
    dossier_id: int
    person_id: int
    kind: str
    event_id: int
    channel: str
    round: int
    tries: int

    @property
    def key(self) -> str:
        """The same for every try of a round: (event, follower), and which time somebody had it sent."""
        return f"{self.event_id}.notices.{self.round}"


@dataclass(frozen=True, slots=True)
class Sent:
    """How the messages of one turn ended, by what became of each: sent, later, elsewhere, failed, no-address,
    needless."""

    ended: Counter[str]

    @property
    def tried(self) -> int:
        return self.ended.total()


def send_due(*, clock: Clock, tracking: Tracking, most: int = 500, lasting: timedelta = timedelta(seconds=45)) -> Sent:
    """Send what is due, oldest first: at most so many, and beginning none after `lasting`. Nothing in quiet hours.

    Several senders may run beside each other; a message is with one of them.
    """
    ended, silences = Counter[str](), Counter[str]()
    begun = clock()
    while ended.total() < most and (now := clock()) - begun <= lasting and not is_quiet(now, settings.MESSAGE_QUIET):
        due = _claim(now)
        if due is None:
            break
        ended[_one(due, clock, tracking, silences)] += 1
    return Sent(ended)


def _one(due: Due, clock: Clock, tracking: Tracking, silences: Counter[str]) -> str:
    now = clock()
    composed = compose(
        dossier_id=due.dossier_id,
        person_id=due.person_id,
        kind=due.kind,
        event_id=due.event_id,
        channel=due.channel,
        tracking=tracking,
        now=now,
    )
    if isinstance(composed, Needless):
        return _settle(due, composed.state, composed.reason, now, to_call=composed.to_call)
    if due.tries > len(PAUSES):  # the sender died in every one of them
        return _give_up(due, composed, "unknown", now)
    if silences[composed.channel] >= SILENCES:
        _run(_WAIT, {"id": due.id, "next": now + PAUSES[0]})
        return "later"
    number = _rows(
        _BEGIN,
        {
            "id": due.id,
            "round": due.round,
            "tries": due.tries,
            "channel": composed.channel,
            "words": composed.words.text,
            "address_end": composed.address_end,
            "now": now,
        },
    )
    if not number:  # somebody settled it meanwhile
        return "needless"
    return _try(due, composed, number[0][0], clock, silences)


def _try(due: Due, composed: Composed, try_id: int, clock: Clock, silences: Counter[str]) -> str:
    message = Message(composed.to, composed.words.subject, composed.words.text, due.key)
    taken, reason, is_final = _handed_over(composed.channel, message)
    now = clock()
    end = {"try": try_id, "now": now, "reason": reason, "number": taken.number if taken else ""}
    silences[composed.channel] = 0 if taken or is_final else silences[composed.channel] + 1
    with transaction.atomic():
        _run(_END, end)
        if taken:
            return _settle(due, "sent", "", now, channel=composed.channel)
        pause = None if is_final else pause_after(due.tries + 1)
        if pause is not None:
            _run(
                _LATER,
                {"id": due.id, "round": due.round, "tries": due.tries + 1, "next": now + pause, "reason": reason},
            )
            return "later"
        return _give_up(due, composed, reason, now)


def _handed_over(channel: str, message: Message) -> tuple[Taken | None, str, bool]:
    """What the partner said: taken, or why not and whether that is the end of it."""
    try:
        return partners.port(channel).send(message=message, within=WITHIN), "", True
    except AddressWrong:
        return None, "address-wrong", True
    except MessageRefused:
        return None, "refused", True
    except PartnerNotServing as fault:
        return None, str(fault) or "no-answer", False
    except OSError:  # a timeout and a lost connection are OSErrors
        return None, "no-answer", False
    except Exception:  # a fault of an adapter must not stop what waits behind this message
        log.exception("messages: the adapter of %s failed", channel)
        return None, "no-answer", False


def _give_up(due: Due, composed: Composed, reason: str, now: datetime) -> str:
    """Another channel if there is one, else it has failed."""
    if composed.next_channel:
        there = {"id": due.id, "round": due.round, "channel": composed.next_channel, "now": now, "reason": reason}
        _run(_ELSEWHERE, there)
        return "elsewhere"
    return _settle(due, "failed", reason, now, to_call=composed.to_call)


def _settle(due: Due, state: str, reason: str, now: datetime, *, to_call: bool = False, channel: str = "") -> str:
    """The end of it, once; that a person was told is a fact of the dossier."""
    with transaction.atomic():
        found = _rows(_SETTLE, {"id": due.id, "state": state, "reason": reason, "now": now, "to_call": to_call})
        if found and state == "sent":
            body: dict[str, Any] = {"about": due.kind, "channel": channel}
            if found[0][0]:
                body["asked_by"] = found[0][0]
            dossiers.record(dossier_id=due.dossier_id, fact=Fact.NOTICE_SENT, body=body, by="system", now=now)
    return state


def _claim(now: datetime) -> Due | None:
    found = _rows(_CLAIM, {"now": now, "until": now + LEASE})
    return Due(*found[0]) if found else None


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _run(sql: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
