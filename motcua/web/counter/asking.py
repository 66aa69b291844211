"""Asking the applicant for what is missing: reasons chosen from the list for each paper, and the supervisor's leave for
a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role
from motcua.rules.completeness import to_ask_for
from motcua.rules.shortcomings import ABOUT_ALL, SECOND_REQUEST_GROUNDS, SHORTCOMINGS
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.actions import SupplementItem
from motcua.web.counter.on_dossier import OnDossier, act_on
from motcua.web.counter.papers import asked_words
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials, role_name
from motcua.web.shared.scans import ScanLink, scans_of

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A paper, or the dossier as a whole, with what is typed about it."""

    key: str
    name: str
    asked: str
    came: str
    scans: tuple[ScanLink, ...]
    reason: str
    why: str
    how: str


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def ask(request: Asked, dossier_id: int) -> HttpResponse:
    """Ask once for all that is missing; when that has been done, ask the supervisor. Raises `DossierUnknown`."""
    return act_on(request, dossier_id, page=partial(_ask_page, request), act=partial(_ask, request))


def _ask(request: Asked, seen: OnDossier) -> str:
    sent = keyed(request)
    again = seen.view.supplements > 0
    call = intake.want_second_request if again else intake.ask_supplement
    call(
        dossier_id=seen.view.id,
        items=_items(request.POST, seen.view, seen.procedure),
        by=request.viewer,
        now=seen.moment,
        key=sent.key,
        revision=sent.revision,
    )
    return gettext("{code}: đã trình người phụ trách.") if again else gettext("{code}: đã yêu cầu bổ sung.")


@require_http_methods(["GET", "POST"])
@for_officials(Role.UNIT_HEAD, Role.LEADER)
def second_request(request: Asked, dossier_id: int) -> HttpResponse:
    """The supervisor grants or declines another request. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            said = _decide(request, dossier_id, moment)
        except Refusal as raised:
            refusal = raised
            view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
        else:
            messages.success(request, said.format(code=view.code))
            return HttpResponseRedirect(reverse("desk:duties"))
    wanted = intake_queries.wanted_request(view=view, viewer=request.viewer)
    who = dossiers.actors(view=view, lines=(wanted,), viewer=request.viewer) if wanted else {}
    context = {
        "view": view,
        "procedure": procedures.version(view.procedure_version_id),
        "owner": people.persons((view.owner_id,), viewer=request.viewer, purpose="page").get(view.owner_id),
        "items": intake_queries.items_of(wanted) if wanted else (),
        "wanted": wanted,
        "wanted_by": who[wanted.by].name if wanted and wanted.by in who else "",
        "grounds": [(key, gettext(words)) for key, words in SECOND_REQUEST_GROUNDS.items()],
        "ground": request.POST.get("ground", ""),
        "text": request.POST.get("text", ""),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/second_request.html", context, status=refusal.status if refusal else 200)


def _decide(request: Asked, dossier_id: int, moment: datetime) -> str:
    sent = keyed(request)
    text = request.POST.get("text", "")[:LONGEST]
    if request.POST.get("act") == "decline":
        intake.decline_second_request(
            dossier_id=dossier_id, text=text, by=request.viewer, now=moment, key=sent.key, revision=sent.revision
        )
        return gettext("{code}: không đồng ý yêu cầu bổ sung lần nữa; hồ sơ giải quyết tiếp.")
    intake.allow_second_request(
        dossier_id=dossier_id,
        ground=request.POST.get("ground", ""),
        text=text,
        by=request.viewer,
        now=moment,
        key=sent.key,
        revision=sent.revision,
    )
    return gettext("{code}: đã đồng ý, người nộp được báo bổ sung.")


def _ask_page(request: Asked, seen: OnDossier, refusal: Refusal | None) -> HttpResponse:
    view, procedure, moment = seen.view, seen.procedure, seen.moment
    context = {
        "view": view,
        "procedure": procedure,
        "rows": _rows(request.POST, view, procedure),
        "reasons": [(key, gettext(one.words)) for key, one in SHORTCOMINGS.items()],
        "again": view.supplements > 0,
        "supervisor": role_name(intake_queries.supervisor_of(view.received_office_id, moment)),
        "waits": intake_queries.wanted_request(view=view, viewer=request.viewer),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/ask.html", context, status=refusal.status if refusal else 200)


def _rows(sent: Mapping[str, str], view: DossierView, procedure: Procedure) -> list[Row]:
    came = {row.paper: row for row in view.papers}
    there = [row.paper for row in view.papers if row.originals or row.copies]
    papers = {paper.key: paper for paper in procedure.papers}
    scans = scans_of(view)
    found = [
        _row(
            sent,
            key,
            name,
            asked_words(papers[key], procedure.papers, procedure.fees.names),
            _came(came.get(key)),
            scans.get(key, ()),
        )
        for key, name in to_ask_for(procedure.papers, case=view.case_key, came=there)
    ]
    return [*found, _row(sent, ABOUT_ALL, gettext("Tờ khai, thông tin khác của hồ sơ"), "", "", ())]


def _row(sent: Mapping[str, str], key: str, name: str, asked: str, came: str, scans: tuple[ScanLink, ...]) -> Row:
    reason, why, how = (sent.get(f"{part}-{key}", "")[:LONGEST] for part in ("r", "w", "h"))
    return Row(key, name, asked, came, scans, reason, why, how)


def _came(row: dossiers.PaperRow | None) -> str:
    if row is None or not (row.originals or row.copies):
        return gettext("chưa có")
    return gettext("đã có {o} bản chính, {c} bản sao").format(o=row.originals, c=row.copies)


def _items(sent: Mapping[str, str], view: DossierView, procedure: Procedure) -> tuple[SupplementItem, ...]:
    """What was chosen; words without a reason count as the reason "other"."""
    return tuple(
        SupplementItem(row.name, row.why, row.how, paper=row.key, reason=row.reason or "other")
        for row in _rows(sent, view, procedure)
        if row.reason or row.why.strip()
    )
