"""One address for each partner: a call names its service and brings records; the answer says what became of each."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.mirroring.actions import Outcome

MOST_BYTES: Final = 1_000_000
DEEPEST: Final = 20
GOOD: Final = "0"
BEARER: Final = "Bearer "


class CallUnreadable(Refusal):
    """Takes `why`: the call is not of the agreed shape."""

    sentence = "Không đọc được lời gọi: {why}"
    status = 400


class CallTooLarge(Refusal):
    sentence = "Lời gọi lớn quá {most} byte. Hãy chia nhỏ."
    status = 413


@csrf_exempt
@never_cache
def call(request: HttpRequest, partner: str) -> HttpResponse:
    """`POST {service, data: […]}` with the partner's token: `{error_code: "0", result: […]}`, or why not.

    No session and no cookie take part, so there is nothing that a forged page could use: no CSRF token is asked for.
    """
    try:
        if request.method != "POST":
            return _refused(CallUnreadable(why=gettext("chỉ nhận POST.")), status=405)
        token = request.headers.get("Authorization", "")
        mirroring.partner_of(partner=partner, token=token.removeprefix(BEARER) if token.startswith(BEARER) else "")
        service, records = _asked(request)
        outcomes = mirroring.take_messages(
            partner=partner, token=token.removeprefix(BEARER), service=service, records=records, now=now()
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"error_code": GOOD, "result": [_told(outcome) for outcome in outcomes]})


def _asked(request: HttpRequest) -> tuple[str, list[dict[str, Any]]]:
    """The service and the records. Raises `CallTooLarge`, `CallUnreadable`."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise CallTooLarge(most=MOST_BYTES)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise CallTooLarge(most=MOST_BYTES)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallUnreadable(why=gettext("không phải JSON.")) from error
    if not isinstance(data, dict) or not isinstance(data.get("service"), str):
        raise CallUnreadable(why=gettext("thiếu service."))
    records = data.get("data")
    if not isinstance(records, list):
        raise CallUnreadable(why=gettext("data phải là một danh sách."))
    if _is_deeper(records, DEEPEST):
        raise CallUnreadable(why=gettext("lồng nhau quá sâu."))
    return data["service"], records


def _is_deeper(value: Any, most: int) -> bool:
    """Whether lists and maps lie in each other more than `most` times."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return most == 0 or any(_is_deeper(each, most - 1) for each in inner)


def _told(outcome: Outcome) -> dict[str, Any]:
    """What became of one record. A record that had come before is as good as taken."""
    if outcome.refusal is not None:
        code = str(outcome.refusal.status)
        return {"MaHoSo": outcome.code, "error_code": code, "message": str(outcome.refusal)}
    return {"MaHoSo": outcome.code, "error_code": GOOD, "applied": outcome.applied, "already": outcome.already}


def _refused(refusal: Refusal, status: int | None = None) -> HttpResponse:
    code = status or refusal.status
    return JsonResponse({"error_code": str(code), "message": str(refusal), "result": []}, status=code)
