"""What the ledger does. Every other room writes its events through here."""

from __future__ import annotations

from motcua.registers.ledger.actions.appending import Appended, NewEvent, append, append_many
from motcua.registers.ledger.bodies import salted_hash

__all__ = [
    "Appended",
    "NewEvent",
    "append",
    "append_many",
    "salted_hash",
]
