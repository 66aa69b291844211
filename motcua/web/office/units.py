"""Units of an office: name and contact, hours by date, counters by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import NewCounter, NewUnit
from motcua.registers.offices.errors import CounterUnknown, UnitUnknown
from motcua.registers.offices.queries import Hours
from motcua.registers.procedures import queries as procedures
from motcua.web.office.calendar_forms import WEEKDAYS, CounterForm, HoursForm, LastDayForm, UnitForm
from motcua.web.office.calendars import touched_words
from motcua.web.office.confirming import confirmed_then_carried_out
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage, carried_out, page
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.numbers import number_in

FIELD_CODE = re.compile(r"[A-Z]\d{2}-[A-Z]{2}\d{2}")
ORDINARY = {str(day): [["07:00", "11:30"], ["13:30", "17:00"]] for day in range(1, 6)}


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours in words, from a day on, and whether they hold today."""

    from_words: str
    lines: tuple[str, ...]
    notice: str
    holds: bool


@require_safe
@in_office
def units(request: Asked, office: offices.Office) -> HttpResponse:
    """The units of an office with their hours, counters and contacts."""
    found = [(one, offices.counters_of(one.id, today())) for one in offices.units_of(office.id, today())]
    named = _field_names(counter.fields for _, counters in found for counter in counters)
    shown = [
        (one, hours_lines(one.id), [(each, _in_words(each.fields, named)) for each in counters])
        for one, counters in found
    ]
    return page(request, "units", office, units=shown)


def _field_names(fields: Iterable[Sequence[str]]) -> dict[str, str]:
    """Names of the fields that a counter has by their codes."""
    codes = sorted({one for each in fields for one in each if FIELD_CODE.fullmatch(one)})
    return procedures.field_names(codes) if codes else {}


def _in_words(fields: Sequence[str], named: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(named.get(one, one) for one in fields))


@require_http_methods(["GET", "POST"])
@in_office
def open_unit(request: Asked, office: offices.Office) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None, is_new=True, initial={"valid_from": today(), "kind": "section"})
    about = FormPage(title=gettext("Mở đơn vị"), act=gettext("Mở đơn vị"), back=_list(office))

    def act(given: dict[str, Any]) -> str:
        unit = NewUnit(
            office_id=office.id,
            kind=given["kind"],
            name=given["name"],
            address=given["address"],
            valid_from=given["valid_from"],
        )
        unit_id = actions.open_unit(unit=unit, now=now(), by=request.viewer)
        if given["phone"]:
            contact = {name: given[name] for name in ("name", "address", "phone")}
            actions.change_unit(unit_id=unit_id, **contact, now=now(), by=request.viewer)
        return gettext("Đã mở {name}.").format(name=given["name"])

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def change_unit(request: Asked, office: offices.Office, unit_id: int) -> HttpResponse:
    """Another name, address or telephone."""
    unit = _unit(office, unit_id)
    begin = {"name": unit.name, "address": unit.address, "phone": unit.phone}
    form = UnitForm(request.POST or None, is_new=False, initial=begin)
    about = FormPage(title=gettext("Sửa đơn vị"), act=gettext("Ghi"), back=_list(office))

    def act(given: dict[str, Any]) -> str:
        actions.change_unit(unit_id=unit_id, **given, now=now(), by=request.viewer)
        return gettext("Đã ghi.")

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def close_unit(request: Asked, office: offices.Office, unit_id: int) -> HttpResponse:
    """Let a unit be after a day."""
    unit = _unit(office, unit_id)
    standing = [one.title for one in offices.places_of(office.id, today()) if one.unit_name == unit.name]
    warnings = []
    if standing:
        said = gettext("Còn {n} vị trí thuộc đơn vị này: {titles}. Hãy kết thúc hoặc mở lại ở đơn vị khác.")
        warnings.append(said.format(n=len(standing), titles=", ".join(standing[:5])))
    form = LastDayForm(request.POST or None, initial={"last_day": today()})
    about = FormPage(
        title=gettext("Bỏ đơn vị: {name}").format(name=unit.name),
        act=gettext("Bỏ đơn vị"),
        back=_list(office),
        warnings=tuple(warnings),
        grave=True,
    )

    def act(given: dict[str, Any]) -> str:
        actions.close_unit(unit_id=unit_id, last_day=given["last_day"], now=now(), by=request.viewer)
        return gettext("Đã ghi ngày cuối {day}.").format(day=f"{given['last_day']:%d/%m/%Y}")

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def change_hours(request: Asked, office: offices.Office, unit_id: int) -> HttpResponse:
    """Other hours from a day on; first how many promises run beyond that day."""
    unit = _unit(office, unit_id)
    standing = offices.hours_by_date(unit_id)
    held = [one.hours for one in standing if one.from_date is None or one.from_date <= today()]
    form = HoursForm(held[-1] or ORDINARY, request.POST or None, initial={"from_date": today()})
    about = FormPage(
        title=gettext("Giờ làm việc: {name}").format(name=unit.name),
        act=gettext("Xem trước"),
        back=_list(office),
        intro=(
            gettext("Ghi như 07:00-11:30, 13:30-17:00; trống là nghỉ. Thứ Bảy, Chủ Nhật chỉ là buổi trực nhận hồ sơ."),
        ),
    )

    def act(given: dict[str, Any]) -> str:
        wanted = {name: given[name] for name in ("from_date", "hours", "notice")}
        actions.change_hours_from(unit_id=unit_id, **wanted, now=now(), by=request.viewer)
        return gettext("Đã ghi giờ làm việc từ {day}.").format(day=f"{given['from_date']:%d/%m/%Y}")

    def effects(given: dict[str, Any]) -> list[str]:
        first = datetime.combine(given["from_date"], time(), VIETNAM)
        return touched_words(office.id, first, None, request.viewer)

    return confirmed_then_carried_out(request, office, form, about, effects=effects, act=act)


@require_http_methods(["GET", "POST"])
@in_office
def set_counter(request: Asked, office: offices.Office, unit_id: int) -> HttpResponse:
    """Open a counter, or change what is served at the one with this number."""
    unit = _unit(office, unit_id)
    counters = {one.number: one for one in offices.counters_of(unit_id, today())}
    asked = request.GET.get("so", "")
    known = counters.get(number_in(asked) or 0)
    begin: dict[str, Any] = {"number": max(counters, default=0) + 1}
    if known:
        begin = {"number": known.number, "name": known.name, "fields_text": "\n".join(known.fields)}
    form = CounterForm(request.POST or None, initial=begin)
    about = FormPage(
        title=gettext("Quầy của {name}").format(name=unit.name), act=gettext("Ghi quầy"), back=_list(office)
    )

    def act(given: dict[str, Any]) -> str:
        counter = NewCounter(
            unit_id=unit_id,
            number=given["number"],
            name=given["name"],
            fields=tuple(given["fields_text"].splitlines()),
        )
        actions.set_counter(counter=counter, now=now(), by=request.viewer)
        return gettext("Đã ghi quầy {n}.").format(n=given["number"])

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def close_counter(request: Asked, office: offices.Office, counter_id: int) -> HttpResponse:
    """Let a counter be after a day."""
    found = [
        one
        for unit in offices.units_of(office.id, today())
        for one in offices.counters_of(unit.id, today())
        if one.id == counter_id
    ]
    if not found:
        raise CounterUnknown()
    form = LastDayForm(request.POST or None, initial={"last_day": today()})
    title = gettext("Bỏ quầy {n}: {name}").format(n=found[0].number, name=found[0].name)
    about = FormPage(title=title, act=gettext("Bỏ quầy"), back=_list(office), grave=True)

    def act(given: dict[str, Any]) -> str:
        actions.close_counter(counter_id=counter_id, last_day=given["last_day"], now=now(), by=request.viewer)
        return gettext("Đã ghi ngày cuối {day}.").format(day=f"{given['last_day']:%d/%m/%Y}")

    return carried_out(request, office, form, about, act)


def hours_lines(unit_id: int) -> list[HoursLine]:
    """The hours of a unit in words, those of before the ones in force left out."""
    found = offices.hours_by_date(unit_id)
    in_force = max(nth for nth, one in enumerate(found) if one.from_date is None or one.from_date <= today())
    return [
        HoursLine(
            f"{one.from_date:%d/%m/%Y}" if one.from_date else "",
            tuple(hours_words(one.hours)) or (gettext("Giờ hành chính: 07:00–11:30, 13:30–17:00, thứ Hai–thứ Sáu"),),
            one.notice,
            nth == in_force,
        )
        for nth, one in enumerate(found)
        if nth >= in_force
    ]


def hours_words(hours: Hours) -> Iterable[str]:
    """`Thứ Hai–Thứ Sáu: 07:00–11:30, 13:30–17:00`: neighbouring days with the same hours together."""
    days = [(number, _spans(hours, number)) for number in range(1, 8)]
    for spans, group in groupby(days, key=lambda day: day[1]):
        numbers = [number for number, _ in group]
        if spans:
            first, last = str(WEEKDAYS[numbers[0] - 1]), str(WEEKDAYS[numbers[-1] - 1])
            yield f"{first if first == last else f'{first}–{last}'}: {spans}"


def _spans(hours: Hours, number: int) -> str:
    return ", ".join(f"{start}–{end}" for start, end in hours.get(str(number), ()))


def _unit(office: offices.Office, unit_id: int) -> offices.Unit:
    found = offices.unit(unit_id)
    if found.office_id != office.id:
        raise UnitUnknown()
    return found


def _list(office: offices.Office) -> str:
    return reverse("office:units", args=[office.id])
