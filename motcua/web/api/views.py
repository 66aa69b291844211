"""One address for each partner: a call names its service and brings records; the answer says what became of each."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.mirroring.actions import Outcome
from motcua.stages.mirroring.errors import PartnerUnknown
from motcua.web.api.reading import CallUnreadable, json_of, token_of
from motcua.web.api.throttle import answered, guarded

GOOD: Final = "0"


@csrf_exempt
@never_cache
def call(request: HttpRequest, partner: str) -> HttpResponse:
    """`POST {service, data: […]}` with the partner's token: `{error_code: "0", result: […]}`, or why not.

    No session and no cookie take part, so there is nothing that a forged page could use: no CSRF token is asked for.
    """
    try:
        if request.method != "POST":
            return _refused(CallUnreadable(why=gettext("chỉ nhận POST.")), status=405)
        token = token_of(request)
        with guarded(request, door=_door(partner), wrong=PartnerUnknown):
            mirroring.partner_of(partner=partner, token=token)
        service, records = _asked(request)
        outcomes = mirroring.take_messages(partner=partner, token=token, service=service, records=records, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"error_code": GOOD, "result": [_told(outcome) for outcome in outcomes]})


def _door(partner: str) -> str:
    """A name to count under: names that anyone makes up share one."""
    return partner if partner in settings.MASTER_PORTS else "unknown"


def _asked(request: HttpRequest) -> tuple[str, list[dict[str, Any]]]:
    """The service and the records. Raises `CallTooLarge`, `CallUnreadable`."""
    data = json_of(request)
    if not isinstance(data, dict) or not isinstance(data.get("service"), str):
        raise CallUnreadable(why=gettext("thiếu service."))
    records = data.get("data")
    if not isinstance(records, list):
        raise CallUnreadable(why=gettext("data phải là một danh sách."))
    return data["service"], records


def _told(outcome: Outcome) -> dict[str, Any]:
    """What became of one record. A record that had come before is as good as taken."""
    if outcome.refusal is not None:
        code = str(outcome.refusal.status)
        return {"MaHoSo": outcome.code, "error_code": code, "message": str(outcome.refusal)}
    return {"MaHoSo": outcome.code, "error_code": GOOD, "applied": outcome.applied, "already": outcome.already}


def _refused(refusal: Refusal, status: int | None = None) -> HttpResponse:
    code = status or refusal.status
    return answered({"error_code": str(code), "message": str(refusal), "result": []}, refusal, code)
