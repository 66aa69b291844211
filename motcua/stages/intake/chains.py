"""An interlinked submission at the counter: papers, fees and promise of all its parts, also of those not open yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView, WaitingPart
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Chain, Procedure
from motcua.rules import completeness, fees
from motcua.rules.chain_clocks import WholePromise
from motcua.rules.completeness import Completeness, GivenPaper, PaperLine
from motcua.rules.fees import FeeFacts, FeeLine, Owed
from motcua.stages.intake.errors import NobodyDecidesHere

BETWEEN: Final = "--"
"""Between part and paper, or part and fee, where all parts stand in one list."""


@dataclass(frozen=True, slots=True)
class ChainPreview:
    """What accepting an interlinked submission now would mean: papers and fees of all parts in one list each, their
    keys with the part before them."""

    promise: WholePromise
    owed: Owed
    completeness: Completeness


def preview_chain(
    *,
    chain: Chain,
    deciding: Mapping[str, int],
    channel: str,
    answers: Mapping[str, Any],
    papers: Iterable[PaperGiven],
    groups: Iterable[str] = (),
    not_found: Iterable[str] = (),
    now: datetime,
) -> ChainPreview:
    """What the counter shows before it accepts; `papers` and `not_found` by part and paper, as on the one screen."""
    lines: list[PaperLine] = []
    owed: list[FeeLine] = []
    given, sought = tuple(papers), tuple(not_found)
    for part in chain.parts:
        found = _check(part.procedure, part.case_key, part.key, channel, answers, _own(given, part.key), sought)
        fed = {feed.paper for feed in part.feeds}
        lines += [
            _named(line, part.key, part.name)
            for line in found.lines
            if fed.isdisjoint((line.paper.key, line.paper.instead_of))
        ]
        owed += _owed(part.procedure, part.case_key, part.key, part.name, channel, answers, groups)
    return ChainPreview(
        promise=dossiers.chain_promise(chain, deciding=deciding, channel=channel, received_at=now),
        owed=Owed(sum(line.amount for line in owed), tuple(owed)),
        completeness=Completeness(tuple(lines), ()),
    )


def deciding_offices(*, chain: Chain, received_office_id: int, on: date) -> dict[str, Office]:
    """Who decides each part of what is received here. Raises `NobodyDecidesHere`."""
    here = offices.office(received_office_id)
    return {part.key: office_deciding(part.procedure, here, on) for part in chain.parts}


def office_deciding(procedure: Procedure, here: Office, on: date) -> Office:
    """The office named on the list of what is received here; else this office, or the one of the kind that the
    procedure names which serves the commune. Raises `NobodyDecidesHere`."""
    if (named := procedures.decided_at(here.id, procedure.code, on)) is not None:
        return offices.office(named)
    kind = procedure.service.decided_by
    if not kind or here.kind == kind:
        return here
    found = offices.office_serving(here.unit_code, kind=kind, on=on, field=procedure.field_name)
    if found is None:
        raise NobodyDecidesHere(deciding=procedure.service.deciding)
    return found


def missing(waiting: Iterable[WaitingPart], view: DossierView, not_found: Iterable[str]) -> tuple[PaperLine, ...]:
    """What parts that are not open yet still need."""
    sought, lines = tuple(not_found), list[PaperLine]()
    for part in waiting:
        found = _check(part.procedure, part.case_key, part.key, view.channel, part.answers, part.papers, sought)
        lines += [_named(line, part.key, part.name) for line in found.missing if line.paper.key not in part.fed]
    return tuple(lines)


def with_waiting(owed: Owed, waiting: Iterable[WaitingPart], view: DossierView, groups: Iterable[str]) -> Owed:
    """What the first dossier owes, and with it the parts that are not open yet: all is paid at submission."""
    lines = list(owed.lines)
    for part in waiting:
        lines += _owed(part.procedure, part.case_key, part.key, part.name, view.channel, part.answers, groups)
    return Owed(sum(line.amount for line in lines), tuple(lines))


def _own(papers: Iterable[PaperGiven], part: str) -> tuple[PaperGiven, ...]:
    start = f"{part}{BETWEEN}"
    return tuple(replace(one, paper=one.paper.removeprefix(start)) for one in papers if one.paper.startswith(start))


def _check(
    procedure: Procedure,
    case_key: str,
    part: str,
    channel: str,
    answers: Mapping[str, Any],
    papers: Iterable[PaperGiven],
    not_found: Iterable[str],
) -> Completeness:
    start = f"{part}{BETWEEN}"
    given = [
        GivenPaper(
            paper=one.paper,
            originals=one.originals,
            copies=one.copies,
            electronic=channel == "online" and one.document_id is not None,
        )
        for one in papers
    ]
    return completeness.check(
        procedure.papers,
        case=case_key,
        channel=channel,
        answers=answers,
        given=given,
        not_found=[key.removeprefix(start) for key in not_found if key.startswith(start)],
    )


def _named(line: PaperLine, part: str, name: str) -> PaperLine:
    paper = replace(line.paper, key=f"{part}{BETWEEN}{line.paper.key}", name=f"{name}: {line.paper.name}")
    return replace(line, paper=paper, others=tuple(_named(each, part, name) for each in line.others))


def _owed(
    procedure: Procedure,
    case_key: str,
    part: str,
    name: str,
    channel: str,
    answers: Mapping[str, Any],
    groups: Iterable[str],
) -> list[FeeLine]:
    facts = FeeFacts(case=case_key, channel=channel, answers=answers, groups=frozenset(groups))
    found = fees.owed(procedure.fees, facts)
    return [replace(line, key=f"{part}{BETWEEN}{line.key}", name=f"{name}: {line.name}") for line in found.lines]
