"""A chain as facts: its parts, each a procedure with its case, and which result becomes which paper."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from motcua.registers.procedures.definition import Procedure
from motcua.rules.chains import Link
from motcua.rules.completeness import PaperRequirement
from motcua.rules.forms import Field, FormDefinition

BETWEEN = "--"
"""Between a part and a paper in the key of a paper on the one screen."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A result of an earlier part, and the paper of this part that it becomes."""

    part: str
    paper: str


@dataclass(frozen=True, slots=True)
class ChainPart:
    """One part: a procedure in force, in one of its cases."""

    key: str
    name: str
    procedure: Procedure
    case_key: str
    feeds: tuple[Feed, ...] = ()

    @property
    def link(self) -> Link:
        return Link(self.key, self.name, tuple(feed.part for feed in self.feeds))

    @property
    def is_first(self) -> bool:
        """It waits for nothing: it opens with the submission."""
        return not self.feeds

    @property
    def papers(self) -> tuple[PaperRequirement, ...]:
        """What the applicant brings for this part: the results of earlier parts are not asked for."""
        fed = {feed.paper for feed in self.feeds}
        return tuple(
            paper
            for paper in self.procedure.papers
            if fed.isdisjoint((paper.key, paper.instead_of)) and (not paper.cases or self.case_key in paper.cases)
        )


@dataclass(frozen=True)
class Chain:
    """One version of an interlinked group (nhóm thủ tục liên thông), with the procedures in force on a day."""

    version_id: int
    code: str
    name: str
    label: str
    valid_from: date
    form_title: str
    parts: tuple[ChainPart, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(part.link for part in self.parts)

    def part(self, key: str) -> ChainPart:
        """The part of that key. Raises `LookupError`."""
        for part in self.parts:
            if part.key == key:
                return part
        raise LookupError(f"chain {self.code} has no part {key!r}")

    @cached_property
    def form(self) -> FormDefinition:
        """The one form: what the parts ask, each field once, under the title of its first part; it must be answered if
        one of them needs it."""
        needed = {each.key for part in self.parts for each in part.procedure.form.fields if each.required}
        asked: set[str] = set()
        sections = []
        for part in self.parts:
            for section in part.procedure.form.sections:
                fields = tuple(_of(part, each, needed) for each in section.fields if each.key not in asked)
                asked |= {each.key for each in fields}
                if fields:
                    title = f"{part.name}: {section.title}"
                    sections.append(replace(section, key=f"{part.key}-{section.key}", title=title, fields=fields))
        version = "+".join(part.procedure.form.version for part in self.parts)
        others = {other.key: other for part in self.parts for other in part.procedure.form.others}
        return FormDefinition(version, self.form_title, tuple(sections), tuple(others.values()))

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways by which every part may be handed in."""
        first, *rest = (part.procedure.service.channels for part in self.parts)
        return tuple(one for one in first if all(one in channels for channels in rest))

    @cached_property
    def as_one(self) -> Procedure:
        """What the one screen asks, as if it were a single procedure: form, papers, fees and ways to hand in.

        Its clock and process are those of the first part: whoever promises asks the chain, never this.
        """
        first = self.parts[0].procedure
        return replace(
            first,
            code=self.code,
            name=self.name,
            official_name=self.name,
            label=self.label,
            form=self.form,
            papers=tuple(_paper_of(part, paper) for part in self.parts for paper in part.papers),
            fees=replace(
                first.fees,
                items=(),
                groups=tuple({g.key: g for part in self.parts for g in part.procedure.fees.groups}.values()),
            ),
            service=replace(first.service, channels=self.channels),
            cases=tuple(case for case in first.cases if case.key == self.parts[0].case_key),
        )


def _of(part: ChainPart, field: Field, needed: Container[str]) -> Field:
    return replace(field, required=field.key in needed, paper=_key_of(part, field.paper))


def _paper_of(part: ChainPart, paper: PaperRequirement) -> PaperRequirement:
    return replace(
        paper,
        key=_key_of(part, paper.key),
        cases=frozenset(),
        name=f"{part.name}: {paper.name}",
        instead_of=_key_of(part, paper.instead_of),
    )


def _key_of(part: ChainPart, paper: str) -> str:
    """The key on the one screen of a paper of a part; none for none."""
    return f"{part.key}{BETWEEN}{paper}" if paper else ""


def of_part(key: str) -> tuple[str, str]:
    """The part and the paper that a key of `as_one` means."""
    part, _, paper = key.partition(BETWEEN)
    return part, paper
