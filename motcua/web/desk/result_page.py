"""What the result will say: what is copied to the ministry's system, what it gave back, the sheet as it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, Filled
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import CopySheet, Procedure, ResultItem
from motcua.rules.access import Viewer
from motcua.rules.form_words import answers_in_words
from motcua.stages.signing import queries as signing
from motcua.stages.signing.queries import PrinterFacts
from motcua.web.desk.forms import ActForm
from motcua.web.shared.communes import places_of
from motcua.web.shared.forms import HouseForm

LONGEST: Final = 200
_TWELVE: Final = re.compile(r"\d{12}")


class FillForm(ActForm):
    """What another register gave for the result, and which register said so."""

    def __init__(self, *args: Any, item: ResultItem, filled: Filled, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {**item.given, signing.NUMBER: gettext("Số"), signing.BOOK: gettext("Quyển số")}
        for key, label in asked.items():
            self.fields[key] = forms.CharField(
                label=label, required=False, max_length=40 if key in (signing.NUMBER, signing.BOOK) else LONGEST
            )
            self.fields[key].initial = filled.words.get(key, "")
        self.fields["source"] = forms.CharField(
            label=gettext("Lấy từ đâu"),
            required=False,
            max_length=LONGEST,
            help_text=gettext("Hệ thống, sổ nào cho biết: ghi một lần, giữ cùng hồ sơ."),
        )
        self.fields["source"].initial = filled.source
        self.asked = tuple(asked)

    def clean(self) -> dict[str, Any]:
        said = {key: self.cleaned_data.get(key, "") for key in self.asked}
        for key, words in said.items():
            if key.endswith("id_number") and words and not _TWELVE.fullmatch(re.sub(r"[\s.]", "", words)):
                self.add_error(key, gettext("Số định danh cá nhân có 12 chữ số."))
        if any(said.values()) and not self.cleaned_data.get("source"):
            self.add_error("source", gettext("Ghi nơi cho biết, để sau này đối chiếu được."))
        return self.cleaned_data

    def to_call(self) -> dict[str, Any]:
        said = {key: self.cleaned_data[key] for key in self.asked if self.cleaned_data[key]}
        said = {key: re.sub(r"[\s.]", "", words) if key.endswith("id_number") else words for key, words in said.items()}
        return {"words": said, "source": self.cleaned_data["source"]}


class PrinterForm(HouseForm):
    """A printer and by how much it misses the blank."""

    name = forms.CharField(label=gettext_lazy("Máy in"), max_length=60)
    right = forms.DecimalField(
        label=gettext_lazy("Dịch sang phải (mm)"), max_digits=4, decimal_places=1, initial=Decimal(0),
        help_text=gettext_lazy("Số âm: sang trái."),
    )  # fmt: skip
    down = forms.DecimalField(
        label=gettext_lazy("Dịch xuống (mm)"), max_digits=4, decimal_places=1, initial=Decimal(0),
        help_text=gettext_lazy("Số âm: lên trên."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the other system and what goes into it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything the page of a result shows."""

    view: DossierView
    procedure: Procedure
    item: ResultItem
    owner: str
    can_print: bool
    may_fill: bool
    filled: Filled
    sheet: CopySheet | None
    screens: tuple[tuple[str, tuple[Box, ...]], ...]
    blank: str
    """Whose blank it can be printed on; empty: none."""
    printers: tuple[PrinterFacts, ...]
    signers: tuple[tuple[int, str], ...]
    """(holding, name and title) of those who may sign it today."""


def result_page_of(*, dossier_id: int, viewer: Viewer, now: datetime) -> ResultPage | None:
    """None for a dossier that can come to no result here. Raises `DossierUnknown`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    procedure = procedures.version(view.procedure_version_id)
    item = signing.proposed_item(view, procedure)
    if item is None:
        return None
    owner = people.persons((view.owner_id,), viewer=viewer, purpose="page").get(view.owner_id)
    sheet = procedures.copy_sheet_of(procedure) if procedure.master.is_ours else None
    can_print = signing.has_own_print(procedure, item)
    return ResultPage(
        view=view,
        procedure=procedure,
        item=item,
        owner=owner.name if owner else "",
        can_print=can_print,
        may_fill=may_fill(view, procedure, viewer),
        filled=dossiers.filled_result(dossier_id=dossier_id, viewer=viewer),
        sheet=sheet,
        screens=_screens(sheet, view, procedure) if sheet else (),
        blank=signing.blank_of(procedure, item) if can_print else "",
        printers=signing.printers_of(office_id=view.competent_office_id, viewer=viewer),
        signers=_signers(view, procedure, now),
    )


def may_fill(view: DossierView, procedure: Procedure, viewer: Viewer) -> bool:
    """Whether the viewer examines or proposes it now (`dossiers.fill_result`)."""
    steps = procedure.process.by_key
    return (
        view.signed_at is None
        and procedure.master.is_ours
        and any(
            viewer.may_do(duty.office_id, duty.role, duty.position_id)
            and duty.step in steps
            and steps[duty.step].effect not in ("sign", "number")
            for duty in view.duties
        )
    )


def _screens(sheet: CopySheet, view: DossierView, procedure: Procedure) -> tuple[tuple[str, tuple[Box, ...]], ...]:
    places = places_of(procedure.form, view.answers)
    fields = procedure.form.fields
    words = answers_in_words(fields, view.answers, yes=gettext("có"), no=gettext("không"), places=places)
    said = {**words.said, **{key: f"{day:%d/%m/%Y}" for key, day in words.days.items()}}
    found = (
        (screen.title, tuple(Box(one.label, said[one.key]) for one in screen.fields if said.get(one.key)))
        for screen in sheet.screens
    )
    return tuple((title, boxes) for title, boxes in found if boxes)


def _signers(view: DossierView, procedure: Procedure, now: datetime) -> tuple[tuple[int, str], ...]:
    roles = {step.role for step in procedure.process.steps if step.effect == "sign"}
    today = now.astimezone(VIETNAM).date()
    return tuple(
        (one.holding_id, f"{one.name}, {one.title}")
        for one in offices.holders_of(view.competent_office_id, today)
        if one.role in roles
    )
