"""Around the handing over: calling for results that wait, the rating in one touch, the originals that go back with
it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries import ChainPartView, DossierView
from motcua.registers.notices import queries as notices
from motcua.registers.procedures.queries import Procedure
from motcua.rules import originals
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, State
from motcua.stages.returning import actions as returning
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in, numbers_in

ASKS: Final = "asks_rating"
"""In the session: whose rating is asked, and since when."""
CALLED: Final = ("result-called", "originals-called")
PATIENCE: Final = timedelta(minutes=10)
MOST_CALLED: Final = 50


def ask_rating(request: Asked, dossier_id: int, moment: datetime) -> None:
    """Show the five faces beside the list, for whoever just got a result."""
    request.session[ASKS] = [dossier_id, moment.isoformat()]


def besides(request: Asked, dossier_ids: Iterable[int], moment: datetime) -> dict[str, Any]:
    """What the list of waiting results shows besides: when each was called for, and whose rating is asked."""
    return {
        "called": notices.last_told(dossier_ids=dossier_ids, kinds=CALLED, viewer=request.viewer),
        "rates": _rates(request, moment),
        "scores": [(score, gettext(words)) for score, words in returning.SCORES.items()],
    }


@dataclass(frozen=True, slots=True)
class Original:
    """A paper of which an office holds originals."""

    key: str
    name: str
    count: int
    is_open: bool = False
    """It stays, but the procedure does not say so: the clerk may give it back."""


@dataclass(frozen=True, slots=True)
class Originals:
    """What an office holds of a dossier: what goes back to whoever collects, and what stays."""

    back: tuple[Original, ...]
    stay: tuple[Original, ...]

    @property
    def settled(self) -> list[Original]:
        """What stays because the procedure says so."""
        return [one for one in self.stay if not one.is_open]

    @property
    def left(self) -> list[Original]:
        """What the clerk may give back all the same."""
        return [one for one in self.stay if one.is_open]

    @property
    def some_go(self) -> bool:
        """There is something to give back, or to decide."""
        return bool(self.back or self.left)


def originals_of(view: DossierView, procedure: Procedure) -> Originals:
    """With how many originals of each paper the administration holds."""
    here = Counter(hold.paper for hold in documents.originals_of(f"dossier/{view.id}") if hold.office_id is not None)
    names = dossiers.paper_names(view)
    ended = State.DONE if view.state not in ENDED else view.state
    stay = originals.staying(procedure.papers, state=ended, outcome=view.outcome)
    left = originals.left_open(procedure.papers, state=ended, outcome=view.outcome)
    found = [Original(key, names.get(key, key), count, key in left) for key, count in sorted(here.items())]
    return Originals(
        back=tuple(one for one in found if one.key not in stay),
        stay=tuple(one for one in found if one.key in stay),
    )


def owing_part(view: DossierView, viewer: Viewer) -> ChainPartView | None:
    """Of an interlinked submission: another part with which fees are still to be paid; None if there is none."""
    chain = dossiers.chain_of(dossier_id=view.id, viewer=viewer) if view.chain_id is not None else None
    parts = chain.parts if chain else ()
    return next((part for part in parts if part.owes and part.dossier_id != view.id), None)


@require_POST
@for_officials(CLERK)
def rate(request: Asked, dossier_id: int) -> HttpResponse:
    """One touch; or leave it. Raises `DossierUnknown`."""
    sent = keyed(request)
    request.session.pop(ASKS, None)
    score = request.POST.get("score", "")
    if score:
        try:
            returning.rate(
                dossier_id=dossier_id,
                score=number_in(score) or 0,
                by=request.viewer,
                now=now(),
                key=sent.key,
                revision=sent.revision,
            )
        except DossierUnknown:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, gettext("Cảm ơn bạn đã đánh giá."))
    return HttpResponseRedirect(reverse("counter:waiting"))


@require_POST
@for_officials(CLERK)
def call(request: Asked) -> HttpResponse:
    """Call for the results and originals that were chosen: each by itself, told what became of them."""
    chosen = numbers_in(request.POST.getlist("chon"), MOST_CALLED)
    done, refused = 0, Counter[str]()
    for dossier_id in dict.fromkeys(chosen):
        try:
            returning.call(dossier_id=dossier_id, by=request.viewer, now=now())
            done += 1
        except Refusal as refusal:
            refused[str(refusal)] += 1
    if done:
        messages.success(request, gettext("Đã nhắn mời {n} người đến nhận.").format(n=done))
    if not chosen:
        messages.warning(request, gettext("Chưa chọn dòng nào để nhắn mời."))
    for words, count in refused.items():
        messages.warning(request, f"{words} ({count})")
    return HttpResponseRedirect(reverse("counter:waiting"))


def _rates(request: Asked, moment: datetime) -> DossierView | None:
    asked = request.session.get(ASKS)
    if not asked:
        return None
    dossier_id, since = asked
    if moment - datetime.fromisoformat(since) > PATIENCE:
        return None
    try:
        view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    except DossierUnknown:
        return None
    return view if view.state is State.RETURNED else None
