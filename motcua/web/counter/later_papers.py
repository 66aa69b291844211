"""Papers that come later: further pieces, scans, and what was asked for, on one page of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.expressions import holds
from motcua.rules.lifecycle import Move, State
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import PapersMissing
from motcua.web.counter.on_dossier import OnDossier, act_on
from motcua.web.counter.papers import asked_words
from motcua.web.counter.places import CLERK, office_of
from motcua.web.counter.reading import MOST_PIECES
from motcua.web.shared.acting import keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in
from motcua.web.shared.scans import ScanLink, keep_uploads, scans_of


@dataclass(frozen=True, slots=True)
class Line:
    """A paper with what came so far, and what is typed now."""

    key: str
    name: str
    asked: str
    held_by: str
    originals: int
    copies: int
    scans: tuple[ScanLink, ...]
    more_originals: str
    more_copies: str
    not_found: bool
    is_fed: bool = False
    """It is the result of an earlier part of an interlinked submission."""


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def later_papers(request: Asked, dossier_id: int) -> HttpResponse:
    """See what came with a dossier, add to it, and take in what was asked for. Raises `DossierUnknown`."""
    return act_on(request, dossier_id, page=partial(_page, request), act=partial(_take, request))


@transaction.atomic
def _take(request: Asked, seen: OnDossier) -> str:
    sent = keyed(request)
    papers = _given(request, seen.procedure, seen.moment)
    values: dict[str, Any] = {"dossier_id": seen.view.id, "papers": papers, "by": request.viewer, "now": seen.moment}
    if request.POST.get("act") != "supply":
        intake.add_papers(**values, key=sent.key, revision=sent.revision)
        return gettext("{code}: đã ghi thêm giấy tờ.")
    found = frozenset(name[2:] for name in request.POST if name.startswith("n-"))
    intake.supply(**values, not_found=found, key=sent.key, revision=sent.revision)
    return gettext("{code}: đã nhận bổ sung.")


class FilesRefused(Refusal):
    """Some files are no papers; nothing is written then."""

    sentence = "{why}"
    status = 422


def _told(refusal: Refusal | None) -> list[str]:
    match refusal:
        case None:
            return []
        case FilesRefused():
            return list(refusal.data["sentences"])
        case PapersMissing():
            return [str(refusal), *(words for _, words in refusal.words())]
        case _:
            return [str(refusal)]


def _given(request: Asked, procedure: Procedure, moment: datetime) -> tuple[PaperGiven, ...]:
    """What was typed and sent. Raises `FilesRefused` with every file's fault."""
    papers: list[PaperGiven] = []
    refused: list[str] = []
    for paper in procedure.papers:
        originals, copies = (_pieces(request, f"{part}-{paper.key}") for part in ("o", "c"))
        kept, faults = keep_uploads(
            request.FILES.getlist(f"f-{paper.key}"),
            viewer=request.viewer,
            office_id=office_of(request),
            now=moment,
        )
        refused += faults
        if originals or copies or kept:
            papers.append(PaperGiven(paper.key, originals, copies, scans=tuple(kept)))
    if refused:
        raise FilesRefused(why=" ".join(refused), sentences=refused)
    return tuple(papers)


def _pieces(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "").strip()
    return min(number_in(text) or 0, MOST_PIECES)


def _page(request: Asked, seen: OnDossier, refusal: Refusal | None) -> HttpResponse:
    view, procedure = seen.view, seen.procedure
    waits = view.state is State.SUPPLEMENT
    lines = dossiers.history(dossier_id=view.id, viewer=request.viewer) if waits else ()
    last = dossiers.last_act(lines, Move.ASK_SUPPLEMENT)
    context = {
        "view": view,
        "procedure": procedure,
        "lines": _lines(request.POST, view, procedure, _asked(last), _fed(view, request.viewer)),
        "waits": waits,
        "asked_for": (last.text or "") if last else "",
        "refusals": _told(refusal),
        "now": seen.moment,
    }
    return render(request, "counter/later_papers.html", context, status=refusal.status if refusal else 200)


def _asked(last: HistoryLine | None) -> str:
    """The names of what was asked for, also where the answers of the form did not call for it."""
    return "\n".join(what for what, _, _ in intake_queries.items_of(last)) if last else ""


def _fed(view: DossierView, viewer: Viewer) -> frozenset[str]:
    """Papers that are results of earlier parts of an interlinked submission."""
    return dossiers.papers_fed(dossier_id=view.id, viewer=viewer) if view.chain_id else frozenset()


def _lines(
    sent: Mapping[str, str], view: DossierView, procedure: Procedure, asked: str, fed: frozenset[str]
) -> list[Line]:
    came = {row.paper: row for row in view.papers}
    scans = scans_of(view)
    found = []
    for paper in procedure.papers:
        row = came.get(paper.key)
        if paper.kind is PaperKind.NOTE or not (row or paper.name in asked or _fits(paper, view)):
            continue
        found.append(
            Line(
                key=paper.key,
                name=paper.name,
                asked=asked_words(paper, procedure.papers, procedure.fees.names),
                held_by=paper.held_by_state,
                originals=row.originals if row else 0,
                copies=row.copies if row else 0,
                scans=scans.get(paper.key, ()),
                more_originals=sent.get(f"o-{paper.key}", ""),
                more_copies=sent.get(f"c-{paper.key}", ""),
                not_found=f"n-{paper.key}" in sent,
                is_fed=paper.key in fed,
            )
        )
    return found


def _fits(paper: PaperRequirement, view: DossierView) -> bool:
    in_case = not paper.cases or view.case_key in paper.cases
    in_channel = not paper.channels or view.channel in paper.channels
    return in_case and in_channel and holds(paper.when, view.answers)
