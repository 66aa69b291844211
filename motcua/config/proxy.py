"""Whose address a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy of ours the last one named, since anyone may have written those before."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if settings.ENVIRONMENT.behind_proxy and _is_address(told):
        return told
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
