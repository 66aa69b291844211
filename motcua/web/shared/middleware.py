"""What stands before every view: who asks, whether the screen is locked, and how a refusal is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_noop

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.offices import queries as offices
from motcua.registers.people import actions as people
from motcua.rules.access import PUBLIC, Seat
from motcua.web.shared.acting import typed_in
from motcua.web.shared.asked import Asked

_LOG = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]
LOCKED = "locked"
HOLDING = "holding_id"
OPEN_WHEN_LOCKED = frozenset({"shared:unlock", "shared:sign_out", "shared:language", "shared:display"})


class ViewerMiddleware:
    """Puts the viewer on the request, from today's positions: one query, so a position that ended yesterday gives
    nothing today even in a session begun last week."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(Asked, plain)
        if request.user.is_authenticated:
            request.viewer = offices.viewer_of(request.user.pk, now())
            request.seat = _chosen(request)
        else:
            request.viewer, request.seat = PUBLIC, None
        with people.gathering_sights():
            response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class LockMiddleware:
    """A locked screen shows nothing but the way to unlock it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not request.session.get(LOCKED):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN_WHEN_LOCKED:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Trigger": "locked"})
        back = request.get_full_path() if request.method == "GET" else "/"
        return HttpResponseRedirect(reverse("shared:unlock", query={"next": back}))


class ValueUnfit(Refusal):
    """Something that was sent fits no column: a number beyond all numbers, a letter that is none."""

    sentence = gettext_noop("Có giá trị gửi lên không đọc được nên chưa ghi gì. Tải lại trang rồi nhập lại.")
    status = 400


class OnlyForForms(Refusal):
    """An address that takes a form was opened by itself: typed, loaded again, or kept as a bookmark."""

    sentence = gettext_noop("Địa chỉ này chỉ để gửi biểu mẫu, không có gì để xem. Chưa có gì thay đổi.")
    status = 405


class RefusalMiddleware:
    """A refusal that no view told itself becomes a page: its sentence, what to do, and what had been typed. So does
    what the database would not take as a value; it is logged, since the house should have seen it first."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = "text/html" in request.headers.get("Accept", "")
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not is_page:
            return response
        page = _refused(request, OnlyForForms())
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError):
            _LOG.warning("a value fits no column", exc_info=exception)
            exception = ValueUnfit()
        if not isinstance(exception, Refusal):
            return None
        return _refused(request, exception)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    is_part = bool(request.headers.get("HX-Request"))
    page = "shared/parts/refused.html" if is_part else "shared/refused.html"
    context = {"refusal": str(refusal), "typed": typed_in(request), "again": _page_sent(request, refusal)}
    response = render(request, page, context, status=refusal.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page_sent(request: HttpRequest, refusal: Refusal) -> str:
    """The page to open again: of a form the one that it stood on, for an address that takes forms may show none."""
    if isinstance(refusal, OnlyForForms):
        return ""
    if request.method != "POST":
        return request.path
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}):
        return ""
    parts = urlsplit(came)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _chosen(request: Asked) -> Seat | None:
    """The seat chosen in this session when it is still held, else the first main one."""
    seats = request.viewer.seats
    wanted = request.session.get(HOLDING)
    for seat in seats:
        if seat.holding_id == wanted:
            return seat
    return min(seats, key=lambda seat: seat.substitute, default=None)
