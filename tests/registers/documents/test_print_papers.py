"""Every printed paper says what its form asks for, in letters that can be searched; same facts, same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries
from motcua.registers.documents.errors import (
    LetterCannotBePrinted,
    NoTemplateForTheDay,
    NoTemplateForTheResult,
    TemplateFaulty,
)
from motcua.registers.documents.printing.templates import (
    CONTROL_SHEET,
    DAYBOOK,
    STOP_NOTICE,
    TEMPLATES,
    own_template,
    template_for,
)
from motcua.registers.documents.queries import (
    ControlSheetFacts,
    DaybookFacts,
    HandedDossier,
    HandingOverFacts,
    Head,
    ReceiptFacts,
    ReceiptLine,
    RequestedItem,
    Stopping,
)
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries as offices_told
from motcua.registers.offices.facts import NewOffice
from motcua.rules.access import SYSTEM
from tests.registers.documents import papers
from tests.registers.documents.slips import facts_of, said

Printer = Callable[[Any], bytes]

SAYS: list[tuple[Printer, Any, tuple[str, ...]]] = [
    (
        queries.supplement_request,
        papers.SUPPLEMENT,
        (
            "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
            "Mã hồ sơ: H20.83-261123-0001",
            "Số: …………/PYC-TTPVHCC",
            "Người nộp hồ sơ: Trần Quốc Bảo (cha)",
            "Đăng ký khai sinh (mã thủ tục: 1.001193)",
            "Giấy chứng sinh (bản chính)",
            "Bổ sung chậm nhất: 17 giờ 00 phút, Thứ Hai ngày 30/11/2026",
            "Lê Thị Kim Phượng, điện thoại 0277 3 851 234",
            "Mẫu số 02, Thông tư 03/2025/TT-VPCP",
        ),
    ),
    (
        queries.refusal,
        papers.REFUSED,
        (
            "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
            "Mã tiếp nhận: TN-7K2M-94QX",
            "(Điều 13 Luật Hộ tịch)",
            "Nơi, cách nộp đúng: Ủy ban nhân dân xã Cái Bè",
            "NGƯỜI NỘP HỒ SƠ",
            "Mẫu số 03, Thông tư 03/2025/TT-VPCP",
        ),
    ),
    (
        queries.apology,
        papers.LATE,
        (
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "Kính gửi: Ông/Bà Trần Quốc Bảo",
            "17 giờ 00 phút, Thứ Hai ngày 23/11/2026",
            "17 giờ 00 phút, Thứ Sáu ngày 27/11/2026",
            "thành thật xin lỗi Ông/Bà",
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "Phạm Thị Ngọc Ánh",
            "Nơi nhận:",
            "Mẫu số 04",
        ),
    ),
    (
        queries.stop_notice,
        papers.STOPPED,
        (
            "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
            "không được bổ sung, hoàn thiện đúng thời hạn theo yêu cầu ngày 23 tháng 11 năm 2026",
            "Giấy chứng sinh (01 bản chính)",
            "16.000 đồng (mười sáu nghìn đồng)",
            "Mẫu số 05",
        ),
    ),
    (
        queries.not_eligible,
        papers.NOT_GRANTED,
        ("THÔNG BÁO TỪ CHỐI GIẢI QUYẾT", "không đủ điều kiện giải quyết", "Luật Hộ tịch 60/2014/QH13"),
    ),
    (
        queries.control_sheet,
        papers.CONTROLLED,
        (
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "Cơ quan giải quyết: Ủy ban nhân dân xã Mỹ Thiện",
            "Cơ quan phối hợp: Ủy ban nhân dân xã Cái Bè",
            "09 giờ 07 phút, ngày 23/11/2026",
            "Nguyễn Văn Hậu",
            "trước hạn",
            "quá hạn",
            "Giải quyết xong: 16 giờ 45 phút, Thứ Hai ngày 23/11/2026 – đúng hạn",
            "Mẫu số 06",
        ),
    ),
    (
        queries.daybook,
        papers.DAY,
        (
            "SỔ THEO DÕI HỒ SƠ",
            "Hồ sơ tiếp nhận ngày 23 tháng 11 năm 2026",
            "H20.83-261123-0002",
            "16:50 23/11/2026",
            "Cộng: 2 hồ sơ (2 bộ), đã trả kết quả 1 hồ sơ.",
            "Mẫu số 07",
        ),
    ),
    (
        queries.receipt,
        papers.PAID,
        (
            "BIÊN LAI THU PHÍ, LỆ PHÍ",
            "Số: 0000052/2026",
            "Liên 1: Lưu tại cơ quan thu",
            "Liên 2: Giao người nộp tiền",
            "32.000 đồng",
            "Số tiền viết bằng chữ: Ba mươi hai nghìn đồng",
            "Hình thức thanh toán: tiền mặt",
        ),
    ),
    (
        queries.handing_over,
        papers.HANDED,
        ("BIÊN BẢN GIAO NHẬN HỒ SƠ", "02 hồ sơ", "Giấy chứng nhận đã cấp (01 bản chính)", "Đặng Hoàng Sơn"),
    ),
]
NAMES = [case[0].__name__ for case in SAYS]


@pytest.mark.parametrize(("printed", "facts", "words"), SAYS, ids=NAMES)
def test_the_paper_says_what_its_form_asks_for(
    printed: Printer, facts: Any, words: tuple[str, ...], tmp_path: Path
) -> None:
    text = said(printed(facts), tmp_path)
    for each in words:
        assert each in text
    assert "BẢN THỬ" not in text


@pytest.mark.parametrize(("printed", "facts", "words"), SAYS, ids=NAMES)
def test_the_same_facts_give_the_same_bytes_tagged_and_titled(
    printed: Printer, facts: Any, words: tuple[str, ...], tmp_path: Path
) -> None:
    pdf = printed(facts)
    assert pdf == printed(facts)
    about = facts_of(pdf, tmp_path)
    assert (about["Tagged"], bool(about["Title"])) == ("yes", True)
    assert b"pdfaid" in pdf
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize(("printed", "facts", "words"), SAYS, ids=NAMES)
def test_a_trial_is_marked_on_every_page(printed: Printer, facts: Any, words: tuple[str, ...], tmp_path: Path) -> None:
    pdf = printed(replace(facts, head=replace(facts.head, mark=queries.TRIAL)))
    pages = int(facts_of(pdf, tmp_path)["Pages"])
    assert said(pdf, tmp_path).count(queries.TRIAL) == pages


BARE: list[tuple[Printer, Any]] = [
    (
        queries.supplement_request,
        replace(
            papers.SUPPLEMENT,
            head=papers.BARE_HEAD,
            about=papers.BARE,
            items=(RequestedItem("Tờ khai"),),
            answer_by=None,
            officer_name="",
            officer_phone="",
            return_place="",
        ),
    ),
    (queries.refusal, queries.RefusalFacts(papers.BARE_HEAD, papers.BARE, "Không đủ giấy tờ.")),
    (queries.apology, queries.ApologyFacts(papers.BARE_HEAD, papers.BARE, papers.at(23), papers.at(24), "chờ.")),
    (
        queries.stop_notice,
        queries.StopNoticeFacts(papers.BARE_HEAD, papers.BARE, Stopping.GROUND, papers.at(23)),
    ),
    (queries.not_eligible, queries.NotEligibleFacts(papers.BARE_HEAD, papers.BARE, "Thông báo", "thiếu căn cứ.")),
    (queries.control_sheet, ControlSheetFacts(papers.BARE_HEAD, papers.BARE, "Ủy ban")),
    (queries.daybook, DaybookFacts(papers.BARE_HEAD, date(2026, 11, 23))),
    (
        queries.receipt,
        ReceiptFacts(papers.BARE_HEAD, "1", "Y", (ReceiptLine("Phí", 1_000),), papers.at(23), ""),
    ),
    (queries.handing_over, HandingOverFacts(papers.BARE_HEAD, "A", "B", papers.at(23), (HandedDossier("X", "", ""),))),
]


@pytest.mark.parametrize(("printed", "facts"), BARE, ids=[one[0].__name__ for one in BARE])
def test_what_is_empty_leaves_no_label(printed: Printer, facts: Any, tmp_path: Path) -> None:
    text = said(printed(facts), tmp_path)
    for label in ("Số: ……", "Điện thoại", "Địa chỉ:", "liên hệ", "mã QR", "Giấy tờ trả lại", "Cơ quan phối hợp", "()"):
        assert label not in text
    assert not re.search(r"(Căn cứ|Nơi nhận bổ sung|Mã số thuế[^:]*|Ghi chú): *$", text)


def test_long_papers_flow_under_the_same_heading(tmp_path: Path) -> None:
    items = tuple(
        RequestedItem(
            f"Văn bản thỏa thuận phân chia quyền sử dụng đất số {n}", "Chưa có chữ ký của các đồng sở hữu" * 2
        )
        for n in range(60)
    )
    rows = tuple(replace(papers.DAY.rows[n % 2], code=f"H20.83-261123-{n:04}") for n in range(90))
    hand_overs = papers.CONTROLLED.hand_overs * 8
    for pdf, head, least in (
        (queries.supplement_request(replace(papers.SUPPLEMENT, items=items)), "Cách thực hiện", 3),
        (queries.daybook(replace(papers.DAY, rows=rows)), "Tên thủ tục hành chính", 3),
        (queries.control_sheet(replace(papers.CONTROLLED, hand_overs=hand_overs)), "Thời gian giao, nhận", 3),
    ):
        pages = int(facts_of(pdf, tmp_path)["Pages"])
        text = said(pdf, tmp_path)
        assert pages >= least
        assert text.count(head) >= pages - 1
        assert f"trang 1/{pages}" in text
    assert "H20.83-261123-0089" in said(queries.daybook(replace(papers.DAY, rows=rows)), tmp_path)


def test_a_long_reason_flows_to_a_second_page_and_stays_whole(tmp_path: Path) -> None:
    reason = " ".join(f"Câu thứ {n} giải thích vì sao hồ sơ chưa giải quyết xong." for n in range(120))
    pdf = queries.apology(replace(papers.LATE, reason=reason))
    assert int(facts_of(pdf, tmp_path)["Pages"]) >= 2
    assert "Câu thứ 119 giải thích" in said(pdf, tmp_path)


def test_what_people_write_is_never_read_as_a_template(tmp_path: Path) -> None:
    written = '#panic("x") $x^2$ *đậm* @nhãn // hết <a> [ngoặc]'
    text = said(queries.refusal(replace(papers.REFUSED, reason=written)), tmp_path)
    assert written in text


def test_a_letter_that_the_font_has_not_is_refused_in_words() -> None:
    with pytest.raises(LetterCannotBePrinted, match="張"):
        queries.receipt(replace(papers.PAID, payer_name="張偉"))


def test_an_organisation_is_not_addressed_as_a_person(tmp_path: Path) -> None:
    about = replace(papers.ABOUT, applicant_name="Công ty Sông Tiền", is_organisation=True)
    text = said(queries.apology(replace(papers.LATE, about=about)), tmp_path)
    assert "Kính gửi: Công ty Sông Tiền" in text
    assert "Ông/Bà" not in text


def test_a_voided_receipt_says_so_on_each_copy(tmp_path: Path) -> None:
    text = said(queries.receipt(replace(papers.PAID, void="Thu nhầm hồ sơ")), tmp_path)
    assert text.count("ĐÃ HỦY: Thu nhầm hồ sơ") == 2


@pytest.mark.parametrize(
    ("stopping", "words"),
    [
        (Stopping.WITHDRAWN, "Theo đề nghị rút hồ sơ ngày 23 tháng 11 năm 2026"),
        (Stopping.GROUND, "Có cơ sở xác định nội dung cam đoan không đúng sự thật (Điều 16)"),
    ],
)
def test_the_ground_of_stopping_is_named(stopping: Stopping, words: str, tmp_path: Path) -> None:
    facts = replace(
        papers.STOPPED,
        stopping=stopping,
        ground="Có cơ sở xác định nội dung cam đoan không đúng sự thật",
        article="Điều 16",
    )
    assert words in said(queries.stop_notice(facts), tmp_path)


RESULT_SAYS = (
    (
        "GIẤY KHAI SINH",
        "Số: 124",
        "Quyển số: 01/2026",
        "TRẦN NGUYỄN ĐĂNG KHÔI",
        "Ngày hai, tháng mười một, năm hai nghìn",
        "Số định danh cá nhân: 087226012345",
        "NGƯỜI KÝ GIẤY KHAI SINH",
        "PHÓ CHỦ TỊCH",
    ),
    ("TRÍCH LỤC KHAI TỬ", "Số: 12/TLKT", "HUỲNH VĂN ĐẤU", "ngày 20/11/2026", "Nguyên nhân chết: Bệnh già"),
    ("GIẤY CHỨNG NHẬN KẾT HÔN", "VÕ THỊ BÉ SÁU", "Dân tộc: Khmer", "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN"),
    ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "LÝ THỊ THÚY KIỀU", "06 tháng kể từ ngày cấp", "vay vốn ngân hàng"),
    ("GIẤY KHAI SINH", "(BẢN SAO)", "số 56, quyển số 01/1990", "Thực hiện trích lục từ: Sổ đăng ký khai sinh"),
    ("Chứng thực bản sao đúng với bản chính", "quyển số: 01/2026 – SCT/BS", "Bằng tốt nghiệp đại học"),
    (
        "Số: 7/GCN-HKD",
        "Mã số hộ kinh doanh: 082190000001",
        "Đăng ký lần đầu, ngày 23 tháng 11 năm 2026",
        "2. Trụ sở: 12 đường Ba",
        "5. Chủ hộ kinh doanh: TRẦN THỊ ƯỚC",
    ),
    ("Số: 7/GCN", "trật tự: TRẦN THỊ ƯỚC"),
    ("GIẤY PHÉP", "Số: 7/GP", "HỘ KINH DOANH KARAOKE SAO MAI"),
)


@pytest.mark.parametrize(
    ("facts", "words"), tuple(zip(papers.RESULTS, RESULT_SAYS, strict=True)), ids=[one.name for one in papers.RESULTS]
)
def test_a_result_says_its_fields_number_and_mark(
    facts: queries.ResultFacts, words: tuple[str, ...], tmp_path: Path
) -> None:
    pdf = queries.result(facts)
    text = said(pdf, tmp_path)
    for each in words:
        assert each in text
    assert text.count(queries.TRIAL) == int(facts_of(pdf, tmp_path)["Pages"])
    assert pdf == queries.result(facts)


@pytest.mark.parametrize("facts", papers.RESULTS, ids=[one.name for one in papers.RESULTS])
def test_a_result_with_nothing_known_keeps_its_labels(facts: queries.ResultFacts, tmp_path: Path) -> None:
    bare = replace(
        facts,
        head=Head(issuer="Ủy ban nhân dân xã X", place="X", issued_at=papers.at(23)),
        said={},
        days={},
        chosen={},
        given={},
        number="",
        book="",
        registered_at=None,
        signer=queries.Signer(),
        office_name="",
    )
    text = said(queries.result(bare), tmp_path)
    assert "(Ký" in text or "Ký, ghi rõ" in text
    assert queries.TRIAL not in text


LETTERS = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)


def test_every_vietnamese_letter_comes_back_from_a_certificate(tmp_path: Path) -> None:
    place = " ".join(LETTERS[n : n + 8] for n in range(0, len(LETTERS), 8)) + " đĐ"
    told = {**papers.BIRTH_CERTIFICATE.said, "child_birth_place": place}
    text = said(queries.result(replace(papers.BIRTH_CERTIFICATE, said=told)), tmp_path)
    assert place in text


def test_names_of_the_highlands_are_printed_with_their_own_letters(tmp_path: Path) -> None:
    told = {**papers.BIRTH_CERTIFICATE.said, "child_name": "H'Ƀlin Č'Ŏ Ayŭn", "father_name": "Y Ñuăm K'Đơ̆"}
    text = said(queries.result(replace(papers.BIRTH_CERTIFICATE, said=told)), tmp_path)
    assert "H'ɃLIN Č'Ŏ AYŬN" in text
    assert unicodedata.normalize("NFC", "Y ÑUĂM K'ĐƠ̆") in unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("facts", papers.RESULTS, ids=[one.name for one in papers.RESULTS])
def test_a_result_with_very_long_words_is_still_one_page_with_its_signature(
    facts: queries.ResultFacts, tmp_path: Path
) -> None:
    long = "Buôn Kpơr, số nhà 1234/56/78 đường Nguyễn Thị Minh Khai nối dài, xã Đắk Ơ (trước là huyện Đắk R'lấp)"
    told = {key: long if len(words) > 20 else words for key, words in facts.said.items()}
    pdf = queries.result(replace(facts, said=told))
    assert facts_of(pdf, tmp_path)["Pages"] == "1"
    assert facts.signer.name in said(pdf, tmp_path)


def test_of_a_day_that_is_not_whole_only_what_is_known_is_printed(tmp_path: Path) -> None:
    death = next(one for one in papers.RESULTS if one.about.procedure_code == "1.000656")
    told = {**death.said, "deceased_birth_date": "1921", "death_about": "1975", "death_about_words": "Năm một nghìn"}
    text = said(queries.result(replace(death, said=told, days={})), tmp_path)
    assert "giờ ….. phút, năm 1975" in text or "giờ ..... phút, năm 1975" in text
    assert "ghi bằng chữ: Năm một nghìn" in text


def test_a_result_made_elsewhere_has_no_template_here() -> None:
    land = replace(papers.ABOUT, procedure_code="1.115778")
    assert not queries.has_template(procedure="1.115778", template="certificate.typ")
    with pytest.raises(NoTemplateForTheResult, match=r"1\.115778 chưa có mẫu in"):
        queries.result(replace(papers.BIRTH_CERTIFICATE, about=land))


def test_every_template_of_the_table_lies_where_it_says() -> None:
    assert [one.file for one in TEMPLATES if not one.path.is_file()] == []
    assert own_template(procedure="1.001193", form="x", file="none.typ", valid_from=date(2026, 1, 1)) is None


def test_form_numbers_follow_the_circular_of_the_day() -> None:
    assert template_for(form=CONTROL_SHEET, on=date(2025, 9, 14)).source.startswith("Mẫu số 05, Thông tư 01/2018")
    assert template_for(form=CONTROL_SHEET, on=date(2025, 9, 15)).source.startswith("Mẫu số 06, Thông tư 03/2025")
    assert template_for(form=DAYBOOK, on=date(2026, 11, 23)).source.startswith("Mẫu số 07")
    with pytest.raises(NoTemplateForTheDay):
        template_for(form=STOP_NOTICE, on=date(2025, 9, 14))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('#import "@preview/cetz:0.3.0": canvas', "không dùng gói ngoài"),
        ('#read("/../typesetting.py")', "dòng 1: "),
        ('#read("/etc/passwd")', "dòng 1: file not found"),
    ],
)
def test_a_template_reads_nothing_but_the_houses_own_files(
    source: str, why: str, tmp_path: Path, settings: Any
) -> None:
    settings.PROCEDURES_FOLDER = tmp_path
    folder = tmp_path / "1.001193" / "print"
    folder.mkdir(parents=True)
    (folder / "certificate.typ").write_text(source, encoding="utf-8")
    with pytest.raises(TemplateFaulty, match=why):
        queries.result(papers.BIRTH_CERTIFICATE)


def test_the_place_beside_the_date_is_where_the_office_is(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """NĐ 30/2020/NĐ-CP, Annex I, II.4: of a department and of the police too, never the office's own name."""
    places = {"82": "Đồng Tháp", "28261": "Mỹ Tho"}
    monkeypatch.setattr(offices_told, "territory_name", lambda code: places.get(code, ""))
    wanted = {
        ("H20.09", "Sở Văn hóa, Thể thao và Du lịch", "82"): "Đồng Tháp",
        ("G01.82.28261", "Công an phường Mỹ Tho", "28261"): "Mỹ Tho",
        ("H20.28261", "Ủy ban nhân dân phường Mỹ Tho", "28261"): "Mỹ Tho",
        ("H20.99", "Ủy ban nhân dân xã Lạ", "00000"): "Lạ",
    }
    for (code, name, unit), place in wanted.items():
        new = NewOffice(code=code, name=name, kind="department", unit_code=unit, valid_from=date(2025, 7, 1))
        office_id = offices.open_office(office=new, now=datetime(2026, 1, 5, 8, tzinfo=VIETNAM), by=SYSTEM)
        at = datetime(2026, 11, 30, 9, tzinfo=VIETNAM)
        assert queries.letterhead(office_id=office_id, at=at).place == place, name
