"""What the stage does: accept, ask once for what is missing, refuse, take in a supplement, let the applicant withdraw
(NĐ 118/2025 art. 17; NĐ 61/2018 art. 19(4))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change, Held, Moved, PaperGiven
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.rules.lifecycle import Guard, Move, State
from motcua.stages.intake.accepting import Accepted as Accepted
from motcua.stages.intake.accepting import accept as accept
from motcua.stages.intake.accepting import hand_on as hand_on
from motcua.stages.intake.accepting import kept_originals, papers_of
from motcua.stages.intake.asking import SupplementItem as SupplementItem
from motcua.stages.intake.asking import allow_second_request as allow_second_request
from motcua.stages.intake.asking import ask_supplement as ask_supplement
from motcua.stages.intake.asking import decline_second_request as decline_second_request
from motcua.stages.intake.asking import refuse as refuse
from motcua.stages.intake.asking import want_second_request as want_second_request
from motcua.stages.intake.correcting import Corrected as Corrected
from motcua.stages.intake.correcting import TakenInRight as TakenInRight
from motcua.stages.intake.correcting import correct as correct
from motcua.stages.intake.errors import (
    NothingToAdd,
    PaperNotOfThis,
    PapersMissing,
)
from motcua.stages.intake.sheets import call_off_sheet as call_off_sheet
from motcua.stages.intake.sheets import give_sheet as give_sheet
from motcua.stages.intake.sheets import take_sheet as take_sheet


def supply(
    *,
    dossier_id: int,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    not_found: Iterable[str] = (),
    papers: tuple[PaperGiven, ...] = (),
) -> Moved:
    """What was asked for has come, complete: the clock starts anew or goes on, as the procedure says.

    `papers` come with it: their pieces are added to those that came before. Raises `PapersMissing`, `PaperNotOfThis`,
    and as `move`.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        _refuse_unknown(papers, procedure)
        fed = dossier_queries.papers_fed(dossier_id=dossier_id, viewer=by) if view.chain_id else frozenset[str]()
        found = papers_of(view, procedure, not_found, papers, fed)
        if found.missing and view.state is State.SUPPLEMENT:
            raise PapersMissing(lines=found.missing)

        def enter(held: Held) -> dict[str, Any]:
            return {**dossiers.write_papers(held, papers, now), **_take_custody(held, procedure, papers, now)}

        change = Change(met=frozenset({Guard.PAPERS_COMPLETE}), before_write=enter)
        return _move(Move.SUPPLY, dossier_id, by, now, key, revision, change)


def add_papers(
    *, dossier_id: int, papers: tuple[PaperGiven, ...], by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Papers, pieces and scans that come later, at any time before the dossier ends; its state stays.

    Raises `NothingToAdd`, `PaperNotOfThis`, and as `dossiers.actions.add_papers`.
    """
    if not any(paper.originals or paper.copies or paper.documents for paper in papers):
        raise NothingToAdd
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        procedure = procedures.version(view.procedure_version_id)
        _refuse_unknown(papers, procedure)
        return dossiers.add_papers(
            dossier_id=dossier_id,
            papers=papers,
            by=by,
            now=now,
            key=key,
            revision=revision,
            before_write=lambda held: _take_custody(held, procedure, papers, now),
        )


def lapse(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The applicant did not answer in time: the dossier stops (TT 03/2025/TT-VPCP art. 7). Nobody came: originals stay
    with the office until somebody does."""
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    over = any(duty.due_at is not None and duty.due_at < now for duty in view.duties)
    met = frozenset({Guard.ANSWER_TIME_OVER}) if over else frozenset[Guard]()
    return _move(Move.LAPSE, dossier_id, by, now, key, revision, Change(met=met))


def withdraw(*, dossier_id: int, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The applicant takes the dossier back before there is a decision (NĐ 118/2025 art. 21). Who stands at the counter
    gets the originals at once; who withdraws from afar may collect them."""

    def give_back(held: Held) -> dict[str, Any]:
        here = (held.received_office_id, held.competent_office_id)
        if not any(by.holds(Role.ONE_STOP_CLERK, office) for office in here):
            return {}
        back = documents.hand_back(subject=f"dossier/{held.id}", now=now)
        return {"originals_back": sorted(back)} if back else {}

    change = Change(text=text, before_write=give_back)
    return _move(Move.WITHDRAW, dossier_id, by, now, key, revision, change)


def _refuse_unknown(papers: tuple[PaperGiven, ...], procedure: Procedure) -> None:
    known = {paper.key for paper in procedure.papers}
    for one in papers:
        if one.paper not in known:
            raise PaperNotOfThis(paper=one.paper[:80])


def _take_custody(held: Held, procedure: Procedure, papers: tuple[PaperGiven, ...], now: datetime) -> dict[str, Any]:
    """Further originals get their holder, once the dossier is taken in; what the event says is how many are held."""
    further = kept_originals(papers, procedure) if held.received_at else {}
    if not further:
        return {}
    subject = f"dossier/{held.id}"
    here = Counter(hold.paper for hold in document_queries.originals_of(subject) if hold.office_id is not None)
    documents.take_in(subject=subject, originals=further, office_id=held.received_office_id, now=now)
    return {"originals": {paper: here[paper] + count for paper, count in further.items()}}


def _move(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    return dossiers.move(dossier_id=dossier_id, move=move, by=by, now=now, key=key, revision=revision, change=change)
