"""Stops of the system: announced before, told as they really were, called off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import OutageUnknown
from motcua.rules.announcing import LEAST_WORKING_DAYS, announcement
from motcua.web.office.calendar_forms import RealStopForm, StopForm
from motcua.web.office.calendars import scope_of, scopes, touched_words
from motcua.web.office.confirming import confirmed_then_carried_out
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage, page
from motcua.web.shared.asked import Asked


@require_safe
@in_office
def stops(request: Asked, office: offices.Office) -> HttpResponse:
    """The stops that concern the office, the newest first; each with how long before it was announced."""
    calendar = offices.calendar_of(office.id)
    lines = [
        (
            one,
            announcement(announced_at=one.announced_at, starts_at=one.starts_at, calendar=calendar)
            if one.announced_at and one.was_planned
            else None,
            _is_mine(request, one),
        )
        for one in offices.stops(office.id)
    ]
    return page(request, "stops", office, lines=lines, least=LEAST_WORKING_DAYS, now=now())


@require_http_methods(["GET", "POST"])
@in_office
def announce(request: Asked, office: offices.Office) -> HttpResponse:
    """Announce a stop; first whether it is in time and how many promises run through it."""
    form = StopForm(scopes(office, request.viewer), request.POST or None, request.FILES or None)
    about = FormPage(
        title=gettext("Thông báo dừng hệ thống"),
        act=gettext("Xem trước"),
        back=_list(office),
        intro=(gettext("Dừng có kế hoạch phải báo trước ít nhất 7 ngày làm việc (Nghị định 224/2026, Điều 13)."),),
    )

    def act(given: dict[str, Any]) -> str:
        actions.announce_outage(
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            notice=given["notice"],
            office_id=scope_of(given["scope"], office),
            was_planned=given["manner"] == "planned",
            notice_date=given["notice_date"],
            notice_document=given["document"],
            now=now(),
            by=request.viewer,
        )
        return gettext("Đã ghi. Ngày hẹn đã trao giữ nguyên cho đến khi bạn bấm Tính lại ngày hẹn.")

    def effects(given: dict[str, Any]) -> list[str]:
        said = []
        if given["manner"] == "planned":
            said += _in_time_words(office, given["starts_at"])
        office_id = scope_of(given["scope"], office)
        return said + touched_words(office_id, given["starts_at"], given["ends_at"], request.viewer)

    return confirmed_then_carried_out(request, office, form, about, effects=effects, act=act)


@require_http_methods(["GET", "POST"])
@in_office
def tell(request: Asked, office: offices.Office, outage_id: int) -> HttpResponse:
    """When a stop really began and ended."""
    stop = _stop(request, office, outage_id)
    begin = {
        "starts_on": _local(stop.began_at or stop.starts_at).date(),
        "starts_clock": f"{_local(stop.began_at or stop.starts_at):%H:%M}",
        "ends_on": _local(stop.ended_at or stop.ends_at).date(),
        "ends_clock": f"{_local(stop.ended_at or stop.ends_at):%H:%M}",
    }
    form = RealStopForm(request.POST or None, initial=begin)
    about = FormPage(
        title=gettext("Thời gian dừng thực tế"),
        act=gettext("Xem trước"),
        back=_list(office),
        intro=(gettext("Thời gian thực tế thay cho thời gian đã thông báo khi tính thời hạn."),),
    )

    def act(given: dict[str, Any]) -> str:
        actions.tell_outage(
            outage_id=outage_id, began_at=given["starts_at"], ended_at=given["ends_at"], now=now(), by=request.viewer
        )
        return gettext("Đã ghi thời gian thực tế.")

    def effects(given: dict[str, Any]) -> list[str]:
        first, last = min(given["starts_at"], stop.starts_at), max(given["ends_at"], stop.ends_at)
        return touched_words(stop.office_id, first, last, request.viewer)

    return confirmed_then_carried_out(request, office, form, about, effects=effects, act=act)


@require_POST
@in_office
def call_off(request: Asked, office: offices.Office, outage_id: int) -> HttpResponse:
    """An announced stop does not happen."""
    _stop(request, office, outage_id)
    actions.call_off_outage(outage_id=outage_id, now=now(), by=request.viewer)
    messages.success(request, gettext("Đã hủy lần dừng này; thời gian ấy lại được tính vào thời hạn."))
    return HttpResponseRedirect(_list(office))


def _in_time_words(office: offices.Office, starts_at: datetime) -> list[str]:
    told = announcement(announced_at=now(), starts_at=starts_at, calendar=offices.calendar_of(office.id))
    if told.is_in_time:
        return []
    said = gettext(
        "Chỉ còn {n} ngày làm việc trước lúc dừng, ít hơn 7 ngày làm việc mà Nghị định 224/2026, Điều 13 yêu cầu. "
        "Nên dời lần dừng, hoặc ghi rõ lý do trong văn bản."
    )
    return [said.format(n=told.working_days)]


def _stop(request: Asked, office: offices.Office, outage_id: int) -> offices.Stop:
    found = next((one for one in offices.stops(office.id) if one.id == outage_id), None)
    if found is None or not _is_mine(request, found):
        raise OutageUnknown()
    return found


def _is_mine(request: Asked, stop: offices.Stop) -> bool:
    if stop.office_id is None:
        return offices.administers_all(request.viewer)
    return stop.office_id in request.viewer.administers


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def _list(office: offices.Office) -> str:
    return reverse("office:stops", args=[office.id])
