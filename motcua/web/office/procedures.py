"""Procedures that one-stop units receive, and a readable page of a procedure's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import now
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import actions
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.actions import NewReceptions
from motcua.rules.process import Marking
from motcua.web.office import spoken
from motcua.web.office.calendar_forms import LastDayForm
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage, carried_out, page
from motcua.web.office.people import today
from motcua.web.office.versions import procedure_name
from motcua.web.shared.asked import Asked
from motcua.web.shared.forms import DayField, HouseForm
from motcua.web.shared.gates import for_officials
from motcua.web.shared.paper_words import CHANNELS, asked_of
from motcua.web.shared.procedure_form import source_words
from motcua.web.shared.process_picture import picture_of

LINES, MOST_ANSWERS, MOST_MEANT = 50, 20, 200


class ReceiveForm(HouseForm):
    """Procedures put on a unit's list by one decision."""

    unit = forms.ChoiceField(label=gettext_lazy("Bộ phận Một cửa"))
    codes = forms.CharField(
        label=gettext_lazy("Mã thủ tục, mỗi dòng một mã"),
        widget=forms.Textarea,
        max_length=60_000,
        help_text=gettext_lazy("Dán cả cột mã từ danh mục, ví dụ 1.001193."),
    )
    from_date = DayField(label=gettext_lazy("Tiếp nhận từ ngày"))
    decision = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=100)
    decision_date = DayField(label=gettext_lazy("Ngày quyết định"))
    is_non_boundary = forms.BooleanField(
        label=gettext_lazy("Tiếp nhận không phụ thuộc địa giới hành chính"), required=False
    )
    decides = forms.CharField(
        label=gettext_lazy("Mã cơ quan giải quyết"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Để trống: theo tệp thủ tục."),
    )
    wide = ("codes",)

    def __init__(self, units: list[offices.Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.id), one.name) for one in units]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term in words, for whom."""

    words: str
    whom: str


@require_safe
@in_office
def received(request: Asked, office: offices.Office) -> HttpResponse:
    """What each one-stop unit of the office receives, by which decision."""
    asked = request.GET.get("tim", "")[: procedures.LONGEST_QUESTION]
    places = {one.code: place for place, one in enumerate(procedures.find(asked, limit=MOST_MEANT))}
    lists = []
    for unit in _units(office):
        found = _asked_for(asked, places, procedures.receptions_of(unit.id, today()))
        lists.append((unit, found[:LINES], len(found)))
    behind = [
        (code, procedure_name(code), count)
        for code, count in dossiers.running_on_superseded(
            office_id=office.id, on=today(), viewer=request.viewer
        ).items()
    ]
    return page(request, "received", office, lists=lists, text=asked, today=today(), behind=behind)


@require_safe
@in_office
def catalogue(request: Asked, office: offices.Office) -> HttpResponse:
    """The national list, found in one's own words, and what is made of it here."""
    asked = request.GET.get("tim", "")[: procedures.LONGEST_QUESTION]
    context: dict[str, Any] = {
        "text": asked,
        "lines": procedures.catalogue_lines(asked, on=today(), limit=MOST_ANSWERS),
        "totals": procedures.totals(today()),
        "has_unit": bool(_units(office)),
    }
    return page(request, "catalogue", office, **context)


@require_http_methods(["GET", "POST"])
@in_office
def receive(request: Asked, office: offices.Office) -> HttpResponse:
    """Put procedures on a unit's list."""
    units = _units(office)
    form = ReceiveForm(
        units, request.POST or None, initial={"from_date": today(), "codes": request.GET.get("ma", "")[:20]}
    )
    about = FormPage(
        title=gettext("Thêm thủ tục tiếp nhận"),
        act=gettext("Ghi vào danh mục"),
        back=reverse("office:received", args=[office.id]),
        intro=(gettext("Danh mục do người có thẩm quyền quyết định (Nghị định 118/2025, Điều 14)."),),
    )

    def act(given: dict[str, Any]) -> str:
        deciding = offices.office_by_code(given["decides"].strip().upper()).id if given["decides"].strip() else None
        new = NewReceptions(
            unit_id=int(given["unit"]),
            codes=given["codes"].replace(",", "\n").replace(";", "\n").splitlines(),
            from_date=given["from_date"],
            decision=given["decision"],
            decision_date=given["decision_date"],
            is_non_boundary=given["is_non_boundary"],
            deciding_office_id=deciding,
        )
        count = actions.receive(new=new, now=now(), by=request.viewer)
        return gettext("Đã ghi {n} thủ tục; dòng đã có như vậy được giữ nguyên.").format(n=count)

    return carried_out(request, office, form, about, act)


@require_http_methods(["GET", "POST"])
@in_office
def stop(request: Asked, office: offices.Office, reception_id: int) -> HttpResponse:
    """Take a procedure off a list after a day."""
    held = procedures.reception(reception_id, viewer=request.viewer)
    form = LastDayForm(request.POST or None, initial={"last_day": today()})
    about = FormPage(
        title=gettext("Thôi tiếp nhận: {code}").format(code=held.code),
        act=gettext("Thôi tiếp nhận"),
        back=reverse("office:received", args=[office.id]),
        intro=(held.name, gettext("Hồ sơ đã nhận vẫn được giải quyết.")),
        grave=True,
    )

    def act(given: dict[str, Any]) -> str:
        actions.stop_receiving(reception_id=reception_id, last_day=given["last_day"], now=now(), by=request.viewer)
        return gettext("Đã ghi ngày cuối {day}.").format(day=f"{given['last_day']:%d/%m/%Y}")

    return carried_out(request, office, form, about, act)


@require_safe
@for_officials()
def procedure(request: Asked, code: str) -> HttpResponse:
    """A procedure as its file says it, to be read; nothing can be changed here. Raises `NoProcedureInForce`."""
    found = procedures.in_force(code, today())
    channel = found.clock.terms[0].channels or frozenset(found.service.channels)
    picture = None
    if found.master.is_ours:
        picture = picture_of(
            procedure=found,
            case=next(case.key for case in found.cases if case.key in found.clock.terms[0].cases),
            channel=next(one for one in found.service.channels if one in channel),
            communes=found.clock.terms[0].communes or "ordinary",
            marking=Marking(),
            shows_states=False,
        )
    context: dict[str, Any] = {
        "procedure": found,
        "channels": [CHANNELS.get(one, one) for one in found.service.channels],
        "terms": _terms(found),
        "papers": [(each, asked_of(each, found)) for each in found.papers],
        "fees": spoken.fees(found),
        "results": spoken.results(found),
        "questions": [(each.full_label, each.help, source_words(each)) for each in found.form.fields],
        "picture": picture,
        "to_confirm": procedures.to_confirm_of(found.version_id),
        "source": procedures.source_of(found.version_id),
    }
    return page(request, "procedure", None, **context)


def _asked_for(
    text: str, places: Mapping[str, int], receptions: Sequence[procedures.Reception]
) -> list[procedures.Reception]:
    """What the search found, in its order; then what else holds the words, such as procedures no longer in force."""
    words = fold(text).split()
    holding = [one for one in receptions if all(word in fold(f"{one.code} {one.name}") for word in words)]
    meant = sorted((one for one in receptions if one.code in places), key=lambda one: places[one.code])
    return [*meant, *(one for one in holding if one.code not in places)]


def _terms(found: procedures.Procedure) -> list[TermLine]:
    cases = {case.key: case.name for case in found.cases}
    lines = []
    for row in found.clock.terms:
        whom = [cases[key] for key in cases if key in row.cases]
        whom += [str(CHANNELS.get(one, one)) for one in sorted(row.channels)]
        whom += [gettext("xã vùng khó khăn")] if row.communes == "remote" else []
        lines.append(TermLine(spoken.term_words(row.term), "; ".join(whom)))
    return lines


def _units(office: offices.Office) -> list[offices.Unit]:
    return [one for one in offices.units_of(office.id, today()) if one.kind == "one-stop"]
