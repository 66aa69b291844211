"""Who comes in: administrators, each to the offices that are theirs. Others' offices are as if they were not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpResponse

from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import OfficeUnknown
from motcua.rules.access import Viewer, may_administer
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

P = ParamSpec("P")
InOffice = Callable[Concatenate[Asked, offices.Office, P], HttpResponse]
ByNumber = Callable[Concatenate[Asked, int, P], HttpResponse]

for_administrators = for_officials("administrator")


def in_office(view: InOffice[P]) -> ByNumber[P]:
    """Hands the view the office of the address, when the viewer administers it. Raises `OfficeUnknown`."""

    def guarded(request: Asked, /, *args: Any, office_id: int, **kwargs: Any) -> HttpResponse:
        return view(request, administered(office_id, request.viewer), *args, **kwargs)

    return cast(ByNumber[P], wraps(view)(for_administrators(guarded)))


def administered(office_id: int, viewer: Viewer) -> offices.Office:
    """The office, when the viewer administers it. Raises `OfficeUnknown`, also for one that is somebody else's."""
    if not may_administer(viewer, office_id):
        raise OfficeUnknown()
    return offices.office(office_id)
