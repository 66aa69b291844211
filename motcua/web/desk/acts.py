"""What an official may do with a dossier just now: from its state, its open duties and the positions held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules.access import Role, Viewer, may_assign
from motcua.rules.completeness import to_ask_for
from motcua.rules.deadlines import Unit
from motcua.rules.lifecycle import MOVES, By, Move, State
from motcua.rules.office_kinds import said
from motcua.rules.process import Step, StepKind
from motcua.rules.sentences import Sentence
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.processing import queries as processing_queries
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.queries import Manner
from motcua.web.desk import forms, signing_forms
from motcua.web.desk.forms import ActForm
from motcua.web.shared.prints import tracking

_MUST_ASK = gettext_noop("Bước này phải hỏi {offices}. Có đủ trả lời thì hồ sơ tự đi tiếp.")
_NOBODY = gettext_noop(
    "Bước này phải hỏi {offices} mà hệ thống chưa có cơ quan ấy. Nhờ quản trị cấp tỉnh mở cơ quan, rồi làm tiếp."
)
_GROUP = gettext_noop("Phải hỏi: {kind}")
BY_HAND_ELSEWHERE = gettext_noop(
    "Ký tay lên kết quả lập ở hệ thống của ngành rồi mới bấm. Văn thư vào số, đóng dấu và quét lại."
)
BY_HAND = gettext_noop("In kết quả, ký tay lên giấy rồi mới bấm. Văn thư vào số, đóng dấu và quét lại.")


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that may be done: where its form is sent, what it says, what it calls."""

    slug: str
    words: str
    form: Callable[..., ActForm]
    call: Callable[..., object]
    done: str
    """What is said afterwards."""
    with_choices: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    main: bool = False
    grave: bool = False
    warning: str = ""
    """What will happen, before an act that cannot be undone."""
    about: str = ""
    """The step that it is about: of several that are open at once only this one."""
    duty: int = 0
    """Number of the duty of that step; 0 for an act on the dossier whatever is open."""
    nth: int = 1
    """Of several with this slug, each for another duty: which it is."""
    of_several: bool = False
    has_key: bool = False
    """The first main act of the page: pressed by its key."""

    def is_for(self, duty: int | None) -> bool:
        """Meant by a page that names this duty; None: that names none."""
        return duty is None or self.duty in (0, duty)

    @property
    def mark(self) -> str:
        """Names it on the page."""
        return self.slug if self.nth == 1 else f"{self.slug}-{self.nth}"

    def make(self, data: Any = None, files: Any = None) -> ActForm:
        """Its form, empty or with what was typed and chosen."""
        return self.form(data, files, auto_id=f"{self.mark}_%s", **self.with_choices)


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
            for offer in _of_duty(view, procedure, duty, viewer, now):
                on_step = "step" in offer.fixed
                about = dossier_queries.step_name(procedure, duty.step) if on_step else ""
                yield replace(offer, duty=duty.number, about=about) if on_step else offer
    yield from _of_head(view, procedure, viewer, now)
    yield from _of_sender(view, viewer)
    yield from _of_support(view, viewer)
    yield from _of_leader(view, procedure, viewer, now)
    yield from _of_one_stop(view, viewer)


def _of_duty(view: DossierView, procedure: Procedure, duty: OpenDuty, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    key, _, asked = duty.step.partition("@")
    if key == "intake":
        yield from _intake(view, procedure)
        return
    if key == "await-supplement":
        yield Offer("nhan-bo-sung", gettext("Nhận bổ sung, không có giấy tờ nào"), forms.EmptyForm, intake.supply,
                    gettext("Đã nhận bổ sung."),
                    warning=gettext("Chỉ khi người nộp bổ sung thông tin. Thời hạn lại tính từ lúc bấm."))  # fmt: skip
        if duty.due_at is not None and duty.due_at < now:
            yield Offer("khong-bo-sung", gettext("Dừng vì không bổ sung"), forms.EmptyForm, intake.lapse,
                        gettext("Đã dừng giải quyết."), grave=True,
                        warning=gettext("Hồ sơ kết thúc, không mở lại được. Bản chính trả ở quầy."))  # fmt: skip
        return
    if key == "await-payment":
        yield _settling(view, viewer)
        return
    if key == dossier_queries.SUPPORT:
        yield from _asked_by_support()
        return
    if key not in procedure.process.by_key:
        return
    step = procedure.process.step(key)
    if asked:
        yield Offer("tra-loi", gettext("Trả lời ý kiến"), forms.AnswerForm, processing.answer,
                    gettext("Đã trả lời."), fixed={"step": key, "office_id": duty.office_id}, main=True)  # fmt: skip
        return
    if step.effect == "sign":
        yield from _signing(view, procedure, step)
    elif step.effect == "number":
        yield _numbering(view, step, viewer)
    elif step.kind is StepKind.CONSULTATION:
        yield from _consulting(view, step, viewer, now)
    else:
        yield _drafting_refusal(view, step, viewer) if step.effect == "refuse" else _main(step, view, viewer)
    yield from _beside(view, procedure, step)


def _signing(view: DossierView, procedure: Procedure, step: Step) -> Iterator[Offer]:
    """Electronically where it can be, and always by hand."""
    item = signing_queries.item_of(view, procedure)
    here = item is not None and signing_queries.has_own_print(procedure, item)
    electronic = Manner.ELECTRONIC in signing_queries.manners_of(view=view, procedure=procedure)
    if electronic:
        yield Offer("ky", gettext("Ký số"), forms.WordsForm, signing.sign, gettext("Đã ký số."),
                    fixed={"step": step.key, "tracking": tracking()}, main=True)  # fmt: skip
    yield Offer("ky-giay", gettext("Đã ký giấy"), signing_forms.SignedByHandForm, signing.sign_by_hand,
                gettext("Đã ghi là ký giấy. Bản quét có chữ ký và dấu sẽ là kết quả."),
                fixed={"step": step.key}, main=not electronic,
                warning=gettext(BY_HAND if here else BY_HAND_ELSEWHERE))  # fmt: skip


def _numbering(view: DossierView, step: Step, viewer: Viewer) -> Offer:
    signed = signing_queries.signed_result(dossier_id=view.id, viewer=viewer)
    waits = signed is not None and signed.manner is Manner.BY_HAND and signed.document_id is None
    form = signing_forms.NumberAndScanForm if waits else signing_forms.NumberForm
    said = dossier_queries.filled_result(dossier_id=view.id, viewer=viewer).words
    first = {"number": said.get(signing_queries.NUMBER, ""), "book": said.get(signing_queries.BOOK, "")}
    return Offer("vao-so", gettext("Vào số, đóng dấu"), form, signing.number,
                 gettext("Đã vào số, kết quả chuyển đến nơi trả."), {"initial": first}, {"step": step.key},
                 main=True)  # fmt: skip


def _drafting_refusal(view: DossierView, step: Step, viewer: Viewer) -> Offer:
    """With the reason that was said with the decision, to be put in its final words."""
    lines = dossier_queries.history(dossier_id=view.id, viewer=viewer)
    first = {"text": dossier_queries.reason_of_refusal(lines)}
    return Offer("chuyen-buoc", gettext("Trình ký"), forms.RefusalForm, processing.forward, gettext("Đã chuyển bước."),
                 {"initial": first}, {"step": step.key}, main=True)  # fmt: skip


def _consulting(view: DossierView, step: Step, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    """Who must be asked is asked; while anybody is asked, there is nothing to do but to ask others too."""
    waits = bool(awaited(view, step.key))
    if waits:
        yield _relaying(view, step)
    if not step.offices:
        yield _asking(view, step, now, waits=waits)
    if not waits and not step.must_ask:
        yield _main(step, view, viewer)


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


def awaited(view: DossierView, step: str) -> tuple[OpenDuty, ...]:
    """The duties of offices that the step has asked and that have not answered."""
    return tuple(duty for duty in view.duties if duty.step.startswith(f"{step}@"))


def _settling(view: DossierView, viewer: Viewer) -> Offer:
    """What is to be paid to the state has been paid: what was demanded stands beside it."""
    lines = dossier_queries.history(dossier_id=view.id, viewer=viewer)
    demand = dossier_queries.last_act(lines, Move.DEMAND_PAYMENT)
    said = gettext("Phải nộp: {text}").format(text=demand.text) + "\n" if demand and demand.text else ""
    look = gettext("Xem chứng từ nộp tiền vào ngân sách rồi mới bấm: thời hạn tính tiếp ngay.")
    return Offer("da-nop-tien", gettext("Đã nộp đủ tiền"), forms.PaidForm, processing.settle_payment,
                 gettext("Đã ghi nhận, thời hạn tính tiếp."), main=True, warning=said + look)  # fmt: skip


def _said_with(step: Step, view: DossierView, viewer: Viewer) -> dict[str, Any]:
    """Where the decision may demand a payment: the words begin with what the asked office answered."""
    if not any(branch.effect == "demand-payment" for branch in step.branches):
        return {}
    answer = dossier_queries.last_act(dossier_queries.history(dossier_id=view.id, viewer=viewer), Move.ANSWER)
    return {"initial": {"text": answer.text if answer and answer.text else ""}}


def _main(step: Step, view: DossierView, viewer: Viewer) -> Offer:
    """The act that ends the step."""
    fixed = {"step": step.key}
    if step.kind is StepKind.DECISION:
        outcomes = [(branch.outcome or "", branch.name or branch.outcome or "") for branch in step.branches]
        return Offer("chuyen-buoc", gettext("Kết luận, chuyển bước"), forms.OutcomeForm, processing.forward,
                     gettext("Đã chuyển bước."), {"outcomes": outcomes} | _said_with(step, view, viewer), fixed,
                     main=True)  # fmt: skip
    words = gettext("Trình ký") if step.effect == "propose" else gettext("Xong, chuyển bước")
    return Offer("chuyen-buoc", words, forms.WordsForm, processing.forward, gettext("Đã chuyển bước."),
                 fixed=fixed, main=True)  # fmt: skip


def _beside(view: DossierView, procedure: Procedure, step: Step) -> Iterator[Offer]:
    """What else the doer of a step may do."""
    fixed = {"step": step.key}
    if step.returns_to and view.state is State.PROCESSING:
        back = [(key, procedure.process.step(key).name) for key in step.returns_to]
        signs = step.effect == "sign"
        words = gettext("Không ký, trả lại") if signs else gettext("Trả lại bước trước")
        call = signing.send_back if signs else processing.send_back
        yield Offer("tra-lai", words, forms.SendBackForm, call, gettext("Đã trả lại, kèm lý do."),
                    {"steps": back}, fixed)  # fmt: skip
    if view.signed_at is None and view.supplements == 0:
        yield Offer("bo-sung", gettext("Yêu cầu người nộp bổ sung"), forms.SupplementForm, processing.ask_supplement,
                    gettext("Đã yêu cầu bổ sung."), {"papers": _papers(view, procedure)},
                    warning=gettext("Chỉ yêu cầu một lần, nêu hết chỗ thiếu. Thời hạn ngừng tính."))  # fmt: skip
    if view.clock.get("paused_at"):
        yield Offer("tinh-tiep", gettext("Tính tiếp thời hạn"), forms.EmptyForm, processing.resume,
                    gettext("Thời hạn tính tiếp."))  # fmt: skip
    elif view.state is State.PROCESSING and not view.signed_at and (grounds := _grounds(procedure, GroundFor.PAUSE)):
        yield Offer("tam-dung", gettext("Tạm dừng thời hạn"), forms.GroundForm, processing.pause,
                    gettext("Đã tạm dừng thời hạn."), {"grounds": grounds})  # fmt: skip
    if view.signed_at is None and (grounds := _grounds(procedure, GroundFor.FINANCE)):
        yield Offer("nghia-vu", gettext("Yêu cầu nghĩa vụ tài chính"), forms.GroundForm, processing.demand_payment,
                    gettext("Đã yêu cầu; thời hạn tạm dừng đến khi nộp đủ."), {"grounds": grounds})  # fmt: skip


def _intake(view: DossierView, procedure: Procedure) -> Iterator[Offer]:
    yield Offer("tiep-nhan", gettext("Tiếp nhận"), forms.AcceptForm, intake.accept, gettext("Đã tiếp nhận."), main=True)
    if view.supplements == 0:
        yield Offer("bo-sung", gettext("Yêu cầu bổ sung"), forms.IntakeSupplementForm, intake.ask_supplement,
                    gettext("Đã yêu cầu bổ sung."), {"papers": _papers(view, procedure)})  # fmt: skip
    if grounds := _grounds(procedure, GroundFor.REFUSE):
        yield Offer("tu-choi", gettext("Từ chối tiếp nhận"), forms.GroundForm, intake.refuse,
                    gettext("Đã từ chối tiếp nhận."), {"grounds": grounds}, grave=True,
                    warning=gettext("Hồ sơ kết thúc. Người nộp nhận Phiếu từ chối kèm lý do."))  # fmt: skip


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


def _asked_by_support() -> Iterator[Offer]:
    yield Offer("dong-y-thu-hoi", gettext("Đồng ý thu hồi"), forms.WordsForm, processing.agree_to_recall,
                gettext("Đã thu hồi, hồ sơ trở lại bước trước."), main=True,
                warning=gettext("Cán bộ hỗ trợ đề nghị, lý do ở phần diễn biến."))  # fmt: skip
    yield Offer("khong-thu-hoi", gettext("Không đồng ý thu hồi"), forms.ReasonForm, processing.decline_recall,
                gettext("Đã ghi là không đồng ý."))  # fmt: skip


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


def _of_leader(view: DossierView, procedure: Procedure, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    if not viewer.holds(Role.LEADER, view.competent_office_id):
        return
    if processing_queries.is_reschedulable(view, now):
        yield Offer("hen-lai", gettext("Xin lỗi và hẹn lại"), forms.RescheduleForm, processing.reschedule,
                    gettext("Đã hẹn lại."),
                    warning=gettext("Chỉ hẹn lại một lần, trước hạn ít nhất một ngày. Vẫn giữ ngày cũ."))  # fmt: skip
    grounds = _grounds(procedure, GroundFor.STOP)
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


def _grounds(procedure: Procedure, purpose: GroundFor) -> list[tuple[str, str]]:
    return [(ground.key, ground.name) for ground in procedure.grounds_for(purpose)]


def _papers(view: DossierView, procedure: Procedure) -> list[tuple[str, str]]:
    """What may be asked for, a paper and what may come instead of it in one line."""
    came = [row.paper for row in view.papers if row.originals or row.copies or row.scans]
    return list(to_ask_for(procedure.papers, case=view.case_key, came=came))


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
