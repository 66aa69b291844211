"""What the stage tells before anything is decided: the promise and why, what is owed, which papers are missing; and the
papers that its acts print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import PaperRow
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.procedures.queries import Procedure
from motcua.rules import completeness, fees
from motcua.rules.completeness import Completeness, GivenPaper
from motcua.rules.deadlines import ClockFacts, Promise, promise
from motcua.rules.fees import FeeFacts, Owed
from motcua.stages.intake.asking import SECOND_REQUEST as SECOND_REQUEST
from motcua.stages.intake.asking import items_of as items_of
from motcua.stages.intake.asking import lines_of as lines_of
from motcua.stages.intake.asking import refused_with as refused_with
from motcua.stages.intake.asking import supervisor_of as supervisor_of
from motcua.stages.intake.asking import wanted_request as wanted_request
from motcua.stages.intake.chains import ChainPreview as ChainPreview
from motcua.stages.intake.chains import deciding_offices as deciding_offices
from motcua.stages.intake.chains import office_deciding
from motcua.stages.intake.chains import preview_chain as preview_chain
from motcua.stages.intake.printing import handing_over_of as handing_over_of
from motcua.stages.intake.printing import refusal_of as refusal_of
from motcua.stages.intake.printing import slip_of as slip_of
from motcua.stages.intake.printing import supplement_request_of as supplement_request_of
from motcua.stages.intake.sheets import sheet_seen as sheet_seen


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What accepting now would mean."""

    promise: Promise
    owed: Owed
    completeness: Completeness


def preview(
    *,
    procedure: Procedure,
    case_key: str,
    channel: str,
    office_id: int,
    answers: Mapping[str, Any],
    papers: Iterable[PaperGiven],
    groups: Iterable[str] = (),
    not_found: Iterable[str] = (),
    fed: frozenset[str] = frozenset(),
    now: datetime,
) -> IntakePreview:
    """What the counter shows before it accepts. `office_id` decides: its working days count.

    `not_found`: papers that a database should hold and did not; `fed`: results of earlier parts of a submission.
    """
    return IntakePreview(
        promise=promise_at(procedure=procedure, case_key=case_key, channel=channel, office_id=office_id, at=now),
        owed=fees.owed(
            procedure.fees, FeeFacts(case=case_key, channel=channel, answers=answers, groups=frozenset(groups))
        ),
        completeness=completeness.check(
            procedure.papers,
            case=case_key,
            channel=channel,
            answers=answers,
            given=together((), papers, channel=channel, fed=fed),
            not_found=not_found,
        ),
    )


def deciding_office(*, procedure: Procedure, received_office_id: int, on: date) -> Office:
    """Who decides what is received here: this office, or the one of the kind that the procedure names which serves the
    commune. Raises `NobodyDecidesHere`."""
    return office_deciding(procedure, offices.office(received_office_id), on)


def promise_at(*, procedure: Procedure, case_key: str, channel: str, office_id: int, at: datetime) -> Promise:
    """The promise for a dossier received complete at `at`."""
    communes = "remote" if offices.office(office_id).attributes.get("remote") else "ordinary"
    facts = ClockFacts(
        received_at=at,
        term=procedure.clock.term_for(case=case_key, channel=channel, communes=communes),
        policy=procedure.clock.policy,
        cutoff=procedure.clock.cutoff,
        resumption=procedure.clock.resumption,
    )
    return promise(facts, offices.calendar_of(office_id))


def together(
    kept: Iterable[PaperRow],
    further: Iterable[PaperGiven],
    *,
    channel: str,
    fed: frozenset[str] = frozenset(),
) -> list[GivenPaper]:
    """The papers of a dossier with those that come now, as the rule of completeness takes them.

    A scan stands for its paper only in what came online: at the counter the paper itself is looked at. What an office
    itself gave as the result of an earlier part is there as a file; `fed` are results of earlier parts wherever given.
    """
    found = {paper: GivenPaper(paper=paper, electronic=True) for paper in fed}
    papers: tuple[PaperRow | PaperGiven, ...] = (*kept, *further)
    for paper in papers:
        had = found.get(paper.paper, GivenPaper(paper=paper.paper))
        found[paper.paper] = GivenPaper(
            paper=paper.paper,
            originals=had.originals + paper.originals,
            copies=had.copies + paper.copies,
            electronic=had.electronic
            or (paper.document_id is not None and (channel == "online" or paper.held_by_state)),
        )
    return list(found.values())
