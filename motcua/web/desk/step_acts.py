"""What whoever has a duty may do with it: its own act, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.queries import DossierView, OpenDuty
from motcua.registers.procedures.queries import GroundFor, Procedure
from motcua.rules.access import Viewer
from motcua.rules.completeness import to_ask_for
from motcua.rules.lifecycle import Move, State
from motcua.rules.process import Step, StepKind
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.queries import Manner
from motcua.web.desk import forms, signing_forms
from motcua.web.desk.consulting_acts import awaited, consulting
from motcua.web.desk.offer import Offer
from motcua.web.shared.prints import tracking

BY_HAND_ELSEWHERE = gettext_noop(
    "Ký tay lên kết quả lập ở hệ thống của ngành rồi mới bấm. Văn thư vào số, đóng dấu và quét lại."
)
BY_HAND = gettext_noop("In kết quả, ký tay lên giấy rồi mới bấm. Văn thư vào số, đóng dấu và quét lại.")


def of_duty(view: DossierView, procedure: Procedure, duty: OpenDuty, viewer: Viewer, now: datetime) -> Iterator[Offer]:
    """What this duty is for, then what else may be done with it."""
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
        yield from consulting(view, step, now)
        if not step.must_ask and not awaited(view, step.key):
            yield _ending(step, view, viewer)
    else:
        yield _drafting_refusal(view, step, viewer) if step.effect == "refuse" else _ending(step, view, viewer)
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


def _ending(step: Step, view: DossierView, viewer: Viewer) -> Offer:
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
    elif view.state is State.PROCESSING and not view.signed_at and (grounds := grounds_for(procedure, GroundFor.PAUSE)):
        yield Offer("tam-dung", gettext("Tạm dừng thời hạn"), forms.GroundForm, processing.pause,
                    gettext("Đã tạm dừng thời hạn."), {"grounds": grounds})  # fmt: skip
    if view.signed_at is None and (grounds := grounds_for(procedure, GroundFor.FINANCE)):
        yield Offer("nghia-vu", gettext("Yêu cầu nghĩa vụ tài chính"), forms.GroundForm, processing.demand_payment,
                    gettext("Đã yêu cầu; thời hạn tạm dừng đến khi nộp đủ."), {"grounds": grounds})  # fmt: skip


def _intake(view: DossierView, procedure: Procedure) -> Iterator[Offer]:
    yield Offer("tiep-nhan", gettext("Tiếp nhận"), forms.AcceptForm, intake.accept, gettext("Đã tiếp nhận."), main=True)
    if view.supplements == 0:
        yield Offer("bo-sung", gettext("Yêu cầu bổ sung"), forms.IntakeSupplementForm, intake.ask_supplement,
                    gettext("Đã yêu cầu bổ sung."), {"papers": _papers(view, procedure)})  # fmt: skip
    if grounds := grounds_for(procedure, GroundFor.REFUSE):
        yield Offer("tu-choi", gettext("Từ chối tiếp nhận"), forms.GroundForm, intake.refuse,
                    gettext("Đã từ chối tiếp nhận."), {"grounds": grounds}, grave=True,
                    warning=gettext("Hồ sơ kết thúc. Người nộp nhận Phiếu từ chối kèm lý do."))  # fmt: skip


def _asked_by_support() -> Iterator[Offer]:
    yield Offer("dong-y-thu-hoi", gettext("Đồng ý thu hồi"), forms.WordsForm, processing.agree_to_recall,
                gettext("Đã thu hồi, hồ sơ trở lại bước trước."), main=True,
                warning=gettext("Cán bộ hỗ trợ đề nghị, lý do ở phần diễn biến."))  # fmt: skip
    yield Offer("khong-thu-hoi", gettext("Không đồng ý thu hồi"), forms.ReasonForm, processing.decline_recall,
                gettext("Đã ghi là không đồng ý."))  # fmt: skip


def grounds_for(procedure: Procedure, purpose: GroundFor) -> list[tuple[str, str]]:
    """To choose among."""
    return [(ground.key, ground.name) for ground in procedure.grounds_for(purpose)]


def _papers(view: DossierView, procedure: Procedure) -> list[tuple[str, str]]:
    """What may be asked for, a paper and what may come instead of it in one line."""
    came = [row.paper for row in view.papers if row.originals or row.copies or row.scans]
    return list(to_ask_for(procedure.papers, case=view.case_key, came=came))
