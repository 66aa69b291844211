"""The log of sights: who looked at whose data. Looking into it is a sight too, with its reason where one is asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import queries as offices
from motcua.registers.people import actions as people_actions
from motcua.registers.people import queries as people
from motcua.registers.people.errors import PersonUnknown
from motcua.web.office.gates import administered
from motcua.web.office.pages import page
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.forms import DayField, HouseForm
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in

LINES = 50
MOST_DAYS = 31
REASONS = "sights_reasons"
ASKED = ("official", "first", "last", "nguoi")
PURPOSES = {
    "page": gettext_lazy("mở trang hồ sơ"),
    "list": gettext_lazy("trong danh sách"),
    "search": gettext_lazy("tra cứu"),
    "print": gettext_lazy("in giấy tờ"),
    "scan": gettext_lazy("xem bản chụp"),
    "sights": gettext_lazy("xem nhật ký này"),
}
readers = for_officials("administrator", "inspector")


class DaysForm(HouseForm):
    """Whose sights, and from when to when."""

    official = forms.CharField(
        label=gettext_lazy("Tên đăng nhập của cán bộ"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    first = DayField(label=gettext_lazy("Từ ngày"), required=False)
    last = DayField(label=gettext_lazy("Đến hết ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("last", gettext("Ngày cuối đứng trước ngày đầu."))
            elif (last - first).days >= MOST_DAYS:
                self.add_error("last", gettext("Mỗi lần xem nhiều nhất {n} ngày.").format(n=MOST_DAYS))
        return given


class PersonForm(HouseForm):
    """Of whom, and why: the number never stands in an address."""

    number = forms.CharField(label=gettext_lazy("Số định danh của người dân, hoặc mã số thuế"), max_length=20)
    why = forms.CharField(
        label=gettext_lazy("Lý do xem"),
        max_length=200,
        help_text=gettext_lazy("Được ghi vào nhật ký cùng tên bạn, ví dụ: đơn phản ánh số 12 ngày 20/11."),
    )


@require_http_methods(["GET"])
@readers
def sights(request: Asked, office_id: int | None = None) -> HttpResponse:
    """The sights of one office, or of all that the viewer administers or oversees."""
    office = administered(office_id, request.viewer) if office_id is not None else None
    form = DaysForm(request.GET if set(request.GET) & {"official", "first", "last"} else None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    name = str(given.get("official", "")).strip().lower()
    official = offices.official_of_mine(name, viewer=request.viewer) if name else None
    person_id = _person(request)
    context: dict[str, Any] = {"form": form, "person_form": PersonForm(auto_id="person_%s"), "official": official}
    if name and official is None:
        form.add_error("official", gettext("Không có cán bộ này ở cơ quan của bạn."))
    if form.is_bound and form.errors:
        return page(request, "sights", office, errors=faults_of(form), status=422, **context)
    first, last = _days(given, whole=person_id is not None)
    found = offices.sights(
        viewer=request.viewer,
        first=datetime.combine(first, time(), VIETNAM),
        last=datetime.combine(last + timedelta(days=1), time(), VIETNAM),
        office_id=office_id,
        official_id=official.id if official else None,
        person_id=person_id,
        after=_after(request),
        limit=LINES,
    )
    reason = request.session.get(REASONS, {}).get(str(person_id), "") if person_id else ""
    people_actions.note_log_read(
        viewer=request.viewer, about_official_id=official.id if official else None, person_id=person_id, why=reason
    )
    context |= _shown(request, found, first, last)
    context["person"] = _persons(request, [person_id]).get(person_id) if person_id else None
    return page(request, "sights", office, **context)


@require_POST
@readers
def of_person(request: Asked, office_id: int | None = None) -> HttpResponse:
    """Of whom, and why: kept with the session; the address carries the register's number only."""
    office = administered(office_id, request.viewer) if office_id is not None else None
    form = PersonForm(request.POST, auto_id="person_%s")
    found = _by_number(request, form.cleaned_data["number"]) if form.is_valid() else None
    if found is None:
        if not form.errors:
            form.add_error("number", str(PersonUnknown()))
        context = {"form": DaysForm(None), "person_form": form, "errors": faults_of(form), "official": None}
        return page(request, "sights", office, status=422, **context)
    reasons = dict(request.session.get(REASONS, {}))
    reasons[str(found.id)] = form.cleaned_data["why"].strip()
    request.session[REASONS] = dict(list(reasons.items())[-20:])
    url = reverse("office:sights", args=[office_id]) if office_id is not None else reverse("office:all_sights")
    return HttpResponseRedirect(f"{url}?nguoi={found.id}")


def _by_number(request: Asked, number: str) -> people.Person | None:
    for kind in ("citizen", "organisation", "foreigner"):
        found = people.person_by_number(number, viewer=request.viewer, kind=kind)
        if found is not None:
            return found
    return None


def _person(request: Asked) -> int | None:
    """The person asked about, when a reason was given in this session."""
    asked = request.GET.get("nguoi", "")
    known = request.session.get(REASONS, {})
    return int(asked) if asked in known else None


def _days(given: dict[str, Any], *, whole: bool) -> tuple[date, date]:
    """The days asked for; else today, or of a person the last month."""
    today = now().astimezone(VIETNAM).date()
    last = given.get("last") or given.get("first") or today
    first = given.get("first") or (last - timedelta(days=MOST_DAYS - 1) if whole else last)
    return first, last


def _shown(request: Asked, found: offices.SightPage, first: date, last: date) -> dict[str, Any]:
    persons = _persons(request, [one.person_id for one in found.sights if one.person_id])
    codes = dossiers.codes_of([one.dossier_id for one in found.sights if one.dossier_id], viewer=request.viewer)
    lines = [
        (one, PURPOSES.get(one.purpose, one.purpose), persons.get(one.person_id or 0), codes.get(one.dossier_id or 0))
        for one in found.sights
    ]
    asked = {
        name: value for name, value in request.GET.dict().items() if name in ("official", "first", "last", "nguoi")
    }
    onward = f"{found.after[0].isoformat()}~{found.after[1]}" if found.after else ""
    pages = {
        "has_more": bool(onward),
        "has_before": "sau" in request.GET,
        "next_url": f"?{urlencode({**asked, 'sau': onward})}" if onward else "",
        "first_url": f"?{urlencode(asked)}" if "sau" in request.GET else "",
    }
    return {"lines": lines, "pages": pages, "first": first, "last": last}


def _persons(request: Asked, person_ids: list[int]) -> dict[int, people.Person]:
    return people.persons(person_ids, viewer=request.viewer, purpose="sights")


def _after(request: Asked) -> tuple[datetime, int] | None:
    moment, _, number = request.GET.get("sau", "")[:60].partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    last = number_in(number)
    return (at, last) if at.tzinfo and last is not None else None
