"""Sign-in, the quick lock, the choice of a position, how pages are shown; and the page of components."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import now
from motcua.registers.offices import queries as offices
from motcua.web.shared.asked import Asked
from motcua.web.shared.context import DISPLAY_COOKIE, SIZES, THEMES, display_of
from motcua.web.shared.forms import SignInForm, UnlockForm
from motcua.web.shared.gates import for_officials, role_name
from motcua.web.shared.middleware import HOLDING, LOCKED
from motcua.web.shared.prints import PRINTS, pdf, printed
from motcua.web.shared.samples import samples

HOMES = (
    ("one-stop-clerk", "counter:home"),
    ("leader", "desk:to_sign"),
    ("inspector", "desk:search"),
    ("administrator", "office:home"),
)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: Asked) -> HttpResponse:
    """Sign in by name and password; who holds several positions is asked which."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect(_next(request) or "shared:home")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        official = authenticate(
            request, username=form.cleaned_data["username"].strip().lower(), password=form.cleaned_data["password"]
        )
        if official is not None:
            login(request, official)
            seats = offices.viewer_of(official.pk, now()).seats
            if len(seats) > 1:
                return redirect("shared:positions")
            return redirect(_next(request) or "shared:home")
        form.add_error(
            None,
            gettext("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt, phím Caps Lock rồi thử lại."),
        )
    context = {"form": form, "next": _next(request)}
    return render(request, "shared/sign_in.html", context, status=422 if form.errors else 200)


def too_many_tries(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What django-axes shows when sign-in is throttled."""
    hours = getattr(settings, "AXES_COOLOFF_TIME", None) or 0.25
    minutes = int(hours * 60) if isinstance(hours, int | float) else 15
    return render(request, "shared/too_many_tries.html", {"minutes": minutes}, status=429)


@require_POST
def sign_out(request: Asked) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("shared:sign_in")


def home(request: Asked) -> HttpResponse:
    """The first page of whoever comes: the public tracks a dossier, an official goes to the day's work."""
    if not request.user.is_authenticated:
        return redirect("portal:search")
    if not request.viewer.seats:
        return render(request, "shared/no_position.html", status=403)
    role = request.seat.role if request.seat else ""
    return redirect(dict(HOMES).get(role, "desk:duties"))


@require_POST
def lock(request: Asked) -> HttpResponse:
    """Lock the screen: the session stays, nothing is shown until the password is given."""
    if not request.user.is_authenticated:
        return redirect("shared:sign_in")
    request.session[LOCKED] = True
    if request.headers.get("X-Requested-By") == "lock":
        return HttpResponse(status=204)
    return redirect_to_unlock(_next(request))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def unlock(request: Asked) -> HttpResponse:
    """Open a locked screen."""
    if not request.user.is_authenticated:
        return redirect("shared:sign_in")
    form = UnlockForm(request.POST or None)
    quiet = request.headers.get("X-Requested-By") == "lock"
    if request.method == "POST" and form.is_valid():
        same = authenticate(request, username=request.user.get_username(), password=form.cleaned_data["password"])
        if same is not None:
            request.session.pop(LOCKED, None)
            return HttpResponse(status=204) if quiet else redirect(_next(request) or "shared:home")
        form.add_error(
            "password", gettext("Mật khẩu chưa đúng. Thử lại, hoặc đăng xuất nếu đây không phải máy của bạn.")
        )
    if quiet and request.method == "POST":
        return HttpResponse(status=422)
    context = {"form": form, "next": _next(request)}
    return render(request, "shared/unlock.html", context, status=422 if form.errors else 200)


def redirect_to_unlock(back: str) -> HttpResponse:
    """To the page that unlocks, knowing where to go afterwards."""
    response = redirect("shared:unlock")
    if back:
        response["Location"] += "?next=" + back
    return response


@require_http_methods(["GET", "POST"])
def positions(request: Asked) -> HttpResponse:
    """Choose which of today's positions to act in."""
    if not request.user.is_authenticated:
        return redirect("shared:sign_in")
    if not request.viewer.seats:
        return render(request, "shared/no_position.html", status=403)
    wanted = request.POST.get("holding", "")
    if request.method == "POST" and wanted in {str(seat.holding_id) for seat in request.viewer.seats}:
        request.session[HOLDING] = int(wanted)
        return redirect("shared:home")
    choices = [(seat, role_name(seat.role), offices.office(seat.office_id).name) for seat in request.viewer.seats]
    return render(request, "shared/positions.html", {"choices": choices})


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """A-, A, A+ and the colours, kept in a cookie for a year."""
    size, theme = display_of(request)
    size = request.POST["size"] if request.POST.get("size") in SIZES else size
    theme = request.POST["theme"] if request.POST.get("theme") in THEMES else theme
    response = HttpResponseRedirect(_next(request) or "/")
    response.set_cookie(
        DISPLAY_COOKIE,
        f"{size}.{theme}",
        max_age=365 * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def components(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states; in demonstration mode only."""
    if not getattr(settings, "DEMONSTRATION", False):
        raise Http404
    return render(request, "shared/components.html", samples(now()))


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only inside this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""


@require_safe
@for_officials()
def print_paper(request: Asked, dossier_id: int, slug: str) -> HttpResponse:
    """One of a dossier's papers as PDF."""
    if slug not in PRINTS:
        raise Http404
    code, content = printed(dossier_id=dossier_id, slug=slug, viewer=request.viewer)
    return pdf(f"{slug}-{code}", content)
