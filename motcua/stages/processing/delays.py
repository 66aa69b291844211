"""Who is going to come in vain is told before: the promise ends soon, and the result is not there (NĐ 61/2018 art.
19(9)). A rescheduling, which the leader makes a day before, is told by itself; this is for what is left."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.foundation.canonical import moment_text
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import SYSTEM


def tell_delays(*, ahead: timedelta, now: datetime) -> int:
    """Put down, once for each promise, that its owner is to be told that it may be missed: of the promises that end
    within `ahead`. Answers how many. The follower of notices tells; doing it again changes nothing."""
    told = after = 0
    while page := dossier_queries.promises_ending(now=now, until=now + ahead, viewer=SYSTEM, after=after):
        before = ledger.last_of_kind([f"dossier/{one.dossier_id}" for one in page], Fact.DELAY_TOLD.value)
        for one in page:
            last = before.get(f"dossier/{one.dossier_id}")
            promise = moment_text(one.due_at)
            if last is None or last.body.get("was_due") != promise:
                body = {"was_due": promise}
                dossiers.record(dossier_id=one.dossier_id, fact=Fact.DELAY_TOLD, body=body, by="system", now=now)
                told += 1
        after = page[-1].dossier_id
    return told
