"""What becomes of the duties of a position that ends: shown first, given on at once or on the day after its last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, ngettext

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import queries as offices
from motcua.rules.access import Viewer
from motcua.stages.processing import actions as processing
from motcua.web.office.forms import EndForm
from motcua.web.office.pages import FormPage
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import role_name

KEEP, TO_ALL = "keep", "all"


def ending(
    request: Asked,
    office: offices.Office,
    position_id: int,
    title: str,
    back: str,
    *,
    leaving: int | None,
    at_once: bool = False,
) -> tuple[FormPage, EndForm]:
    """The page that shows first what would become of the duties, and its form."""
    left = dossiers.duties_of_position(position_id=position_id, viewer=request.viewer, now=now())
    place = offices.place(office.id, position_id, today())
    role = place.role if place else ""
    others = _others(office.id, position_id, role, leaving)
    coming = [] if at_once else _coming(office.id, role)
    deserted = left.of_role if not (others or coming) else 0
    about = FormPage(
        title=title,
        act=gettext("Kết thúc"),
        back=back,
        intro=_what_is_left(left, at_once),
        warnings=(_nobody_left(deserted, role, office),) if deserted else (),
        grave=True,
    )
    choices = _choices(others, coming, position_id) if left.named else []
    return about, EndForm(choices, request.POST or None, initial={"last_day": today(), "duties": KEEP})


def _what_is_left(left: dossiers.DutiesOfPosition, at_once: bool) -> tuple[str, ...]:
    """How many duties name the position, and when they are given on."""
    if not left.named:
        return (gettext("Không có việc nào đang mở ghi đích danh vị trí này."),)
    said = ngettext(
        "{n} việc đang mở ghi đích danh vị trí này, trong đó {late} việc quá hạn.",
        "{n} việc đang mở ghi đích danh vị trí này, trong đó {late} việc quá hạn.",
        left.named,
    ).format(n=left.named, late=left.named_overdue)
    if at_once:
        return (said, gettext("Việc được giao lại ngay khi bấm; mỗi việc được ghi vào nhật ký của hồ sơ."))
    later = gettext(
        "Ngày cuối là hôm nay thì việc được giao lại ngay khi bấm, sau hôm nay thì khi hết ngày ấy; mỗi việc được "
        "ghi vào nhật ký của hồ sơ."
    )
    return (said, later)


def _nobody_left(count: int, role: str, office: offices.Office) -> str:
    return gettext(
        "Sau ngày này không còn ai giữ vai trò “{role}” ở {office}: {n} việc đang mở của vai trò ấy sẽ không có "
        "người làm. Hãy giao vị trí cho người khác trước."
    ).format(role=role_name(role), office=office.name, n=count)


def _others(office_id: int, position_id: int, role: str, leaving: int | None) -> list[offices.Holder]:
    """Who else holds the role there today, in another position or in this one beside who leaves."""
    holders = offices.holders_of(office_id, today(), role=role) if role else ()
    if leaving is None:
        return [one for one in holders if one.position_id != position_id]
    return [one for one in holders if one.holding_id != leaving]


def _coming(office_id: int, role: str) -> list[tuple[int, str]]:
    """Who will hold the role there from a day to come: the position, and the words for it."""
    words = gettext("Giao cho {name}, {title}, giữ từ {day}")
    return [
        (place.position_id, words.format(name=one.name, title=place.title, day=f"{one.from_date:%d/%m/%Y}"))
        for place in offices.places_of(office_id, today())
        if place.role == role
        for one in place.seated
        if one.from_date > today()
    ]


def _choices(others: list[offices.Holder], coming: list[tuple[int, str]], position_id: int) -> list[tuple[str, str]]:
    here = gettext("Giao cho {name}, {title}")
    named = dict(coming) | {one.position_id: here.format(name=one.name, title=one.title) for one in others}
    return [
        (KEEP, gettext("Để nguyên cho người giữ vị trí này tiếp theo")),
        (TO_ALL, gettext("Giao chung cho mọi người cùng vai trò ở cơ quan")),
        *((str(number), words) for number, words in named.items() if number != position_id),
    ]


def chosen(position_id: int, choice: str, by: Viewer, moment: datetime) -> processing.HandedOn | None:
    """Give the duties on now, as chosen on the page."""
    if choice == KEEP:
        return None
    to = None if choice == TO_ALL else int(choice)
    return processing.hand_on(position_id=position_id, to_position_id=to, by=by, now=moment)


def ended(end: Callable[[datetime], None], position_id: int, given: Mapping[str, Any], by: Viewer) -> str:
    """End it, and give its duties on: at once when the last day is here, else on the day after it. The words for it."""
    moment, last_day, choice = now(), given["last_day"], given.get("duties", KEEP)
    said = gettext("Đã ghi ngày cuối {day}.").format(day=f"{last_day:%d/%m/%Y}")
    if last_day <= today():
        end(moment)
        return f"{said} {handed_words(chosen(position_id, choice, by, moment))}".strip()
    with transaction.atomic():
        end(moment)
        return f"{said} {_planned_words(position_id, choice, last_day + timedelta(days=1), by, moment)}".strip()


def _planned_words(position_id: int, choice: str, day: date, by: Viewer, moment: datetime) -> str:
    if choice == KEEP:
        processing.forget_hand_on(position_id=position_id, by=by)
        return ""
    to = None if choice == TO_ALL else int(choice)
    processing.plan_hand_on(position_id=position_id, to_position_id=to, from_day=day, by=by, now=moment)
    said = gettext("Việc ghi đích danh vị trí này sẽ được giao lại từ ngày {day}.")
    return said.format(day=f"{day:%d/%m/%Y}")


def handed_words(handed: processing.HandedOn | None) -> str:
    """How many went, and whether some are left."""
    if handed is None:
        return ""
    said = gettext("Đã giao lại {n} việc.").format(n=handed.count)
    return f"{said} {gettext('Còn việc chưa giao, hãy làm lại lần nữa.')}" if handed.is_more else said
