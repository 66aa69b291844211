"""Running dossiers taken over to another version of their procedure, on purpose: first what would happen, then it is
done, then what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import now
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.registers.procedures.queries import KeptVersion
from motcua.rules.access import Viewer
from motcua.stages.processing import actions as processing
from motcua.stages.processing.actions import MOST_ON_A_PAGE
from motcua.web.office.confirming import confirmed_then_carried_out
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.forms import HouseForm

MOST_TOLD = 10


class TakeOverForm(HouseForm):
    """To which version, and why."""

    version = forms.ChoiceField(label=gettext_lazy("Chuyển sang phiên bản"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ghi vào nhật ký của từng hồ sơ; người nộp đọc được."),
    )
    wide = ("version", "reason")

    def __init__(self, versions: tuple[KeptVersion, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = gettext("{label}, hiệu lực từ {day}")
        choices = [
            (str(one.version_id), said.format(label=one.label, day=f"{one.valid_from:%d/%m/%Y}")) for one in versions
        ]
        self.fields["version"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@in_office
def take_over(request: Asked, office: offices.Office, code: str) -> HttpResponse:
    """All dossiers of one procedure that this office, or one below it, decides. Raises `NoProcedureInForce`."""
    standing = procedures.in_force(code, today())
    versions = tuple(one for one in procedures.versions_of(code) if one.valid_from <= today())
    form = TakeOverForm(versions, request.POST or None, initial={"version": standing.version_id})
    going = Going(request.viewer, tuple(offices.offices_under(office.id)))
    about = FormPage(
        title=gettext("Chuyển hồ sơ đang giải quyết sang phiên bản khác"),
        act=gettext("Xem trước"),
        back=reverse("office:received", args=[office.id]),
        intro=(
            f"{standing.code}: {standing.name}",
            gettext(
                "Mỗi hồ sơ giữ phiên bản lúc nộp. Chỉ chuyển khi có lý do và hồ sơ nào cũng có chỗ trong phiên bản mới."
            ),
            gettext("Ngày đã hẹn giữ nguyên; ai đang làm bước nào thì làm tiếp bước ấy nếu bước còn."),
        ),
    )
    return confirmed_then_carried_out(request, office, form, about, effects=going.effects, act=going.act)


@dataclass(frozen=True, slots=True)
class Going:
    """Dossiers that these offices decide, going over by the hand of this viewer."""

    viewer: Viewer
    offices: tuple[int, ...]

    def effects(self, given: dict[str, Any]) -> list[str]:
        """What would happen. Raises the refusal of the first dossier that has no place in the version."""
        wanted = procedures.version(int(given["version"]))
        count = processing.prove_places(procedure=wanted, by=self.viewer, offices=self.offices, most=MOST_ON_A_PAGE)
        if not count:
            return [gettext("Không có hồ sơ nào đang theo phiên bản khác: không có gì để chuyển.")]
        said = gettext(
            "{n} hồ sơ đang theo phiên bản khác, hồ sơ nào cũng có chỗ trong {label}. Xác nhận thì chuyển tất cả."
        )
        return [said.format(n=count, label=wanted.label)]

    def act(self, given: dict[str, Any]) -> str:
        """Do it; what happened."""
        wanted = procedures.version(int(given["version"]))
        over = processing.change_versions(
            procedure=wanted,
            reason=given["reason"],
            by=self.viewer,
            now=now(),
            offices=self.offices,
            most=MOST_ON_A_PAGE,
        )
        done = list(over)
        stayed = [one for one in done if one.refusal is not None]
        said = gettext("{code}: đã chuyển {moved} hồ sơ sang {label}, {stayed} hồ sơ ở lại.").format(
            code=wanted.code, moved=len(done) - len(stayed), label=wanted.label, stayed=len(stayed)
        )
        return " ".join([said, *(f"{one.code}: {one.refusal}" for one in stayed[:MOST_TOLD])])


def procedure_name(code: str) -> str:
    """The name of a procedure as it is in force; its code where none is."""
    try:
        return procedures.in_force(code, today()).name
    except NoProcedureInForce:
        return code
