"""What an official may do with a dossier just now: from its state, its open duties and the positions held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules.access import Role, Viewer, may_assign
from motcua.rules.lifecycle import MOVES, By, Move
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.processing import queries as processing_queries
from motcua.web.desk import forms
from motcua.web.desk.offer import Offer
from motcua.web.desk.step_acts import grounds_for, of_duty


def offers(*, view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime) -> tuple[Offer, ...]:
    """The acts open to this viewer, the main ones first: an act on a step once for each duty, any other once."""
    once = dict[tuple[str, int], Offer]()
    for offer in _open(view, procedure, viewer, now):
        once.setdefault((offer.slug, offer.duty), offer)
    found = _told_apart(once.values())
    return tuple(sorted(found, key=lambda offer: (not offer.main, offer.grave, offer.slug != "ky-giay")))


def offer_of(
    slug: str, *, view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime, duty: int | None = None
) -> Offer | None:
    """The act of this name among `offers`, for this duty where one is named; None when it is not open to this viewer.
    Looks no further than to it."""
    found = _open(view, procedure, viewer, now)
    return next((offer for offer in found if offer.slug == slug and offer.is_for(duty)), None)


def _told_apart(found: Iterable[Offer]) -> Iterator[Offer]:
    """Each with what names it on a page where the same act stands twice."""
    listed = list(found)
    times = Counter(offer.slug for offer in listed)
    met, keyed = Counter[str](), False
    for offer in listed:
        met[offer.slug] += 1
        first, keyed = offer.main and not keyed, keyed or offer.main
        yield replace(offer, nth=met[offer.slug], of_several=times[offer.slug] > 1, has_key=first)


def _open(view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    """Of two with one slug for one duty the first counts."""
    if not procedure.master.is_ours:
        return
    for duty in view.duties:
        if viewer.may_do(duty.office_id, duty.role, duty.position_id):
            for offer in of_duty(view, procedure, duty, viewer, now):
                on_step = "step" in offer.fixed
                about = dossier_queries.step_name(procedure, duty.step) if on_step else ""
                yield replace(offer, duty=duty.number, about=about) if on_step else offer
    yield from _of_head(view, procedure, viewer, now)
    yield from _of_sender(view, viewer)
    yield from _of_support(view, viewer)
    yield from _of_leader(view, procedure, viewer, now)
    yield from _of_one_stop(view, viewer)


def _of_head(view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    """Who of several does it: offered where there is somebody to choose among."""
    choices = [
        choice
        for duty in view.duties
        if duty.step.partition("@")[0] in procedure.process.by_key and may_assign(viewer, duty.office_id)
        for choice in _assignable(duty, procedure, now)
    ]
    if choices:
        words = gettext("Phân công lại") if any(duty.position_id for duty in view.duties) else gettext("Phân công")
        yield Offer("phan-cong", words, forms.AssignForm, processing.assign,
                    gettext("Đã phân công."), {"choices": choices})  # fmt: skip


def _assignable(duty: OpenDuty, procedure: Procedure, now: datetime) -> list[tuple[str, str]]:
    holders = offices.holders_of(duty.office_id, now.astimezone(VIETNAM).date(), role=duty.role)
    named = {one.position_id: f"{one.name}, {one.title}" for one in reversed(holders)}
    if len(named) < 2 and duty.position_id is None:
        return []
    step = dossier_queries.step_name(procedure, duty.step)
    given = [(f"{duty.number}:{position}", f"{step}: {who}") for position, who in named.items()]
    back = (f"{duty.number}:0", gettext("{step}: chung cho cả bộ phận").format(step=step))
    now_with = f"{duty.number}:{duty.position_id or 0}"
    return [choice for choice in (*given, back) if choice[0] != now_with]


def _of_support(view: DossierView, viewer: Viewer) -> Iterator[Offer]:
    """Guarded: only asked for, with paper and reason; a leader decides."""
    waits = any(duty.step == dossier_queries.SUPPORT for duty in view.duties)
    if not waits and dossier_queries.can_be_recalled(view=view, viewer=viewer):
        yield Offer("de-nghi-thu-hoi", gettext("Đề nghị thu hồi"), forms.SupportForm, processing.want_recall,
                    gettext("Đã gửi đề nghị đến lãnh đạo."),
                    warning=gettext("Lãnh đạo đồng ý thì hồ sơ mới trở lại bước trước."))  # fmt: skip


def _of_sender(view: DossierView, viewer: Viewer) -> Iterator[Offer]:
    if dossier_queries.may_recall(view=view, viewer=viewer):
        yield Offer("thu-hoi", gettext("Thu hồi"), forms.WordsForm, processing.recall, gettext("Đã thu hồi."),
                    warning=gettext("Người sau chưa làm gì. Thu hồi thì việc trở lại với bạn."))  # fmt: skip


def _of_leader(view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    if not viewer.holds(Role.LEADER, view.competent_office_id):
        return
    if processing_queries.is_reschedulable(view, now):
        yield Offer("hen-lai", gettext("Xin lỗi và hẹn lại"), forms.RescheduleForm, processing.reschedule,
                    gettext("Đã hẹn lại."),
                    warning=gettext("Chỉ hẹn lại một lần, trước hạn ít nhất một ngày. Vẫn giữ ngày cũ."))  # fmt: skip
    grounds = grounds_for(procedure, GroundFor.STOP)
    if grounds and view.state in MOVES[Move.STOP].sources and view.signed_at is None:
        yield Offer("dung", gettext("Dừng giải quyết"), forms.GroundForm, processing.stop,
                    gettext("Đã dừng giải quyết."), {"grounds": grounds}, grave=True,
                    warning=gettext("Hồ sơ kết thúc, không mở lại được. Người nộp được báo lý do."))  # fmt: skip


def _of_one_stop(view: DossierView, viewer: Viewer) -> Iterator[Offer]:
    here = viewer.offices(Role.ONE_STOP_CLERK) & {view.received_office_id, view.competent_office_id}
    rule = MOVES[Move.WITHDRAW]
    if here and By.ONE_STOP in rule.by and view.state in rule.sources and view.signed_at is None:
        yield Offer("rut", gettext("Người nộp rút hồ sơ"), forms.ReasonForm, intake.withdraw,
                    gettext("Đã rút hồ sơ."), grave=True,
                    warning=gettext("Hồ sơ kết thúc theo yêu cầu của người nộp, không mở lại được."))  # fmt: skip
