"""Paying by transfer: the QR that asks for it, and the named person who says that it has come."""

from __future__ import annotations

import io

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.payments.errors import TransferNotOpen
from motcua.registers.procedures import queries as procedures
from motcua.web.counter.money_forms import VouchForm
from motcua.web.counter.places import MONEY_ROLES
from motcua.web.shared.acting import Keyed, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in
from motcua.web.shared.templatetags.house import dong


@require_http_methods(["GET", "POST"])
@for_officials(*MONEY_ROLES)
def transfer(request: Asked, dossier_id: int) -> HttpResponse:
    """Ask for a transfer, show its QR, confirm that it came, or call it off."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    act = request.POST.get("act")
    form = VouchForm(request.POST if act == "confirm" else None)
    refusal: Refusal | None = None
    if request.method == "POST":
        sent = keyed(request)
        try:
            if act != "confirm" or form.is_valid():
                return _done(request, dossier_id, act or "", form, sent)
        except Refusal as raised:
            refusal = raised
    context = {
        "view": view,
        "procedure": procedures.version(view.procedure_version_id),
        "transfer": money.transfer_of(dossier_id=dossier_id, viewer=request.viewer),
        "account": money.account_of(dossier_id=dossier_id, viewer=request.viewer),
        "receipts": money.receipts_of(dossier_id=dossier_id, viewer=request.viewer),
        "form": form,
        "errors": faults_of(form) if form.is_bound else (),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": now(),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "counter/transfer.html", context, status=status)


@require_safe
@for_officials(*MONEY_ROLES)
def qr(request: Asked, dossier_id: int) -> HttpResponse:
    """The VietQR of the transfer that is waited for, as SVG."""
    found = money.transfer_of(dossier_id=dossier_id, viewer=request.viewer)
    if found is None:
        raise Http404
    drawn = io.BytesIO()
    segno.make(found.qr, error="m", micro=False).save(drawn, kind="svg", scale=6, border=4, light="#ffffff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


def _done(request: Asked, dossier_id: int, act: str, form: VouchForm, sent: Keyed) -> HttpResponse:
    here = HttpResponseRedirect(reverse("counter:transfer", args=[dossier_id]))
    if act == "ask":
        payments.ask_transfer(dossier_id=dossier_id, by=request.viewer, now=now())
        return here
    transfer_id = number_in(request.POST.get("transfer", ""))
    if transfer_id is None:
        raise TransferNotOpen
    if act == "call-off":
        payments.call_off_transfer(transfer_id=transfer_id, by=request.viewer, now=now())
        messages.success(request, gettext("Đã bỏ chuyển khoản. Thu tiền mặt hoặc tạo mã mới."))
        return here
    taken = payments.confirm_transfer(
        transfer_id=transfer_id, note=form.cleaned_data["note"], by=request.viewer, now=now(), key=sent.key
    )
    said = gettext("Đã thu {amount} chuyển khoản, biên lai số {number}.")
    messages.success(request, said.format(amount=dong(taken.amount), number=taken.number))
    return here
