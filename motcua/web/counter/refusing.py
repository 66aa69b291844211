"""Not taking a dossier in: the ground that the procedure lists, why in words, and where to go instead."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import GroundFor
from motcua.stages.intake import actions as intake
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

LONGEST = 2000
LONGEST_PLACE = 300
MOST_PLACES = 200


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def refuse(request: Asked, dossier_id: int) -> HttpResponse:
    """Refuse with form 03. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    procedure = procedures.version(view.procedure_version_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _refuse(request, dossier_id, procedure, moment)
        except Refusal as raised:
            refusal = raised
            view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
        else:
            said = gettext("{code}: đã từ chối tiếp nhận. In phiếu đưa người nộp.")
            messages.success(request, said.format(code=view.code))
            return HttpResponseRedirect(reverse("desk:dossier", args=[dossier_id]))
    today = moment.astimezone(VIETNAM).date()
    context = {
        "view": view,
        "procedure": procedure,
        "owner": people.persons((view.owner_id,), viewer=request.viewer, purpose="page").get(view.owner_id),
        "grounds": [(ground.key, ground.name) for ground in procedure.grounds_for(GroundFor.REFUSE)],
        "places": [one.name for one in offices.offices(today)[:MOST_PLACES]],
        "typed": request.POST,
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/refuse.html", context, status=refusal.status if refusal else 200)


def _refuse(request: Asked, dossier_id: int, procedure: procedures.Procedure, moment: datetime) -> None:
    sent = keyed(request)
    nowhere = bool(request.POST.get("nowhere"))
    intake.refuse(
        dossier_id=dossier_id,
        ground=_ground(request, procedure),
        text=request.POST.get("text", "")[:LONGEST],
        right_place=None if nowhere else request.POST.get("place", "")[:LONGEST_PLACE],
        by=request.viewer,
        now=moment,
        key=sent.key,
        revision=sent.revision,
    )


def _ground(request: Asked, procedure: procedures.Procedure) -> str:
    """Only one that the procedure lists; anything else is no ground."""
    chosen = request.POST.get("ground", "")
    return chosen if chosen in {ground.key for ground in procedure.grounds_for(GroundFor.REFUSE)} else ""
