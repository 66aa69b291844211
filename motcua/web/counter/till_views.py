"""Opening and closing a till."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.stages.returning import queries as returning
from motcua.web.counter.money_forms import CloseTillForm, OpenTillForm
from motcua.web.counter.places import MONEY_ROLES, money_office_of
from motcua.web.shared.acting import Keyed, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.prints import pdf
from motcua.web.shared.templatetags.house import dong


@require_POST
@for_officials(*MONEY_ROLES)
def open_till(request: Asked) -> HttpResponse:
    """Open my till with the change that lies in it."""
    form = OpenTillForm(request.POST)
    if not form.is_valid():
        context = {
            "refusal": f"{form['opening'].label}: {form.errors['opening'][0]}",
            "again": reverse("counter:money"),
        }
        return render(request, "shared/refused.html", context, status=422)
    opening = form.cleaned_data["opening"] or 0
    payments.open_till(office_id=money_office_of(request), opening=opening, by=request.viewer, now=now())
    messages.success(request, gettext("Đã mở quỹ với {amount}.").format(amount=dong(opening)))
    return HttpResponseRedirect(reverse("counter:money"))


@require_http_methods(["GET", "POST"])
@for_officials(*MONEY_ROLES)
def till(request: Asked, till_id: int) -> HttpResponse:
    """A till: what moved in it, and its closing."""
    moment = now()
    view = money.till(till_id=till_id, viewer=request.viewer)
    form = CloseTillForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST":
        sent = keyed(request)
        if form.is_valid():
            try:
                closed = _close(request, till_id, form, sent, moment)
            except Refusal as raised:
                refusal = raised
                view = money.till(till_id=till_id, viewer=request.viewer)
            else:
                said = gettext("Đã khóa quỹ: đếm được {counted}, chênh lệch {difference}.")
                figures = {"counted": dong(closed.counted), "difference": dong(closed.difference)}
                messages.success(request, said.format(**figures))
                return HttpResponseRedirect(reverse("counter:till", args=[till_id]))
    context = {
        "till": view,
        "keeper": returning.keepers(tills=[view]).get(view.id, ""),
        "moves": money.moves_of(till_id=till_id, viewer=request.viewer),
        "notes": sorted(((int(note), count) for note, count in view.notes.items()), reverse=True),
        "form": form,
        "errors": faults_of(form) if form.is_bound else (),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "counter/till.html", context, status=status)


def _close(request: Asked, till_id: int, form: CloseTillForm, sent: Keyed, moment: datetime) -> payments.Closed:
    shown = request.POST.get("shown", "")
    return payments.close_till(
        till_id=till_id,
        counted=form.cleaned_data["counted"],
        notes=form.notes(),
        shown=int(shown) if shown.removeprefix("-").isdecimal() and len(shown) < 16 else None,
        reason=form.cleaned_data["reason"],
        by=request.viewer,
        now=moment,
        key=sent.key,
    )


@require_safe
@for_officials(*MONEY_ROLES)
def sheet(request: Asked, till_id: int) -> HttpResponse:
    """The till's record as PDF."""
    return pdf(f"quy-{till_id}", returning.till_sheet_of(till_id=till_id, viewer=request.viewer))
