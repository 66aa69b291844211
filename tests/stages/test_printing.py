"""Papers gathered from a dossier's own events: who did what, when, and what it is called on each form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NoTemplateForTheResult, NothingToPrint
from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import PUBLIC, SYSTEM, Viewer
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_papers
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.processing import actions as processing
from motcua.stages.processing import queries as processing_papers
from motcua.stages.processing.errors import ReasonMissing
from motcua.stages.returning import actions as returning
from motcua.stages.returning import queries as returning_papers
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_papers
from tests.births import ANSWERS
from tests.commune import Commune, at, commune
from tests.registers.documents.slips import facts_of, said
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader

pytestmark = pytest.mark.django_db

TRACKING = Tracking(page="https://motcua.example.vn/tra-cuu/{code}/", search="motcua.example.vn/tra-cuu")


def accepted(made: Commune, **changes: Any) -> int:
    return accept(made, hand_in(made, **changes), fee_taken=True).moved.dossier_id


def returned(made: Commune, **changes: Any) -> int:
    dossier_id = accepted(made, **changes)
    to_the_leader(made, dossier_id)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    signing.number(step="number", number="124", book="01/2026", **step(made, dossier_id, "clerical"))
    returning.hand_over(
        receiver=Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
        **step(made, dossier_id, "one-stop-clerk"),
    )
    return dossier_id


def asked(made: Commune, dossier_id: int, role: str = "one-stop-clerk") -> dict[str, Any]:
    return {"dossier_id": dossier_id, "viewer": made.who(role), "tracking": TRACKING}


def test_the_slip_names_who_took_the_dossier_in_and_stays_the_same(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    code, pdf = intake_papers.slip_of(**asked(made, dossier_id))
    text = said(pdf, tmp_path)
    assert code == "H26.1.1-261123-0001"
    for words in (
        "Mã hồ sơ: H26.1.1-261123-0001",
        "Nguyễn Văn one-stop-clerk",
        "17 giờ 00 phút, Thứ Hai ngày 23/11/2026",
        "(đã xem, trả ngay)",
    ):
        assert words in text
    assert "trả lại cùng kết quả" not in text, "what was handed in stays"
    assert intake_papers.slip_of(**asked(made, dossier_id, "leader"))[1] == pdf


def test_before_anything_happened_there_is_nothing_to_print() -> None:
    made = commune()
    dossier_id = hand_in(made).dossier_id
    for paper in (
        intake_papers.slip_of,
        intake_papers.supplement_request_of,
        intake_papers.refusal_of,
        processing_papers.apology_of,
        processing_papers.stop_notice_of,
        processing_papers.control_sheet_of,
        signing_papers.result_of,
    ):
        with pytest.raises(NothingToPrint, match="chưa có việc gì để in"):
            paper(**asked(made, dossier_id))
    with pytest.raises(NothingToPrint):
        returning_papers.receipt_of(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))


@pytest.mark.parametrize("viewer", [PUBLIC, Viewer(official_id=None, person_id=-1)])
def test_no_paper_for_whoever_may_not_see_the_dossier(viewer: Viewer) -> None:
    made = commune()
    dossier_id = returned(made)
    values: dict[str, Any] = {"dossier_id": dossier_id, "viewer": viewer}
    for paper in (
        intake_papers.slip_of,
        intake_papers.supplement_request_of,
        intake_papers.refusal_of,
        processing_papers.apology_of,
        processing_papers.stop_notice_of,
        processing_papers.control_sheet_of,
        signing_papers.result_of,
    ):
        with pytest.raises(DossierUnknown):
            paper(**values, tracking=TRACKING)
    with pytest.raises(DossierUnknown):
        returning_papers.receipt_of(**values)
    with pytest.raises(DossierUnknown):
        intake_papers.handing_over_of(
            dossier_ids=(dossier_id,), to_office_id=made.office_id, viewer=viewer, at=made.moment
        )
    assert returning_papers.daybook_of(office_id=made.office_id, on=date(2026, 11, 23), viewer=viewer)


def test_the_supplement_request_lists_each_point_and_its_last_day(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    intake.ask_supplement(
        items=(
            SupplementItem("Giấy chứng sinh", "Bản nộp không có dấu.", "Mang bản chính đến quầy."),
            SupplementItem("Tờ khai", "Chưa ghi nơi sinh."),
        ),
        **step(made, dossier_id, "one-stop-clerk"),
    )
    text = said(intake_papers.supplement_request_of(**asked(made, dossier_id))[1], tmp_path)
    for words in (
        "Giấy chứng sinh",
        "Bản nộp không có dấu.",
        "Chưa ghi nơi sinh.",
        "Bổ sung chậm nhất: 17 giờ 00 phút",
    ):
        assert words in text
    assert "/PYC-TPC" not in text


def test_the_refusal_names_its_ground(tmp_path: Path) -> None:
    made = commune()
    opened = hand_in(made)
    intake.refuse(
        dossier_id=opened.dossier_id,
        ground="not-competent",
        text="Nộp tại Ủy ban nhân dân xã Cái Bè.",
        by=made.who("one-stop-clerk"),
        now=made.moment,
        key=uuid4(),
        revision=opened.revision,
    )
    text = said(intake_papers.refusal_of(**asked(made, opened.dossier_id))[1], tmp_path)
    assert "Không thuộc thẩm quyền của Ủy ban nhân dân cấp xã này" in text
    assert "Nộp tại Ủy ban nhân dân xã Cái Bè." in text
    assert f"Mã tiếp nhận: {opened.reference}" in text


def test_the_apology_gives_both_days_and_is_signed_by_the_leader(tmp_path: Path) -> None:
    made = commune(now=at("2026-11-19 16:00"))
    dossier_id = accepted(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert view.due_at is not None
    made.moment = at("2026-11-19 16:30")
    processing.reschedule(
        until=at("2026-11-26 17:00"), text="Chờ xác minh tại xã Cái Bè.", **step(made, dossier_id, "leader")
    )
    text = said(processing_papers.apology_of(**asked(made, dossier_id))[1], tmp_path)
    for words in (f"{view.due_at:%d/%m/%Y}", "26/11/2026", "Chờ xác minh tại xã Cái Bè.", "TM. ỦY BAN NHÂN DÂN"):
        assert words in text
    assert "Nguyễn Văn leader" in text


def test_a_withdrawal_gives_the_originals_back_on_paper(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made, answers={**ANSWERS, "child_birth_date": "02/08/2026"})
    intake.withdraw(text="Nộp lại ở nơi cư trú.", **step(made, dossier_id, "one-stop-clerk"))
    text = said(processing_papers.stop_notice_of(**asked(made, dossier_id))[1], tmp_path)
    for words in (
        "Theo đề nghị rút hồ sơ ngày 23 tháng 11 năm 2026",
        "Giấy chứng sinh (01 bản chính)",
        "8.000 đồng (tám nghìn đồng)",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):
        assert words in text


def test_what_stops_says_which_originals_wait_and_who_collected_them(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    processing.stop(ground="cannot-supplement", text="Quá lâu.", **step(made, dossier_id, "leader"))
    before = processing_papers.stop_notice_of(**asked(made, dossier_id))[1]
    assert "Giấy chứng sinh (01 bản chính)" in said(before, tmp_path)
    returning.give_back_originals(
        receiver=Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
        **step(made, dossier_id, "one-stop-clerk"),
    )
    assert processing_papers.stop_notice_of(**asked(made, dossier_id))[1] == before
    text = said(processing_papers.control_sheet_of(**asked(made, dossier_id))[1], tmp_path)
    assert "Người nhận lại bản chính" in text
    assert "Trả lại: Giấy chứng sinh (01 bản chính)" in " ".join(text.split())
    assert "Trần Thị Ước" in text


def test_the_control_sheet_has_a_row_for_each_hand_over(tmp_path: Path) -> None:
    made = commune()
    dossier_id = returned(made)
    text = said(processing_papers.control_sheet_of(**asked(made, dossier_id))[1], tmp_path)
    for number in ("1. Giao:", "2. Giao:", "3. Giao:", "4. Giao:", "5. Giao:"):
        assert number in text
    assert "6. Giao:" not in text
    for words in (
        "Công chức tư pháp - hộ tịch",
        "Lãnh đạo cơ quan giải quyết",
        "Văn thư",
        "Người nhận kết quả",
        "Trần Thị Ước",
        "examiner",
        "đúng hạn",
        "Giải quyết xong",
    ):
        assert words in text


def test_the_birth_certificate_carries_its_number_book_and_signer(tmp_path: Path) -> None:
    made = commune()
    dossier_id = returned(made)
    code, pdf = signing_papers.result_of(**asked(made, dossier_id), given={"child_id_number": "082226000001"})
    text = said(pdf, tmp_path)
    for words in (
        "GIẤY KHAI SINH",
        "Số: 124",
        "Quyển số: 01/2026",
        "NGUYỄN TRẦN ĐĂNG KHÔI",
        "Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu",
        "Giới tính: Nam",
        "Số định danh cá nhân: 082226000001",
        "TRẦN THỊ ƯỚC",
        "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Thử Nghiệm",
        "Ngày, tháng, năm đăng ký: 23/11/2026",
        "Nguyễn Văn leader",
    ):
        assert words in text
    assert "DỰ THẢO" not in text
    assert code in facts_of(intake_papers.slip_of(**asked(made, dossier_id))[1], tmp_path)["Title"]


def test_until_it_is_signed_the_result_is_a_draft(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    to_the_leader(made, dossier_id)
    text = said(signing_papers.result_of(**asked(made, dossier_id, "leader"))[1], tmp_path)
    assert "DỰ THẢO – CHƯA KÝ" in text
    assert "Nguyễn Văn leader" not in text
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    assert "DỰ THẢO" not in said(signing_papers.result_of(**asked(made, dossier_id, "leader"))[1], tmp_path)


def test_what_was_sent_back_after_signing_is_a_draft_again(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    to_the_leader(made, dossier_id)
    signing.send_back(step="sign", to="examine", text="Sai họ của mẹ.", **step(made, dossier_id, "leader"))
    text = said(signing_papers.result_of(**asked(made, dossier_id, "leader"))[1], tmp_path)
    assert "DỰ THẢO" in text


def test_a_refused_request_prints_the_notice_with_its_reason(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.forward(step="examine", outcome="refuse", **step(made, dossier_id, "justice-examiner"))
    processing.forward(
        step="draft-refusal", text="Trẻ đã được khai sinh tại xã khác.", **step(made, dossier_id, "justice-examiner")
    )
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    signing.number(step="number", number="15", book="", **step(made, dossier_id, "clerical"))
    text = said(signing_papers.result_of(**asked(made, dossier_id))[1], tmp_path)
    for words in ("THÔNG BÁO TỪ CHỐI GIẢI QUYẾT", "Số: 15/TB-UBND", "Trẻ đã được khai sinh tại xã khác."):
        assert words in text


def test_the_reason_of_a_refusal_is_what_was_said_with_the_decision_and_never_nothing(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.forward(step="examine", outcome="refuse", **step(made, dossier_id, "justice-examiner"))
    with pytest.raises(ReasonMissing, match="Hãy ghi lý do từ chối"):
        processing.forward(step="draft-refusal", text=" ", **step(made, dossier_id, "justice-examiner"))
    assert {duty.step for duty in dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).duties} == {"draft-refusal"}

    second = accepted(made)
    processing.take_up(**step(made, second, "justice-examiner"))
    why = "Việc sinh đã được đăng ký ở xã khác."
    processing.forward(step="examine", outcome="refuse", text=why, **step(made, second, "justice-examiner"))
    processing.forward(step="draft-refusal", **step(made, second, "justice-examiner"))
    signing.sign(step="sign", **step(made, second, "leader"))
    assert f"lý do: {why}" in said(signing_papers.result_of(**asked(made, second))[1], tmp_path)


def test_a_demonstration_marks_what_it_prints(settings: Any, tmp_path: Path) -> None:
    settings.DEMONSTRATION = True
    made = commune()
    dossier_id = returned(made)
    for pdf in (
        signing_papers.result_of(**asked(made, dossier_id))[1],
        processing_papers.control_sheet_of(**asked(made, dossier_id))[1],
        intake_papers.slip_of(**asked(made, dossier_id))[1],
    ):
        assert said(pdf, tmp_path).count(documents.TRIAL) == int(facts_of(pdf, tmp_path)["Pages"])


def test_the_receipt_says_the_amount_in_words(tmp_path: Path) -> None:
    made = commune()
    dossier_id = accepted(made, answers={**ANSWERS, "child_birth_date": "02/08/2026"})
    clerk = made.who("one-stop-clerk")
    text = said(returning_papers.receipt_of(dossier_id=dossier_id, viewer=clerk)[1], tmp_path)
    for words in ("Số: 0000001/2026", "Tám nghìn đồng", "tiền mặt", "Nguyễn Văn one-stop-clerk", "Trần Thị Ước"):
        assert words in text
    assert [row.amount for row in returning_papers.receipts_of(dossier_id=dossier_id, viewer=clerk)] == [8_000]
    with pytest.raises(NothingToPrint):
        returning_papers.receipt_of(dossier_id=dossier_id, viewer=clerk, number=99)


def test_the_register_of_a_day_holds_what_came_in_that_day_only(tmp_path: Path) -> None:
    made = commune()
    returned(made)
    clerk = made.who("one-stop-clerk")
    text = said(returning_papers.daybook_of(office_id=made.office_id, on=date(2026, 11, 23), viewer=clerk), tmp_path)
    for words in ("H26.1.1-261123-0001", "Đăng ký khai sinh", "Cộng: 1 hồ sơ (1 bộ), đã trả kết quả 1 hồ sơ."):
        assert words in text
    empty = returning_papers.daybook_of(office_id=made.office_id, on=date(2026, 11, 24), viewer=clerk)
    assert "Không có hồ sơ nào được tiếp nhận." in said(empty, tmp_path)


def test_dossiers_handed_on_are_listed_with_their_originals(tmp_path: Path) -> None:
    made = commune()
    first = accepted(made)
    pdf = intake_papers.handing_over_of(
        dossier_ids=(first, first), to_office_id=made.office_id, viewer=made.who("one-stop-clerk"), at=made.moment
    )
    text = said(pdf, tmp_path)
    for words in ("01 hồ sơ sau đây", "Giấy chứng sinh (01 bản chính)", "Nguyễn Văn one-stop-clerk"):
        assert words in text


def test_a_result_of_another_system_is_not_printed_here() -> None:
    made = commune()
    dossier_id = returned(made)
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    procedure = procedures.version(view.procedure_version_id)
    assert signing_papers.can_print(view=view, procedure=procedure)
    elsewhere = replace(procedure, code="9.999999", version_id=0)
    assert not signing_papers.can_print(view=view, procedure=elsewhere)
    assert NoTemplateForTheResult(name="x", procedure="y").status == 404
