"""The ledger is the outbox: each follower reads it in batches, its position kept in the transaction of its effect."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as StopEvent
from typing import Final

from django.db import DatabaseError, close_old_connections, transaction

from motcua.flow.handoffs import FOLLOWERS, HANDOFFS
from motcua.registers.ledger import actions as ledger_actions
from motcua.registers.ledger import queries as ledger
from motcua.registers.ledger.queries import Event
from motcua.registers.notices import actions as notices
from motcua.registers.notices.actions import SETTLING, NewNotice

BATCH: Final = 500
REST_SECONDS: Final = 0.5
AFTER_FAULT_SECONDS: Final = 5.0
FRESH: Final = timedelta(days=2)
"""An event that was told to the ledger later than so long after it happened is history."""

log = logging.getLogger(__name__)


def tell_applicants(events: Sequence[Event]) -> None:
    """Write down what applicants are told of these events, in the order they happened."""
    over = [event for event in events if event.kind in SETTLING]
    notices.tell(notices=[found for event in events if (found := notice_of(event))])
    notices.nobody_to_call(dossier_ids=[_dossier(event) for event in over])


def notice_of(event: Event) -> NewNotice | None:
    """What is told of an event; None for what is not. Of a past that was imported or played it is only written down,
    nobody is sent a message."""
    kind = "done" if event.body.get("to") == "done" else event.kind
    if kind in SETTLING or kind in ("forward", "sign", "answer"):
        return None
    is_fresh = not event.is_imported and event.recorded_at - event.happened_at <= FRESH
    return NewNotice(_dossier(event), kind, event.event_id, event.happened_at, is_fresh)


def _dossier(event: Event) -> int:
    return int(event.stream.removeprefix("dossier/"))


EFFECTS: Final[dict[str, Callable[[Sequence[Event]], None]]] = {"notices": tell_applicants}


def follow_once(follower: str, limit: int = BATCH) -> int:
    """Take one batch for this follower: effect and position together. Answers how many events were read."""
    with transaction.atomic():
        batch = ledger.unread(follower, limit)
        if not batch:
            return 0
        wanted = [
            each.event
            for each in batch
            if each.event.stream.startswith("dossier/") and follower in HANDOFFS.get(each.event.kind, ())
        ]
        EFFECTS[follower](wanted)
        ledger_actions.keep_position(follower=follower, after=batch[-1])
    return len(batch)


def catch_up() -> int:
    """Let every follower read all there is. Answers how many events were read."""
    read = 0
    for follower in FOLLOWERS:
        ledger_actions.begin_following(follower=follower)
        while found := follow_once(follower):
            read += found
    return read


def run(stop: StopEvent) -> None:
    """Follow until told to stop. A fault of the database is waited out; nothing is lost by it."""
    while not stop.is_set():
        try:
            close_old_connections()
            rest = REST_SECONDS if catch_up() == 0 else 0.0
        except DatabaseError:
            log.exception("followers: the database did not answer")
            rest = AFTER_FAULT_SECONDS
        stop.wait(rest)
