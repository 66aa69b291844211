"""A batch to be signed: each result as it will be signed, shown whole before anybody signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.stages.signing import queries as signing
from motcua.stages.signing.actions import MOST_IN_A_BATCH, Chosen
from motcua.stages.signing.queries import Manner
from motcua.web.shared.communes import places_of
from motcua.web.shared.prints import RESULT
from motcua.web.shared.procedure_form import AnswerFact, facts

_CHOSEN: Final = re.compile(r"(?P<dossier>[0-9]{1,18}):(?P<revision>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Shown:
    """One result of the batch. `why_not`: it cannot be signed here with the others, and why."""

    view: DossierView
    owner: str
    procedure: str
    result: str
    is_refusal: bool
    said: str
    """What the examiner wrote when proposing it."""
    sections: tuple[tuple[str, tuple[AnswerFact, ...]], ...]
    preview_url: str
    without_url: str
    why_not: str = ""

    @property
    def value(self) -> str:
        """As the page sends it: which dossier, at which revision."""
        return f"{self.view.id}:{self.view.revision}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is shown, and what of it will be signed."""

    shown: tuple[Shown, ...]
    gone: int
    """Chosen ones that wait for the viewer no longer."""

    @property
    def to_sign(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.shown if not one.why_not)


class Became(Protocol):
    """What a stage tells of one of many."""

    @property
    def dossier_id(self) -> int: ...
    @property
    def refusal(self) -> Refusal | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one of a batch, in words."""

    dossier_id: int
    code: str
    name: str
    why_not: str = ""


def batch_of(*, dossier_ids: Sequence[int], viewer: Viewer, now: datetime) -> Batch:
    """The chosen results that wait for the viewer's signature, in the order chosen; at most `MOST_IN_A_BATCH`."""
    wanted = tuple(dict.fromkeys(dossier_ids))[:MOST_IN_A_BATCH]
    views = [view for one in wanted if (view := _waiting(one, viewer)) is not None]
    owners = people.persons({view.owner_id for view in views}, viewer=viewer, purpose="page")
    names = {number: one.name for number, one in owners.items()}
    ids = [view.id for view in views]
    shown = tuple(_shown(view, names.get(view.owner_id, ""), ids, viewer) for view in views)
    return Batch(shown, len(wanted) - len(shown))


def chosen_of(values: Iterable[str]) -> tuple[Chosen, ...]:
    """What a page sent back; what cannot be read is left out."""
    found = (_CHOSEN.fullmatch(value) for value in values)
    return tuple(Chosen(int(one["dossier"]), int(one["revision"])) for one in found if one)


def told_of(outcomes: Iterable[Became], *, viewer: Viewer) -> tuple[Told, ...]:
    """The outcomes with the code and the result's name; nothing of a dossier that the viewer may not see."""
    return tuple(_told(one, viewer) for one in outcomes)


def _waiting(dossier_id: int, viewer: Viewer) -> DossierView | None:
    try:
        view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    except Refusal:
        return None
    process = procedures.version(view.procedure_version_id).process
    waits = any(
        duty.step in process.by_key
        and process.step(duty.step).effect == "sign"
        and viewer.may_do(duty.office_id, duty.role, duty.position_id)
        for duty in view.duties
    )
    return view if waits else None


def _shown(view: DossierView, owner: str, ids: Sequence[int], viewer: Viewer) -> Shown:
    procedure = procedures.version(view.procedure_version_id)
    electronic = Manner.ELECTRONIC in signing.manners_of(view=view, procedure=procedure)
    others = [("chon", one) for one in ids if one != view.id]
    can_print = signing.can_print(view=view, procedure=procedure)
    return Shown(
        view=view,
        owner=owner,
        procedure=procedure.name,
        result=_result_name(view, procedure),
        is_refusal=view.outcome == "not-eligible",
        said=_said(view, viewer),
        sections=facts(procedure.form, view.answers, places_of(procedure.form, view.answers)),
        preview_url=reverse("shared:print", args=[view.id, RESULT]) if can_print else "",
        without_url=f"{reverse('desk:batch')}?{urlencode(others)}" if others else reverse("desk:to_sign"),
        why_not="" if electronic else gettext("Kết quả này ký giấy: mở hồ sơ để ghi “Đã ký giấy”."),
    )


def _said(view: DossierView, viewer: Viewer) -> str:
    """The words of the last one who proposed."""
    lines = dossiers.history(dossier_id=view.id, viewer=viewer)
    proposed = [line for line in lines if {"propose", "refuse"} & set(line.body.get("effects", ()))]
    return (proposed[-1].text or "") if proposed else ""


def _result_name(view: DossierView, procedure: Procedure) -> str:
    if view.outcome == "not-eligible":
        refusal = procedure.result.refusal
        return refusal.name if refusal else gettext("Không đủ điều kiện")
    return procedure.result.main.name


def _told(outcome: Became, viewer: Viewer) -> Told:
    why_not = str(outcome.refusal) if outcome.refusal else ""
    try:
        view = dossiers.dossier(dossier_id=outcome.dossier_id, viewer=viewer)
    except Refusal:
        return Told(outcome.dossier_id, "", "", why_not)
    return Told(view.id, view.code, procedures.version(view.procedure_version_id).name, why_not)
