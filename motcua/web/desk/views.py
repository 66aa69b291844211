"""What officials and leaders see and do with one dossier: papers and answers beside the decision."""

from __future__ import annotations

from mimetypes import guess_extension

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierMovedOn, DossierUnknown
from motcua.registers.procedures import queries as procedures
from motcua.stages.signing import queries as signing
from motcua.web.desk.acts import offer_of
from motcua.web.desk.forms import ActForm
from motcua.web.desk.history import meanwhile
from motcua.web.desk.list_views import back_to
from motcua.web.desk.sheet import sheet_of
from motcua.web.shared.acting import key_of, keyed, typed_in
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials

MOST_FOUND = 20
OPENED = "mo"
GONE = gettext_noop("Hồ sơ vừa được xử lý, việc này không còn làm được. Dưới đây là tình trạng mới nhất.")


@require_safe
@for_officials()
def search(request: Asked) -> HttpResponse:
    """Find a dossier by code, by the owner's name without marks, or by the owner's number."""
    text = request.GET.get("tim", "").strip()[:100]
    rows = dossiers.find(text=text, viewer=request.viewer, limit=MOST_FOUND + 1) if text else ()
    context = {"text": text, "rows": rows[:MOST_FOUND], "more": len(rows) > MOST_FOUND, "now": now()}
    return render(request, "desk/search.html", context)


@require_safe
@for_officials()
def dossier(request: Asked, dossier_id: int) -> HttpResponse:
    """One dossier: papers and answers beside the decision; the act that the address names lies open."""
    try:
        return _page(request, dossier_id, slug=request.GET.get(OPENED, ""))
    except DossierUnknown as refusal:
        return _unknown(request, refusal)


@require_safe
@for_officials()
def result(request: Asked, dossier_id: int) -> HttpResponse:
    """The signed result, or the scan of what was signed by hand: for whoever may see the dossier."""
    try:
        file = signing.result_file(dossier_id=dossier_id, viewer=request.viewer)
    except Refusal as refusal:
        return render(request, "shared/refused.html", {"refusal": str(refusal)}, status=refusal.status)
    name = f"ket-qua-{dossier_id}{guess_extension(file.media_type) or ''}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


@require_POST
@for_officials()
def act(request: Asked, dossier_id: int, slug: str) -> HttpResponse:
    """Do one act on a dossier; what was typed stays when it is refused."""
    moment = now()
    sent = keyed(request)
    try:
        view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    except DossierUnknown as refusal:
        return _unknown(request, refusal)
    procedure = procedures.version(view.procedure_version_id)
    duty = _duty_in(request)
    offer = offer_of(slug, view=view, procedure=procedure, viewer=request.viewer, now=moment, duty=duty)
    if offer is None:
        if view.last_key == sent.key:
            return HttpResponseRedirect(back_to(request))
        return _page(request, dossier_id, refusal=gettext(GONE), status=409)
    form = offer.make(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, dossier_id, form=form, slug=slug, status=422)
    values = {**offer.fixed, **form.to_call()}
    try:
        offer.call(dossier_id=dossier_id, by=request.viewer, now=moment, key=sent.key, revision=sent.revision, **values)
    except Refusal as refusal:
        return _page(request, dossier_id, form=form, slug=slug, refusal=refusal, status=refusal.status)
    messages.success(request, f"{view.code}: {offer.done}")
    return HttpResponseRedirect(back_to(request))


def _duty_in(request: Asked) -> int | None:
    """The duty that the act was offered for; None where the page names none."""
    said = request.POST.get("duty", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _page(
    request: Asked,
    dossier_id: int,
    *,
    form: ActForm | None = None,
    slug: str = "",
    refusal: Refusal | str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The dossier as it stands now; with the form that was refused as it was typed."""
    moment = now()
    sheet = sheet_of(dossier_id=dossier_id, viewer=request.viewer, now=moment)
    asked = next((one for one in sheet.offers if one.slug == slug and one.is_for(_duty_in(request))), None)
    shown = [(offer, form if form is not None and offer is asked else offer.make()) for offer in sheet.offers]
    behind = request.method == "POST" and sheet.view.revision != (shown_at := keyed(request).revision)
    context = {
        "sheet": sheet,
        "view": sheet.view,
        "offers": shown,
        "opened": asked.mark if asked else "",
        "refusal": str(refusal) if refusal else "",
        "errors": faults_of(form) if form is not None and form.errors else (),
        "key": "" if isinstance(refusal, DossierMovedOn) else key_of(request),
        "typed": typed_in(request) if refusal and asked is None else (),
        "meanwhile": meanwhile(
            dossiers.history(dossier_id=dossier_id, viewer=request.viewer),
            shown=shown_at,
            view=sheet.view,
            procedure=sheet.procedure,
        )
        if behind
        else (),
        "back": back_to(request),
        "now": moment,
    }
    return render(request, "desk/dossier.html", context, status=status)


def _unknown(request: Asked, refusal: DossierUnknown) -> HttpResponse:
    return render(request, "shared/refused.html", {"refusal": str(refusal)}, status=404)
