"""How often one address may look codes up: enough for a family, too little to walk through all codes."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST: Final = 60
PERIOD: Final = 600
"""Seconds."""


def is_too_often(request: HttpRequest) -> bool:
    """Counts this look-up; whether its address has had its share of the last ten minutes."""
    key = f"tra-cuu:{address_of(request)}"
    if cache.add(key, 1, timeout=PERIOD):
        return False
    try:
        return cache.incr(key) > MOST
    except ValueError:  # forgotten between the two calls
        return False


def address_of(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy of ours, the one that the proxy saw."""
    if getattr(settings, "AXES_IPWARE_PROXY_COUNT", None):
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
