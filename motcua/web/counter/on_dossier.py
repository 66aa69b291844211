"""One act of the counter on a dossier that is there: its page, the act, and the page again with why it was not done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.web.shared.asked import Asked


@dataclass(frozen=True, slots=True)
class OnDossier:
    """The dossier as its page shows it, its procedure, and the moment of the asking."""

    view: DossierView
    procedure: Procedure
    moment: datetime


Page = Callable[[OnDossier, Refusal | None], HttpResponse]
Act = Callable[[OnDossier], str]
"""Does it; answers what is said of it, "{code}" for the dossier's."""


def act_on(request: Asked, dossier_id: int, *, page: Page, act: Act) -> HttpResponse:
    """Asked for, the page; sent, the act, and back to the dossier. What is refused shows the page as it is now, with
    the refusal. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    seen = OnDossier(view, procedures.version(view.procedure_version_id), moment)
    if request.method == "GET":
        return page(seen, None)
    try:
        said = act(seen)
    except Refusal as refusal:
        again = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
        return page(OnDossier(again, seen.procedure, moment), refusal)
    messages.success(request, said.format(code=view.code))
    return HttpResponseRedirect(reverse("desk:dossier", args=[dossier_id]))
