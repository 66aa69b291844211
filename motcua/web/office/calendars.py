"""The working calendar of an office: days off and made-up days with their notices; promises reckoned anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import NewCalendarDay
from motcua.registers.offices.errors import DayUnknown
from motcua.rules.access import Viewer
from motcua.stages.processing import actions as processing
from motcua.web.office.calendar_forms import DayOffForm
from motcua.web.office.confirming import confirmed_then_carried_out
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage, page
from motcua.web.shared.asked import Asked
from motcua.web.shared.numbers import number_in
from motcua.web.shared.scans import served

YEARS = range(2020, 2101)
ALL = "all"


@require_safe
@in_office
def days(request: Asked, office: offices.Office) -> HttpResponse:
    """The special days of a year that the office lives by, and whose each is."""
    this_year = now().astimezone(VIETNAM).year
    asked = request.GET.get("nam", "")
    wanted = number_in(asked) or 0
    year = wanted if wanted in YEARS else this_year
    lines = [(one, _is_mine(one.office_id, request.viewer)) for one in offices.announced_days(office.id, year=year)]
    return page(request, "days", office, lines=lines, year=year, before=year - 1, after=year + 1)


@require_http_methods(["GET", "POST"])
@in_office
def announce(request: Asked, office: offices.Office) -> HttpResponse:
    """A day off or a made-up day; first how many promises run through it."""
    form = DayOffForm(scopes(office, request.viewer), request.POST or None, request.FILES or None)
    about = FormPage(title=gettext("Thêm ngày nghỉ, ngày làm bù"), act=gettext("Xem trước"), back=_list(office))

    def act(given: dict[str, Any]) -> str:
        shared = {
            "reason": given["reason"],
            "notice": given["notice"],
            "notice_date": given["notice_date"],
            "notice_document": given["document"],
        }
        new = [NewCalendarDay(on=given["on"], kind=given["kind"], **shared)]
        if given["made_up_on"]:
            new.append(NewCalendarDay(on=given["made_up_on"], kind="made_up", **shared))
        office_id = scope_of(given["scope"], office)
        count = actions.announce_calendar_days(days=new, office_id=office_id, now=now(), by=request.viewer)
        if count < len(new):
            return gettext("Đã ghi {n} ngày; ngày còn lại đã có trong lịch từ trước và được giữ nguyên.").format(
                n=count
            )
        return gettext("Đã ghi vào lịch. Ngày hẹn đã trao giữ nguyên cho đến khi bạn bấm Tính lại ngày hẹn.")

    def effects(given: dict[str, Any]) -> list[str]:
        found = [day for day in (given["on"], given["made_up_on"]) if day]
        first, last = (datetime.combine(day, time(), VIETNAM) for day in (min(found), max(found)))
        office_id = scope_of(given["scope"], office)
        return touched_words(office_id, first, last + timedelta(days=1), request.viewer)

    return confirmed_then_carried_out(request, office, form, about, effects=effects, act=act)


@require_http_methods(["GET", "POST"])
@in_office
def take_back(request: Asked, office: offices.Office, day_id: int) -> HttpResponse:
    """Take a day out that was announced by mistake."""
    asked = request.GET.get("nam", "")
    wanted = number_in(asked) or 0
    years = [wanted] if wanted in YEARS else [now().year]
    found = [one for year in years for one in offices.announced_days(office.id, year=year) if one.id == day_id]
    if not found or not _is_mine(found[0].office_id, request.viewer):
        raise DayUnknown()
    day = found[0]
    if request.method == "POST":
        actions.take_back_day(day_id=day_id, now=now(), by=request.viewer)
        return HttpResponseRedirect(f"{_list(office)}?nam={day.on.year}")
    first = datetime.combine(day.on, time(), VIETNAM)
    words = touched_words(day.office_id, first, first + timedelta(days=1), request.viewer)
    return page(request, "take_back", office, day=day, words=words, back=_list(office))


@require_http_methods(["GET", "POST"])
@in_office
def reckon(request: Asked, office: offices.Office) -> HttpResponse:
    """Reckon promises anew: first how many would become later, then done, five hundred dossiers at a time."""
    everyone = request.POST.get("scope", request.GET.get("scope")) == ALL
    office_id = scope_of(ALL if everyone else "office", office)
    start = request.POST.get("after", "")
    after = number_in(start) or 0
    sent = request.method == "POST"
    reckoned = processing.reckon_anew(office_id=office_id, by=request.viewer, now=now(), after=after, is_trial=not sent)
    choices = scopes(office, request.viewer)
    return page(
        request, "reckon", office, reckoned=reckoned, done=sent, everyone=everyone, scopes=choices, back=_list(office)
    )


@require_safe
@in_office
def notice_file(request: Asked, office: offices.Office, document_id: int) -> HttpResponse:
    """The file of a notice by which the office lives."""
    if not offices.is_notice_of(office.id, document_id):
        raise Http404
    return served(document_id)


def scopes(office: offices.Office, viewer: Viewer) -> list[tuple[str, str]]:
    """For whom the viewer may announce from the pages of this office."""
    found = [("office", gettext("{office} và các cơ quan trực thuộc").format(office=office.name))]
    if office.parent_id is None and offices.administers_all(viewer):
        found.append((ALL, gettext("Mọi cơ quan trong hệ thống")))
    return found


def scope_of(scope: str, office: offices.Office) -> int | None:
    """The office announced for; None: all of them."""
    return None if scope == ALL else office.id


def touched_words(office_id: int | None, first: datetime, last: datetime | None, viewer: Viewer) -> list[str]:
    """How many promises run through this time, and what will become of them."""
    count = dossiers.promises_touched(office_id=office_id, from_moment=first, until=last, viewer=viewer)
    if not count:
        return [gettext("Không có hồ sơ nào đang giải quyết có thời hạn chạy qua thời gian này.")]
    said = f"{count:,}".replace(",", ".") if count <= 10_000 else gettext("trên 10.000")
    return [
        gettext(
            "{n} hồ sơ đang giải quyết có thời hạn chạy qua thời gian này. Ngày hẹn đã trao giữ nguyên cho đến khi "
            "bạn bấm Tính lại ngày hẹn; tính lại không bao giờ làm ngày hẹn sớm hơn."
        ).format(n=said)
    ]


def _is_mine(office_id: int | None, viewer: Viewer) -> bool:
    return offices.administers_all(viewer) if office_id is None else office_id in viewer.administers


def _list(office: offices.Office) -> str:
    return reverse("office:days", args=[office.id])
