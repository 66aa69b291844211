"""Every address begins here: one folder of `web` each."""

from __future__ import annotations

import importlib.util

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def alive(_request: HttpRequest) -> HttpResponse:
    """For watchers: the web answers. Says nothing of the database, which `motcua check` does."""
    return HttpResponse(status=204)


_ROOMS = (("", "shared"), ("", "portal"), ("quay/", "counter"), ("", "desk"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", alive, name="alive"),
    path("i18n/", include("django.conf.urls.i18n")),
    *[
        path(prefix, include(f"motcua.web.{room}.urls"))
        for prefix, room in _ROOMS
        if importlib.util.find_spec(f"motcua.web.{room}.urls")
    ],
]
