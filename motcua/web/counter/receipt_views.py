"""One receipt: printed again, voided with its reason, or given back."""

from __future__ import annotations

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
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.people import queries as people
from motcua.stages.returning import queries as returning
from motcua.web.counter.money_forms import RefundForm, VoidForm
from motcua.web.counter.places import MONEY_ROLES
from motcua.web.shared.acting import Keyed, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.prints import pdf
from motcua.web.shared.templatetags.house import dong


@require_http_methods(["GET", "POST"])
@for_officials(*MONEY_ROLES)
def receipt(request: Asked, receipt_id: int) -> HttpResponse:
    """A receipt and what may be done with it."""
    row = money.receipt(receipt_id=receipt_id, viewer=request.viewer)
    view = dossiers.dossier(dossier_id=row.dossier_id, viewer=request.viewer)
    payer = people.persons((view.applicant_id,), viewer=request.viewer, purpose="page").get(view.applicant_id)
    act = request.POST.get("act")
    first = {"amount": row.left, "receiver": payer.name if payer else ""}
    void = VoidForm(request.POST if act == "void" else None)
    refund = RefundForm(request.POST if act == "refund" else None, initial=first)
    form = void if act == "void" else refund
    refusal: Refusal | None = None
    if request.method == "POST":
        sent = keyed(request)
        if form.is_valid():
            try:
                said = _done(request, receipt_id, form, sent)
            except Refusal as raised:
                refusal = raised
            else:
                messages.success(request, said)
                return HttpResponseRedirect(reverse("counter:receipt", args=[receipt_id]))
    context: dict[str, Any] = {
        "row": row,
        "view": view,
        "payer": payer,
        "method": gettext(returning.METHODS.get(row.method, row.method)),
        "refunds": _refunds(request, row),
        "void": void,
        "refund": refund,
        "errors": faults_of(form) if form.is_bound else (),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": now(),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "counter/receipt.html", context, status=status)


@require_safe
@for_officials(*MONEY_ROLES)
def printed(request: Asked, receipt_id: int) -> HttpResponse:
    """The receipt as PDF, a voided one marked so."""
    row = money.receipt(receipt_id=receipt_id, viewer=request.viewer)
    code, content = returning.receipt_of(dossier_id=row.dossier_id, receipt_id=receipt_id, viewer=request.viewer)
    return pdf(f"bien-lai-{row.year}-{row.number}-{code}", content)


@require_safe
@for_officials(*MONEY_ROLES)
def refunded(request: Asked, dossier_id: int, refund_id: int) -> HttpResponse:
    """The paper of a refund as PDF."""
    code, content = returning.refund_of(dossier_id=dossier_id, refund_id=refund_id, viewer=request.viewer)
    return pdf(f"hoan-tra-{refund_id}-{code}", content)


def _refunds(request: Asked, row: money.ReceiptRow) -> list[tuple[money.RefundRow, str]]:
    """What was given back of this receipt, each with its ground."""
    return [
        (one, gettext(returning.GROUNDS.get(one.ground, one.ground)))
        for one in money.refunds_of(dossier_id=row.dossier_id, viewer=request.viewer)
        if one.receipt_id == row.id
    ]


def _done(request: Asked, receipt_id: int, form: VoidForm | RefundForm, sent: Keyed) -> str:
    if isinstance(form, VoidForm):
        return _void(request, receipt_id, form, sent)
    return _refund(request, receipt_id, form, sent)


def _void(request: Asked, receipt_id: int, form: VoidForm, sent: Keyed) -> str:
    payments.void(receipt_id=receipt_id, reason=form.cleaned_data["reason"], by=request.viewer, now=now(), key=sent.key)
    return gettext("Đã hủy biên lai. Khoản này lại chờ thu.")


def _refund(request: Asked, receipt_id: int, form: RefundForm, sent: Keyed) -> str:
    given = payments.refund(receipt_id=receipt_id, by=request.viewer, now=now(), key=sent.key, **form.cleaned_data)
    said = gettext("Đã hoàn {amount}, phiếu số {number}. In phiếu để người nhận ký.")
    return said.format(amount=dong(given.amount), number=given.number)
