"""The result before it is signed: filled in, seen as it prints, printed on a ministry's blank."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.documents.queries import Blank
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing_actions
from motcua.stages.signing import queries as signing
from motcua.web.desk.list_views import back_to
from motcua.web.desk.result_page import FillForm, PrinterForm, ResultPage, result_page_of
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.prints import pdf, tracking

GRANTED = "granted"
PRINTER = "may_%s"
"""Names of the inputs of a printer, beside those of what is filled in."""


@require_safe
@for_officials()
def sheet(request: Asked, dossier_id: int) -> HttpResponse:
    """The page of the result."""
    return _page(request, _found(request, dossier_id))


@require_POST
@for_officials()
def fill(request: Asked, dossier_id: int) -> HttpResponse:
    """Keep what another register gave, with its source."""
    sent, page = keyed(request), _found(request, dossier_id)
    form = FillForm(request.POST, item=page.item, filled=page.filled)
    if not form.is_valid():
        return _page(request, page, form=form, status=422)
    try:
        processing.fill_result(
            dossier_id=dossier_id, by=request.viewer, now=now(), key=sent.key, revision=sent.revision, **form.to_call()
        )
    except Refusal as refusal:
        return _page(request, _found(request, dossier_id), form=form, refusal=str(refusal), status=refusal.status)
    messages.success(request, gettext("Đã ghi. Bản in dưới đây đã có nội dung mới."))
    return HttpResponseRedirect(reverse("desk:result_sheet", args=[dossier_id]))


@require_POST
@for_officials()
def set_printer(request: Asked, dossier_id: int) -> HttpResponse:
    """Keep by how much a printer misses the blank, for everybody of the office."""
    page, form = _found(request, dossier_id), PrinterForm(request.POST, auto_id=PRINTER)
    if not form.is_valid():
        return _page(request, page, printer=form, status=422)
    try:
        signing_actions.set_printer(
            office_id=page.view.competent_office_id, by=request.viewer, now=now(), **form.cleaned_data
        )
    except Refusal as refusal:
        return _page(request, page, printer=form, refusal=str(refusal), status=refusal.status)
    messages.success(request, gettext("Đã ghi độ lệch của máy in."))
    return HttpResponseRedirect(reverse("desk:result_sheet", args=[dossier_id]) + "#phoi")


@require_safe
@for_officials()
def draft(request: Asked, dossier_id: int) -> HttpResponse:
    """The result as PDF, also before it is proposed."""
    code, content = signing.result_of(
        dossier_id=dossier_id, viewer=request.viewer, tracking=tracking(), outcome=GRANTED
    )
    return pdf(f"du-thao-{code}", content)


@require_safe
@for_officials()
def picture(request: Asked, dossier_id: int, number: int) -> HttpResponse:
    """A page of the result as it will be printed."""
    pages = signing.result_pictures_of(
        dossier_id=dossier_id, viewer=request.viewer, tracking=tracking(), outcome=GRANTED
    )
    if not 1 <= number <= len(pages):
        raise Http404
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(pages[number - 1], content_type="image/png", headers=headers)


@require_safe
@for_officials()
def on_blank(request: Asked, dossier_id: int) -> HttpResponse:
    """Only what is filled in, moved to where this printer misses: for a sheet that is to be signed by hand."""
    page = _found(request, dossier_id)
    if not page.blank:
        raise Http404
    chosen = next((one for one in page.printers if str(one.id) == request.GET.get("may")), None)
    signer = next((holding for holding, _ in page.signers if str(holding) == request.GET.get("ky")), None)
    code, content = signing.result_of(
        dossier_id=dossier_id,
        viewer=request.viewer,
        tracking=tracking(),
        outcome=GRANTED,
        coming=signing.coming_signature(holding_id=signer, now=now()) if signer else None,
        blank=chosen.blank if chosen else Blank(),
    )
    return pdf(f"phoi-{code}", content)


def _found(request: Asked, dossier_id: int) -> ResultPage:
    page = result_page_of(dossier_id=dossier_id, viewer=request.viewer, now=now())
    if page is None:
        raise Http404
    return page


def _page(
    request: Asked,
    page: ResultPage,
    *,
    form: FillForm | None = None,
    printer: PrinterForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    pages: tuple[bytes, ...] = ()
    if page.can_print:
        pages = signing.result_pictures_of(
            dossier_id=page.view.id, viewer=request.viewer, tracking=tracking(), outcome=GRANTED
        )
    wrong = next((one for one in (form, printer) if one is not None and one.errors), None)
    context = {
        "page": page,
        "view": page.view,
        "form": form or FillForm(item=page.item, filled=page.filled),
        "printer": printer or PrinterForm(auto_id=PRINTER),
        "pages": range(1, len(pages) + 1),
        "refusal": refusal,
        "errors": faults_of(wrong) if wrong is not None else (),
        "key": key_of(request),
        "back": back_to(request),
        "now": now(),
    }
    return render(request, "desk/result_sheet.html", context, status=status)
