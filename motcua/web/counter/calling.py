"""People whom no message reached: who is to be called, about what; and what was done about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.notices import actions as notices
from motcua.registers.notices import queries as told
from motcua.web.counter.places import CLERK
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in
from motcua.web.shared.told import ways

PAGE = 20
CALLERS = (CLERK, "unit-head")


@require_safe
@for_officials(*CALLERS)
def to_call(request: Asked) -> HttpResponse:
    """Who waits longest first."""
    after = request.GET.get("sau", "")
    page = told.to_call(viewer=request.viewer, after=number_in(after) or 0, limit=PAGE)
    context = {
        "page": page,
        "count": told.to_call_count(viewer=request.viewer),
        "begun": bool(after),
        "tell_ways": ways(),
        "now": now(),
    }
    return render(request, "counter/to_call.html", context)


@require_POST
@for_officials(*CALLERS)
def told_by(request: Asked, notice_id: int) -> HttpResponse:
    """Somebody called, or told the person another way."""
    try:
        notices.told_otherwise(notice_id=notice_id, way=request.POST.get("way", ""), by=request.viewer, now=now())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, gettext("Đã ghi: người nộp đã được báo."))
    return _back(request)


@require_POST
@for_officials(*CALLERS)
def send_again(request: Asked, notice_id: int) -> HttpResponse:
    """Try the message again, to the address as it is now or to a telephone that is given."""
    phone = request.POST.get("phone", "")[:40]
    try:
        notices.send_again(notice_id=notice_id, phone=phone, by=request.viewer, now=now())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, gettext("Tin sẽ được gửi lại trong ít phút."))
    return _back(request)


def _back(request: Asked) -> HttpResponse:
    """To the dossier's page if the act was done there, else to the list."""
    dossier = number_in(request.POST.get("ho_so", ""))
    url = reverse("counter:to_call") if dossier is None else reverse("desk:dossier", args=[dossier])
    return HttpResponseRedirect(url)
