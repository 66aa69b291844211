"""Every address begins here: one folder of `web` each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def alive(_request: HttpRequest) -> HttpResponse:
    """For watchers: the web answers. Says nothing of the database, which `motcua check` does."""
    return HttpResponse(status=204)


urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", alive, name="alive"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("motcua.web.shared.urls")),
    path("", include("motcua.web.portal.urls")),
    path("quay/", include("motcua.web.counter.urls")),
    path("", include("motcua.web.desk.urls")),
]
