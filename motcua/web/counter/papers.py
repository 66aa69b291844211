"""The checklist of papers on the page of intake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.rules.completeness import PaperKind, PaperRequirement, PaperStanding
from motcua.rules.expressions import Names
from motcua.web.counter.intake import Intake
from motcua.web.shared.paper_words import needed_words
from motcua.web.shared.procedure_form import condition_text, is_judged_here


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper to tick. `asked` in words; `when` for the page's script, as of questions."""

    key: str
    name: str
    asked: str
    note: str
    held_by: str
    ticked: bool
    originals: int
    copies: int
    is_missing: bool
    is_needed: bool
    """Must come, as far as is known now."""
    not_found: bool
    when: str
    is_part: bool
    is_asked: bool
    instead_of: str
    """The paper above that it may stand in for; empty: for none."""
    met_by: str
    """The equivalent that came instead."""


def paper_rows(page: Intake, *, checked: bool) -> tuple[PaperLine, ...]:
    """Every paper of this case and channel; those that the answers do not call for are marked hidden. What is only
    advice stands elsewhere."""
    assert page.procedure is not None and page.preview is not None
    lines = {line.paper.key: line for line in page.preview.completeness.lines}
    given = {one.paper: one for one in page.given}
    rows = []
    for paper in page.procedure.papers:
        if paper.kind is PaperKind.NOTE or not _fits(paper, page):
            continue
        come, line = given.get(paper.key), lines.get(paper.key)
        rows.append(
            PaperLine(
                key=paper.key,
                name=paper.name,
                asked=asked_words(paper, page.procedure.papers, page.procedure.fees.names),
                note=paper.note,
                held_by=paper.held_by_state,
                ticked=come is not None and bool(come.originals or come.copies),
                originals=come.originals if come else 0,
                copies=come.copies if come else 0,
                is_missing=checked and line is not None and line.standing is PaperStanding.MISSING,
                is_needed=paper.is_required(page.known) and (not paper.held_by_state or paper.key in page.not_found),
                not_found=paper.key in page.not_found,
                when=condition_text(paper.when, page.procedure.form),
                is_part=is_judged_here(paper.when, page.procedure.form),
                is_asked=line is not None,
                instead_of=paper.instead_of,
                met_by=line.met_by.name if line and line.met_by else "",
            )
        )
    return tuple(rows)


def _fits(paper: PaperRequirement, page: Intake) -> bool:
    in_case = not paper.cases or page.case_key in paper.cases
    return in_case and (not paper.channels or page.channel in paper.channels)


def asked_words(paper: PaperRequirement, among: Iterable[PaperRequirement], names: Names) -> str:
    """`nộp 1 bản chính`, `xuất trình`, with whether or when it must be; which of `among` it replaces. `names` are what
    the form's fields are called."""
    verb = gettext("xuất trình") if paper.kind is PaperKind.SHOW else gettext("nộp")
    pieces = [
        gettext("{n} bản chính").format(n=paper.originals) if paper.originals else "",
        gettext("{n} bản sao").format(n=paper.copies) if paper.copies else "",
    ]
    said = " ".join([verb, ", ".join(piece for piece in pieces if piece)]).strip()
    if replaced := next((each for each in among if each.key == paper.instead_of), None):
        said = gettext("hoặc {said}, thay “{name}”").format(said=said, name=replaced.name)
        return ", ".join(each for each in (said, needed_words(paper, names) if paper.required_when else "") if each)
    return ", ".join(each for each in (said, needed_words(paper, names)) if each)
