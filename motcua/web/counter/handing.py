"""Paper from hand to hand: the sheets of this office, a new one, and the page that its QR opens for the receiver."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.documents import queries as documents
from motcua.registers.documents.queries import SheetFacts
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries import DaybookEntry
from motcua.registers.offices import queries as offices
from motcua.rules.access import Viewer
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.web.counter.places import CLERK, office_of
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in, numbers_in
from motcua.web.shared.prints import pdf

MOST: Final = 200


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def sheets(request: Asked) -> HttpResponse:
    """What was taken in today and lies on no sheet yet, by the office that decides; and the sheets made so far."""
    moment = now()
    here = office_of(request)
    refusal: Refusal | None = None
    if request.method == "POST":
        to = number_in(request.POST.get("to", ""))
        chosen = numbers_in(request.POST.getlist("chon"), MOST + 1)
        try:
            made = intake.give_sheet(
                dossier_ids=chosen,
                to_office_id=offices.office(here if to is None else to).id,
                by=request.viewer,
                now=moment,
                key=keyed(request).key,
            )
        except Refusal as raised:
            refusal = raised
        else:
            return HttpResponseRedirect(reverse("counter:sheet", args=[made.key]))
    context = {
        "groups": _groups(here, request.viewer, moment),
        "sheets": _named(documents.sheets_of(here)),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/sheets.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@for_officials()
def sheet(request: Asked, key: UUID) -> HttpResponse:
    """A sheet, to both sides: the receiver confirms, the giver may call it off. Raises `SheetUnknown`."""
    moment = now()
    refusal: Refusal | None = None
    intake_queries.sheet_seen(key=key, viewer=request.viewer)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "call-off":
                intake.call_off_sheet(key=key, by=request.viewer, now=moment)
                messages.success(request, gettext("Đã hủy phiếu bàn giao."))
            else:
                intake.take_sheet(key=key, by=request.viewer, now=moment)
                messages.success(request, gettext("Đã nhận đủ. Bản chính nay do cơ quan của bạn giữ."))
        except Refusal as raised:
            refusal = raised
        else:
            return HttpResponseRedirect(reverse("counter:sheet", args=[key]))
    facts = intake_queries.sheet_seen(key=key, viewer=request.viewer)
    context = {
        "sheet": facts,
        "rows": [_row(subject, request.viewer) for subject in facts.subjects],
        "may_take": facts.is_open and _seat_of(request.viewer, facts) is not None,
        "may_call_off": facts.is_open and request.viewer.holds(CLERK, facts.from_office_id),
        "refusal": str(refusal) if refusal else "",
        "now": moment,
        **_names(facts),
    }
    return render(request, "counter/sheet.html", context, status=refusal.status if refusal else 200)


@require_safe
@for_officials()
def sheet_qr(request: Asked, key: UUID) -> HttpResponse:
    """The QR that the receiver scans: the sheet's own address, nothing of what lies in it. Raises `SheetUnknown`."""
    intake_queries.sheet_seen(key=key, viewer=request.viewer)
    picture = io.BytesIO()
    address = settings.PUBLIC_ADDRESS + reverse("counter:sheet", args=[key])
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=2, scale=5)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_safe
@for_officials()
def sheet_print(request: Asked, key: UUID) -> HttpResponse:
    """The record on paper, with what lies in each dossier. Raises `SheetUnknown`."""
    facts = intake_queries.sheet_seen(key=key, viewer=request.viewer)
    content = intake_queries.handing_over_of(
        dossier_ids=[_number(subject) for subject in facts.subjects],
        to_office_id=facts.to_office_id,
        viewer=request.viewer,
        at=facts.made_at,
    )
    return pdf(f"ban-giao-{facts.made_at:%Y-%m-%d}", content)


def _groups(here: int, viewer: Viewer, moment: datetime) -> list[dict[str, Any]]:
    entries = dossiers.taken_in_on(office_id=here, on=moment.astimezone(VIETNAM).date(), viewer=viewer)
    lying = documents.on_open_sheets([f"dossier/{one.id}" for one in entries])
    free = [one for one in entries if f"dossier/{one.id}" not in lying and one.returned_at is None]
    names = offices.offices_by_id({one.competent_office_id for one in free})
    grouped: dict[int, list[DaybookEntry]] = {}
    for one in free[:MOST]:
        grouped.setdefault(one.competent_office_id, []).append(one)
    return [{"office": names[place], "rows": rows} for place, rows in grouped.items()]


def _named(found: Sequence[SheetFacts]) -> list[dict[str, Any]]:
    places = offices.offices_by_id({place for one in found for place in (one.from_office_id, one.to_office_id)})
    return [
        {"sheet": one, "giver": places[one.from_office_id].name, "receiver": places[one.to_office_id].name}
        for one in found
    ]


def _names(facts: SheetFacts) -> dict[str, str]:
    places = offices.offices_by_id({facts.from_office_id, facts.to_office_id})
    return {
        "giver_office": places[facts.from_office_id].name,
        "receiver_office": places[facts.to_office_id].name,
        "giver": _holder(facts.from_office_id, facts.made_at.astimezone(VIETNAM).date(), facts.made_by),
        "receiver": _holder(facts.to_office_id, facts.taken_at.astimezone(VIETNAM).date(), facts.taken_by)
        if facts.taken_at and facts.taken_by
        else "",
    }


def _holder(office_id: int, on: date, holding_id: int) -> str:
    return next((one.name for one in offices.holders_of(office_id, on) if one.holding_id == holding_id), "")


def _row(subject: str, viewer: Viewer) -> dict[str, Any]:
    """A dossier of the sheet: by name to whoever may see it, else only that it is one."""
    held = [hold for hold in documents.originals_of(subject) if hold.office_id is not None]
    try:
        view = dossiers.dossier(dossier_id=_number(subject), viewer=viewer)
    except DossierUnknown:
        return {"code": "", "originals": len(held)}
    return {"code": view.code, "id": view.id, "originals": len(held), "papers": len(view.papers)}


def _seat_of(viewer: Viewer, facts: SheetFacts) -> object | None:
    mine = [one for one in viewer.seats if one.office_id == facts.to_office_id and one.holding_id != facts.made_by]
    return mine[0] if mine else None


def _number(subject: str) -> int:
    return int(subject.removeprefix("dossier/"))
