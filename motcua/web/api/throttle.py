"""How often a wrong token may be tried: counted by django-axes as wrong passwords are, for each door and address.

What the call brings is neither read nor kept; of who called, the address alone, as long as the door is shut.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.http import HttpRequest, JsonResponse

from motcua.foundation.errors import Refusal

_KEPT_OF_A_CALLER: Final = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR")


class TooManyWrongTokens(Refusal):
    """Takes `minutes`. A right token has to wait too, or guessing would go on behind the shut door."""

    sentence = "Đã thử sai mã truy cập quá nhiều lần từ địa chỉ này. Chờ {minutes} phút rồi gửi lại."
    status = 429


@contextmanager
def guarded(request: HttpRequest, *, door: str, wrong: type[Refusal]) -> Iterator[None]:
    """Around the look at a token; `wrong` is raised inside for one that fits nobody.

    Raises `TooManyWrongTokens` before that look, when too many were wrong.
    """
    bare, counted = _bare(request), {"username": f"api/{door}"}  # no official is called so: a name has no slash
    if not AxesProxyHandler.is_allowed(bare, counted):
        raise TooManyWrongTokens(minutes=_wait_seconds() // 60)
    try:
        yield
    except wrong:
        AxesProxyHandler.user_login_failed(__name__, counted, bare)
        raise


def answered(told: dict[str, object], refusal: Refusal, status: int | None = None) -> JsonResponse:
    """What is told of a refusal; of a shut door also when to come again."""
    headers = {"Retry-After": str(_wait_seconds())} if isinstance(refusal, TooManyWrongTokens) else None
    return JsonResponse(told, status=status or refusal.status, headers=headers)


def _wait_seconds() -> int:
    cool_off = get_cool_off()
    return int(cool_off.total_seconds()) if cool_off else 0


def _bare(request: HttpRequest) -> HttpRequest:
    """The call without anything that it brought: django-axes would read it and keep it."""
    bare = HttpRequest()
    bare.method = request.method
    bare.META = {name: request.META[name] for name in _KEPT_OF_A_CALLER if name in request.META}
    return bare
