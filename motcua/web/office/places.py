"""The offices that an administrator administers: the first page when there are several."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import NewOffice
from motcua.web.office.forms import OfficeForm
from motcua.web.office.gates import for_administrators, in_office
from motcua.web.office.pages import FormPage, carried_out, page
from motcua.web.shared.asked import Asked
from motcua.web.shared.numbers import number_in

LINES = 30


@require_safe
@for_administrators
def home(request: Asked) -> HttpResponse:
    """The offices of the viewer, found by name without marks or by code; one alone is opened at once."""
    mine = request.viewer.administers
    if len(mine) == 1:
        return redirect("office:people", *mine)
    text = request.GET.get("tim", "").strip()[:100]
    begin = _number(request.GET.get("tu", ""))
    today = now().astimezone(VIETNAM).date()
    found = offices.offices_among(mine, on=today, text=text, begin=begin, limit=LINES + 1)
    context: dict[str, Any] = {
        "text": text,
        "offices": found[:LINES],
        "next": begin + LINES if len(found) > LINES else None,
        "begin": begin,
        "title": gettext("Cơ quan bạn quản trị"),
    }
    return page(request, "home", None, **context)


def _number(text: str) -> int:
    return min(number_in(text) or 0, 10_000)


@require_http_methods(["GET", "POST"])
@in_office
def open_office(request: Asked, office: offices.Office) -> HttpResponse:
    """An office under this one."""
    form = OfficeForm(request.POST or None, initial={"valid_from": now().astimezone(VIETNAM).date()})
    about = FormPage(
        title=gettext("Mở cơ quan trực thuộc"),
        act=gettext("Mở cơ quan"),
        back=reverse("office:units", args=[office.id]),
        intro=(gettext("Trực thuộc {office}.").format(office=office.name),),
    )

    def act(given: dict[str, Any]) -> str:
        new = NewOffice(**{**given, "code": given["code"].strip().upper()}, parent=office.code)
        actions.open_office(office=new, now=now(), by=request.viewer)
        return gettext("Đã mở {name}. Mở tiếp đơn vị và vị trí của cơ quan này.").format(name=given["name"])

    return carried_out(request, office, form, about, act)
