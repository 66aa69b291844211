"""Who may enter a page at all. What one may see and do there, the queries and stages say."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from motcua.registers.procedures import queries as procedures
from motcua.web.shared.acting import typed_in
from motcua.web.shared.asked import Asked

P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[Asked, P], HttpResponse]


def role_name(role: str) -> str:
    """The role in Vietnamese; a role that no procedure gives work to is shown as it is written."""
    return procedures.role_names().get(role, role)


def _signed_out(request: Asked) -> HttpResponse:
    """To sign in and back; what was being sent is shown, so that an ended session loses nothing."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    said = gettext("Phiên làm việc đã hết nên chưa ghi được. Đăng nhập lại rồi làm tiếp.")
    context = {"refusal": said, "typed": typed_in(request), "again": reverse("shared:sign_in")}
    return render(request, "shared/refused.html", context, status=401)


def for_officials(*roles: str) -> Callable[[View[P]], View[P]]:
    """Lets in officials who hold a position today, and one of `roles` when any is named."""

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Asked, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _signed_out(request)
            if not request.viewer.seats:
                return render(request, "shared/no_position.html", status=403)
            if roles and not any(seat.role in roles for seat in request.viewer.seats):
                names = ", ".join(role_name(role) for role in roles)
                said = gettext("Trang này dành cho: {names}. Hôm nay bạn không giữ vị trí đó.").format(names=names)
                return render(request, "shared/refused.html", {"refusal": said}, status=403)
            return view(request, *args, **kwargs)

        return cast(View[P], guarded)

    return gate
