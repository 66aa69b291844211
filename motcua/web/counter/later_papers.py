"""Papers that come later: further pieces, scans, and what was asked for, on one page of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.expressions import holds
from motcua.rules.lifecycle import Move, State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.errors import PapersMissing
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


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def later_papers(request: Asked, dossier_id: int) -> HttpResponse:
    """See what came with a dossier, add to it, and take in what was asked for. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    procedure = procedures.version(view.procedure_version_id)
    if request.method == "GET":
        return _page(request, view, procedure, moment)
    sent = keyed(request)
    supplies = request.POST.get("act") == "supply"
    try:
        with transaction.atomic():
            papers = _given(request, procedure, moment)
            if supplies:
                found = frozenset(name[2:] for name in request.POST if name.startswith("n-"))
                intake.supply(
                    dossier_id=dossier_id,
                    papers=papers,
                    not_found=found,
                    by=request.viewer,
                    now=moment,
                    key=sent.key,
                    revision=sent.revision,
                )
            else:
                intake.add_papers(
                    dossier_id=dossier_id,
                    papers=papers,
                    by=request.viewer,
                    now=moment,
                    key=sent.key,
                    revision=sent.revision,
                )
    except FilesRefused as refused:
        return _page(request, view, procedure, moment, refusals=refused.sentences, status=422)
    except Refusal as refusal:
        view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
        return _page(request, view, procedure, moment, refusals=_told(refusal), status=refusal.status)
    said = gettext("{code}: đã nhận bổ sung.") if supplies else gettext("{code}: đã ghi thêm giấy tờ.")
    messages.success(request, said.format(code=view.code))
    return HttpResponseRedirect(reverse("desk:dossier", args=[dossier_id]))


class FilesRefused(Exception):
    """Some files are no papers; nothing is written then."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def _told(refusal: Refusal) -> list[str]:
    lines = [words for _, words in refusal.words()] if isinstance(refusal, PapersMissing) else []
    return [str(refusal), *lines]


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
        raise FilesRefused(refused)
    return tuple(papers)


def _pieces(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "").strip()
    return min(number_in(text) or 0, MOST_PIECES)


def _page(
    request: Asked,
    view: DossierView,
    procedure: Procedure,
    moment: datetime,
    *,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    waits = view.state is State.SUPPLEMENT
    lines = dossiers.history(dossier_id=view.id, viewer=request.viewer) if waits else ()
    context = {
        "view": view,
        "procedure": procedure,
        "lines": _lines(request.POST, view, procedure),
        "waits": waits,
        "asked_for": _asked_for(lines),
        "refusals": refusals or [],
        "now": moment,
    }
    return render(request, "counter/later_papers.html", context, status=status)


def _asked_for(lines: tuple[HistoryLine, ...]) -> str:
    last = dossiers.last_act(lines, Move.ASK_SUPPLEMENT)
    return (last.text or "") if last else ""


def _lines(sent: Mapping[str, str], view: DossierView, procedure: Procedure) -> list[Line]:
    came = {row.paper: row for row in view.papers}
    scans = scans_of(view)
    found = []
    for paper in procedure.papers:
        row = came.get(paper.key)
        if paper.kind is PaperKind.NOTE or not (row or _fits(paper, view)):
            continue
        found.append(
            Line(
                key=paper.key,
                name=paper.name,
                asked=asked_words(paper, procedure.papers),
                held_by=paper.held_by_state,
                originals=row.originals if row else 0,
                copies=row.copies if row else 0,
                scans=scans.get(paper.key, ()),
                more_originals=sent.get(f"o-{paper.key}", ""),
                more_copies=sent.get(f"c-{paper.key}", ""),
                not_found=f"n-{paper.key}" in sent,
            )
        )
    return found


def _fits(paper: PaperRequirement, view: DossierView) -> bool:
    in_case = not paper.cases or view.case_key in paper.cases
    in_channel = not paper.channels or view.channel in paper.channels
    return in_case and in_channel and holds(paper.when, view.answers)
