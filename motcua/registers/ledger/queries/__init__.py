"""What the ledger tells."""

from __future__ import annotations

from motcua.registers.ledger.checkpoint_files import Checkpoint
from motcua.registers.ledger.queries.checkpoints import checkpoints, departures
from motcua.registers.ledger.queries.events import Event, events_of, last_of_kind
from motcua.registers.ledger.queries.export import Exported, export
from motcua.registers.ledger.queries.following import FeedEvent, Lag, feed_needs_restart, lags, past, unread
from motcua.registers.ledger.queries.heads import Heads, heads
from motcua.registers.ledger.queries.verification import Break, BreakKind, Verification, verify

__all__ = [
    "Break",
    "BreakKind",
    "Checkpoint",
    "Event",
    "Exported",
    "FeedEvent",
    "Heads",
    "Lag",
    "Verification",
    "checkpoints",
    "departures",
    "events_of",
    "export",
    "feed_needs_restart",
    "heads",
    "lags",
    "last_of_kind",
    "past",
    "unread",
    "verify",
]
