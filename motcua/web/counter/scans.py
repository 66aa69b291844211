"""Scans attached while a dossier is being taken in: kept with what is put aside, seen by the same clerk only."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import DocumentUnknown
from motcua.rules.access import Viewer
from motcua.stages.submission import actions as submission
from motcua.stages.submission import queries as submissions
from motcua.web.counter.places import CLERK, office_of
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.scans import ScanLink, keep_uploads, link, served


@require_POST
@for_officials(CLERK)
def attach(request: Asked, key: UUID) -> HttpResponse:
    """Keep the files sent as scans of one paper; the answer is the paper's list, with what was refused."""
    paper = request.POST.get("paper", "")[:80]
    refused = attached(request, key, paper)
    context = {
        "key": paper,
        "scans": shown(key, request.viewer).get(paper, ()),
        "refused": refused,
        "may_detach": True,
    }
    return render(request, "counter/parts/paper_scans.html", context)


@require_safe
@for_officials(CLERK)
def draft_scan(request: Asked, key: UUID, document_id: int) -> HttpResponse:
    """A scan of what the clerk has put aside. Raises `DocumentUnknown`, also for somebody else's."""
    mine = submissions.draft_scans(key=key, viewer=request.viewer)
    if not any(document_id in numbers for numbers in mine.values()):
        raise DocumentUnknown
    return served(document_id)


def attached(request: Asked, key: UUID, paper: str) -> list[str]:
    """Keep the files of a request as scans of a paper; why those refused were. Raises `DraftUnknown`."""
    submissions.draft(key=key, viewer=request.viewer)
    uploads = [one for name in ("files", f"f-{paper}") for one in request.FILES.getlist(name)]
    kept, refused = keep_uploads(uploads, viewer=request.viewer, office_id=office_of(request), now=now())
    if kept:
        submission.attach(key=key, paper=paper, document_ids=kept, by=request.viewer)
    return refused


def shown(key: UUID, viewer: Viewer) -> Mapping[str, tuple[ScanLink, ...]]:
    """Paper → scans attached so far."""
    mine = submissions.draft_scans(key=key, viewer=viewer)
    facts = documents.documents(number for numbers in mine.values() for number in numbers)
    return {
        paper: tuple(link(facts[number], reverse("counter:draft_scan", args=[key, number])) for number in numbers)
        for paper, numbers in mine.items()
    }
