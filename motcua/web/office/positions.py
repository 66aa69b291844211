"""Positions of an office: opened, given, handed to a stand-in, ended; and what becomes of their open duties."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import NewPosition
from motcua.registers.offices.errors import HoldingUnknown, PositionUnknown
from motcua.registers.people.errors import OfficialUnknown
from motcua.rules.access import Viewer
from motcua.rules.signature_block import Capacity
from motcua.stages.processing import actions as processing
from motcua.web.office.forms import STAND_INS, ChangePositionForm, EndForm, PositionForm, SeatForm
from motcua.web.office.gates import administered, for_administrators, in_office
from motcua.web.office.pages import FormPage, carried_out, page
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import role_name

KEEP, TO_ALL = "keep", "all"


@require_safe
@in_office
def positions(request: Asked, office: offices.Office) -> HttpResponse:
    """The positions of an office, vacant ones too, with who holds and who stands in."""
    lines = [(one, role_name(one.role), one.is_vacant_on(today())) for one in offices.places_of(office.id, today())]
    stranded = dossiers.stranded_duties(office_id=office.id, viewer=request.viewer, on=today())
    return page(request, "positions", office, lines=lines, today=today(), stranded=stranded)


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
    about, form = _ending(request, office, held.position_id, title, back, leaving=held.holding_id)

    def act(given: dict[str, Any]) -> str:
        moment = now()
        actions.end_holding(holding_id=holding_id, last_day=given["last_day"], now=moment, by=request.viewer)
        handed = _hand_on(held.position_id, given.get("duties", KEEP), request.viewer, moment)
        return _ended_words(given["last_day"], handed)

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def close_position(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Let a position be after a day."""
    place = _place(office, position_id)
    title = gettext("Bỏ vị trí: {title}").format(title=place.title)
    about, form = _ending(request, office, position_id, title, _list(office), leaving=None)

    def act(given: dict[str, Any]) -> str:
        moment = now()
        actions.close_position(position_id=position_id, last_day=given["last_day"], now=moment, by=request.viewer)
        handed = _hand_on(position_id, given.get("duties", KEEP), request.viewer, moment)
        return _ended_words(given["last_day"], handed)

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def hand_on(request: Asked, office: offices.Office, position_id: int) -> HttpResponse:
    """Give on the duties that name a position which nobody holds any more, or which has too many."""
    place = _place(office, position_id)
    title = gettext("Giao lại việc của: {title}").format(title=place.title)
    about, form = _ending(request, office, position_id, title, _list(office), leaving=None)
    about = FormPage(title=title, act=gettext("Giao lại việc"), back=about.back, intro=about.intro)
    form.fields.pop("last_day")

    def act(given: dict[str, Any]) -> str:
        handed = _hand_on(position_id, given.get("duties", KEEP), request.viewer, now())
        return _handed_words(handed) or gettext("Không có việc nào phải giao lại.")

    return carried_out(request, office, form, about, act)


def _ending(
    request: Asked, office: offices.Office, position_id: int, title: str, back: str, *, leaving: int | None
) -> tuple[FormPage, EndForm]:
    """The page that shows first what would become of the duties, and its form."""
    left = dossiers.duties_of_position(position_id=position_id, viewer=request.viewer, now=now())
    place = offices.place(office.id, position_id, today())
    role = place.role if place else ""
    others = _others(office.id, position_id, role, leaving)
    intro = [
        ngettext(
            "{n} việc đang mở ghi đích danh vị trí này, trong đó {late} việc quá hạn.",
            "{n} việc đang mở ghi đích danh vị trí này, trong đó {late} việc quá hạn.",
            left.named,
        ).format(n=left.named, late=left.named_overdue)
        if left.named
        else gettext("Không có việc nào đang mở ghi đích danh vị trí này."),
    ]
    warnings = []
    if left.of_role and not others:
        said = gettext(
            "Sau ngày này không còn ai giữ vai trò “{role}” ở {office}: {n} việc đang mở của vai trò ấy sẽ không có "
            "người làm. Hãy giao vị trí cho người khác trước."
        )
        warnings.append(said.format(role=role_name(role), office=office.name, n=left.of_role))
    if left.named:
        intro.append(gettext("Việc được giao lại ngay khi bấm; mỗi việc được ghi vào nhật ký của hồ sơ."))
    about = FormPage(
        title=title,
        act=gettext("Kết thúc"),
        back=back,
        intro=tuple(intro),
        warnings=tuple(warnings),
        grave=True,
    )
    choices = _choices(others, position_id) if left.named else []
    return about, EndForm(choices, request.POST or None, initial={"last_day": today(), "duties": KEEP})


def _others(office_id: int, position_id: int, role: str, leaving: int | None) -> list[offices.Holder]:
    """Who else holds the role there today, in another position or in this one beside who leaves."""
    holders = offices.holders_of(office_id, today(), role=role) if role else ()
    if leaving is None:
        return [one for one in holders if one.position_id != position_id]
    return [one for one in holders if one.holding_id != leaving]


def _choices(others: list[offices.Holder], position_id: int) -> list[tuple[str, str]]:
    named = [
        (str(one.position_id), gettext("Giao cho {name}, {title}").format(name=one.name, title=one.title))
        for one in others
        if one.position_id != position_id
    ]
    return [
        (KEEP, gettext("Để nguyên cho người giữ vị trí này tiếp theo")),
        (TO_ALL, gettext("Giao chung cho mọi người cùng vai trò ở cơ quan")),
        *dict(named).items(),
    ]


def _hand_on(position_id: int, choice: str, by: Viewer, moment: datetime) -> processing.HandedOn | None:
    if choice == KEEP:
        return None
    to = None if choice == TO_ALL else int(choice)
    return processing.hand_on(position_id=position_id, to_position_id=to, by=by, now=moment)


def _ended_words(last_day: date, handed: processing.HandedOn | None) -> str:
    said = gettext("Đã ghi ngày cuối {day}.").format(day=f"{last_day:%d/%m/%Y}")
    return f"{said} {_handed_words(handed)}".strip()


def _handed_words(handed: processing.HandedOn | None) -> str:
    if handed is None:
        return ""
    said = gettext("Đã giao lại {n} việc.").format(n=handed.count)
    return f"{said} {gettext('Còn việc chưa giao, hãy làm lại lần nữa.')}" if handed.is_more else said


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
