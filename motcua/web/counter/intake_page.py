"""The page of intake as it is shown: for taking in, and for putting a mistake of it right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.expressions import holds
from motcua.rules.fees import Due, FeeFacts, waits_for
from motcua.web.counter import accepting, aside, reading, scans
from motcua.web.counter import intake as page_of_intake
from motcua.web.counter.filling import copies_of
from motcua.web.counter.intake import CHANNELS, Intake
from motcua.web.counter.papers import paper_rows
from motcua.web.shared.asked import Asked
from motcua.web.shared.communes import places_of
from motcua.web.shared.faults import Fault, faults_of
from motcua.web.shared.procedure_form import Part, Told, faults_in_words, is_judged_here, parts, told


def intake_page(
    request: Asked,
    page: Intake,
    key: UUID,
    *,
    refusal: Refusal | None = None,
    saved_at: datetime | None = None,
    refused: Mapping[str, list[str]] | None = None,
    status: int = 200,
    corrects: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """`corrects`: what the page of a correction shows besides."""
    moment = now()
    act = request.POST.get("act", "")
    checked = act in ("accept", "ask", "refuse", "begin")
    context = {
        "page": page,
        **(_of_procedure(page, page.procedure, act, moment) if page.procedure else _found(page, moment)),
        **_of_preview(page),
        "errors": _errors(page, papers=act == "accept") if checked else (),
        "refusal": str(refusal) if refusal else "",
        "may_correct": isinstance(refusal, accepting.NumberIsOfAnother) or page.correct,
        "key": key,
        "saved_at": saved_at,
        "scans": scans.shown(key, request.viewer) if page.procedure else {},
        "refused": refused or {},
        "unfinished": () if page.procedure or corrects else aside.waiting(request.viewer, moment),
        "here": request.path if corrects else reverse("counter:intake"),
        "corrects": corrects,
        "now": moment,
    }
    return render(request, "counter/intake.html", context, status=status)


def _found(page: Intake, moment: datetime) -> dict[str, Any]:
    """What the letters typed mean, while no procedure is chosen."""
    return found_of(page.query, page.office_id, moment) if page.query else {}


def found_of(query: str, office_id: int, moment: datetime) -> dict[str, Any]:
    """Procedures and groups that a few letters mean, and which of them this office does not receive."""
    today = moment.astimezone(VIETNAM).date()
    found, chains = procedures.find_both(query, today)
    codes = [one.code for one in found] + [code for chain in chains for code in chain.procedures]
    elsewhere = procedures.not_received_at(office_id, codes, today) if codes else frozenset[str]()
    elsewhere |= {chain.code for chain in chains if elsewhere.intersection(chain.procedures)}
    return {"found": found, "chains": chains, "elsewhere": elsewhere}


def _of_procedure(page: Intake, procedure: Procedure, act: str, moment: datetime) -> dict[str, Any]:
    return {
        "parts": _parts(page),
        "told": _told(page),
        "papers": paper_rows(page, checked=act == "accept"),
        "elsewhere": "" if procedure.master.is_ours else procedure.master.name,
        "channels": [(one, gettext(CHANNELS.get(one, one))) for one in procedure.service.channels if one != "online"],
        "others": reading.others(procedure, page.office_id, moment.astimezone(VIETNAM).date()),
    }


def _of_preview(page: Intake) -> dict[str, Any]:
    """What accepting now would mean, in words."""
    if page.preview is None:
        return {"due_now": 0}
    promise, owed = page.preview.promise, page.preview.owed
    return {
        "fees_wait": _fees_wait(page),
        "due_now": owed.total_due(Due.SUBMISSION),
        "lines": [line.words(gettext) for line in promise.lines],
        "warnings": [line.words(gettext) for line in promise.warnings],
        "fees": [(line.amount, " ".join(one.words(gettext) for one in line.sentences)) for line in owed.lines],
    }


def _fees_wait(page: Intake) -> str:
    """What must be answered before the fees are known; nothing when they are."""
    assert page.procedure is not None
    facts = FeeFacts(case=page.case_key, channel=page.channel, answers=page.known)
    open_keys = waits_for(page.procedure.fees, facts)
    fields = [each for each in page.procedure.form.fields if each.key in open_keys and holds(each.when, page.known)]
    asked = [f"“{each.full_label}”" for each in fields if each.required and each.computed is None]
    if asked:
        return gettext("Chưa tính được, còn chờ: {questions}.").format(questions=", ".join(asked))
    return gettext("Chưa tính được, tờ khai chưa ghi đủ.") if any(each.computed for each in fields) else ""


def _errors(page: Intake, *, papers: bool) -> tuple[Fault, ...]:
    """All that is wrong, in the order of the page."""
    persons = [form for form in (page.applicant, page.owner) if form is not None]
    missing = tuple(Fault(f"p-{key}", words) for key, words in page_of_intake.paper_faults(page)) if papers else ()
    if page.procedure is None:
        return (Fault("q", gettext("Chưa chọn thủ tục.")),)
    changed = gettext("Tờ khai đã đổi: mục cũ còn ghi “{text}”. Chép sang mục mới rồi đánh dấu đã xem.")
    old = tuple(Fault(f"x-{name}", changed.format(text=text[:60])) for name, text in page.left_over.items())
    return (*faults_of(*persons), *old, *faults_in_words(page.procedure.form, page.faults), *missing)


def _parts(page: Intake) -> tuple[Part, ...]:
    if not page.procedure or not page.reading:
        return ()
    form = page.procedure.form
    places = places_of(form, page.answers)
    return parts(form, page.answers, page.reading, page.faults, copies_of(form), page.notes, places)


def _told(page: Intake) -> Told | None:
    """What the summary brings along: which parts are asked now, and what is reckoned."""
    if not page.procedure or not page.reading or not page.preview:
        return None
    asked = {line.paper.key for line in page.preview.completeness.lines}
    papers = (
        paper
        for paper in page.procedure.papers
        if paper.key in asked and is_judged_here(paper.when, page.procedure.form)
    )
    return told(page.procedure.form, page.reading, [f"p-{paper.key}" for paper in papers])
