"""The frame of the administrators' pages, and the one way in which a form of theirs is carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from motcua.foundation.errors import Refusal
from motcua.registers.offices import queries as offices
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of

PARTS = (
    ("office:people", gettext_noop("Cán bộ")),
    ("office:positions", gettext_noop("Vị trí")),
    ("office:units", gettext_noop("Đơn vị, giờ, quầy")),
    ("office:received", gettext_noop("Thủ tục")),
    ("office:days", gettext_noop("Lịch làm việc")),
    ("office:stops", gettext_noop("Dừng hệ thống")),
    ("office:sights", gettext_noop("Ai đã xem")),
)
"""The pages of one office, in the order of its bar."""


@dataclass(frozen=True, slots=True)
class Part:
    """A link of the bar."""

    url: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What stands around a form: its title, what to know first, its act, and where to go without it."""

    title: str
    act: str
    back: str
    intro: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    grave: bool = False


def parts_of(request: Asked, office_id: int) -> list[Part]:
    """The bar of an office's pages."""
    links = [(reverse(name, args=[office_id]), gettext(words)) for name, words in PARTS]
    best = max((url for url, _ in links if request.path.startswith(url)), key=len, default="")
    return [Part(url, words, url == best) for url, words in links]


def page(
    request: Asked, template: str, office: offices.Office | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of an office, or of none."""
    parts = parts_of(request, office.id) if office else []
    frame = {"office": office, "parts": parts, "is_part": any(one.here for one in parts), "many": _many(request)}
    return render(request, f"office/{template}.html", {**frame, **context}, status=status)


def form_page(
    request: Asked,
    office: offices.Office | None,
    form: forms.Form,
    about: FormPage,
    *,
    refusal: Refusal | None = None,
    **context: Any,
) -> HttpResponse:
    """The form, as it is or as it was typed when something is wrong with it."""
    is_wrong = form.is_bound and bool(form.errors)
    errors = faults_of(form) if is_wrong else ()
    status = refusal.status if refusal else 422 if is_wrong else 200
    shown = {"form": form, "about": about, "errors": errors, "refusal": str(refusal) if refusal else ""}
    return page(request, context.pop("template", "form"), office, status=status, **shown, **context)


def carried_out(
    request: Asked,
    office: offices.Office | None,
    form: forms.Form,
    about: FormPage,
    act: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """Show the form; when it was sent and is whole, do the act and go back with the sentence it answers."""
    if request.method != "POST" or not form.is_valid():
        return form_page(request, office, form, about, **context)
    try:
        said = act(form.cleaned_data)
    except Refusal as refusal:
        return form_page(request, office, form, about, refusal=refusal, **context)
    messages.success(request, said)
    return HttpResponseRedirect(about.back)


def _many(request: Asked) -> bool:
    return len(request.viewer.administers) > 1
