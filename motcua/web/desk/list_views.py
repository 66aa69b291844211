"""The lists of the desk: each kind of work by what is due. What is asked for stays until something else is asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.clock import now
from motcua.rules.access import Role
from motcua.stages.processing import queries as processing
from motcua.stages.signing.actions import MOST_IN_A_BATCH
from motcua.web.desk.lists import ASKED, TO_GIVE, TO_NUMBER, TO_SIGN, WORK, Asked, Kind, Listed, listed
from motcua.web.shared.asked import Asked as Request
from motcua.web.shared.gates import for_officials

BACK = "list"
"""Of the session: the list that was looked at last, with what was asked for."""


@require_safe
@for_officials()
def duties(request: Request) -> HttpResponse:
    """The official's open work, the earliest due first."""
    return _shown(request, WORK)


@require_safe
@for_officials(Role.UNIT_HEAD, Role.LEADER)
def to_give(request: Request) -> HttpResponse:
    """What the head has not yet given to one of several."""
    return _shown(request, TO_GIVE)


@require_safe
@for_officials()
def asked(request: Request) -> HttpResponse:
    """What other offices ask."""
    return _shown(request, ASKED)


@require_safe
@for_officials(Role.CLERICAL)
def to_number(request: Request) -> HttpResponse:
    """Signed results without a number and a seal."""
    return _shown(request, TO_NUMBER)


@require_safe
@for_officials(Role.LEADER)
def to_sign(request: Request) -> HttpResponse:
    """What waits for the leader's signature: what it is, for whom, until when."""
    return _shown(request, TO_SIGN)


def back_to(request: Request) -> str:
    """The list that the official came from, as it was asked for; else that of the position acted in."""
    kept = str(request.session.get(BACK, ""))
    if kept.startswith("/"):
        return kept
    return reverse(TO_SIGN.place if request.seat and request.seat.role == Role.LEADER else WORK.place)


def _shown(request: Request, kind: Kind) -> HttpResponse:
    moment, wanted = now(), Asked.of(request.GET.dict())
    page = listed(kind=kind, viewer=request.viewer, now=moment, asked=wanted)
    if wanted.after and not page.lines and not page.next_url:
        return HttpResponseRedirect(page.url + wanted.address(after=None))
    _keep(request, page)
    chosen = urlencode([("chon", line.row.dossier_id) for line in page.lines])
    late = processing.to_reschedule(viewer=request.viewer, now=moment) if kind in (WORK, TO_SIGN) else ()
    context = {"page": page, "now": moment, "all": chosen, "most": MOST_IN_A_BATCH, "to_reschedule": late}
    return render(request, "desk/to_sign.html" if kind is TO_SIGN else "desk/duties.html", context)


def _keep(request: Request, page: Listed) -> None:
    """Written only when it is another: a list that is looked at again costs no statement."""
    here = page.url + (said if (said := page.asked.address()) != "?" else "")
    if request.session.get(BACK) != here:
        request.session[BACK] = here
