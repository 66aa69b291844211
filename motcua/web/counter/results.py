"""Results, and originals of what ended without one, that wait for their owners: the list, handing one over, giving
originals back, taking what is still due."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.payments import actions as payment_actions
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.lifecycle import ENDED
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority
from motcua.stages.signing import queries as signing
from motcua.web.counter import handed, inbox
from motcua.web.counter.forms import HandOverForm
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import Keyed, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.cursors import cursor_of, written
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in
from motcua.web.shared.templatetags.house import dong

WAITS: Final = ("hand-over", "give-back")
MOST_PAPERS: Final = 200
MOST_TURNS = 20
"""Times that one search among waiting results goes on by itself, a thousand results each."""


@require_safe
@for_officials(CLERK)
def waiting(request: Asked) -> HttpResponse:
    """Results and originals that wait for their owners."""
    moment = now()
    text, after = request.GET.get("tim", "").strip()[:100], cursor_of(request.GET.get("sau", ""))
    page = _waiting_page(request, moment, text, after)
    counts = dossiers.duty_counts(viewer=request.viewer, now=moment, steps=WAITS)
    context = {
        "page": page,
        "next": written(page.after),
        "begun": after is not None,
        "counts": counts,
        "text": text,
        "now": moment,
    }
    context |= handed.besides(request, [row.dossier_id for row in page.rows], moment)
    return render(request, "counter/waiting.html", context)


def _waiting_page(request: Asked, moment: datetime, text: str, after: dossiers.Cursor | None) -> dossiers.Page:
    """A page of results; a search for whoever stands here goes on until it finds, within reason."""
    for _ in range(MOST_TURNS):
        page = dossiers.my_duties(
            viewer=request.viewer, now=moment, steps=WAITS, after=after, limit=inbox.PAGE, search=text
        )
        if page.rows or page.looked_at is None:
            break
        after = page.after
    return page


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def hand_over(request: Asked, dossier_id: int) -> HttpResponse:
    """Give a result to whoever came for it."""

    def more(view: DossierView, procedure: Procedure) -> dict[str, Any]:
        return {
            "good_until": signing.good_until(view, procedure),
            "account": payments.account_of(dossier_id=dossier_id, viewer=request.viewer),
            "owing": handed.owing_part(view, request.viewer),
        }

    return _giving(request, dossier_id, "counter/hand_over.html", _handed_over, more)


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def give_back(request: Asked, dossier_id: int) -> HttpResponse:
    """Give the originals of a dossier that ended without a result to whoever came for them."""

    def more(view: DossierView, procedure: Procedure) -> dict[str, Any]:
        return {"has_ended": view.state in ENDED}

    return _giving(request, dossier_id, "counter/give_back.html", _given_back, more)


def _giving(
    request: Asked,
    dossier_id: int,
    template: str,
    give: Callable[[Asked, DossierView, HandOverForm, Keyed, datetime], HttpResponse],
    more: Callable[[DossierView, Procedure], dict[str, Any]],
) -> HttpResponse:
    """The page on which it is said who collects."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    both = people.persons((view.applicant_id, view.owner_id), viewer=request.viewer, purpose="page", dossier_id=view.id)
    owner = both.get(view.owner_id)
    known = _known(owner, both.get(view.applicant_id))
    procedure = procedures.version(view.procedure_version_id)
    form = _form(request, known, by_post="parcel" in procedure.result.returned_by)
    refusal: Refusal | None = None
    if request.method == "POST":
        sent = keyed(request)
        if form.is_valid():
            try:
                return give(request, view, form, sent, moment)
            except Refusal as raised:
                refusal = raised
    context = {
        "view": view,
        "procedure": procedure,
        "form": form,
        "known": json.dumps(known, ensure_ascii=False),
        "errors": faults_of(form) if form.is_bound else (),
        "refusal": str(refusal) if refusal else "",
        "originals": handed.originals_of(view, procedure),
        "also": _also(request),
        "people": [one for one in dict.fromkeys((owner, both.get(view.applicant_id))) if one],
        "key": key_of(request),
        "now": moment,
        **more(view, procedure),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, template, context, status=status)


def _form(request: Asked, known: Mapping[str, tuple[str, str]], *, by_post: bool) -> HandOverForm:
    """First the owner; nobody else goes by the owner's number."""
    name, number = known[Authority.OWNER]
    return HandOverForm(
        request.POST or None,
        initial={"receiver_name": name, "receiver_id_number": number},
        owner_number=number,
        by_post=by_post,
        others=[right for right, who in known.items() if who != known[Authority.OWNER]],
    )


def _known(owner: Person | None, applicant: Person | None) -> dict[str, tuple[str, str]]:
    """Name and number of whoever collects by each right; of another with authority, and of the post's, nobody knows
    them."""
    of = {Authority.OWNER: owner, Authority.APPLICANT: applicant}
    known = {right.value: (one.name, one.id_number) if one else ("", "") for right, one in of.items()}
    return {**known, Authority.AUTHORISED.value: ("", ""), Authority.CARRIER.value: ("", "")}


def _also(request: Asked) -> frozenset[str]:
    """Papers of which the procedure does not say and the clerk says: these go back, too."""
    return frozenset(request.POST.getlist("also")[:MOST_PAPERS])


def _given_back(request: Asked, view: DossierView, form: HandOverForm, sent: Keyed, moment: datetime) -> HttpResponse:
    returning.give_back_originals(
        dossier_id=view.id,
        receiver=form.receiver(),
        by=request.viewer,
        now=moment,
        key=sent.key,
        revision=sent.revision,
        also=_also(request),
    )
    messages.success(request, gettext("{code}: đã trả lại bản chính.").format(code=view.code))
    return HttpResponseRedirect(reverse("counter:waiting"))


def _handed_over(request: Asked, view: DossierView, form: HandOverForm, sent: Keyed, moment: datetime) -> HttpResponse:
    receiver = form.receiver()
    returning.hand_over(
        dossier_id=view.id,
        receiver=receiver,
        by=request.viewer,
        now=moment,
        key=sent.key,
        revision=sent.revision,
        also=_also(request),
    )
    messages.success(request, gettext("{code}: đã trả kết quả.").format(code=view.code))
    if receiver.authority is not Authority.CARRIER:
        handed.ask_rating(request, view.id, moment)
    return HttpResponseRedirect(reverse("counter:waiting"))


@require_POST
@for_officials(CLERK)
def take_cash(request: Asked, dossier_id: int) -> HttpResponse:
    """Take what is still due before the result is given."""
    sent = keyed(request)
    expected = request.POST.get("expected", "")
    taken = payment_actions.take_cash(
        dossier_id=dossier_id,
        by=request.viewer,
        now=now(),
        key=sent.key,
        expected=number_in(expected),
    )
    said = gettext("Đã thu {amount}, biên lai số {number}.")
    messages.success(request, said.format(amount=dong(taken.amount), number=taken.number))
    return HttpResponseRedirect(reverse("counter:hand_over", args=[dossier_id]))
