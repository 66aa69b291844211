"""Public tracking: by the code on the slip, without sign-in, without script, without personal data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.web.portal import words
from motcua.web.portal.throttle import is_too_often
from motcua.web.shared.chain_page import on_page

LONGEST = 80


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    code = "".join(request.GET.get("ma", "").split())[:LONGEST]
    if code:
        return redirect("portal:progress", code=code.upper().replace("/", ""))
    return render(request, "portal/search.html", {"asked_nothing": "ma" in request.GET})


@never_cache
@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far the dossier is, who must act next, and until when."""
    if is_too_often(request):
        return render(request, "portal/too_often.html", status=429)
    moment = now()
    found = dossiers.public_progress(code=code[:LONGEST], now=moment)
    chain = dossiers.public_chain(code=code[:LONGEST]) if found is None or found.in_chain else None
    if found is None and chain is not None:
        context = {"chain": on_page(chain, now=moment), "to_do": words.to_do_of_whole(chain, now=moment), "now": moment}
        return render(request, "portal/chain.html", context)
    if found is None:
        return render(request, "portal/search.html", {"unknown": code[:LONGEST]}, status=404)
    context = {
        "progress": found,
        "answer": words.answer(found),
        "to_do": words.to_do(found),
        "stands_still": words.stands_still(found),
        "chip": words.chip_of(found),
        "steps": words.road(found),
        "lines": [line.words(gettext) for line in found.why],
        "chain": on_page(chain, now=moment) if chain else None,
        "now": moment,
    }
    return render(request, "portal/progress.html", context)
