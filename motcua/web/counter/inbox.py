"""What came by other channels and waits for an answer, with the working time left; and the answer: accept, ask,
refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView, DutyRow
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.completeness import PaperKind, PaperStanding
from motcua.rules.expressions import Names
from motcua.rules.fees import Due
from motcua.rules.lifecycle import State
from motcua.rules.workdays import working_minutes
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import PapersMissing
from motcua.stages.intake.queries import IntakePreview
from motcua.stages.submission import queries as submission
from motcua.web.counter.papers import asked_words
from motcua.web.counter.paying import paying_of
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.communes import places_of
from motcua.web.shared.cursors import cursor_of, written
from motcua.web.shared.gates import for_officials
from motcua.web.shared.procedure_form import facts
from motcua.web.shared.scans import ScanLink, scans_of

PAGE = 20
DAY = 8
"""Working hours."""
CHANNELS = {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier that waits for its answer; `left` says how much working time is left of it."""

    row: DutyRow
    came: str
    """By which channel, and from which system."""
    left: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper of the case beside what came of it."""

    key: str
    name: str
    asked: str
    came: str
    is_missing: bool
    held_by: str
    not_found: bool
    scans: tuple[ScanLink, ...]
    instead_of: str
    met_by: str
    """The equivalent that came instead."""


@require_safe
@for_officials(CLERK)
def inbox(request: Asked) -> HttpResponse:
    """Everything that waits for an answer of this one-stop unit, the most pressing first."""
    moment = now()
    after = cursor_of(request.GET.get("sau", ""))
    page = dossiers.my_duties(viewer=request.viewer, now=moment, steps=("intake",), after=after, limit=PAGE)
    counts = dossiers.duty_counts(viewer=request.viewer, now=moment, steps=("intake",))
    context = {
        "rows": waiting(page.rows, moment),
        "counts": counts,
        "next": written(page.after),
        "begun": after is not None,
        "now": moment,
    }
    return render(request, "counter/inbox.html", context)


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def answer(request: Asked, dossier_id: int) -> HttpResponse:
    """One of them: papers and answers beside the decision. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    refusal: Refusal | None = None
    if request.method == "POST":
        sent = keyed(request)
        try:
            intake.accept(
                dossier_id=dossier_id,
                by=request.viewer,
                now=moment,
                key=sent.key,
                revision=sent.revision,
                groups=request.POST.getlist("group"),
                not_found=_not_found(request),
                **paying_of(request.POST),
            )
        except Refusal as raised:
            refusal = raised
            view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
        else:
            messages.success(request, gettext("Đã tiếp nhận, người nộp được báo ngày hẹn."))
            return HttpResponseRedirect(reverse("counter:accepted", args=[dossier_id]))
    context = _context(request, view, moment, refusal)
    return render(request, "counter/answer.html", context, status=refusal.status if refusal else 200)


def waiting(rows: tuple[DutyRow, ...], moment: datetime) -> list[Waiting]:
    """With the working time left by the calendar of the office that answers."""
    return [
        Waiting(row, came_words(row.channel, row.origin), left_words(row.office_id, row.due_at, moment), row.is_overdue)
        for row in rows
    ]


def came_words(channel: str, origin: str | None, number: str | None = None) -> str:
    """`Trực tuyến · Cổng Dịch vụ công quốc gia`, with its number there when it is told."""
    told = submission.origin_name(origin)
    if told and number:
        told = gettext("{system}, số {number}").format(system=told, number=number)
    return " · ".join(part for part in (gettext(CHANNELS.get(channel, channel)), told) if part)


def left_words(office_id: int, due_at: datetime, moment: datetime) -> str:
    """`còn 3 giờ 20 phút làm việc`, or how late it is; beyond a day of eight hours in whole days."""
    minutes = working_minutes(offices.calendar_of(office_id), moment, due_at)
    said = _time_words(abs(minutes))
    if due_at < moment:
        return gettext("quá {said} làm việc").format(said=said)
    return gettext("còn {said} làm việc").format(said=said)


def _time_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours > DAY:
        return gettext("{d} ngày").format(d=hours // DAY)
    parts = [gettext("{h} giờ").format(h=hours)] if hours else []
    parts += [gettext("{m} phút").format(m=rest)] if rest or not hours else []
    return " ".join(parts)


def _context(request: Asked, view: DossierView, moment: datetime, refusal: Refusal | None) -> dict[str, Any]:
    procedure = procedures.version(view.procedure_version_id)
    both = people.persons((view.applicant_id, view.owner_id), viewer=request.viewer, purpose="page")
    preview = _preview(request, view, procedure, moment)
    other = view.received_office_id != view.competent_office_id
    return {
        "view": view,
        "procedure": procedure,
        "waits": view.state is State.SUBMITTED,
        "channel": came_words(view.channel, view.origin, view.origin_number),
        "case_name": procedure.case(view.case_key).name if len(procedure.cases) > 1 else "",
        "applicant": both.get(view.applicant_id),
        "owner": both.get(view.owner_id),
        "same_person": view.applicant_id == view.owner_id,
        "deciding": offices.office(view.competent_office_id) if other else None,
        "received_by": offices.office(view.received_office_id) if other else None,
        **_time_left(view, moment),
        "sections": facts(procedure.form, view.answers, places_of(procedure.form, view.answers)),
        "papers": _papers(view, preview, _not_found(request), procedure.fees.names),
        "preview": preview,
        "lines": [line.words(gettext) for line in preview.promise.lines],
        "due_now": 0 if view.has_code else preview.owed.total_due(Due.SUBMISSION),
        "groups": procedure.fees.groups,
        "chosen_groups": request.POST.getlist("group"),
        "paying": paying_of(request.POST),
        "refusal": str(refusal) if refusal else "",
        "remedies": [words for _, words in refusal.words()] if isinstance(refusal, PapersMissing) else [],
        "key": key_of(request),
        "now": moment,
    }


def _preview(request: Asked, view: DossierView, procedure: procedures.Procedure, moment: datetime) -> IntakePreview:
    return intake_queries.preview(
        procedure=procedure,
        case_key=view.case_key,
        channel=view.channel,
        office_id=view.competent_office_id,
        answers=view.answers,
        papers=_given(view),
        groups=request.POST.getlist("group"),
        not_found=_not_found(request),
        now=moment,
    )


def _time_left(view: DossierView, moment: datetime) -> dict[str, Any]:
    """Of the answer that is owed, in working time."""
    for duty in view.duties:
        if duty.step == "intake" and duty.due_at:
            return {"left": left_words(duty.office_id, duty.due_at, moment), "is_late": duty.due_at < moment}
    return {"left": "", "is_late": False}


def _given(view: DossierView) -> tuple[PaperGiven, ...]:
    return tuple(
        PaperGiven(row.paper, row.originals, row.copies, row.held_by_state, row.document_id) for row in view.papers
    )


def _papers(view: DossierView, preview: IntakePreview, marked: frozenset[str], names: Names) -> list[PaperSeen]:
    """Of a paper that is missing the row names what may come instead too; an equivalent has a row once it came."""
    came = {row.paper: row for row in view.papers}
    scans = scans_of(view)
    joined = {each.paper.key for line in preview.completeness.lines for each in line.others} - came.keys()
    return [
        PaperSeen(
            key=line.paper.key,
            name=line.names,
            asked=asked_words(line.paper, [each.paper for each in preview.completeness.lines], names),
            came=_came(came.get(line.paper.key)),
            is_missing=line.standing is PaperStanding.MISSING,
            held_by=line.paper.held_by_state,
            not_found=line.paper.key in marked,
            scans=scans.get(line.paper.key, ()),
            instead_of=line.paper.instead_of,
            met_by=line.met_by.name if line.met_by else "",
        )
        for line in preview.completeness.lines
        if line.paper.kind is not PaperKind.NOTE and line.paper.key not in joined
    ]


def _came(row: dossiers.PaperRow | None) -> str:
    if row is None:
        return gettext("chưa có")
    parts = [
        gettext("{n} bản chính").format(n=row.originals) if row.originals else "",
        gettext("{n} bản sao").format(n=row.copies) if row.copies else "",
        gettext("{n} tệp").format(n=len(row.scans)) if row.scans else "",
    ]
    return ", ".join(part for part in parts if part) or gettext("chưa có")


def _not_found(request: Asked) -> frozenset[str]:
    return frozenset(name[2:] for name in request.POST if name.startswith("n-"))
