"""What the ledger tells."""

from __future__ import annotations

from motcua.registers.ledger.queries.events import Event, events_of

__all__ = ["Event", "events_of"]
