"""What the ledger does. Every other room writes its events through here."""

from __future__ import annotations

from motcua.registers.ledger.actions.appending import APPEND, Appended, NewEvent, append, append_many, event_values
from motcua.registers.ledger.actions.checkpoints import checkpoint
from motcua.registers.ledger.actions.following import (
    begin_following,
    begin_rebuild,
    keep_position,
    prune_feed,
    restart_feed,
    stop_following,
)
from motcua.registers.ledger.actions.history import Check, HistoryEvent, append_history
from motcua.registers.ledger.bodies import salted_hash

__all__ = [
    "APPEND",
    "Appended",
    "Check",
    "HistoryEvent",
    "NewEvent",
    "append",
    "append_history",
    "append_many",
    "begin_following",
    "begin_rebuild",
    "checkpoint",
    "event_values",
    "keep_position",
    "prune_feed",
    "restart_feed",
    "salted_hash",
    "stop_following",
]
