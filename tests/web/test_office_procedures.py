"""Which procedures a one-stop unit receives, by which decision; a procedure's file as a page."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewOffice
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM
from tests.commune import SINCE, Commune, add_official, publish
from tests.registers.procedures.catalogue_lists import put_in
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator; two procedures are in force."""
    add_official(made, "administrator", "Quản trị")
    publish("1.000656", made.moment)
    return signed_in("administrator")


def listing(made: Commune, **more: str) -> dict[str, str]:
    return {
        "unit": str(made.unit_id),
        "codes": "1.001193\n",
        "from_date": "23/11/2026",
        "decision": "45/QĐ-UBND",
        "decision_date": "10/11/2026",
        "decides": "",
    } | more


def test_a_list_has_days_and_decisions_and_the_same_again_changes_nothing(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/thu-tuc/"
    assert "nhận mọi thủ tục đang có hiệu lực" in words(desk.get(page))
    said = words(desk.post(page + "them/", listing(made, codes="1.001193; 1.000656"), follow=True))
    assert "Đã ghi 2 thủ tục" in said and "45/QĐ-UBND" in said
    assert "Đã ghi 0 thủ tục" in words(desk.post(page + "them/", listing(made), follow=True))
    made.later(days=3)
    changed = listing(made, from_date="26/11/2026", decision="46/QĐ-UBND", is_non_boundary="on", decides="H26.1.1")
    desk.post(page + "them/", changed)
    standing = procedures.receptions_of(made.unit_id, made.moment.date())
    births = [one for one in standing if one.code == "1.001193"]
    assert [(one.decision, one.is_non_boundary, one.deciding) for one in births] == [
        ("46/QĐ-UBND", True, "Ủy ban nhân dân xã Thử Nghiệm")
    ]
    assert "không phụ thuộc địa giới" in words(desk.get(page, {"tim": "khai sinh"}))
    desk.post(f"{page}{births[0].id}/thoi/", {"last_day": "26/11/2026"})
    made.later(days=1)
    assert "1.001193" not in words(desk.get(page))
    kinds = [event.kind for event in ledger.events_of(f"reception/{made.unit_id}")]
    assert kinds == ["procedure-received"] * 3 + ["procedure-no-longer-received"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"codes": "9.999999\n1.001193"}, "Không có thủ tục mang mã: 9.999999"),
        ({"codes": ""}, "Chưa nhập."),
        ({"decision": ""}, "Chưa nhập."),
        ({"decides": "H99"}, "Không tìm thấy cơ quan này"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_listed(
    desk: Client, made: Commune, more: dict[str, str], said: str
) -> None:
    page = f"/quan-tri/{made.office_id}/thu-tuc/them/"
    assert said in words(desk.post(page, listing(made, **more)))
    assert procedures.receptions_of(made.unit_id, made.moment.date()) == ()


def test_the_counter_says_what_is_not_on_its_list(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    assert "không có trong danh mục" not in words(clerk.get("/quay/thu-tuc/", {"q": "khai tu"}))
    desk.post(f"/quan-tri/{made.office_id}/thu-tuc/them/", listing(made))
    assert "không có trong danh mục tiếp nhận ở đây" in words(clerk.get("/quay/thu-tuc/", {"q": "khai tu"}))
    assert "không có trong danh mục" not in words(clerk.get("/quay/thu-tuc/", {"q": "1.001193"}))
    without_script = {"q": "khai tu", "act": "find", "key": str(uuid4())}
    assert "không có trong danh mục tiếp nhận ở đây" in words(clerk.post("/quay/tiep-nhan/", without_script))


def test_the_office_named_on_the_list_decides(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    new = NewOffice(code="H26.7", name="Sở Tư pháp", kind="department", unit_code="82", valid_from=SINCE)
    office = offices.open_office(office=new, now=made.moment, by=SYSTEM)
    desk.post(f"/quan-tri/{made.office_id}/thu-tuc/them/", listing(made, decides="H26.7"))
    dossier_id = take_in(signed_in("one-stop-clerk"))
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).competent_office_id == office


def test_the_file_of_a_procedure_is_read_as_a_page(desk: Client, made: Commune) -> None:
    said = words(desk.get("/quan-tri/thu-tuc/1.001193/"))
    for part in ("Thời hạn", "Giấy tờ", "Căn cứ pháp lý", "Quy trình", "bản chính", "Còn phải xác nhận"):
        assert part in said
    assert "Chưa tới" not in said, "no dossier stands in the process of a file"
    assert desk.get("/quan-tri/thu-tuc/9.9/").status_code in (404, 409, 422)
    assert Client().get("/quan-tri/thu-tuc/1.001193/").status_code == 302


def test_a_list_is_searched_in_ones_own_words(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/thu-tuc/"
    desk.post(page + "them/", listing(made, codes="1.001193\n1.000656"))
    for asked, found in (("bà nội em mới mất", "1.000656"), ("vợ mới sanh", "1.001193"), ("kt", "1.000656")):
        listed = re.findall(r"1\.00\d{4}", words(desk.get(page, {"tim": asked})))
        assert listed[:1] == [found], asked
    assert "Không có thủ tục nào khớp" in words(desk.get(page, {"tim": "tàu vũ trụ"}))


def test_the_national_list_is_searched_and_says_what_is_made_here(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/thu-tuc/danh-muc/"
    assert "Chưa nhập danh mục quốc gia. Ở đây 2 thủ tục đang có hiệu lực" in words(desk.get(page))
    put_in()
    assert "Danh mục có 235 thủ tục; ở đây 2 đang có hiệu lực, 0 bản nháp" in words(desk.get(page))
    said = words(desk.get(page, {"tim": "mẹ tôi mất"}))
    assert "1.000656" in said and "đang có hiệu lực" in said
    assert "chưa dựng" in words(desk.get(page, {"tim": "sang tên sổ đỏ"}))
    assert "Không có thủ tục nào khớp" in words(desk.get(page, {"tim": "tàu vũ trụ"}))
    offered = desk.get(f"/quan-tri/{made.office_id}/thu-tuc/them/", {"ma": "1.000656"})
    assert "1.000656" in words(offered)


def test_the_page_of_a_procedure_says_what_fees_come_to_for_whom_and_how_long_a_result_is_good(
    desk: Client, made: Commune
) -> None:
    for code in ("2.000815", "1.004873"):
        publish(code, made.moment)
    birth = words(desk.get("/quan-tri/thu-tuc/1.001193/"))
    assert "8.000 đồng Chỉ khi “Thời điểm đăng ký” là “" in birth
    assert "Miễn: Người thuộc gia đình có công với cách mạng (Điều 11 Luật Hộ tịch); " in birth
    copies = words(desk.get("/quan-tri/thu-tuc/2.000815/"))
    assert "thứ 1 đến 2: 2.000 đồng, từ thứ 3 trở đi 1.000 đồng cho mỗi “Số trang của một bản”" in copies
    assert "Tối đa 200.000 đồng. Nhân với “Số bản sao”." in copies
    assert "Có giá trị 6 tháng kể từ ngày ký." in words(desk.get("/quan-tri/thu-tuc/1.004873/"))


def test_the_page_of_a_procedure_says_when_each_paper_is_asked_for(desk: Client, made: Commune) -> None:
    publish("1.115778", made.moment)
    birth = words(desk.get("/quan-tri/thu-tuc/1.001193/"))
    assert "thay “Giấy chứng sinh”; khi " in birth
    assert "; bắt buộc khi “" in birth
    assert "khi nộp bưu chính" in birth
    assert "không phải nộp khi đã có trong Cơ sở dữ liệu quốc gia về dân cư" in birth
    land = words(desk.get("/quan-tri/thu-tuc/1.115778/"))
    assert "Văn bản đồng ý của bên nhận thế chấp (1 bản chính) khi có “Đang thế chấp”" in land
    assert "trường hợp: Tặng cho Nhà nước, cộng đồng dân cư hoặc mở rộng đường giao thông" in land
