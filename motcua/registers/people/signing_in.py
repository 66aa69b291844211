"""Under which name failed sign-ins are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The sign-in name as it is kept, however the door called it and in whatever case it was typed.

    For `AXES_USERNAME_CALLABLE`: without it django-axes counts failures under no name when the door passes
    `username=`, and under as many names as there are ways to mix capital and small letters.
    """
    given = credentials or {}
    return str(given.get("sign_in_name") or given.get("username") or "").strip().lower()
