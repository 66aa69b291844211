"""Whether a running dossier has a place in another version of its procedure: case, channel, papers, answers, step;
and what the new form reckons from the answers that the old one did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.procedures.queries import Procedure
from motcua.rules import forms
from motcua.rules.process import Marking
from motcua.rules.process_moving import NoPlace, place_in

_CASE = gettext_noop("phiên bản mới không có trường hợp “{name}”")
_CHANNEL = gettext_noop("phiên bản mới không nhận hồ sơ qua kênh này")
_PAPER = gettext_noop("phiên bản mới không có giấy tờ “{name}” mà hồ sơ đã nộp")
_ANSWER = gettext_noop("tờ khai mới không nhận câu trả lời ở ô “{name}”: {why}")
_ANSWER_OF = gettext_noop("tờ khai mới không nhận câu trả lời ở ô “{name}”")
_RECKONED_OTHERWISE = gettext_noop(
    "ô “{name}” hồ sơ đang ghi khác với giá trị mà tờ khai mới tính ra (nếu hồ sơ ghi sai thì sửa sai sót "
    "khi tiếp nhận trước)"
)
_GROUND = gettext_noop("phiên bản mới không có căn cứ “{name}” đang dùng")
_STEP = gettext_noop("hồ sơ đang ở bước “{name}” ({key}), quy trình mới không có bước ấy hoặc không có lúc nào như vậy")


@dataclass(frozen=True, slots=True)
class Running:
    """What of a dossier must find its place."""

    case_key: str
    channel: str
    marking: tuple[str, ...]
    communes: str
    papers: frozenset[str]
    answers: Mapping[str, Any]
    grounds: frozenset[str]
    """Of pauses, past and present."""
    handed_in: date
    """The day its answers speak of as today."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier stands in the new version, and its answers there: those it had, with what only the new form
    reckons from them."""

    marking: Marking
    answers: Mapping[str, Any]


def first_day(submitted_at: datetime, received_at: datetime | None) -> date:
    """The day on which it was handed in: a receipt put right may be earlier than what was typed in."""
    return min(submitted_at, received_at or submitted_at).astimezone(VIETNAM).date()


def place_of(running: Running, *, old: Procedure, new: Procedure, tells_answers: bool = True) -> Place | str:
    """The place it has in the new version, or why it has none, as a part of a sentence; what is wrong with an answer
    only where `tells_answers`. A value that the new form reckons otherwise than the dossier has it is no place."""
    checked = forms.check(new.form, running.answers, today=running.handed_in)
    why = next(_missing(running, old, new), None)
    if why is not None:
        return why
    if not isinstance(checked, forms.Answers):
        return _unanswered(checked[0], running, old, new, tells_answers)
    process = new.process_for(case=running.case_key, channel=running.channel, communes=running.communes)
    found = place_in(process, Marking.from_list(running.marking), new.moved_steps)
    if isinstance(found, NoPlace):
        step = old.process.by_key.get(found.step)
        return gettext(_STEP).format(name=step.name if step else found.step, key=found.step)
    reckoned = {one.key for one in new.form.fields if one.computed}
    more = {key: value for key, value in checked.values.items() if key in reckoned and key not in running.answers}
    return Place(found, {**running.answers, **more})


def _missing(running: Running, old: Procedure, new: Procedure) -> Iterator[str]:
    if running.case_key not in {case.key for case in new.cases}:
        yield gettext(_CASE).format(name=old.case(running.case_key).name)
        return
    if running.channel not in new.service.channels:
        yield gettext(_CHANNEL)
    known = {paper.key for paper in new.papers}
    names = {paper.key: paper.name for paper in old.papers}
    for key in sorted(running.papers - known):
        yield gettext(_PAPER).format(name=names.get(key, key))
    grounds = {ground.key: ground.name for ground in old.grounds}
    for key in sorted(running.grounds - {ground.key for ground in new.grounds}):
        yield gettext(_GROUND).format(name=grounds.get(key, key))


def _unanswered(fault: forms.FieldFault, running: Running, old: Procedure, new: Procedure, tells_answers: bool) -> str:
    labels = {field.key: field.label for procedure in (old, new) for field in procedure.form.fields}
    asked = new.form.by_key.get(fault.field)
    if asked is not None and asked.computed and fault.field in running.answers:
        return gettext(_RECKONED_OTHERWISE).format(name=asked.label)
    why = fault.sentence.words(gettext).rstrip(".")
    text = _ANSWER if tells_answers else _ANSWER_OF
    return gettext(text).format(name=labels.get(fault.field, fault.field), why=why)
