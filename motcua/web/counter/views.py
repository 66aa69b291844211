"""The counter of a one-stop unit: the day at a glance, intake, the slip."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.notices import queries as notices
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.stages.returning import queries as returning_papers
from motcua.stages.submission import actions as submission
from motcua.stages.submission import queries as submissions
from motcua.stages.submission.errors import DraftUnknown
from motcua.stages.submission.queries import Draft
from motcua.web.counter import accepting, aside, inbox, reading, results, scans
from motcua.web.counter import intake as page_of_intake
from motcua.web.counter.aside import OPENS
from motcua.web.counter.cards import MARK
from motcua.web.counter.intake_page import found_of, intake_page
from motcua.web.counter.places import CLERK, office_of
from motcua.web.shared.acting import going_to, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.chain_page import chain_on_page
from motcua.web.shared.communes import offered
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in
from motcua.web.shared.prints import pdf, printed
from motcua.web.shared.procedure_form import PREFIX

SHOWN = 15
ANSWERED_LATER: Final = {"ask": "counter:ask", "refuse": "counter:refuse", "begin": "counter:answer"}
"""What came is noted and not accepted: by the button, where the clerk goes on."""
SAME_PERSON = "nguoi"
"""Of the address that begins the next dossier of the same persons."""


@require_safe
@for_officials(CLERK)
def home(request: Asked) -> HttpResponse:
    """The counter's day: what waits to be answered, results to hand over, what came in today."""
    moment = now()
    viewer, office_id = request.viewer, office_of(request)
    page = dossiers.my_duties(viewer=viewer, now=moment, steps=("intake",), limit=SHOWN)
    counts = dossiers.open_counts(viewer=viewer, steps=("intake", *results.WAITS, "await-supplement"))
    context = {
        "rows": inbox.waiting(page.rows, moment),
        "is_late": any(row.is_overdue for row in page.rows[:1]),
        "to_answer": counts["intake"],
        "to_hand_over": sum(counts[step] for step in results.WAITS),
        "to_be_supplied": counts["await-supplement"],
        "to_call": notices.to_call_count(viewer=viewer),
        "today": dossiers.received_today(office_id=office_id, now=moment, viewer=viewer, limit=SHOWN),
        "unfinished": aside.waiting(viewer, moment),
        "now": moment,
    }
    return render(request, "counter/home.html", context)


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def intake(request: Asked) -> HttpResponse:
    """Intake on one screen. Only `act=accept` and the acts of `ANSWERED_LATER` write; every other button shows the page
    again with what was typed."""
    moment = now()
    act = request.POST.get("act", "")
    later = ANSWERED_LATER.get(act, "")
    writes = act == "accept" or bool(later)
    office_id = office_of(request)
    typed: QueryDict = request.POST
    draft: Draft | None = None
    if request.method == "GET" and OPENS in request.GET:
        draft, typed = aside.opened(_uuid(request.GET[OPENS]), request.viewer)
    before = number_in(request.GET.get(SAME_PERSON, ""))
    if request.method == "GET" and before is not None:
        typed = reading.again_for(before, request.viewer)
    key = draft.key if draft else UUID(key_of(request))
    refused = _files(request, key, moment)
    if act == "aside":
        aside.keep(request, request.viewer, moment)
        messages.success(request, gettext("Đã để lại làm sau."))
        return going_to(request, reverse("counter:home"))
    attached = submissions.draft_scans(key=key, viewer=request.viewer)
    page = reading.read(typed, viewer=request.viewer, office_id=office_id, now=moment, scans=attached, checking=writes)
    if not writes:
        return intake_page(request, page, key, saved_at=draft.saved_at if draft else None, refused=refused)
    sent = keyed(request)
    page_of_intake.find_faults(page, now=moment)
    if not (page_of_intake.may_begin(page) if later else page_of_intake.is_ready(page)):
        return intake_page(request, page, key, status=422)
    write = accepting.begin if later else accepting.accept
    try:
        dossier_id = write(page, by=request.viewer, now=moment, key=sent.key)
    except Refusal as refusal:
        return intake_page(request, page, key, refusal=refusal, status=refusal.status)
    return going_to(request, reverse(later or "counter:accepted", args=[dossier_id]))


@require_safe
@for_officials(CLERK)
def find_procedure(request: Asked) -> HttpResponse:
    """The procedures that a few letters mean, as a part of the page of intake."""
    query = request.GET.get("q", "")[: procedures.LONGEST_QUESTION]
    if MARK in query:
        query = ""  # a card, whose Enter is yet to come
    context = {**found_of(query, office_of(request), now()), "query": query}
    return render(request, "counter/parts/found.html", context)


@require_safe
@for_officials(CLERK)
def find_commune(request: Asked) -> HttpResponse:
    """Communes that a few letters mean, as the list under the box that was typed into."""
    name = next((key for key in request.GET if key.startswith(PREFIX)), "")
    typed = request.GET.get(name, "")
    return render(request, "counter/parts/communes.html", {"id": f"id-{name[:80]}", "offered": offered(typed)})


@require_safe
@for_officials(CLERK)
def accepted(request: Asked, dossier_id: int) -> HttpResponse:
    """What to tell and give to the person at the counter."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    both = people.persons((view.applicant_id, view.owner_id), viewer=request.viewer, purpose="page", dossier_id=view.id)
    made = dossiers.promise_of(view)
    context = {
        "view": view,
        "procedure": procedures.version(view.procedure_version_id),
        "deciding": _other_office(view),
        "applicant": both.get(view.applicant_id),
        "owner": both.get(view.owner_id),
        "lines": [line.words(gettext) for line in made.lines] if made else [],
        "chain": chain_on_page(dossier_id, request.viewer, now=moment) if view.chain_id else None,
        "account": payments.account_of(dossier_id=dossier_id, viewer=request.viewer),
        "now": moment,
    }
    return render(request, "counter/accepted.html", context)


@require_safe
@for_officials(CLERK)
def slip(request: Asked, dossier_id: int) -> HttpResponse:
    """The slip (form 01) as PDF."""
    code, content = printed(dossier_id=dossier_id, slug="giay-hen", viewer=request.viewer)
    return pdf(f"giay-hen-{code}", content)


@require_safe
@for_officials(CLERK)
def daybook(request: Asked) -> HttpResponse:
    """The register of a day (form 07) as PDF: of today, or of the day asked for."""
    today = now().astimezone(VIETNAM).date()
    try:
        day = min(parse_date(request.GET.get("ngay", "")) or today, today)
    except ValueError:
        day = today
    content = returning_papers.daybook_of(office_id=office_of(request), on=day, viewer=request.viewer)
    return pdf(f"so-theo-doi-{day:%Y-%m-%d}", content)


def _other_office(view: DossierView) -> Office | None:
    """Who decides, where it is not who took it in."""
    other = view.competent_office_id != view.received_office_id
    return offices.office(view.competent_office_id) if other else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise DraftUnknown from None


def _files(request: Asked, key: UUID, moment: datetime) -> dict[str, list[str]]:
    """Files that come or go by the page's own buttons, without script. Paper → why files were refused."""
    if (document_id := number_in(request.POST.get("detach", ""))) is not None:
        submission.detach(key=key, document_id=document_id, by=request.viewer)
    paper = request.POST.get("attach", "")[:80]
    if not paper:
        return {}
    aside.keep(request, request.viewer, moment)
    return {paper: scans.attached(request, key, paper)}
