"""The only other door: imported years and simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction

from motcua.foundation.canonical import moment_text
from motcua.foundation.errors import Refusal
from motcua.registers.ledger.actions.appending import Appended, NewEvent, write
from motcua.registers.ledger.bodies import body_text
from motcua.registers.ledger.errors import HistoryInTheFuture, HistoryOutOfOrder, StreamHasMovedOn
from motcua.registers.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """An event that happened before the ledger came to know it."""

    kind: str
    body: Mapping[str, Any]
    happened_at: datetime


Check = Callable[[Sequence[HistoryEvent]], Refusal | None]
"""Says whether a whole story (what the stream holds already, then what is added) could have happened."""


def append_history(*, stream: str, events: Sequence[HistoryEvent], checked_by: str, check: Check) -> list[Appended]:
    """Write a past story at the end of `stream`, each event marked `imported` with `checked_by` in its hashed body.

    `check` is given the whole story and answers a refusal, which is raised. One stream, one short transaction: a long
    writing transaction would hold back every follower, so importers call this once for each stream. Raises
    `HistoryOutOfOrder`, `HistoryInTheFuture`, `StreamHasMovedOn`, `ValueError` as `append`; then none is written.
    """
    bodies = [body_text(event.body, imported_by=checked_by) for event in events]
    earlier = [HistoryEvent(event.kind, event.body, event.happened_at) for event in events_of(stream)]
    story = [*earlier, *events]
    for seq, (one, following) in enumerate(pairwise(story), start=2):
        if following.happened_at < one.happened_at and seq > len(earlier):
            raise HistoryOutOfOrder(stream=stream, seq=seq, happened_at=moment_text(following.happened_at))
    if (refusal := check(story)) is not None:
        raise refusal
    with transaction.atomic():
        written = write([NewEvent(stream, event.kind, event.body, event.happened_at) for event in events], bodies)
        if written and written[0].seq != len(earlier) + 1:
            raise StreamHasMovedOn(stream=stream)
        for event, now in zip(events, written, strict=True):
            if event.happened_at > now.recorded_at:
                raise HistoryInTheFuture(stream=stream, seq=now.seq, happened_at=moment_text(event.happened_at))
    return written
