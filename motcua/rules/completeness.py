"""Which papers a case requires, which have been given, which are missing, which the state already holds.

A paper that a database of the state holds is not asked for again (Luật Giao dịch điện tử 2023; NĐ 118/2025 as amended),
unless it was looked for there and not found. A paper may have equivalents: whichever comes, the paper is met, and
an equivalent is never asked for beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from motcua.rules.expressions import Condition, holds
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _


class PaperKind(StrEnum):
    SUBMIT = "submit"
    """Handed in (nộp)."""
    SHOW = "show"
    """Shown and given back (xuất trình)."""
    NOTE = "note"
    """Not a paper: advice that stands among them in the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRequirement:
    """A component of the dossier (thành phần hồ sơ), and for whom."""

    key: str
    name: str
    kind: PaperKind = PaperKind.SUBMIT
    originals: int = 0
    copies: int = 0
    required: bool = True
    required_when: Condition | None = field(default=None, hash=False)
    """Required only when the answers are so; else it may be given."""
    cases: frozenset[str] = frozenset()
    """Only in these cases; empty: in all."""
    channels: frozenset[str] = frozenset()
    """Only by these channels; empty: by all."""
    when: Condition | None = field(default=None, hash=False)
    """Only when the answers are so."""
    held_by_state: str = ""
    """The database that already holds it, in the reader's words."""
    portal_code: str = ""
    online_form: str = ""
    """The interactive form that replaces it online."""
    note: str = ""
    instead_of: str = ""
    """The key of the paper that it may stand in for (giấy tờ thay thế); empty: for none."""
    given_back: bool | None = None
    """Its originals go back with the result, or stay with the dossier; None: the procedure does not say."""

    @property
    def goes_back(self) -> bool:
        """Its originals go back with the result: they were for comparison only. Where the procedure does not say, those
        do that are shown, or come where only copies are asked for (NĐ 61/2018 art. 20(2))."""
        if self.given_back is not None:
            return self.given_back
        return self.kind is PaperKind.SHOW or bool(self.copies and not self.originals)

    def is_required(self, answers: Mapping[str, object]) -> bool:
        """It must come, where it applies at all."""
        return self.required and holds(self.required_when, answers)

    def applies(self, *, case: str, channel: str, answers: Mapping[str, object]) -> bool:
        """The paper belongs to such a dossier at all."""
        in_case = not self.cases or case in self.cases
        return in_case and (not self.channels or channel in self.channels) and holds(self.when, answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPaper:
    """What has come in for one requirement."""

    paper: str
    originals: int = 0
    copies: int = 0
    electronic: bool = False
    """A digital copy, which serves for every original and copy."""


class PaperStanding(StrEnum):
    GIVEN = "given"
    HELD_BY_STATE = "held-by-state"
    MISSING = "missing"
    """Nothing of it, or not enough, has come."""
    OPTIONAL = "optional"
    """Not given, and need not be."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the list, and how it stands."""

    paper: PaperRequirement
    standing: PaperStanding
    originals_lacking: int = 0
    copies_lacking: int = 0
    others: tuple[PaperLine, ...] = ()
    """Where it is missing: its equivalents, any of which would do, with what lacks of each."""
    met_by: PaperRequirement | None = None
    """The equivalent that came instead."""

    @property
    def sentence(self) -> Sentence:
        """For the slip and the supplement request: what is still to be brought, or why nothing is."""
        return self._said(_WITH_OTHERS[self._itself] if self.others else self._itself)

    @property
    def names(self) -> str:
        """The paper, and what may come instead: `A, hoặc B, hoặc C`."""
        return _or([self.paper, *(each.paper for each in self.others)])

    @property
    def _itself(self) -> str:
        if self.standing is PaperStanding.MISSING and self.paper.kind is PaperKind.SHOW:
            return _TO_SHOW
        return _MET_BY if self.met_by else _SENTENCES[self.standing]

    def _said(self, text: str) -> Sentence:
        others = ", hoặc ".join(each._instead for each in self.others)
        quantity = ", ".join(_quantities(self.originals_lacking, self.copies_lacking))
        facts = {"name": self.paper.name, "quantity": quantity, "database": self.paper.held_by_state, "others": others}
        return Sentence(text, facts | ({"other": self.met_by.name} if self.met_by else {}))

    @property
    def _instead(self) -> str:
        quantity = ", ".join(_quantities(self.originals_lacking, self.copies_lacking))
        verb = "xuất trình " if self.paper.kind is PaperKind.SHOW else ""
        return f"{verb}“{self.paper.name}” ({quantity})"


@dataclass(frozen=True, slots=True)
class Completeness:
    """The list of papers for one dossier, in the order of the procedure."""

    lines: tuple[PaperLine, ...]
    not_required: tuple[str, ...]
    """Keys given that this dossier does not ask for: nobody may demand them."""

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> tuple[PaperLine, ...]:
        return self.standing(PaperStanding.MISSING)

    def standing(self, wanted: PaperStanding) -> tuple[PaperLine, ...]:
        """The lines that stand so."""
        return tuple(line for line in self.lines if line.standing is wanted)


_TO_SHOW = _("Xuất trình “{name}” ({quantity}).")
_MISSING = _("Còn thiếu “{name}” ({quantity}).")
_MET_BY = _("Đã có “{other}”, thay “{name}”.")
_WITH_OTHERS: Mapping[str, str] = {
    _TO_SHOW: _("Xuất trình “{name}” ({quantity}), hoặc {others}."),
    _MISSING: _("Còn thiếu “{name}” ({quantity}), hoặc {others}."),
}
_SENTENCES: Mapping[PaperStanding, str] = {
    PaperStanding.GIVEN: _("Đã có “{name}”."),
    PaperStanding.HELD_BY_STATE: _("Không phải nộp “{name}”: đã có trong {database}."),
    PaperStanding.MISSING: _MISSING,
    PaperStanding.OPTIONAL: _("Có thể nộp thêm “{name}”, không bắt buộc."),
    PaperStanding.NOTE: _("{name}"),
}


def check(
    papers: Iterable[PaperRequirement],
    *,
    case: str,
    channel: str,
    answers: Mapping[str, object],
    given: Iterable[GivenPaper],
    not_found: Iterable[str] = (),
) -> Completeness:
    """How every paper of such a dossier stands.

    `not_found` are keys of papers that the state should hold but, looked for, did not have.
    """
    come = _added_up(given)
    sought_in_vain = frozenset(not_found)
    applying = [paper for paper in papers if paper.applies(case=case, channel=channel, answers=answers)]
    asked = {paper.key for paper in applying}
    wanted = [paper for paper in applying if paper.instead_of in asked or _stands_alone(paper, answers)]

    def stands(paper: PaperRequirement) -> PaperLine:
        if paper.instead_of in asked:
            return _equivalent(paper, come.get(paper.key))
        others = _alike(paper, wanted)
        line = _line(paper, come.get(paper.key), paper.key in sought_in_vain, paper.is_required(answers))
        beside = [_equivalent(each, come.get(each.key)) for each in others]
        return _with_equivalents(line, beside, begun=any(each.key in come for each in others))

    known = {paper.key for paper in wanted}
    return Completeness(tuple(map(stands, wanted)), tuple(key for key in come if key not in known))


def to_ask_for(
    papers: Iterable[PaperRequirement], *, case: str, came: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Key and name of what may be asked for of a dossier of that case: a paper with its equivalents in one line,
    `A, hoặc B, hoặc C`; or, where pieces of one of them `came`, the one that came, to be brought better."""
    there = frozenset(came)
    here = [one for one in papers if one.kind is not PaperKind.NOTE and (not one.cases or case in one.cases)]
    keys = {one.key for one in here}
    return tuple(
        (paper.key, paper.name if paper.key in there else _or([paper, *_alike(paper, here)]))
        for paper in here
        if paper.instead_of not in keys or paper.key in there
    )


def _alike(paper: PaperRequirement, among: Iterable[PaperRequirement]) -> list[PaperRequirement]:
    return [each for each in among if each.instead_of == paper.key]


def _or(papers: Iterable[PaperRequirement]) -> str:
    return ", hoặc ".join(each.name for each in papers)


def _stands_alone(paper: PaperRequirement, answers: Mapping[str, object]) -> bool:
    """Where the paper that it replaces is not asked for, an equivalent is asked for only if it is required itself."""
    return not paper.instead_of or paper.is_required(answers)


def _equivalent(paper: PaperRequirement, come: GivenPaper | None) -> PaperLine:
    """An equivalent beside its paper: it came, or it need not."""
    originals, copies = _lacking(paper, come)
    whole = not originals and not copies
    return PaperLine(paper, PaperStanding.GIVEN if whole else PaperStanding.OPTIONAL, originals, copies)


def _with_equivalents(line: PaperLine, others: list[PaperLine], *, begun: bool) -> PaperLine:
    """The line of a paper that equivalents may meet. `begun`: something of one of them has come."""
    if line.standing in (PaperStanding.GIVEN, PaperStanding.NOTE) or not others:
        return line
    came = next((each.paper for each in others if each.standing is PaperStanding.GIVEN), None)
    if came:
        return PaperLine(line.paper, PaperStanding.GIVEN, met_by=came)
    if line.standing is PaperStanding.OPTIONAL and begun:
        line = PaperLine(line.paper, PaperStanding.MISSING, *_lacking(line.paper, None))
    return replace(line, others=tuple(others)) if line.standing is PaperStanding.MISSING else line


def _added_up(given: Iterable[GivenPaper]) -> dict[str, GivenPaper]:
    """The same paper may come in parts: now and with a supplement."""
    come: dict[str, GivenPaper] = {}
    for part in given:
        before = come.get(part.paper, GivenPaper(paper=part.paper))
        come[part.paper] = GivenPaper(
            paper=part.paper,
            originals=before.originals + part.originals,
            copies=before.copies + part.copies,
            electronic=before.electronic or part.electronic,
        )
    return come


def _line(paper: PaperRequirement, come: GivenPaper | None, sought_in_vain: bool, is_required: bool) -> PaperLine:
    if paper.kind is PaperKind.NOTE:
        return PaperLine(paper, PaperStanding.NOTE)
    originals, copies = _lacking(paper, come)
    if not originals and not copies:
        return PaperLine(paper, PaperStanding.GIVEN)
    if paper.held_by_state and not sought_in_vain:
        return PaperLine(paper, PaperStanding.HELD_BY_STATE)
    if not is_required and come is None:
        return PaperLine(paper, PaperStanding.OPTIONAL)
    return PaperLine(paper, PaperStanding.MISSING, originals, copies)


def _lacking(paper: PaperRequirement, come: GivenPaper | None) -> tuple[int, int]:
    """Originals and copies still to come. A spare original serves as a copy; without numbers one original is meant."""
    wanted = paper.originals if paper.originals or paper.copies else 1
    if come is None:
        return wanted, paper.copies
    if come.electronic:
        return 0, 0
    spare = max(0, come.originals - wanted)
    return max(0, wanted - come.originals), max(0, paper.copies - come.copies - spare)


def _quantities(originals: int, copies: int) -> Iterable[str]:
    if originals:
        yield f"{originals} bản chính"
    if copies:
        yield f"{copies} bản sao"
