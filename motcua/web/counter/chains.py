"""An interlinked group on the one screen of intake: shown as if it were one procedure, taken in as its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.actions import Opened, PaperGiven
from motcua.registers.offices.queries import Office
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import NoChainInForce
from motcua.registers.procedures.queries import Chain, of_part
from motcua.rules.chain_clocks import PartPromise
from motcua.rules.deadlines import Promise
from motcua.rules.deadlines.words import in_words
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import NobodyDecidesHere
from motcua.stages.intake.queries import ChainPreview, IntakePreview


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part as the summary shows it before anything is decided."""

    name: str
    procedure: str
    office: str
    term: str
    due_at: datetime | None
    waits_for: str
    is_received: bool
    """On the list of what this one-stop unit receives."""
    master: str
    """The system that decides it; empty: it is decided here."""


@dataclass(frozen=True, slots=True)
class ChainAtHand:
    """What accepting an interlinked submission now would mean. `lacking`: what kind of office decides and is not
    registered here."""

    chain: Chain
    places: Mapping[str, Office]
    preview: IntakePreview
    parts: tuple[PartLine, ...]
    lacking: str = ""


def chain_called(code: str, now: datetime) -> Chain | None:
    """The group of this code, if there is one in force. Raises `ChainOutOfStep`."""
    if not code.startswith("LT."):
        return None
    try:
        return procedures.chain_in_force(code, now.astimezone(VIETNAM).date())
    except NoChainInForce:
        return None


def at_hand(
    chain: Chain,
    *,
    channel: str,
    office_id: int,
    answers: Mapping[str, Any],
    papers: Iterable[PaperGiven],
    groups: Iterable[str],
    not_found: Iterable[str],
    now: datetime,
) -> ChainAtHand:
    """Reckoned with the receiving office where nobody is registered who decides; then it cannot be accepted."""
    today = now.astimezone(VIETNAM).date()
    places, lacking = _places(chain, office_id, today)
    elsewhere = procedures.not_received_at(office_id, [part.procedure.code for part in chain.parts], today)
    found = intake_queries.preview_chain(
        chain=chain,
        deciding={part.key: places[part.key].id if part.key in places else office_id for part in chain.parts},
        channel=channel,
        answers=answers,
        papers=papers,
        groups=groups,
        not_found=not_found,
        now=now,
    )
    warnings = {
        line.words(): line for part in found.promise.parts if part.made is not None for line in part.made.warnings
    }
    promise = Promise(found.promise.due_at, found.promise.lines, tuple(warnings.values()))
    preview = IntakePreview(promise=promise, owed=found.owed, completeness=found.completeness)
    return ChainAtHand(chain, places, preview, tuple(_lines(chain, found, places, elsewhere)), lacking)


def take_in_first(chain: Chain, opened: Sequence[Opened], not_found: frozenset[str], **how: Any) -> None:
    """The dossiers of the parts that wait for no other; `how` as `intake.accept` takes it."""
    first = (part.key for part in chain.parts if part.is_first)
    for part, dossier in zip(first, opened, strict=False):
        own = {paper for whose, paper in map(of_part, not_found) if whose == part}
        intake.accept(dossier_id=dossier.dossier_id, revision=dossier.revision, not_found=not_found | own, **how)


def _places(chain: Chain, office_id: int, on: date) -> tuple[dict[str, Office], str]:
    try:
        return intake_queries.deciding_offices(chain=chain, received_office_id=office_id, on=on), ""
    except NobodyDecidesHere as refusal:
        return {}, str(refusal.data["deciding"])


def _lines(
    chain: Chain, found: ChainPreview, places: Mapping[str, Office], elsewhere: frozenset[str]
) -> Iterable[PartLine]:
    names = {part.key: part.name for part in chain.parts}
    for part, told in zip(chain.parts, (_told(found, one.key) for one in chain.parts), strict=True):
        yield PartLine(
            name=part.name,
            procedure=part.procedure.name,
            office=places[part.key].name if part.key in places else "",
            term=in_words(told.term, gettext),
            due_at=told.due_at,
            waits_for=", ".join(names[feed.part] for feed in part.feeds),
            is_received=part.procedure.code not in elsewhere,
            master="" if part.procedure.master.is_ours else part.procedure.master.name,
        )


def _told(found: ChainPreview, key: str) -> PartPromise:
    return next(one for one in found.promise.parts if one.key == key)


def by_part(papers: Iterable[PaperGiven]) -> dict[str, tuple[PaperGiven, ...]]:
    found: dict[str, tuple[PaperGiven, ...]] = {}
    for given in papers:
        part, paper = of_part(given.paper)
        own = PaperGiven(paper, given.originals, given.copies, given.held_by_state, given.document_id, given.scans)
        found[part] = (*found.get(part, ()), own)
    return found
