"""Officials of an office: found, shown, let in; their one-time codes and accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import Enrolment
from motcua.registers.people.actions import NewOfficial
from motcua.registers.people.errors import OfficialUnknown
from motcua.web.office.forms import AccountForm, EnrolForm
from motcua.web.office.gates import for_administrators, in_office
from motcua.web.office.pages import FormPage, carried_out, form_page, page
from motcua.web.shared.asked import Asked
from motcua.web.shared.numbers import number_in

LINES = 25


@require_safe
@in_office
def people(request: Asked, office: offices.Office) -> HttpResponse:
    """The officials of an office by given name; found by name without marks or by sign-in name."""
    text = request.GET.get("tim", "").strip()[:80]
    former = request.GET.get("loc") == "da-thoi"
    found = offices.staff(
        viewer=request.viewer, on=today(), office_id=office.id, text=text, present=not former, after=_after(request),
        limit=LINES,
    )  # fmt: skip
    asked = {"tim": text, "loc": "da-thoi" if former else ""}
    context: dict[str, Any] = {
        "members": found.members,
        "text": text,
        "former": former,
        "today": today(),
        "pages": _pages(request, {key: value for key, value in asked.items() if value}, found.after),
        "stranded": dossiers.stranded_duties(office_id=office.id, viewer=request.viewer, on=today()),
    }
    return page(request, "people", office, **context)


@require_safe
@for_administrators
def person(request: Asked, official_id: int) -> HttpResponse:
    """One official: positions from–to, substitutions, last sign-in. Raises `OfficialUnknown`."""
    member = _member(request, official_id)
    context: dict[str, Any] = {"member": member, "today": today(), "may": _mine(request, member)}
    return page(request, "person", _office_of(request, member), **context)


@sensitive_variables()
@require_http_methods(["GET", "POST"])
@in_office
def enrol(request: Asked, office: offices.Office) -> HttpResponse:
    """A new official with a first position; the code for the first sign-in is shown once."""
    form = EnrolForm(office.id, today(), request.POST or None)
    about = FormPage(
        title=gettext("Thêm cán bộ"),
        act=gettext("Thêm và cấp mã"),
        back=reverse("office:people", args=[office.id]),
        intro=(
            gettext(
                "Cán bộ tự đặt mật khẩu bằng mã một lần. Mã chỉ hiện một lần ngay sau khi bấm và có giá trị 7 ngày."
            ),
        ),
    )
    if request.method != "POST" or not form.is_valid():
        return form_page(request, office, form, about)
    given = form.cleaned_data
    official = NewOfficial(sign_in_name=given["sign_in_name"], name=given["name"], phone=given["phone"])
    try:
        enrolment = Enrolment(
            official=official,
            position_id=int(given["position"]),
            from_date=given["from_date"],
            to_date=given["to_date"],
        )
        enrolled = actions.enrol(enrolment=enrolment, now=now(), by=request.viewer)
    except Refusal as refusal:
        return form_page(request, office, form, about, refusal=refusal)
    back = reverse("office:person", args=[enrolled.official_id])
    lines = [(given["name"], given["sign_in_name"], enrolled.code)]
    return page(request, "codes", office, lines=lines, back=back)


@sensitive_variables()
@require_POST
@for_administrators
def give_code(request: Asked, official_id: int) -> HttpResponse:
    """A new one-time code for an official, shown once."""
    member = _member(request, official_id)
    code = actions.give_codes(official_ids=[official_id], now=now(), by=request.viewer)[official_id]
    back = reverse("office:person", args=[official_id])
    lines = [(member.name, member.sign_in_name, code)]
    return page(request, "codes", _office_of(request, member), lines=lines, back=back)


@sensitive_variables()
@require_POST
@in_office
def codes_for_new(request: Asked, office: offices.Office) -> HttpResponse:
    """New codes for everybody of the office who has not set a password yet, on one sheet, shown once."""
    waiting = offices.staff_without_passwords(viewer=request.viewer, office_id=office.id, on=today())
    codes = actions.give_codes(official_ids=[one.id for one in waiting], now=now(), by=request.viewer)
    lines = [(one.name, one.sign_in_name, codes[one.id]) for one in waiting]
    return page(request, "codes", office, lines=lines, back=reverse("office:people", args=[office.id]))


@require_POST
@for_administrators
def close_account(request: Asked, official_id: int) -> HttpResponse:
    """Close an account: signs in no more, at once."""
    return _account(request, official_id, actions.close_account, gettext("Đã khóa tài khoản."))


@require_POST
@for_administrators
def reopen_account(request: Asked, official_id: int) -> HttpResponse:
    """Open an account that was closed."""
    return _account(request, official_id, actions.reopen_account, gettext("Đã mở lại tài khoản."))


@require_http_methods(["GET", "POST"])
@for_administrators
def change(request: Asked, official_id: int) -> HttpResponse:
    """Another name or phone of an official."""
    member = _member(request, official_id)
    form = AccountForm(request.POST or None, initial={"name": member.name, "phone": member.phone})
    back = reverse("office:person", args=[official_id])
    about = FormPage(title=gettext("Sửa thông tin cán bộ"), act=gettext("Ghi"), back=back)

    def act(given: dict[str, str]) -> str:
        actions.change_account(official_id=official_id, **given, now=now(), by=request.viewer)
        return gettext("Đã ghi.")

    return carried_out(request, _office_of(request, member), form, about, act)


def today() -> date:
    """The day of Vietnam."""
    return now().astimezone(VIETNAM).date()


def _account(request: Asked, official_id: int, act: Callable[..., None], said: str) -> HttpResponse:
    _member(request, official_id)
    act(official_id=official_id, now=now(), by=request.viewer)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("office:person", args=[official_id]))


def _member(request: Asked, official_id: int) -> offices.StaffMember:
    member = offices.staff_member(official_id, viewer=request.viewer)
    if member is None:
        raise OfficialUnknown()
    return member


def _mine(request: Asked, member: offices.StaffMember) -> bool:
    """Whether every position held now or later is in the viewer's offices: the same as the action asks."""
    lasting = [one for one in member.held if one.to_date is None or one.to_date >= today()]
    concerned = lasting or sorted(member.held, key=lambda one: str(one.to_date))[-1:]
    return bool(concerned) and all(one.office_id in request.viewer.administers for one in concerned)


def _office_of(request: Asked, member: offices.StaffMember) -> offices.Office | None:
    """The office under whose bar the person's page stands."""
    mine = [one.office_id for one in member.held if one.office_id in request.viewer.administers]
    return offices.office(mine[0]) if mine else None


def _after(request: Asked) -> tuple[str, int] | None:
    key, _, number = request.GET.get("sau", "")[:600].rpartition("~")
    last = number_in(number)
    return None if last is None else (key, last)


def _pages(request: Asked, asked: dict[str, str], after: tuple[str, int] | None) -> dict[str, object]:
    onward = urlencode({**asked, "sau": f"{after[0]}~{after[1]}"}) if after else ""
    begins = "sau" in request.GET
    return {
        "next_url": f"?{onward}" if onward else "",
        "has_more": bool(onward),
        "has_before": begins,
        "first_url": f"?{urlencode(asked)}" if begins else "",
    }
