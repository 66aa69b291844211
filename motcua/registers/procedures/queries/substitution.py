"""What a row of a list of law (papers that databases stand for) means in the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.foundation.postgres.prepared import rows
from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.versions import as_written
from motcua.registers.procedures.substitutes.matching import Row, papers_meant
from motcua.rules.completeness import PaperKind


@dataclass(frozen=True, slots=True)
class Substitution:
    """What a row of such a list means here. `kind`: `met`, `written` (the file says so itself), `no-paper`,
    `no-procedure`; `papers` are the names of the papers that are meant, or of those that there are."""

    kind: str
    papers: tuple[str, ...] = ()


def substitution_of(*, code: str, paper: str, database: str, on: date) -> Substitution:
    """Which papers of the version in force a row means."""
    found = rows(f"SELECT id FROM procedures_version WHERE code = %(code)s AND {ON}", {"code": code, "on": on})
    if not found:
        return Substitution("no-procedure")
    procedure = as_written(found[0][0])
    meant = papers_meant(Row(fold(paper), database), procedure)
    if not meant:
        return Substitution(
            "no-paper", tuple(each.name for each in procedure.papers if each.kind is not PaperKind.NOTE)
        )
    kind = "written" if all(each.held_by_state for each in meant) else "met"
    return Substitution(kind, tuple(each.name for each in meant))
