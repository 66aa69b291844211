"""The baseline: a Django view that does nothing but write an act's rows by bare psycopg. Served by granian like the
house, as `bench.http.bare:application`; what it writes was watched (`bench.spine.floor`) and is read from a file."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import threading
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.spine import floor

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="bench",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    USE_TZ=True,
    DEBUG_PROPAGATE_EXCEPTIONS=True,
)


_own = threading.local()
_threads = itertools.count(1)


def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Write one act of the dossier of this number."""
    if not hasattr(_own, "floor"):
        told = Path(os.environ["BENCH_SCRIPT"])
        connection = psycopg.connect(**json.loads(os.environ["BENCH_DATABASE"]))
        _own.floor = floor.Floor(connection, pickle.loads(told.read_bytes()))
    request.POST.get("text")
    _own.floor.write(number, name)
    return HttpResponse(status=302, headers={"Location": "/"})


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [path("alive", alive), path("<int:number>/<str:name>/", act)]
application = get_wsgi_application()
