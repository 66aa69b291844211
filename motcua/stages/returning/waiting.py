"""Results that wait are called for by a message, once a day at most (NĐ 118/2025 art. 22; NĐ 61/2018 art. 20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact
from motcua.rules.access import Role, Viewer
from motcua.rules.lifecycle import State
from motcua.stages.returning.errors import CalledToday, NotReadyToCall, NotYoursToCall


@dataclass(frozen=True, slots=True)
class Called:
    """How often its owner was called for, this time counted."""

    times: int


def call(*, dossier_id: int, by: Viewer, now: datetime) -> Called:
    """Call for a result that waits: the applicant is told by the follower of notices.

    Raises `DossierUnknown`, `NotYoursToCall`, `NotReadyToCall`, `CalledToday`.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        here = (view.received_office_id, view.competent_office_id)
        seat = next((each for place in here if (each := by.seat_for(Role.ONE_STOP_CLERK, place))), None)
        if seat is None:
            raise NotYoursToCall
        if view.state is not State.DONE:
            raise NotReadyToCall
        lines = dossier_queries.history(dossier_id=dossier_id, viewer=by)
        before = [line.at.astimezone(VIETNAM) for line in lines if line.kind == Fact.RESULT_CALLED]
        if before and before[-1].date() == now.astimezone(VIETNAM).date():
            raise CalledToday(at=before[-1].strftime("%H:%M"))
        late = view.due_at is not None and view.finished_at is not None and view.finished_at > view.due_at
        dossiers.record(
            dossier_id=dossier_id,
            fact=Fact.RESULT_CALLED,
            body={"times": len(before) + 1, "late": late},
            by=f"holding/{seat.holding_id}",
            now=now,
        )
    return Called(len(before) + 1)
