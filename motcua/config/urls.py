"""Every address begins here: one folder of `web` each."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from motcua.config import monitoring

urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", monitoring.alive, name="alive"),
    path("ready", monitoring.ready, name="ready"),
    path("metrics", monitoring.metrics, name="metrics"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("motcua.web.shared.urls")),
    path("", include("motcua.web.portal.urls")),
    path("api/", include("motcua.web.api.urls")),
    path("quay/", include("motcua.web.counter.urls")),
    path("quan-tri/", include("motcua.web.office.urls")),
    path("", include("motcua.web.desk.urls")),
]
