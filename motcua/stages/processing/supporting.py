"""What a support officer may do, guarded: ask, by a paper and with a reason, that a dossier forwarded by mistake is
taken back; the office's leader agrees or does not. Nobody does both."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact, Moved, NewDuty, Note
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.rules.access import Role, Viewer
from motcua.rules.lifecycle import By, State
from motcua.stages.processing.errors import NothingToRecall, NothingWanted, PaperOrReasonMissing, SecondPersonNeeded

SUPPORT: Final = dossier_queries.SUPPORT
"""The leader's duty to agree or not."""
DURING: Final = frozenset({State.PROCESSING})


def want_recall(
    *, dossier_id: int, paper: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Ask that the last forwarding is taken back. Raises `PaperOrReasonMissing`, `NothingToRecall`, and as
    `dossiers.note`."""
    paper, text = paper.strip(), text.strip()
    if not paper or not text:
        raise PaperOrReasonMissing
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    is_wanted = any(duty.step == SUPPORT for duty in view.duties)
    if view.last_key != key and (is_wanted or not dossier_queries.can_be_recalled(view=view, viewer=by)):
        raise NothingToRecall
    note = Note(
        fact=Fact.SUPPORT_WANTED,
        may=frozenset({By.SUPPORT}),
        during=DURING,
        text=f"{text}\n{paper}",
        facts={"act": "recall"},
        opens=NewDuty(
            SUPPORT, view.competent_office_id, Role.LEADER, dossiers.answer_by(view.competent_office_id, now)
        ),
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def agree_to_recall(*, dossier_id: int, text: str = "", by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The leader agrees, and the dossier is taken back at once. Raises `NothingWanted`, `SecondPersonNeeded`, and as
    `dossiers.recall`."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    if view.last_key != key:
        _wanted(view, by)
    return dossiers.recall(
        dossier_id=dossier_id, text=text, by=by, now=now, key=key, revision=revision, on_request=SUPPORT
    )


def decline_recall(*, dossier_id: int, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The leader does not, and says why. Raises `NothingWanted`, `PaperOrReasonMissing`, `SecondPersonNeeded`."""
    if not text.strip():
        raise PaperOrReasonMissing
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    if view.last_key != key:
        _wanted(view, by)
    note = Note(
        fact=Fact.SUPPORT_DECLINED,
        may=frozenset({By.DUTY_HOLDER}),
        during=DURING,
        text=text.strip(),
        closes=SUPPORT,
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def _wanted(view: DossierView, by: Viewer) -> HistoryLine:
    waits = next((duty for duty in view.duties if duty.step == SUPPORT), None)
    if waits is None or not by.may_do(waits.office_id, waits.role, waits.position_id):
        raise NothingWanted
    lines = dossier_queries.history(dossier_id=view.id, viewer=by)
    asked = dossier_queries.last_act(lines, Fact.SUPPORT_WANTED)
    assert asked is not None, "a duty to agree is opened by a request"
    if asked.by in {f"holding/{seat.holding_id}" for seat in by.seats}:
        raise SecondPersonNeeded
    return asked
