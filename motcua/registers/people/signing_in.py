"""Signing in: under which name failures are counted, and the one-time code as a way in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from motcua.registers.people.codes import official_with_code
from motcua.registers.people.models import Official


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The sign-in name as it is kept, however the door called it and in whatever case it was typed.

    For `AXES_USERNAME_CALLABLE`: without it django-axes counts failures under no name when the door passes
    `username=`, and under as many names as there are ways to mix capital and small letters.
    """
    given = credentials or {}
    return str(given.get("sign_in_name") or given.get("username") or "").strip().lower()


class OneTimeCodeBackend(ModelBackend):
    """Knows an official by a one-time code. As a backend of Django, so that wrong codes are throttled as passwords are.

    The code is not used up here: that is done with setting the password, in one transaction.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        *,
        secret_code: str = "",
        at: datetime | None = None,
        **kwargs: Any,
    ) -> Official | None:
        if not (secret_code and username and at):
            return None
        official_id = official_with_code(sign_in_name=username, code=secret_code, now=at)
        return None if official_id is None else Official.objects.get(pk=official_id)
