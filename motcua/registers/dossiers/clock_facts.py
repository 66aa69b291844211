"""The stored facts of a dossier's clock, read back for the rule of deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.deadlines import ClockFacts, Pause, Supplement

PROMISED_UNDER = "promised_under"
"""In the clock's facts: the version whose term was promised, where it is no longer the dossier's own."""
ORDINARY = "ordinary"
"""The kind of commune whose term is the ordinary one; the other is "remote"."""


def clock_facts(
    procedure: Procedure, *, case_key: str, channel: str, received_at: datetime, kept: Mapping[str, Any]
) -> ClockFacts:
    """What `promise` needs; `kept` is the dossier's clock as stored (moments as ISO text).

    A dossier that was moved to another version keeps the promise, and so the terms, of the version that made it.
    """
    moment = datetime.fromisoformat
    if PROMISED_UNDER in kept:
        procedure = procedures.version(kept[PROMISED_UNDER])
    reasons = {ground.key: ground.name for ground in procedure.grounds} if kept.get("pauses") else {}
    return ClockFacts(
        received_at=received_at,
        term=procedure.clock.term_for(case=case_key, channel=channel, communes=kept.get("communes", ORDINARY)),
        policy=procedure.clock.policy,
        cutoff=procedure.clock.cutoff,
        pauses=tuple(
            Pause(moment(start), moment(end), ground, reason=reasons.get(ground, ""))
            for start, end, ground in kept.get("pauses", ())
        ),
        supplements=tuple(Supplement(moment(asked), moment(came)) for asked, came in kept.get("supplements", ())),
        resumption=procedure.clock.resumption,
    )
