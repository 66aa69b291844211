"""A dossier of another channel, sent by a call: the same message as of the file drop, its files inside or as parts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened
from motcua.rules.access import SYSTEM
from motcua.stages.submission import actions as submission
from motcua.stages.submission import queries as submission_told
from motcua.stages.submission.errors import FileNotThere, FileStrange, SenderUnknown
from motcua.web.api.reading import CallUnreadable, dossier_of, token_of
from motcua.web.api.throttle import answered, guarded


@csrf_exempt
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """`POST` one dossier with the sender's token: `{reference, state, tracking_url}`, 201; 200 when it had come before.

    No session and no cookie take part, so there is nothing that a forged page could use: no CSRF token is asked for.
    """
    if request.method != "POST":
        return _refused(CallUnreadable(why=gettext("chỉ nhận POST.")), status=405)
    try:
        opened = _taken_in(request)
    except Refusal as refusal:
        return _refused(refusal)
    state = dossiers.dossier(dossier_id=opened.dossier_id, viewer=SYSTEM).state
    place = reverse("portal:progress", args=[opened.reference])
    answer = {
        "reference": opened.reference,
        "state": state.value,
        "tracking_url": f"{settings.PUBLIC_ADDRESS}{place}",
    }
    return JsonResponse(answer, status=200 if opened.already else 201)


def _taken_in(request: HttpRequest) -> Opened:
    """Who calls is known before anything is read."""
    with guarded(request, door="dossiers", wrong=SenderUnknown):
        known = submission.senders_of(token=token_of(request))
    told, files = dossier_of(request)
    message = submission.read_message(told)
    submission.admit(message=message, known=known)
    for name in files:
        if name not in message.files:
            raise FileStrange(name=name)

    def file(name: str) -> bytes:
        if name not in files:
            raise FileNotThere(name=name)
        return files[name]()

    return submission.deliver(message=message, file=file, by=SYSTEM, now=now(), is_exact=True)


def _refused(refusal: Refusal, status: int | None = None) -> HttpResponse:
    faults = [{"place": one.place, "words": one.words} for one in submission_told.faults_of(refusal)]
    return answered({"error": str(refusal), "faults": faults}, refusal, status)
