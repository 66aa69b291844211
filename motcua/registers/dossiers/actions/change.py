"""What a stage knows and wants beside the move itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.registers.dossiers.held import Held
from motcua.rules import process
from motcua.rules.lifecycle import Guard


@dataclass(frozen=True, slots=True)
class Change:
    """All optional; what a move does not use it ignores."""

    act: process.Act | None = None
    """The act on the internal process, for moves that have one."""
    met: frozenset[Guard] = frozenset()
    """Guards that the stage has found to hold."""
    ground: str | None = None
    """Code of the legal ground of a pause, refusal or stop."""
    until: datetime | None = None
    """The new promise (reschedule), or the moment the applicant must answer by (supplement request)."""
    received_at: datetime | None = None
    """Complete receipt, or the competent agency's receipt, when it is not `now`."""
    text: str | None = None
    """Words of the official, kept beside the event, which carries their salted hash."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """More for the event's body: codes, numbers, dates."""
    before_write: Callable[[Held], Mapping[str, Any]] | None = None
    """Called inside the transaction once the move is decided; answers more for the event's body. Acceptance takes the
    dossier's number here, so that a refused one takes none."""
