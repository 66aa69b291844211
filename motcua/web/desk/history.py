"""A dossier's events as a person tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import Procedure
from motcua.rules.lifecycle import MOVES, Move
from motcua.web.shared.gates import role_name

FACTS = {
    "charged": gettext_noop("Ghi khoản phải nộp"),
    "charge-lowered": gettext_noop("Bớt khoản phải nộp"),
    "paid": gettext_noop("Đã thu tiền, có biên lai"),
    "notice-sent": gettext_noop("Đã báo cho người nộp"),
    "notice-lost": gettext_noop("Tin gửi người nộp không tới"),
    "originals-given-back": gettext_noop("Đã trả bản chính"),
    "assigned": gettext_noop("Phân công"),
    "promise-reckoned": gettext_noop("Tính lại ngày hẹn theo lịch làm việc"),
    "result-numbered": gettext_noop("Đã vào số kết quả"),
    "papers-added": gettext_noop("Nhận thêm giấy tờ"),
    "version-changed": gettext_noop("Chuyển sang phiên bản khác của thủ tục"),
    "mirrored": gettext_noop("Nhận tin của hệ thống chủ"),
    "mirrored-late": gettext_noop("Nhận tin cũ của hệ thống chủ, trạng thái giữ nguyên"),
    "result-file": gettext_noop("Đã lấy tệp kết quả từ hệ thống chủ"),
    "result-filled": gettext_noop("Điền nội dung kết quả"),
    "paper-handed-on": gettext_noop("Đã bàn giao hồ sơ giấy, hai bên xác nhận"),
    "result-called": gettext_noop("Đã nhắn mời đến nhận kết quả"),
    "originals-called": gettext_noop("Đã nhắn mời đến nhận lại bản chính"),
    "delay-told": gettext_noop("Báo trước: có thể chậm hơn hẹn"),
    "rated": gettext_noop("Người nhận đã đánh giá"),
    "support-wanted": gettext_noop("Cán bộ hỗ trợ đề nghị thu hồi"),
    "support-declined": gettext_noop("Không đồng ý thu hồi"),
    "second-request-wanted": gettext_noop("Xin yêu cầu bổ sung lần nữa"),
    "second-request-declined": gettext_noop("Không đồng ý yêu cầu bổ sung lần nữa"),
}
BY_OTHERS = {"system": gettext_noop("Hệ thống"), "person": gettext_noop("Người nộp")}
MOST_DAYS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words."""

    kind: str
    words: str
    at: datetime
    who: str
    text: str


def told(lines: Iterable[HistoryLine], *, view: DossierView, procedure: Procedure) -> tuple[Told, ...]:
    """The events, newest first."""
    events = list(lines)
    names = _holders(events, view)
    return tuple(
        Told("past", _words(event, procedure), event.at, _who(event.by, names), event.text or "")
        for event in reversed(events)
    )


def opinions(lines: Iterable[HistoryLine], *, view: DossierView) -> tuple[Told, ...]:
    """What other offices were asked last, and what they have answered since, newest first."""
    found = [event for event in lines if event.kind in (Move.CONSULT, Move.ANSWER)]
    last = next((at for at in reversed(range(len(found))) if found[at].kind == Move.CONSULT), len(found))
    events = found[last:]
    names = _holders(events, view) if events else {}
    return tuple(
        Told("past", gettext(MOVES[Move(event.kind)].name), event.at, _who(event.by, names), event.text or "")
        for event in reversed(events)
    )


def meanwhile(lines: Iterable[HistoryLine], *, shown: int, view: DossierView, procedure: Procedure) -> tuple[Told, ...]:
    """What was done since the page that showed this revision, newest first: who did what."""
    return told(dossiers.since(tuple(lines), max(0, view.revision - shown)), view=view, procedure=procedure)


def _words(event: HistoryLine, procedure: Procedure) -> str:
    if event.kind in FACTS:
        return gettext(FACTS[event.kind])
    try:
        name = gettext(MOVES[Move(event.kind)].name)
    except ValueError:
        return event.kind
    opened = [_step(str(duty[1]), procedure) for duty in event.body.get("opens", ())]
    return f"{name} → {', '.join(opened)}" if opened and event.kind != Move.SUBMIT else name


def _step(step: str, procedure: Procedure) -> str:
    standing = {
        "intake": gettext("chờ tiếp nhận"),
        "await-supplement": gettext("chờ người nộp bổ sung"),
        "await-payment": gettext("chờ nộp tiền"),
        "hand-over": gettext("chờ trả kết quả"),
        "give-back": gettext("bản chính chờ trả lại"),
        "support": gettext("chờ lãnh đạo đồng ý thu hồi"),
        "second-request": gettext("chờ phụ trách đồng ý"),
    }
    if step in standing:
        return standing[step]
    key, _, asked = step.partition("@")
    found = procedure.process.by_key.get(key)
    name = found.name if found else key
    return gettext("{name}: hỏi ý kiến").format(name=name) if asked else name


def _who(by: str, names: Mapping[str, str]) -> str:
    kind, _, number = by.partition("/")
    if kind == "holding":
        return names.get(number, gettext("Cán bộ"))
    return gettext(BY_OTHERS.get(kind, BY_OTHERS["system"]))


def _holders(events: list[HistoryLine], view: DossierView) -> dict[str, str]:
    """Who held what on the days of these events, in the offices that have to do with the dossier; of an office that was
    only asked its name is said too."""
    days = sorted({event.at.astimezone(VIETNAM).date() for event in events})[-MOST_DAYS:]
    own = {view.received_office_id, view.competent_office_id}
    asked = {int(duty[2]) for event in events for duty in event.body.get("opens", ())} - own
    called = {key: f", {one.name}" for key, one in offices.offices_by_id(asked).items()} if asked else {}
    return {
        str(one.holding_id): f"{one.name}, {one.title or role_name(one.role)}{called.get(place, '')}"
        for place in own | asked
        for day in days
        for one in offices.holders_of(place, day)
    }
