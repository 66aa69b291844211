"""One act on many dossiers: what will happen is shown first, group by group, then what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer, may_assign
from motcua.rules.process import StepKind
from motcua.stages.processing.actions import MOST_AT_ONCE, Forwarding, Giving, Outcome
from motcua.web.desk.batch import Told, told_of

_ASKED: Final = re.compile(r"(?P<dossier>[0-9]{1,18})\.(?P<number>[0-9]{1,9})")
_SENT: Final = re.compile(r"(?P<dossier>[0-9]{1,18})\.(?P<number>[0-9]{1,9})\.(?P<revision>[0-9]{1,9})")
FORWARD, GIVE = "chuyen", "giao"


@dataclass(frozen=True, slots=True)
class Item:
    """One duty of a group. The page sends its `value`: at the revision that was shown."""

    view: DossierView
    owner: str
    procedure: str
    number: int
    due_at: datetime | None

    @property
    def value(self) -> str:
        return f"{self.view.id}.{self.number}.{self.view.revision}"


@dataclass(frozen=True, slots=True)
class Group:
    """Duties on which one choice is made. Without `choices` there is nothing to choose: the step is simply done."""

    key: str
    title: str
    says: str
    """What will happen, in words."""
    choices: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    chosen: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """One that cannot be done with the others, and why."""

    view: DossierView
    owner: str
    why: str


@dataclass(frozen=True, slots=True)
class Many:
    """What is shown before anything is done."""

    act: str
    groups: tuple[Group, ...]
    left: tuple[Left, ...]
    gone: int

    @property
    def count(self) -> int:
        return sum(len(group.items) for group in self.groups)

    @property
    def has_faults(self) -> bool:
        return any(group.fault for group in self.groups)


def asked_of(values: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """(dossier, duty) of what was chosen in a list, or sent by the page; what cannot be read is left out."""
    found = (_SENT.fullmatch(value) or _ASKED.fullmatch(value) for value in values)
    return tuple(dict.fromkeys((int(one["dossier"]), int(one["number"])) for one in found if one))[:MOST_AT_ONCE]


def many_of(
    act: str, asked: Sequence[tuple[int, int]], *, viewer: Viewer, now: datetime, choices: dict[str, str] | None = None
) -> Many:
    """The chosen duties, grouped by what may be decided of them together. `choices`: what was chosen, by group."""
    views = {dossier: view for dossier, _ in asked if (view := _seen(dossier, viewer))}
    duties = {(view.id, duty.number): (view, duty) for view in views.values() for duty in view.duties}
    found = [duties[one] for one in asked if one in duties]
    owners = people.persons({view.owner_id for view, _ in found}, viewer=viewer, purpose="page")
    names = {number: one.name for number, one in owners.items()}
    gathered: dict[str, list[tuple[DossierView, OpenDuty]]] = {}
    left = []
    for view, duty in found:
        why = _why_not_give(view, duty, viewer) if act == GIVE else _why_not_forward(view, duty, viewer)
        if why:
            left.append(Left(view, names.get(view.owner_id, ""), why))
        else:
            gathered.setdefault(_key(act, view, duty), []).append((view, duty))
    groups = tuple(_group(act, key, those, names, now, choices) for key, those in gathered.items())
    return Many(act, groups, tuple(left), len(asked) - len(found))


def forwardings(many: Many, sent: Iterable[str]) -> tuple[Forwarding, ...]:
    """What the page said to end, each at the revision that it showed. What waits no longer is asked for too: done by
    this very page before its answer was lost, it is told as done, else why not."""
    found = {(item.view.id, item.number): group for group in many.groups for item in group.items}
    return tuple(
        Forwarding(dossier, revision, _step(found.get((dossier, number))), _choice(found.get((dossier, number))))
        for dossier, number, revision in _sent(sent, many)
    )


def givings(many: Many, sent: Iterable[str]) -> tuple[Giving, ...]:
    """What the page said to give."""
    given = {(item.view.id, item.number): int(group.chosen) for group in many.groups for item in group.items}
    return tuple(
        Giving(dossier, revision, number, given[dossier, number])
        for dossier, number, revision in _sent(sent, many)
        if (dossier, number) in given
    )


def told(outcomes: Iterable[Outcome], *, viewer: Viewer) -> tuple[Told, ...]:
    """What became of each, in words."""
    return told_of(outcomes, viewer=viewer)


def _sent(values: Iterable[str], many: Many) -> list[tuple[int, int, int]]:
    """Dossier, duty and revision of each that the page sent, without those that are not done with the others."""
    left = {one.view.id for one in many.left}
    found = (one for value in values if (one := _SENT.fullmatch(value)))
    read = ((int(one["dossier"]), int(one["number"]), int(one["revision"])) for one in found)
    return [one for one in dict.fromkeys(read) if one[0] not in left]


def _step(group: Group | None) -> str:
    return group.key.partition(":")[2] if group else ""


def _choice(group: Group | None) -> str | None:
    return group.chosen or None if group else None


def _seen(dossier_id: int, viewer: Viewer) -> DossierView | None:
    try:
        return dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    except Refusal:
        return None


def _why_not_forward(view: DossierView, duty: OpenDuty, viewer: Viewer) -> str:
    """Why a step is not ended together with others; nothing when it may be."""
    procedure = procedures.version(view.procedure_version_id)
    if not viewer.may_do(duty.office_id, duty.role, duty.position_id):
        return gettext("Việc này không còn chờ bạn.")
    if not procedure.master.is_ours:
        return gettext("Hồ sơ do hệ thống khác xử lý.")
    if duty.step not in procedure.process.by_key:
        return gettext("Việc này làm từng hồ sơ: mở hồ sơ để làm.")
    step = procedure.process.step(duty.step)
    if step.effect in ("sign", "number"):
        return gettext("Ký, vào số làm ở trang riêng: mở hồ sơ, hoặc chọn trong danh sách chờ ký.")
    if step.kind is StepKind.CONSULTATION:
        return gettext("Bước lấy ý kiến làm từng hồ sơ.")
    return ""


def _why_not_give(view: DossierView, duty: OpenDuty, viewer: Viewer) -> str:
    if not may_assign(viewer, duty.office_id):
        return gettext("Bạn không phân công việc của nơi này.")
    if duty.step.partition("@")[0] not in procedures.version(view.procedure_version_id).process.by_key:
        return gettext("Việc của quầy, không phân công riêng cho ai.")
    return ""


def _key(act: str, view: DossierView, duty: OpenDuty) -> str:
    return f"{duty.office_id}:{duty.role}" if act == GIVE else f"{view.procedure_version_id}:{duty.step}"


def _group(
    act: str,
    key: str,
    those: Sequence[tuple[DossierView, OpenDuty]],
    names: dict[int, str],
    now: datetime,
    choices: dict[str, str] | None,
) -> Group:
    view, duty = those[0]
    procedure = procedures.version(view.procedure_version_id)
    step = dossiers.step_name(procedure, duty.step)
    offered = _holders(duty, now) if act == GIVE else _outcomes(view, duty)
    chosen = (choices or {}).get(key, "")
    wrong = bool(offered) and choices is not None and chosen not in {value for value, _ in offered}
    title = step if act == GIVE else f"{procedure.name}: {step}"
    says = gettext("Giao cho một người; chỉ người ấy thấy và làm.") if act == GIVE else _says(view, duty)
    items = tuple(
        Item(
            one,
            names.get(one.owner_id, ""),
            procedures.version(one.procedure_version_id).name,
            its.number,
            its.due_at,
        )
        for one, its in those
    )
    return Group(key, title, says, offered, items, "" if wrong else chosen, gettext("Chưa chọn.") if wrong else "")


def _outcomes(view: DossierView, duty: OpenDuty) -> tuple[tuple[str, str], ...]:
    step = procedures.version(view.procedure_version_id).process.step(duty.step)
    if step.kind is not StepKind.DECISION:
        return ()
    return tuple((branch.outcome or "", branch.name or branch.outcome or "") for branch in step.branches)


def _says(view: DossierView, duty: OpenDuty) -> str:
    process = procedures.version(view.procedure_version_id).process
    step = process.step(duty.step)
    if step.kind is StepKind.DECISION:
        return gettext("Chọn một kết luận cho cả nhóm; từng hồ sơ chuyển theo kết luận ấy.")
    nexts = [process.step(branch.to).name for branch in step.branches if branch.to in process.by_key]
    if step.effect == "propose":
        return gettext("Trình ký kết quả theo mẫu, điền từ tờ khai.")
    return gettext("Xong bước này, chuyển đến: {steps}.").format(steps=", ".join(nexts) or gettext("nơi trả"))


def _holders(duty: OpenDuty, now: datetime) -> tuple[tuple[str, str], ...]:
    holders = offices.holders_of(duty.office_id, now.astimezone(VIETNAM).date(), role=duty.role)
    named = {one.position_id: f"{one.name}, {one.title}" for one in reversed(holders)}
    return tuple((str(position), who) for position, who in named.items())
