"""Asking other offices: whom a step must ask, whom it may, and what came back on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.rules.deadlines import Unit
from motcua.rules.office_kinds import said
from motcua.rules.process import Step
from motcua.rules.sentences import Sentence
from motcua.stages.processing import actions as processing
from motcua.web.desk import forms
from motcua.web.desk.offer import Offer

_MUST_ASK = gettext_noop("Bước này phải hỏi {offices}. Có đủ trả lời thì hồ sơ tự đi tiếp.")
_NOBODY = gettext_noop(
    "Bước này phải hỏi {offices} mà hệ thống chưa có cơ quan ấy. Nhờ quản trị cấp tỉnh mở cơ quan, rồi làm tiếp."
)
_GROUP = gettext_noop("Phải hỏi: {kind}")


def consulting(view: DossierView, step: Step, now: datetime) -> Iterator[Offer]:
    """Asking, and writing down what came back on paper."""
    waits = bool(awaited(view, step.key))
    if waits:
        yield _relaying(view, step)
    if not step.offices:
        yield _asking(view, step, now, waits=waits)


def awaited(view: DossierView, step: str) -> tuple[OpenDuty, ...]:
    """The duties of offices that the step has asked and that have not answered."""
    return tuple(duty for duty in view.duties if duty.step.startswith(f"{step}@"))


def _relaying(view: DossierView, step: Step) -> Offer:
    """Many offices answer on paper only."""
    asked = offices.offices_by_id([duty.office_id for duty in awaited(view, step.key)])
    return Offer("ghi-tra-loi", gettext("Ghi trả lời nhận bằng văn bản"), forms.RelayForm, processing.answer,
                 gettext("Đã ghi trả lời."), {"offices": _choices(asked.values())},
                 {"step": step.key, "relayed": True})  # fmt: skip


def _asking(view: DossierView, step: Step, now: datetime, *, waits: bool) -> Offer:
    groups = _askable(view, step, now)
    within = step.answer_within
    first: dict[str, Any] = {"days": int(within.amount)} if within and within.unit is Unit.WORKING_DAY else {}
    must, nobody = step.must_ask if not waits else (), [kind for kind, those in groups.items() if kind and not those]
    first |= {"office_ids": [those[0][0] for kind, those in groups.items() if kind in must and those]}
    told = Sentence(_NOBODY if nobody else _MUST_ASK, {"offices": said(nobody or must)}).words(gettext) if must else ""
    words = gettext("Hỏi thêm cơ quan khác") if waits else gettext("Xin ý kiến cơ quan khác")
    named = [(Sentence(_GROUP, {"kind": said([kind])}).words(gettext), those) for kind, those in groups.items() if kind]
    choices = [*named, (gettext("Cơ quan khác"), groups[""])] if named else groups[""]
    return Offer("xin-y-kien", words, forms.ConsultForm, processing.consult, gettext("Đã gửi xin ý kiến."),
                 {"offices": choices, "initial": first}, {"step": step.key}, main=bool(must),
                 warning=told)  # fmt: skip


def _askable(view: DossierView, step: Step, now: datetime) -> dict[str, list[tuple[str, str]]]:
    """Offices that may be asked: those standing today, without the asking one and those asked already. By kind that
    must be asked, the one that serves the place of the dossier at its head; under "" all others."""
    today = now.astimezone(VIETNAM).date()
    taken = {view.competent_office_id, *(duty.office_id for duty in awaited(view, step.key))}
    standing = [one for one in offices.offices(today) if one.id not in taken]
    commune = offices.office(view.received_office_id).unit_code
    found = {}
    for kind in step.must_ask:
        served = offices.office_serving(commune, kind=kind, on=today)
        those = [one for one in standing if one.kind == kind]
        found[kind] = _choices(sorted(those, key=lambda one: served is None or one.id != served.id))
    return found | {"": _choices(one for one in standing if one.kind not in step.must_ask)}


def _choices(found: Iterable[Office]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in found]
