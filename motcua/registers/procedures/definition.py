"""A published version as facts for the rules: frozen, so it may be kept and shared by the whole process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from motcua.rules.completeness import PaperRequirement
from motcua.rules.deadlines import Policy, Resumption, Term
from motcua.rules.fees import FeeSchedule
from motcua.rules.forms import FormDefinition
from motcua.rules.process import ProcessDefinition
from motcua.rules.validity import last_day


class MasterSystem(StrEnum):
    """Whose system opens and moves dossiers of a procedure. Those of another are only mirrored here."""

    OURS = "ours"
    MINISTRY = "ministry"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Master:
    """The master system; `name` in the reader's words where it is not ours."""

    system: MasterSystem
    name: str = ""
    partner: str = ""
    """The partner of `integrations` whose messages open and move its dossiers; empty: none is connected yet."""

    @property
    def is_ours(self) -> bool:
        return self.system is MasterSystem.OURS


@dataclass(frozen=True, slots=True)
class Case:
    """A case (trường hợp) of the procedure; the term, papers and fees may differ by it."""

    key: str
    name: str
    portal_code: str = ""


class GroundFor(StrEnum):
    """What a legal ground allows."""

    REFUSE = "refuse"
    STOP = "stop"
    PAUSE = "pause"
    FINANCE = "finance"


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground in law, listed by the procedure, to refuse, stop, pause, or demand payment."""

    key: str
    name: str
    allows: frozenset[GroundFor]
    article: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """The term of some cases; of all channels and communes unless it names them."""

    key: str
    term: Term
    cases: frozenset[str]
    channels: frozenset[str] = frozenset()
    communes: str = ""
    """`ordinary` or `remote` (mountainous, border, island, hard conditions); empty: both."""

    def fits(self, case: str, channel: str, communes: str) -> bool:
        return (
            case in self.cases
            and (not self.channels or channel in self.channels)
            and (not self.communes or self.communes == communes)
        )


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How the promise is computed for this procedure."""

    policy: Policy
    cutoff: time | None
    resumption: Resumption
    supplement_answer: Term
    """How long the applicant has to answer a supplement request."""
    starts_at_competent: bool
    """The clock starts at the competent agency's receipt (NĐ 309/2026 art. 8(3)), not at the counter's."""
    reschedules: int
    reschedule_notice: Term
    """How long before the promised day a rescheduling must be told."""
    terms: tuple[TermRow, ...]

    def row_for(self, *, case: str, channel: str, communes: str = "ordinary") -> TermRow:
        """The term that applies. Raises `LookupError` for a case or channel the procedure does not have."""
        for row in self.terms:
            if row.fits(case, channel, communes):
                return row
        raise LookupError(f"no term for case {case!r}, channel {channel!r}, commune {communes!r}")

    def term_for(self, *, case: str, channel: str, communes: str = "ordinary") -> Term:
        """The length of `row_for`."""
        return self.row_for(case=case, channel=channel, communes=communes).term


@dataclass(frozen=True, slots=True)
class Book:
    """The register (sổ) whose numbers a result carries, without a gap for an office and year; its line is what is kept
    of the result. `columns` are the answers that the line shows."""

    symbol: str
    """As it stands on papers: SCT/BS."""
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultItem:
    """What the applicant receives. `template` names a file of the procedure's folder; empty: the key's own, if any."""

    key: str
    name: str
    portal_code: str = ""
    on_request: bool = False
    is_refusal: bool = False
    template: str = ""
    valid_for: Term | None = None
    """How long it is good from the day of issue; None: nobody says."""
    given: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What another register tells for the print, by key, with its label; the form does not ask it."""
    book: Book | None = None

    @property
    def template_file(self) -> str:
        """The file of its print template, whether it is there or not."""
        return self.template or f"{self.key}.typ"

    def valid_until(self, issued: date) -> date | None:
        """The last day on which it is good when issued on that day; None: no end is known."""
        return last_day(issued, self.valid_for) if self.valid_for else None


@dataclass(frozen=True, slots=True)
class Result:
    """The results of a procedure."""

    items: tuple[ResultItem, ...]
    returned_by: tuple[str, ...]

    @property
    def main(self) -> ResultItem:
        """The result of a granted request."""
        return next(item for item in self.items if not item.is_refusal)

    @property
    def refusal(self) -> ResultItem | None:
        """The notice that the request is not granted, when the procedure names one."""
        return next((item for item in self.items if item.is_refusal), None)


@dataclass(frozen=True, slots=True)
class Service:
    """Who it is for and who does it (NĐ 63/2010 art. 8(2))."""

    subjects: tuple[str, ...]
    deciding: str
    receiving: str
    channels: tuple[str, ...]
    order: tuple[str, ...]
    executing: str = ""
    coordinating: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    online_level: str = ""
    is_non_boundary: bool = False
    """May be taken in by any one-stop unit, whatever the territory."""
    decided_by: str = ""
    """The kind of office that decides, where it is not the office that takes in: the one of that kind that serves the
    commune."""
    is_immediate: bool = False
    """The result is given at once, without a slip, when it can be."""


@dataclass(frozen=True, slots=True)
class LegalText:
    """A text the procedure rests on."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a procedure. `version_id` is what a dossier keeps for ever."""

    version_id: int
    code: str
    name: str
    official_name: str
    label: str
    field_code: str
    field_name: str
    level: str
    valid_from: date
    master: Master
    service: Service
    legal_basis: tuple[LegalText, ...]
    cases: tuple[Case, ...]
    grounds: tuple[Ground, ...]
    papers: tuple[PaperRequirement, ...]
    paper_sets: int
    clock: ClockRules
    fees: FeeSchedule
    form: FormDefinition
    processes: Mapping[str, ProcessDefinition] = field(hash=False)
    """By key of the term row: the same steps, each with its share of that term."""
    result: Result
    retention_years: int | None
    """None: for ever."""
    moved_steps: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Steps of earlier versions that have another key now: old to new."""

    @property
    def process(self) -> ProcessDefinition:
        """The process with the shares of the first term; the steps are the same for every term."""
        return self.processes[self.clock.terms[0].key]

    def process_for(self, *, case: str, channel: str, communes: str = "ordinary") -> ProcessDefinition:
        """The process with the shares of the term that applies. Raises `LookupError` as `ClockRules.row_for`."""
        return self.processes[self.clock.row_for(case=case, channel=channel, communes=communes).key]

    def case(self, key: str) -> Case:
        """The case of that key. Raises `LookupError`."""
        for case in self.cases:
            if case.key == key:
                return case
        raise LookupError(f"procedure {self.code} has no case {key!r}")

    def grounds_for(self, purpose: GroundFor) -> tuple[Ground, ...]:
        """The listed grounds that allow this."""
        return tuple(ground for ground in self.grounds if purpose in ground.allows)
