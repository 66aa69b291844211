"""A chain as it is kept, with what is known of the dossiers that its parts became, and the promise told from both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.clock_facts import ORDINARY, clock_facts
from motcua.registers.dossiers.papers_given import PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.chain_clocks import PartFacts, WholePromise, whole
from motcua.rules.chains import ChainState, Link, PartState
from motcua.rules.deadlines import ClockFacts
from motcua.rules.lifecycle import State

BETWEEN: Final = "--"
"""Between part and paper where originals of a chain are held."""

_LOCK = "SELECT id FROM dossiers_chain WHERE id = %(chain)s FOR UPDATE"
_CHAIN = """
SELECT id, code, opened_key, chain_version_id, channel, received_office_id, applicant_id, owner_id, state, submitted_at,
    received_at, promised_at, due_at, finished_at
FROM dossiers_chain WHERE id = %(chain)s
"""
_PARTS = """
SELECT p.number, p.key, p.name, p.procedure_version_id, coalesce(d.case_key, p.case_key),
    coalesce(d.competent_office_id, p.competent_office_id), p.feeds, p.state,
    p.dossier_id, p.answers, p.papers, d.state, d.code, d.received_at, d.due_at, d.finished_at, d.money,
    d.clock
FROM dossiers_chain_part p LEFT JOIN dossiers_dossier d ON d.id = p.dossier_id
WHERE p.chain_id = %(chain)s ORDER BY p.number
"""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part; the last seven are of its dossier, None before it opens."""

    number: int
    key: str
    name: str
    procedure_version_id: int
    case_key: str
    competent_office_id: int
    feeds: tuple[tuple[str, str], ...]
    state: PartState
    dossier_id: int | None
    answers: Mapping[str, Any]
    papers: tuple[Mapping[str, Any], ...]
    dossier_state: State | None
    dossier_code: str | None
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    money: str | None
    clock: Mapping[str, Any]

    @property
    def link(self) -> Link:
        return Link(self.key, self.name, tuple(part for part, _ in self.feeds))

    @property
    def given(self) -> tuple[PaperGiven, ...]:
        """What was handed in for it, while it waits."""
        return tuple(PaperGiven(**{**paper, "scans": tuple(paper["scans"])}) for paper in self.papers)

    @property
    def is_held(self) -> bool:
        """Its clock stands still: a supplement, money, or a pause is waited for."""
        return self.dossier_state in (State.SUPPLEMENT, State.FINANCE) or "paused_at" in self.clock


@dataclass(frozen=True, slots=True)
class KeptChain:
    """The whole with its parts, in the order of the group."""

    id: int
    code: str
    opened_key: UUID
    chain_version_id: int
    channel: str
    received_office_id: int
    applicant_id: int
    owner_id: int
    state: ChainState
    submitted_at: datetime
    received_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    parts: tuple[KeptPart, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(part.link for part in self.parts)

    @property
    def states(self) -> dict[str, PartState]:
        return {part.key: part.state for part in self.parts}

    def part(self, key: str) -> KeptPart:
        return next(part for part in self.parts if part.key == key)

    def part_of(self, dossier_id: int) -> KeptPart:
        return next(part for part in self.parts if part.dossier_id == dossier_id)


def chain_stream(chain_id: int) -> str:
    """The name of a chain's stream in the ledger."""
    return f"chain/{chain_id}"


def hold(chain_id: int) -> KeptChain:
    """The chain, held until the transaction ends; its parts are read after the lock is got, so as they are now."""
    prepared.rows(_LOCK, {"chain": chain_id})
    return kept(chain_id)


def kept(chain_id: int) -> KeptChain:
    """The chain of that number, which is there."""
    (row,) = prepared.rows(_CHAIN, {"chain": chain_id})
    parts = tuple(_part(part) for part in prepared.rows(_PARTS, {"chain": chain_id}))
    values: list[Any] = [*row, parts]
    values[8] = ChainState(values[8])
    return KeptChain(*values)


def promised(chain: KeptChain) -> WholePromise | None:
    """The promise of the whole and why; None before anything is received."""
    if chain.received_at is None:
        return None
    return whole(chain.received_at, [_facts(chain, part) for part in chain.parts])


def waiting_facts(
    link: Link, procedure: Procedure, *, case_key: str, channel: str, office_id: int, received_at: datetime
) -> PartFacts:
    """A part that is not open yet, for the promise of the whole."""
    remote = offices.office(office_id).attributes.get("remote")
    communes = "remote" if remote else ORDINARY
    clock = procedure.clock
    facts = ClockFacts(
        received_at=received_at,
        term=clock.term_for(case=case_key, channel=channel, communes=communes),
        policy=clock.policy,
        cutoff=clock.cutoff,
        resumption=clock.resumption,
    )
    return PartFacts(link, office_id, facts, offices.calendar_of(office_id))


def _facts(chain: KeptChain, part: KeptPart) -> PartFacts:
    procedure = procedures.version(part.procedure_version_id)
    if part.received_at is None:
        facts = waiting_facts(
            part.link,
            procedure,
            case_key=part.case_key,
            channel=chain.channel,
            office_id=part.competent_office_id,
            received_at=chain.received_at or chain.submitted_at,
        )
        return PartFacts(part.link, facts.office, facts.clock, facts.calendar, _not_open(part.state))
    clock = clock_facts(
        procedure, case_key=part.case_key, channel=chain.channel, received_at=part.received_at, kept=part.clock
    )
    return PartFacts(
        part.link,
        part.competent_office_id,
        clock,
        offices.calendar_of(part.competent_office_id),
        part.state,
        part.due_at,
        part.finished_at,
        part.is_held,
    )


def _not_open(state: PartState) -> PartState:
    """Submitted and not yet accepted counts as waiting."""
    return PartState.WAITING if state is PartState.OPEN else state


def _part(row: tuple[Any, ...]) -> KeptPart:
    number, key, name, version, case, office, feeds, state, dossier, answers, papers, at, code, *moments, clock = row
    values: list[Any] = [
        *(number, key, name, version, case, office),
        tuple((part, paper) for part, paper in json.loads(feeds)),
        PartState(state),
        dossier,
        json.loads(answers) if answers else {},
        tuple(json.loads(papers)) if papers else (),
        State(at) if at else None,
        code,
        *moments,
        json.loads(clock) if clock else {},
    ]
    return KeptPart(*values)
