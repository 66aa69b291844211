"""A request as the views of the house see it: with its viewer and the position acted in."""

from __future__ import annotations

from django.http import HttpRequest

from motcua.rules.access import Seat, Viewer


class Asked(HttpRequest):
    """What the middleware leaves on a request."""

    viewer: Viewer
    seat: Seat | None
    """The position chosen for this session, or the only one; None for the public and for officials without one."""
    htmx: object
