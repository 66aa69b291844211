"""Which paper of a procedure a row of such a list means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.definition import Procedure
from motcua.rules.completeness import PaperKind, PaperRequirement

SHORTEST: Final = 8
"""Letters that a name must have to be looked for inside another."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as it is asked: the folded paper and the database that holds it."""

    folded: str
    database: str


def means(row: Row, paper: PaperRequirement) -> bool:
    """By the paper's key or code, or by its name: the same, or one within the other."""
    if paper.kind is PaperKind.NOTE:
        return False
    if row.folded in (fold(paper.key), fold(paper.portal_code)):
        return True
    name = fold(paper.name)
    shorter, longer = sorted((row.folded, name), key=len)
    return row.folded == name or (len(shorter) >= SHORTEST and f" {shorter} " in f" {longer} ")


def papers_meant(row: Row, procedure: Procedure) -> tuple[PaperRequirement, ...]:
    """The papers of the procedure that the row means."""
    return tuple(paper for paper in procedure.papers if means(row, paper))


def with_substitutes(procedure: Procedure, rows: Iterable[Row]) -> Procedure:
    """The procedure whose papers are held by the databases that the rows name, where its file names none."""
    wanted = [*rows]
    papers = tuple(_substituted(paper, wanted) for paper in procedure.papers)
    return procedure if papers == procedure.papers else replace(procedure, papers=papers)


def _substituted(paper: PaperRequirement, rows: Iterable[Row]) -> PaperRequirement:
    if paper.held_by_state:
        return paper
    database = next((row.database for row in rows if means(row, paper)), "")
    return replace(paper, held_by_state=database) if database else paper
