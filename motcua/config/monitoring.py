"""Addresses for a monitor: does it live, is it ready, how does it stand."""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from motcua.console.watching.figures import metrics as figures
from motcua.console.watching.readiness import why_not_ready

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")
_WORDS = "text/plain; charset=utf-8"


def alive(_request: HttpRequest) -> HttpResponse:
    """204: the web answers. Says nothing of the database."""
    return HttpResponse(status=204)


def ready(_request: HttpRequest) -> HttpResponse:
    """204 when requests can be served, 503 with the reason otherwise: for whoever spreads requests over machines."""
    words = why_not_ready()
    if words is None:
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    return HttpResponse(f"{words}\n", status=503, content_type=_WORDS, headers={"Cache-Control": "no-store"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in the text format of Prometheus; 404 for whoever may not read them."""
    if not (_asks_from_this_machine(request) or _has_token(request)):
        return HttpResponseNotFound()
    form = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse(figures(), content_type=form, headers={"Cache-Control": "no-store"})


def _asks_from_this_machine(request: HttpRequest) -> bool:
    """Straight, not through a proxy that stands on this machine too and passes on whoever comes."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    expected = settings.ENVIRONMENT.monitor_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return expected is not None and hmac.compare_digest(given.encode(), expected.encode())
