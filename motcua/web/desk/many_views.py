"""One act on many dossiers: first what will happen, then what happened."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.stages.processing import actions as processing
from motcua.web.desk.list_views import back_to
from motcua.web.desk.many import FORWARD, GIVE, Many, asked_of, forwardings, givings, many_of, told
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

CHOICE = "nhom:"
"""Begins the name of a group's choice."""


@require_safe
@for_officials()
def shown(request: Asked) -> HttpResponse:
    """The chosen ones in groups, and one choice for each group."""
    wanted = asked_of(request.GET.getlist("chon"))
    if not wanted:
        messages.info(request, gettext("Chưa chọn dòng nào. Đánh dấu ô “Chọn” của việc muốn làm."))
        return HttpResponseRedirect(back_to(request))
    many = many_of(_act(request.GET.get("viec")), wanted, viewer=request.viewer, now=now())
    return _page(request, many)


@require_POST
@for_officials()
def done(request: Asked) -> HttpResponse:
    """Do what was shown, each at the revision that was shown; sent again, it goes on where it was cut."""
    sent, values, moment = keyed(request), request.POST.getlist("chon"), now()
    choices = {name.removeprefix(CHOICE): str(value) for name, value in request.POST.items() if name.startswith(CHOICE)}
    act = _act(request.POST.get("viec"))
    many = many_of(act, asked_of(values), viewer=request.viewer, now=moment, choices=choices)
    if many.has_faults:
        return _page(request, many, status=422)
    if act == GIVE:
        outcomes = processing.assign_many(chosen=givings(many, values), by=request.viewer, now=moment)
    else:
        text = request.POST.get("text", "").strip()[:4000]
        outcomes = processing.forward_many(
            chosen=forwardings(many, values), text=text, by=request.viewer, now=moment, key=sent.key
        )
    each = told(outcomes, viewer=request.viewer)
    context = {
        "act": act,
        "done": [one for one in each if not one.why_not],
        "refused": [one for one in each if one.why_not],
        "back": back_to(request),
        "now": moment,
    }
    return render(request, "desk/many_done.html", context)


def _act(text: str | None) -> str:
    return GIVE if text == GIVE else FORWARD


def _page(request: Asked, many: Many, *, status: int = 200) -> HttpResponse:
    context = {"many": many, "key": key_of(request), "back": back_to(request), "now": now()}
    return render(request, "desk/many.html", context, status=status)
