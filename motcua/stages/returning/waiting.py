"""Results and originals that wait are called for by a message: by a clerk once a day at most, results by the house
itself too, some times at long intervals (NĐ 118/2025 art. 22; NĐ 61/2018 art. 20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import GIVE_BACK, Fact
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import SYSTEM, Role, Viewer
from motcua.rules.lifecycle import State
from motcua.stages.returning.errors import CalledToday, NotReadyToCall, NotYoursToCall


@dataclass(frozen=True, slots=True)
class Called:
    """How often its owner was called for, this time counted."""

    times: int


def call(*, dossier_id: int, by: Viewer, now: datetime) -> Called:
    """Call for a result that waits, or for originals of what ended without one: the applicant is told by the follower
    of notices.

    Raises `DossierUnknown`, `NotYoursToCall`, `NotReadyToCall`, `CalledToday`.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        here = (view.received_office_id, view.competent_office_id)
        seat = next((each for place in here if (each := by.seat_for(Role.ONE_STOP_CLERK, place))), None)
        if seat is None:
            raise NotYoursToCall
        fact = _what_waits(view)
        lines = dossier_queries.history(dossier_id=dossier_id, viewer=by)
        before = [line.at.astimezone(VIETNAM) for line in lines if line.kind == fact]
        if before and before[-1].date() == now.astimezone(VIETNAM).date():
            raise CalledToday(at=before[-1].strftime("%H:%M"))
        body: dict[str, Any] = {"times": len(before) + 1}
        if fact is Fact.RESULT_CALLED:
            body["late"] = view.due_at is not None and view.finished_at is not None and view.finished_at > view.due_at
        dossiers.record(dossier_id=dossier_id, fact=fact, body=body, by=f"holding/{seat.holding_id}", now=now)
    return Called(len(before) + 1)


def _what_waits(view: DossierView) -> Fact:
    """As the calling is told. Raises `NotReadyToCall`."""
    if view.state is State.DONE:
        return Fact.RESULT_CALLED
    if any(duty.step == GIVE_BACK for duty in view.duties):
        return Fact.ORIGINALS_CALLED
    raise NotReadyToCall


def call_again(*, every: timedelta, times: int, now: datetime) -> int:
    """Call for the results that have waited this long since they were there, or since they were last called for, no
    more than so many times in all, whoever called. Answers how many were called for; doing it again changes nothing."""
    called = after = 0
    while page := dossier_queries.results_waiting(before=now - every, viewer=SYSTEM, after=after):
        before = ledger.last_of_kind([f"dossier/{one.dossier_id}" for one in page], Fact.RESULT_CALLED.value)
        for one in page:
            last = before.get(f"dossier/{one.dossier_id}")
            count = int(last.body["times"]) if last else 0
            if count < times and (last is None or last.happened_at <= now - every):
                late = one.due_at is not None and one.finished_at > one.due_at
                body = {"times": count + 1, "late": late}
                dossiers.record(dossier_id=one.dossier_id, fact=Fact.RESULT_CALLED, body=body, by="system", now=now)
                called += 1
        after = page[-1].dossier_id
    return called
