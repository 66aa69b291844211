"""Facts of every printed paper but the slip, with real Vietnamese content; everyone in them is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.queries import (
    TRIAL,
    AboutDossier,
    ApologyFacts,
    ControlSheetFacts,
    DaybookFacts,
    DaybookRow,
    HandedDossier,
    HandingOverFacts,
    HandOver,
    Head,
    NotEligibleFacts,
    ReceiptFacts,
    ReceiptLine,
    RefusalFacts,
    RequestedItem,
    ResultFacts,
    Signer,
    StopNoticeFacts,
    Stopping,
    SupplementRequestFacts,
)


def at(day: int, hour: int = 9, minute: int = 5) -> datetime:
    """A moment of November 2026 in Vietnam."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


COUNTER = Head(
    superior="Ủy ban nhân dân tỉnh Đồng Tháp",
    office="Ủy ban nhân dân xã Mỹ Thiện",
    issuer="Trung tâm Phục vụ hành chính công",
    place="Mỹ Thiện",
    issued_at=at(23),
    symbol="PYC-TTPVHCC",
)
COMMITTEE = Head(
    superior="Ủy ban nhân dân tỉnh Đồng Tháp",
    issuer="Ủy ban nhân dân xã Mỹ Thiện",
    place="Mỹ Thiện",
    issued_at=at(23),
    symbol="TB-UBND",
)
ABOUT = AboutDossier(
    code="H20.83-261123-0001",
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh",
    owner_name="Nguyễn Thị Hồng Ngọc",
    applicant_name="Trần Quốc Bảo",
    applicant_capacity="cha",
    id_number="087190001234",
    address="Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
    phone="0912 345 678",
    received_at=at(23),
    promised_at=at(23, 17, 0),
    tracking_url="https://motcua.example.vn/tra-cuu/H20.83-261123-0001",
    lookup_url="motcua.example.vn/tra-cuu",
)
BARE = AboutDossier(
    code="X", procedure_code="1.004194", procedure_name="Đăng ký tạm trú", owner_name="Y", applicant_name="Y"
)
BARE_HEAD = Head(issuer="Trung tâm Phục vụ hành chính công", place="", issued_at=at(23))
CHAIR = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Phạm Thị Ngọc Ánh")

SUPPLEMENT = SupplementRequestFacts(
    head=COUNTER,
    about=ABOUT,
    items=(
        RequestedItem("Giấy chứng sinh (bản chính)", "Bản nộp là bản chụp, không có dấu", "Mang bản chính đến quầy 2"),
        RequestedItem(
            "Tờ khai đăng ký khai sinh",
            "Chưa ghi nơi sinh của trẻ; họ của trẻ trên tờ khai khác họ của cha và mẹ",
            "Sửa và ký lại tờ khai; mẫu có sẵn tại quầy",
        ),
    ),
    answer_by=at(30, 17, 0),
    officer_name="Lê Thị Kim Phượng",
    officer_phone="0277 3 851 234",
    return_place="Quầy 2, Trung tâm Phục vụ hành chính công xã Mỹ Thiện",
    online=True,
)
REFUSED = RefusalFacts(
    head=replace(COUNTER, symbol="PTC-TTPVHCC"),
    about=replace(ABOUT, code="TN-7K2M-94QX"),
    ground="Không thuộc thẩm quyền của Ủy ban nhân dân cấp xã này",
    article="Điều 13 Luật Hộ tịch",
    reason="Cha, mẹ của trẻ cư trú tại xã Cái Bè; trẻ sinh tại Bệnh viện Từ Dũ, Thành phố Hồ Chí Minh.",
    right_place="Ủy ban nhân dân xã Cái Bè, hoặc nộp trực tuyến trên Cổng Dịch vụ công quốc gia",
    officer_name="Lê Thị Kim Phượng",
    officer_phone="0277 3 851 234",
)
LATE = ApologyFacts(
    head=replace(COMMITTEE, symbol="UBND-TTPVHCC"),
    about=ABOUT,
    promised_at=at(23, 17, 0),
    new_promised_at=at(27, 17, 0),
    reason="phải xác minh tình trạng hôn nhân của cha, mẹ tại Ủy ban nhân dân xã Cái Bè và chưa có văn bản trả lời.",
    signer=CHAIR,
    contact="Lê Thị Kim Phượng, điện thoại 0277 3 851 234",
    receivers=("Trung tâm Phục vụ hành chính công",),
)
STOPPED = StopNoticeFacts(
    head=COMMITTEE,
    about=ABOUT,
    stopping=Stopping.UNANSWERED,
    stopped_at=at(30, 17, 0),
    asked_at=at(23),
    answer_by=at(27, 17, 0),
    papers_back=("Tờ khai đăng ký khai sinh (01 bản chính)", "Giấy chứng sinh (01 bản chính)"),
    paid=16_000,
    signer=CHAIR,
    contact="Lê Thị Kim Phượng, điện thoại 0277 3 851 234",
    receivers=("Trung tâm Phục vụ hành chính công",),
)
NOT_GRANTED = NotEligibleFacts(
    head=COMMITTEE,
    about=ABOUT,
    title="Thông báo từ chối giải quyết",
    reason="Việc sinh đã được đăng ký tại Ủy ban nhân dân xã Cái Bè ngày 12/10/2026, số 218.",
    articles=("Luật Hộ tịch 60/2014/QH13",),
    papers_back=("Giấy chứng sinh (01 bản chính)",),
    signer=CHAIR,
)
CONTROLLED = ControlSheetFacts(
    head=replace(COUNTER, symbol="PKS-TTPVHCC"),
    about=ABOUT,
    competent="Ủy ban nhân dân xã Mỹ Thiện",
    consulted=("Ủy ban nhân dân xã Cái Bè",),
    hand_overs=(
        HandOver(
            giver="Trung tâm Phục vụ hành chính công",
            giver_name="Lê Thị Kim Phượng",
            receiver="Công chức tư pháp - hộ tịch",
            receiver_name="Nguyễn Văn Hậu",
            at=at(23, 9, 7),
            standing="đúng hạn",
            note="Tiếp nhận",
        ),
        HandOver(
            giver="Công chức tư pháp - hộ tịch",
            giver_name="Nguyễn Văn Hậu",
            receiver="Lãnh đạo cơ quan giải quyết",
            receiver_name="Phạm Thị Ngọc Ánh",
            at=at(23, 14, 20),
            standing="trước hạn",
            note="Ghi Sổ đăng ký khai sinh, lấy số định danh cá nhân",
        ),
        HandOver(
            giver="Lãnh đạo cơ quan giải quyết",
            giver_name="Phạm Thị Ngọc Ánh",
            receiver="Văn thư",
            at=at(23, 16, 40),
            standing="quá hạn",
            note="Ký Giấy khai sinh",
        ),
    ),
    finished_at=at(23, 16, 45),
    standing="đúng hạn",
)
DAY = DaybookFacts(
    head=replace(COUNTER, symbol=""),
    on=date(2026, 11, 23),
    book="01/2026",
    keeper="Lê Thị Kim Phượng",
    rows=(
        DaybookRow(
            code="H20.83-261123-0001",
            procedure_name="Đăng ký khai sinh",
            person="Nguyễn Thị Hồng Ngọc",
            contact="Số 12, ấp Mỹ Hòa, xã Mỹ Thiện; 0912 345 678",
            competent="Ủy ban nhân dân xã Mỹ Thiện",
            received_at=at(23),
            promised_at=at(23, 17, 0),
            returned_at=at(23, 16, 50),
            way="Trực tiếp",
            signed_by="Trần Quốc Bảo",
        ),
        DaybookRow(
            code="H20.83-261123-0002",
            procedure_name="Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
            person="Công ty trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Sông Tiền",
            contact="Khu công nghiệp Mỹ Tho, phường Trung An, tỉnh Đồng Tháp; 0273 3 855 777",
            competent="Chi nhánh Văn phòng Đăng ký đất đai khu vực Cái Bè",
            received_at=at(23, 10, 15),
            promised_at=at(30, 17, 0),
            way="Bưu chính",
            note="Yêu cầu bổ sung",
        ),
    ),
)
PAID = ReceiptFacts(
    head=replace(COUNTER, symbol=""),
    number="0000052",
    year=2026,
    payer_name="Trần Quốc Bảo",
    payer_address="Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
    payer_number="087190001234",
    dossier_code="H20.83-261123-0001",
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh",
    lines=(
        ReceiptLine("Lệ phí đăng ký khai sinh quá hạn", 8_000),
        ReceiptLine("Phí cấp bản sao Giấy khai sinh", 24_000, "03 bản x 8.000 đồng"),
    ),
    taken_at=at(23, 9, 4),
    collector="Lê Thị Kim Phượng",
    method="tiền mặt",
)
HANDED = HandingOverFacts(
    head=replace(COUNTER, symbol="BB-TTPVHCC"),
    giver="Trung tâm Phục vụ hành chính công xã Mỹ Thiện",
    giver_name="Lê Thị Kim Phượng",
    receiver="Chi nhánh Văn phòng Đăng ký đất đai khu vực Cái Bè",
    receiver_name="Đặng Hoàng Sơn",
    at=at(23, 16, 0),
    code="BG-261123-02",
    address="https://motcua.example.vn/giao-nhan/BG-261123-02",
    dossiers=(
        HandedDossier(
            code="H20.83-261123-0002",
            procedure_name="Đăng ký biến động quyền sử dụng đất",
            owner_name="Huỳnh Văn Đấu",
            contents=("Đơn đăng ký biến động (01 bản chính)", "Giấy chứng nhận đã cấp (01 bản chính)"),
        ),
        HandedDossier(
            code="H20.83-261123-0007", procedure_name="Tách thửa", owner_name="Võ Thị Bé Sáu", note="Hẹn 30/11"
        ),
    ),
)

BIRTH_CERTIFICATE = ResultFacts(
    head=replace(COMMITTEE, symbol="", mark=TRIAL),
    about=ABOUT,
    item="certificate",
    name="Giấy khai sinh",
    template="certificate.typ",
    valid_from=date(2026, 7, 18),
    number="124",
    book="01/2026",
    registered_at=at(23, 16, 0),
    said={
        "child_name": "Trần Nguyễn Đăng Khôi",
        "child_sex": "Nam",
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
        "child_birth_place": "Bệnh viện Đa khoa Tiền Giang, phường Trung An, tỉnh Đồng Tháp",
        "child_home_place": "Xã Mỹ Thiện, tỉnh Đồng Tháp",
        "mother_name": "Nguyễn Thị Hồng Ngọc",
        "mother_birth_year": "1998",
        "mother_ethnicity": "Kinh",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
        "father_name": "Trần Quốc Bảo",
        "father_birth_year": "1990",
        "father_ethnicity": "Kinh",
        "father_nationality": "Việt Nam",
        "father_residence": "Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
        "requester_name": "Trần Quốc Bảo",
        "requester_id_number": "087190001234",
    },
    days={"child_birth_date": date(2026, 11, 2)},
    given={"child_id_number": "087226012345"},
    signer=CHAIR,
    office_name="Ủy ban nhân dân xã Mỹ Thiện, tỉnh Đồng Tháp",
)


def of_procedure(code: str, item: str, name: str, said: dict[str, str], **more: Any) -> ResultFacts:
    """A result of another procedure, numbered and signed like the birth certificate."""
    about = replace(ABOUT, procedure_code=code)
    fields: dict[str, Any] = {"given": {}, "days": {}, "chosen": {}} | more
    return replace(BIRTH_CERTIFICATE, about=about, item=item, name=name, template=f"{item}.typ", said=said, **fields)


RESULTS = (
    BIRTH_CERTIFICATE,
    of_procedure(
        "1.000656",
        "extract",
        "Trích lục khai tử",
        {
            "deceased_name": "Huỳnh Văn Đấu",
            "deceased_sex": "Nam",
            "deceased_ethnicity": "Kinh",
            "deceased_nationality": "Việt Nam",
            "deceased_id_number": "087045001111",
            "deceased_residence": "Ấp Mỹ Lợi, xã Mỹ Thiện, tỉnh Đồng Tháp",
            "death_place": "Tại nhà, ấp Mỹ Lợi, xã Mỹ Thiện",
            "death_cause": "Bệnh già",
            "requester_name": "Huỳnh Thị Lụa",
            "requester_id_number": "087170002222",
        },
        days={"deceased_birth_date": date(1945, 4, 30), "death_date": date(2026, 11, 20)},
        number="12",
    ),
    of_procedure(
        "1.000894",
        "certificate",
        "Giấy chứng nhận kết hôn",
        {
            "bride_name": "Võ Thị Bé Sáu",
            "bride_ethnicity": "Kinh",
            "bride_nationality": "Việt Nam",
            "bride_residence": "Ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
            "bride_id_number": "087199003333",
            "groom_name": "Đặng Hoàng Sơn",
            "groom_ethnicity": "Khmer",
            "groom_nationality": "Việt Nam",
            "groom_residence": "Phường Trung An, tỉnh Đồng Tháp",
            "groom_id_number": "087097004444",
        },
        days={"bride_birth_date": date(1999, 3, 8), "groom_birth_date": date(1997, 9, 2)},
    ),
    of_procedure(
        "1.004873",
        "certificate",
        "Giấy xác nhận tình trạng hôn nhân",
        {
            "subject_name": "Lý Thị Thúy Kiều",
            "subject_sex": "Nữ",
            "subject_id_number": "087195005555",
            "subject_residence": "Ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
            "end_of_marriage": "Quyết định công nhận thuận tình ly hôn số 45/2024/QĐST-HNGĐ ngày 12/6/2024",
            "purpose": "Mục đích khác",
            "purpose_words": "vay vốn ngân hàng",
        },
        days={"subject_birth_date": date(1995, 1, 5)},
        chosen={"was_married": "true"},
        examiner_name="Nguyễn Văn Hậu",
        number="88",
    ),
    of_procedure(
        "2.000635",
        "extract-copy",
        "Bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
        {
            "subject_name": "Trần Quốc Bảo",
            "registered_at": "Ủy ban nhân dân xã Mỹ Đức Đông, huyện Cái Bè, tỉnh Tiền Giang",
            "registered_number": "số 56, quyển số 01/1990",
        },
        days={"subject_birth_date": date(1990, 5, 19)},
        chosen={"extract_kind": "birth"},
        number="20",
    ),
    of_procedure(
        "2.000815",
        "certified-copy",
        "Bản sao được chứng thực từ bản chính",
        {
            "document_name": "Bằng tốt nghiệp đại học",
            "pages": "4",
            "copies": "2",
            "requester_name": "Trần Quốc Bảo",
        },
    ),
    of_procedure(
        "1.001612",
        "business-certificate",
        "Giấy chứng nhận đăng ký hộ kinh doanh",
        {
            "business_name": "Hộ kinh doanh Karaoke Sao Mai",
            "business_address": "12 đường Ba, xã Mỹ Thiện",
            "business_lines": "Kinh doanh dịch vụ karaoke",
            "business_capital": "500.000.000 đồng",
            "owner_name": "Trần Thị Ước",
            "owner_id_number": "082190000001",
        },
        days={"owner_birth_date": date(1990, 5, 9)},
        given={"business_code": "082190000001"},
        number="7",
    ),
    of_procedure(
        "3.000243",
        "security-certificate",
        "Giấy chứng nhận đủ điều kiện về an ninh, trật tự",
        {"business_name": "Hộ kinh doanh Karaoke Sao Mai", "responsible_name": "Trần Thị Ước"},
        number="7",
    ),
    of_procedure(
        "1.001029",
        "karaoke-licence",
        "Giấy phép đủ điều kiện kinh doanh dịch vụ karaoke",
        {"business_name": "Hộ kinh doanh Karaoke Sao Mai", "rooms": "3"},
        number="7",
    ),
)
