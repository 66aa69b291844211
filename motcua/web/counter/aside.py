"""Put aside: what is half taken in is kept for the clerk who began it, whatever happens to line, window or sign-in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import ChainOutOfStep, NoChainInForce, NoProcedureInForce
from motcua.rules.access import Viewer
from motcua.stages.submission import actions as submission
from motcua.stages.submission import queries as submissions
from motcua.stages.submission.errors import DraftIsGone
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

OPENS = "nhap"
"""Of the address that goes on with what was put aside."""
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "act", "key", "pick", "attach", "detach"})
FILE = "f-"
"""Of the names of inputs that take files."""


@require_POST
@for_officials(CLERK)
def put_aside(request: Asked) -> HttpResponse:
    """Keep the page as it is; the answer is the line that says when. Sent by the page itself while one types."""
    moment = now()
    try:
        keep(request, request.viewer, moment)
    except DraftIsGone:
        return render(request, "counter/parts/kept.html", {"page_is_done": True})
    return render(request, "counter/parts/kept.html", {"saved_at": moment})


@require_POST
@for_officials(CLERK)
def drop(request: Asked, key: UUID) -> HttpResponse:
    """Throw away what was put aside."""
    submission.finish(key=key, by=request.viewer, now=now())
    messages.success(request, gettext("Đã bỏ hồ sơ đang làm dở."))
    return HttpResponseRedirect(reverse("counter:home"))


def keep(request: HttpRequest, by: Viewer, moment: datetime) -> None:
    """Put the page that was sent aside, once a procedure is chosen. Raises `PageIncomplete`, `DraftIsGone`,
    `DraftTooLarge`."""
    sent = request.POST
    code = sent.get("pick") or sent.get("procedure", "")
    if not code:
        return
    content = {name: [str(one) for one in values] for name, values in sent.lists() if _is_kept(name)}
    content["procedure"] = [code]
    submission.put_aside(
        key=keyed(request).key, procedure_code=code, who=_who(sent), content=content, by=by, now=moment
    )


def opened(key: UUID, viewer: Viewer) -> tuple[submissions.Draft, QueryDict]:
    """What was put aside, as if it had just been sent. Raises `DraftUnknown`."""
    draft = submissions.draft(key=key, viewer=viewer)
    sent = QueryDict(mutable=True)
    for name, values in draft.content.items():
        sent.setlist(name, list(values))
    return draft, sent


def waiting(viewer: Viewer, moment: datetime) -> list[tuple[submissions.DraftRow, str]]:
    """What the clerk has put aside, each with the name of its procedure."""
    return [(row, _name(row.procedure_code, moment)) for row in submissions.drafts(viewer=viewer)]


def _name(code: str, moment: datetime) -> str:
    on = moment.astimezone(VIETNAM).date()
    try:
        return (
            procedures.chain_in_force(code, on).name if code.startswith("LT.") else procedures.in_force(code, on).name
        )
    except (NoProcedureInForce, NoChainInForce, ChainOutOfStep):
        return code


def _is_kept(name: str) -> bool:
    return name not in NOT_KEPT and not name.startswith(FILE)


def _who(sent: QueryDict) -> str:
    own = "" if sent.get("same") else sent.get("ow-name", "")
    return " ".join((own or sent.get("ap-name", "")).split())
