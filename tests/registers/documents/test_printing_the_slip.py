"""The slip says all that form 01 asks for, in letters that can be searched, the same bytes for the same facts."""

from __future__ import annotations

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.errors import LetterCannotBePrinted, NoTemplateForTheDay
from motcua.registers.documents.printing.templates import SLIP, TEMPLATES, Template, template_for
from motcua.registers.documents.printing.words import dong, moment_words
from motcua.registers.documents.queries import SlipFacts, SlipPaper, slip
from tests.registers.documents.slips import BIRTH, facts_of, said

BARE = SlipFacts(
    superior="",
    office="",
    unit="Trung tâm Phục vụ hành chính công tỉnh Đồng Tháp",
    place="Mỹ Tho",
    code="H20-261123-0001",
    procedure_code="1.004194",
    procedure_name="Đăng ký tạm trú",
    owner_name="Y",
    applicant_name="Y",
    received_at=BIRTH.received_at,
    promised_at=BIRTH.promised_at,
    term="03 ngày làm việc",
    tracking_url="https://motcua.example.vn/x",
    officer_name="Đỗ Thị Lý",
)


def test_the_slip_says_what_form_01_asks_for(tmp_path: Path) -> None:
    text = said(slip(BIRTH), tmp_path)
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
        "ỦY BAN NHÂN DÂN XÃ MỸ THIỆN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "Số: 0001/GTN-TTPVHCC",
        "Mỹ Thiện, ngày 23 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H20.83-261123-0001",
        "Chủ hồ sơ: Nguyễn Thị Hồng Ngọc",
        "Người nộp hồ sơ: Trần Quốc Bảo",
        "Số định danh: 087190001234",
        "Điện thoại: 0912 345 678",
        "Địa chỉ: Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã thủ tục: 1.001193)",
        "Thành phần hồ sơ nộp: 01 bộ",
        "Giấy chứng sinh",
        "CSDL quốc gia về dân cư",
        "Thời gian giải quyết theo quy định: trong ngày",
        "Thời gian nhận hồ sơ: 09 giờ 05 phút, Thứ Hai ngày 23/11/2026",
        "Thời gian trả kết quả: 17 giờ 00 phút, Thứ Hai ngày 23/11/2026",
        "Nơi trả: Quầy 2, Trung tâm Phục vụ hành chính công xã Mỹ Thiện",
        "Hình thức nhận: trực tiếp",
        "Tra cứu bằng mã QR hoặc tại: motcua.example.vn/tra-cuu",
        "Lệ phí hộ tịch 0 đồng (miễn: đăng ký đúng hạn)",
        "cộng 16.000 đồng",
        "Nhận đủ hồ sơ lúc 09:05 Thứ Hai 23/11/2026, trước 15:00",
        "NGƯỜI NỘP HỒ SƠ",
        "Lê Thị Kim Phượng",
        "Mẫu số 01, Thông tư 03/2025/TT-VPCP",
    ):
        assert words in text


def test_it_is_one_a5_page_tagged_and_titled(tmp_path: Path) -> None:
    pdf = slip(BIRTH)
    facts = facts_of(pdf, tmp_path)
    assert facts["Pages"] == "1"
    assert facts["Page size"].startswith("419.528 x 595.276")
    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả – H20.83-261123-0001"
    assert b"pdfaid" in pdf
    assert b"pdfuaid" in pdf


LETTERS = [
    base + tone
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
]


def test_every_vietnamese_letter_comes_back_with_its_marks(tmp_path: Path) -> None:
    together = " ".join("".join(LETTERS[place : place + 6]) for place in range(0, len(LETTERS), 6)) + " đĐ"
    text = said(slip(replace(BIRTH, address=together, promise_lines=(together,), owner_name=together)), tmp_path)
    composed = re.sub(r"\s", "", " ".join(text.split()))
    for letters in together.split():
        shown = unicodedata.normalize("NFC", letters)
        assert composed.count(shown) == 3, shown


def test_the_same_facts_give_the_same_bytes_also_side_by_side() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(slip, [BIRTH] * 12))) == 1
    assert slip(BIRTH) != slip(replace(BIRTH, code="H20.83-261123-0002"))


def test_a_moment_of_another_zone_is_told_in_vietnams() -> None:
    elsewhere = replace(BIRTH, received_at=BIRTH.received_at.astimezone(UTC))
    assert slip(elsewhere) == slip(BIRTH)


def test_what_is_empty_leaves_no_label(tmp_path: Path) -> None:
    text = said(slip(BARE), tmp_path)
    for label in ("Số:", "Số định danh", "Điện thoại", "Thư điện tử", "Địa chỉ", "Nơi trả", "Hình thức", "Tra cứu"):
        assert label not in text
    for label in ("Vì sao", "Tên giấy tờ", "Quyển số", "trường hợp", "trang"):
        assert label not in text
    assert "Số lượng hồ sơ: 01 bộ" in text
    assert "Phí, lệ phí: không thu" in text
    assert "Người nộp hồ sơ: Y (chủ hồ sơ)" in text


def test_many_papers_flow_to_further_pages_under_the_same_heading(tmp_path: Path) -> None:
    papers = tuple(
        SlipPaper(name=f"Văn bản thỏa thuận phân chia quyền sử dụng đất của hộ gia đình số {n}", originals=1)
        for n in range(1, 41)
    )
    pdf = slip(replace(BIRTH, papers=papers))
    pages = int(facts_of(pdf, tmp_path)["Pages"])
    text = said(pdf, tmp_path)
    assert 2 <= pages <= 4
    assert text.count("Tên giấy tờ") >= 2
    assert f"Hồ sơ H20.83-261123-0001 – trang 1/{pages}" in text
    for number in range(1, 41):
        assert f"số {number} " in text


def test_a_name_without_end_wraps_and_stays_whole(tmp_path: Path) -> None:
    name = "Nguyễn " + "Ư" * 300
    text = said(slip(replace(BIRTH, owner_name=name)), tmp_path)
    assert "Ư" * 300 in re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize("name", ["張偉", "Иван", "Bảo 🙂"])
def test_a_letter_that_the_font_has_not_is_refused_in_words(name: str) -> None:
    with pytest.raises(LetterCannotBePrinted, match="Không in được ký tự"):
        slip(replace(BIRTH, owner_name=name))


def test_invisible_signs_of_a_pasted_name_do_not_stop_the_printer(tmp_path: Path) -> None:
    text = said(slip(replace(BIRTH, owner_name="Tra\u0302\u0300n\u200b\nBảo\ufeff")), tmp_path)
    assert "Chủ hồ sơ: Trần Bảo" in text


def test_what_people_write_is_never_read_as_a_template(tmp_path: Path) -> None:
    written = '#panic("x") $x^2$ *đậm* @nhãn // hết <a> \\ [ngoặc] "nháy"'
    assert written in said(slip(replace(BIRTH, address=written)), tmp_path)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 12, 11, 0, tzinfo=VIETNAM), "11 giờ 00 phút, Thứ Năm ngày 12/11/2026"),
        (datetime(2026, 11, 22, 1, 5, tzinfo=UTC), "08 giờ 05 phút, Chủ nhật ngày 22/11/2026"),
    ],
)
def test_moments_are_told_in_words(moment: datetime, words: str) -> None:
    assert moment_words(moment) == words


def test_amounts_are_told_as_in_vietnam() -> None:
    assert (dong(0), dong(8_000), dong(1_250_000)) == ("0 đồng", "8.000 đồng", "1.250.000 đồng")


def test_days_and_the_first_two_months_are_written_with_a_nought(tmp_path: Path) -> None:
    february = datetime(2026, 2, 5, 9, 0, tzinfo=VIETNAM)
    assert "ngày 05 tháng 02 năm 2026" in said(slip(replace(BIRTH, received_at=february)), tmp_path)


def test_the_template_is_the_one_in_force_and_a_procedures_own_comes_first() -> None:
    own = Template(SLIP, "own", date(2026, 3, 1), "Bộ Công an", "Mẫu số 01", "own.typ", procedure="1.004194")
    table = (*TEMPLATES, own)

    def version(on: date, procedure: str) -> str:
        return template_for(form=SLIP, on=on, procedure=procedure, templates=table).version

    assert version(date(2025, 9, 14), "1.001193") == "tt01-2018"
    assert version(date(2025, 9, 15), "1.001193") == "tt03-2025"
    assert version(date(2026, 2, 28), "1.004194") == "tt03-2025"
    assert version(date(2026, 3, 1), "1.004194") == "own"
    assert version(date(2026, 3, 1), "1.001193") == "tt03-2025"
    with pytest.raises(NoTemplateForTheDay, match="31/12/2018"):
        template_for(form=SLIP, on=date(2018, 12, 31))
