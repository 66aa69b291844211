"""Positions of an office: opened, given, handed to a stand-in, ended; and what becomes of their open duties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import NewPosition
from motcua.registers.offices.errors import HoldingUnknown, PositionUnknown
from motcua.registers.people.errors import OfficialUnknown
from motcua.rules.signature_block import Capacity
from motcua.web.office.endings import KEEP, chosen, ended, ending, handed_words
from motcua.web.office.forms import STAND_INS, ChangePositionForm, PositionForm, SeatForm
from motcua.web.office.gates import administered, for_administrators, in_office
from motcua.web.office.pages import FormPage, carried_out, page
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import role_name


@require_safe
@in_office
def positions(request: Asked, office: offices.Office) -> HttpResponse:
    """The positions of an office, vacant ones too, with who holds and who stands in."""
    lines = [(one, role_name(one.role), one.is_vacant_on(today())) for one in offices.places_of(office.id, today())]
    stranded = dossiers.stranded_duties(office_id=office.id, viewer=request.viewer, on=today())
    planned = dossiers.planned_hand_ons(office_id=office.id, viewer=request.viewer)
    return page(request, "positions", office, lines=lines, today=today(), stranded=stranded, planned=planned)


@require_http_methods(["GET", "POST"])
@in_office
def open_position(request: Asked, office: offices.Office) -> HttpResponse:
    """A new position."""
    form = PositionForm(office, today(), request.POST or None)
    about = FormPage(title=gettext("Mở vị trí"), act=gettext("Mở vị trí"), back=_list(office))

    def act(given: dict[str, Any]) -> str:
        unit = int(given["unit_id"]) if given["unit_id"] else None
        position = NewPosition(
            office_id=office.id,
            role=given["role"],
            title=given["title"],
            valid_from=given["valid_from"],
            unit_id=unit,
            superior_id=_superior(given),
        )
        actions.open_position(position=position, now=now(), by=request.viewer)
        return gettext("Đã mở vị trí {title}.").format(title=given["title"])

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def change(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Another title, another position above."""
    place = _place(office, position_id)
    form = ChangePositionForm(office, place, today(), request.POST or None)
    about = FormPage(
        title=gettext("Sửa vị trí: {title}").format(title=place.title),
        act=gettext("Ghi"),
        back=_list(office),
        intro=(gettext("Vai trò và đơn vị không đổi ở đây: bỏ vị trí này rồi mở vị trí khác."),),
    )

    def act(given: dict[str, Any]) -> str:
        actions.change_position(
            position_id=position_id,
            title=given["title"],
            superior_id=_superior(given),
            now=now(),
            by=request.viewer,
        )
        return gettext("Đã ghi vị trí {title}.").format(title=given["title"])

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def give(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Give a position to an official, or to a stand-in, from a day to a day."""
    place = _place(office, position_id)
    begin = {"from_date": today(), "manner": "main" if place.is_vacant_on(today()) else "substitute"}
    form = SeatForm(request.POST or None, initial=begin)
    about = FormPage(
        title=gettext("Giao vị trí: {title}").format(title=place.title),
        act=gettext("Giao vị trí"),
        back=_list(office),
        intro=(_now_held(place),),
    )

    def act(given: dict[str, Any]) -> str:
        name = given["sign_in_name"].strip().lower()
        official = offices.officials_by_sign_in_names([name], viewer=request.viewer).get(name)
        if official is None:
            raise OfficialUnknown()
        actions.seat(
            position_id=position_id,
            official_id=official.id,
            from_date=given["from_date"],
            to_date=given["to_date"],
            substitute=given["manner"] in STAND_INS,
            capacity=given["manner"] if given["manner"] in set(Capacity) else Capacity.OWN,
            paper=given["paper"],
            now=now(),
            by=request.viewer,
        )
        return gettext("Đã giao {title} cho {name}.").format(title=place.title, name=official.name)

    staff = offices.staff(viewer=request.viewer, on=today(), office_id=office.id, limit=100).members
    return carried_out(request, office, form, about, act, template="seat", staff=staff)


@require_http_methods(["GET", "POST"])
@for_administrators
def end_holding(request: Asked, holding_id: int) -> HttpResponse:
    """End a holding or a substitution on a day, after showing how many open duties name the position."""
    held = offices.holding(holding_id, viewer=request.viewer)
    if held is None:
        raise HoldingUnknown()
    office = administered(held.office_id, request.viewer)
    back = reverse("office:person", args=[held.official_id])
    title = gettext("Kết thúc: {title}").format(title=held.title)
    about, form = ending(request, office, held.position_id, title, back, leaving=held.holding_id)

    def act(given: dict[str, Any]) -> str:
        def end(moment: datetime) -> None:
            actions.end_holding(holding_id=holding_id, last_day=given["last_day"], now=moment, by=request.viewer)

        return ended(end, held.position_id, given, request.viewer)

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def close_position(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Let a position be after a day."""
    place = _place(office, position_id)
    title = gettext("Bỏ vị trí: {title}").format(title=place.title)
    about, form = ending(request, office, position_id, title, _list(office), leaving=None)

    def act(given: dict[str, Any]) -> str:
        def end(moment: datetime) -> None:
            actions.close_position(position_id=position_id, last_day=given["last_day"], now=moment, by=request.viewer)

        return ended(end, position_id, given, request.viewer)

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def hand_on(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Give on the duties that name a position which nobody holds any more, or which has too many."""
    place = _place(office, position_id)
    title = gettext("Giao lại việc của: {title}").format(title=place.title)
    about, form = ending(request, office, position_id, title, _list(office), leaving=None, at_once=True)
    about = FormPage(title=title, act=gettext("Giao lại việc"), back=about.back, intro=about.intro)
    form.fields.pop("last_day")

    def act(given: dict[str, Any]) -> str:
        handed = chosen(position_id, given.get("duties", KEEP), request.viewer, now())
        return handed_words(handed) or gettext("Không có việc nào phải giao lại.")

    return carried_out(request, office, form, about, act)


def _superior(given: dict[str, Any]) -> int | None:
    return int(given["superior_id"]) if given["superior_id"] else None


def _place(office: offices.Office, position_id: int) -> offices.Place:
    found = offices.place(office.id, position_id, today())
    if found is None:
        raise PositionUnknown()
    return found


def _now_held(place: offices.Place) -> str:
    held = [one.name for one in place.seated if one.stands_on(today())]
    if not held:
        return gettext("Hiện chưa có người giữ vị trí này.")
    return gettext("Đang giữ: {names}.").format(names=", ".join(held))


def _list(office: offices.Office) -> str:
    return reverse("office:positions", args=[office.id])
