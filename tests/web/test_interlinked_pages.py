"""An interlinked submission through the pages: one screen, the chain on each dossier's page, the whole by one code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened, OpenedChain
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures.actions import NewReceptions
from motcua.rules.access import SYSTEM
from motcua.rules.chains import PartState
from motcua.rules.lifecycle import State
from motcua.rules.vietqr import BankAccount
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.web.counter import correcting, intake_page, results
from motcua.web.counter import views as counter_views
from motcua.web.desk import views as desk_views
from motcua.web.portal import views as portal_views
from motcua.web.shared import context, middleware
from tests.commune import SINCE, add_official, at
from tests.karaoke import ANSWERS, CODE, FEE, MASTER, Group, group
from tests.registers.documents.slips import said
from tests.stages.test_interlinked_mirrored import CODE as POLICES_CODE
from tests.stages.test_interlinked_mirrored import RESULT, reference, tell, waiting_for_the_police
from tests.web.typing_in import APPLICANT

pytestmark = pytest.mark.django_db
TICKED = ("business--declaration", "security--declaration", "security--curriculum-vitae", "karaoke--declaration")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Group:
    made = group()
    for module in (correcting, intake_page, results, counter_views, desk_views, portal_views, context, middleware):
        monkeypatch.setattr(module, "now", lambda: made.moment)
    cache.clear()
    return made


def browser(official: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=official))
    return client


def clerk(found: Group) -> Client:
    return browser(found.made.officials["one-stop-clerk"])


def typed(**changes: str) -> dict[str, str]:
    sent = {"act": "accept", "key": str(uuid4()), "procedure": CODE, "channel": "direct", "fee_taken": "1"} | APPLICANT
    sent |= {f"a-{key}": {True: "true"}.get(value, str(value)) for key, value in ANSWERS.items()}
    sent |= {f"p-{paper}": "1" for paper in TICKED} | {"p-security--fire-safety": "1", "c-security--fire-safety": "1"}
    return sent | changes


def take_in(found: Group, **changes: str) -> Any:
    answer = clerk(found).post("/quay/tiep-nhan/", typed(**changes))
    assert answer.status_code in (204, 302), answer.content.decode()
    return int((answer.headers.get("HX-Redirect") or answer.headers["Location"]).rstrip("/").split("/")[-1])


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_the_group_is_found_and_asked_on_one_screen(found: Group) -> None:
    client = clerk(found)
    assert "một lần nộp, 3 thủ tục" in text_of(client, "/quay/thu-tuc/?q=karaoke")
    page = client.post("/quay/tiep-nhan/", {"key": str(uuid4()), "pick": CODE}).content.decode()
    assert page.count('name="a-business_name"') == 1
    assert "An ninh, trật tự: Văn bản về điều kiện phòng cháy" in page
    assert "business-certificate" not in page, "results of earlier parts are not asked for"
    assert "Cộng lại: 3 + 3 + 10 = 16 ngày làm việc" in page
    assert "mở khi có kết quả: Đăng ký hộ kinh doanh, An ninh, trật tự" in page
    assert "Sở Văn hóa, Thể thao và Du lịch" in page


def test_what_is_missing_in_a_later_part_is_told_on_the_same_screen(found: Group) -> None:
    page = clerk(found).post("/quay/tiep-nhan/", typed(**{"p-karaoke--declaration": "", "a-rooms": "0"}))
    assert page.status_code == 422
    words = page.content.decode()
    assert 'href="#p-karaoke--declaration"' in words
    assert 'href="#id-a-rooms"' in words
    assert dossiers.find(text="Trần Thị Ước", viewer=SYSTEM, limit=2) == ()


def test_taken_in_once_it_shows_whole_and_parts_to_each_what_is_theirs(found: Group, tmp_path: Path) -> None:
    number = take_in(found)
    client = clerk(found)
    view = dossiers.dossier(dossier_id=number, viewer=SYSTEM)
    chain = dossiers.chain_of(dossier_id=number, viewer=SYSTEM)
    assert chain is not None
    accepted = text_of(client, f"/quay/da-tiep-nhan/{number}/")
    assert chain.code in accepted
    slip = client.get(f"/quay/giay-hen/{number}.pdf")
    told = said(slip.content, tmp_path)
    assert f"Mã hồ sơ liên thông: {chain.code}" in told
    assert told.index("cuối cùng, đủ 3 phần") < told.index("Kết quả phần này") < told.index("Giấy phép karaoke")
    assert "Bản khai lý lịch" in told, "papers of later parts lie at the counter too"
    assert f"Nội dung yêu cầu giải quyết: {chain.name} Phần này: Đăng ký thành lập hộ kinh doanh" in told
    assert "Thời gian giải quyết theo quy định: 16 ngày làm việc; phần này 3 ngày làm việc" in told

    found.opened = _opened(chain, view)
    found.decide("business")
    page = text_of(client, f"/ho-so/{found.dossier_of('security')}/")
    assert f'href="/ho-so/{number}/"' in page
    assert "Kết quả của phần trước, không phải nộp" in page
    assert "Cả hồ sơ liên thông nộp một lần, ghi ở phần “Đăng ký hộ kinh doanh”" in page
    later = said(client.get(f"/quay/giay-hen/{found.dossier_of('security')}.pdf").content, tmp_path)
    assert "Phí, lệ phí: cả hồ sơ liên thông nộp một lần, ghi ở giấy hẹn phần “Đăng ký hộ kinh doanh”" in later
    police = browser(found.officials["police", "leader"])
    theirs = text_of(police, f"/ho-so/{found.dossier_of('security')}/")
    assert "Đăng ký hộ kinh doanh" in theirs
    assert f'href="/ho-so/{number}/"' not in theirs
    assert police.get(f"/ho-so/{number}/").status_code == 404

    stranger = Client()
    whole = text_of(stranger, f"/tra-cuu/{chain.code}/")
    assert "<strong>Đăng ký hộ kinh doanh:</strong> Đã có kết quả, mời bạn đến nhận." in whole
    assert "Đã có 1 trên 3 kết quả" in whole
    assert "Ước" not in whole and "/ho-so/" not in whole
    by_part = text_of(stranger, f"/tra-cuu/{view.code}/")
    assert chain.code in by_part


def test_a_mistake_in_a_later_part_is_put_right_without_asking_for_the_result_before_it(found: Group) -> None:
    found.submit()
    found.accept()
    found.decide("business")
    view = dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM)
    address = f"/quay/sua/{view.id}/"
    page = text_of(clerk(found), address)
    assert "Còn thiếu" not in page
    assert "Phí của phần này đã ghi ở phần “Đăng ký hộ kinh doanh”" in page and "Phí đã ghi: 0 đồng" not in page
    sent = correcting.as_taken_in(view, found.clerk).dict() | {"act": "accept", "key": str(uuid4())}
    sent |= {"revision": str(view.revision), "mistake": "wrong-answers", "text": "Ghi nhầm chức danh"}
    answer = clerk(found).post(address, sent | {"a-responsible_title": "Quản lý"})
    assert answer.status_code == 302, answer.content.decode()
    after = dossiers.dossier(dossier_id=view.id, viewer=SYSTEM)
    assert after.answers["responsible_title"] == "Quản lý"
    assert set(view.papers) <= set(after.papers)


def test_a_part_that_ends_is_told_with_what_falls_away(found: Group) -> None:
    found.submit()
    found.accept()
    found.decide("business")
    found.decide("security", granted=False)
    whole = text_of(Client(), f"/tra-cuu/{found.chain.code}/")
    assert "không phải phần nào cũng có kết quả" in whole
    assert "đã giải quyết, không được cấp" in whole
    assert "Cộng lại" not in whole and "Vì sao ngày này?" not in whole, "nothing adds up to a promise any more"
    assert "không mở, vì phần trước không có kết quả" in whole
    waits = "<strong>Đăng ký hộ kinh doanh; An ninh, trật tự:</strong> Đã có kết quả, mời bạn đến nhận. Mang giấy hẹn"
    assert waits in whole, "a result and a refusal wait, and both are fetched alike"
    assert {part.key: part.state for part in found.chain.parts}["karaoke"] is PartState.DROPPED


def test_a_part_past_its_day_is_told_as_late_and_the_last_day_not_as_kept(found: Group) -> None:
    found.submit()
    found.accept()
    found.decide("business")
    found.moment = at("2026-12-01 09:00")
    whole = text_of(Client(), f"/tra-cuu/{found.chain.code}/")
    assert (
        "<strong>An ninh, trật tự:</strong> Hồ sơ đã quá ngày hẹn, cơ quan vẫn đang giải quyết. Gọi hoặc đến" in whole
    )
    assert "ngày hẹn của cả hồ sơ sẽ lùi theo" in whole
    assert "Hẹn kết quả cuối cùng, chưa tính phần đang trễ:" in whole
    assert '<li class="late">' in whole and "quá hẹn:" in whole
    page = text_of(clerk(found), f"/ho-so/{found.dossier_of('business')}/")
    assert "quá hẹn:" in page and "ngày hẹn của cả hồ sơ sẽ lùi theo" in page


def test_a_supplement_of_a_later_part_does_not_ask_for_results_again_and_its_paper_names_the_whole(
    found: Group, tmp_path: Path
) -> None:
    found.submit()
    found.accept()
    found.decide("business")
    found.take_up("security")
    items = (SupplementItem("Bản khai lý lịch", "thiếu ảnh"),)
    intake.ask_supplement(items=items, **found.acting("security", "examiner"))
    security, client = found.dossier_of("security"), clerk(found)
    page = text_of(client, f"/quay/giay-to/{security}/")
    assert "kết quả của phần trước, không phải nộp" in page
    told = said(client.get(f"/in/{security}/yeu-cau-bo-sung.pdf").content, tmp_path)
    assert f"Thuộc hồ sơ liên thông: {found.chain.code}" in told


def test_the_register_of_a_day_counts_one_submission_once(found: Group, tmp_path: Path) -> None:
    found.submit()
    found.accept()
    found.decide("business")
    book = clerk(found).get(f"/quay/so-theo-doi.pdf?ngay={found.moment:%Y-%m-%d}")
    told = said(book.content, tmp_path)
    assert "Cộng: 1 hồ sơ" in told
    assert "Không kể 1 phần sau của hồ sơ liên thông" in told
    assert found.chain.code.replace("-", "") in re.sub(r"[\s-]", "", told)


def test_fees_of_the_whole_go_by_transfer_and_until_they_came_no_part_is_handed_over(found: Group) -> None:
    add_official(found.made, "unit-head", "Giám đốc")
    payments.set_collecting(
        office_id=found.made.office_id,
        account=BankAccount("970436", "0011001234567", "UBND XA THU NGHIEM"),
        by=found.made.who("unit-head"),
        now=found.moment,
    )
    number = take_in(found, fee_taken="", by_transfer="1")
    client = clerk(found)
    assert "Mã VietQR để chuyển khoản" in text_of(client, f"/quay/da-tiep-nhan/{number}/")
    asked = money.transfer_of(dossier_id=number, viewer=SYSTEM)
    assert asked is not None
    assert asked.amount == FEE
    assert client.get(f"/quay/chuyen-khoan/{number}.svg").status_code == 200

    view = dossiers.dossier(dossier_id=number, viewer=SYSTEM)
    chain = dossiers.chain_of(dossier_id=number, viewer=SYSTEM)
    assert chain is not None
    found.opened = _opened(chain, view)
    for part in ("business", "security"):
        found.decide(part)
    security = found.dossier_of("security")
    address = f"/quay/tra-ket-qua/{security}/"
    page = text_of(client, address)
    assert "Hồ sơ liên thông chưa nộp đủ phí" in page
    assert f'href="/quay/chuyen-khoan/{number}/"' in page
    receiver = {"authority": "owner", "receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001"}

    def handed_over() -> Any:
        revision = dossiers.dossier(dossier_id=security, viewer=SYSTEM).revision
        return client.post(address, receiver | {"key": str(uuid4()), "revision": str(revision)})

    assert "Còn khoản phí, lệ phí chưa nộp" in handed_over().content.decode()
    payments.confirm_transfer(transfer_id=asked.id, note="Báo có 9:12", by=found.clerk, now=found.moment, key=uuid4())
    assert "chưa nộp đủ phí" not in text_of(client, address)
    assert handed_over().status_code == 302


def test_a_part_that_this_counter_does_not_receive_is_told_before_anything_is_decided(found: Group) -> None:
    client = clerk(found)
    told = "không có trong danh mục tiếp nhận ở đây"
    pick = {"key": str(uuid4()), "pick": CODE}
    assert told not in client.post("/quay/tiep-nhan/", pick).content.decode(), "an office without a list receives all"
    receptions = NewReceptions(
        unit_id=found.made.unit_id,
        codes=["1.001612", "1.001029"],
        from_date=SINCE,
        decision="12/QĐ-UBND",
        decision_date=SINCE,
    )
    procedures.receive(new=receptions, now=found.moment, by=SYSTEM)
    page = client.post("/quay/tiep-nhan/", pick).content.decode()
    assert page.count(told) == 1
    assert page.index("An ninh, trật tự</strong>") < page.index(told) < page.index("Giấy phép karaoke</strong>")
    assert "có thủ tục không nằm trong danh mục tiếp nhận ở đây" in text_of(client, "/quay/thu-tuc/?q=karaoke")


def test_a_part_of_the_polices_system_is_named_as_theirs_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    made = group(elsewhere=True)
    for module in (correcting, intake_page, results, counter_views, desk_views, portal_views, context, middleware):
        monkeypatch.setattr(module, "now", lambda: made.moment)
    told = f"Giải quyết ở {MASTER}; ở đây chỉ theo dõi"
    assert told in clerk(made).post("/quay/tiep-nhan/", {"key": str(uuid4()), "pick": CODE}).content.decode()
    made.submit()
    made.accept()
    made.decide("business")
    security = made.dossier_of("security")
    reference = dossiers.dossier(dossier_id=security, viewer=SYSTEM).reference
    page = text_of(clerk(made), f"/ho-so/{security}/")
    assert told in page
    assert f"tin báo về phải ghi số biên nhận {reference}" in page
    assert "Tiếp nhận <kbd>" not in page and "Yêu cầu bổ sung" not in page
    assert "đã mở, chờ hệ thống bên đó nhận" in text_of(Client(), f"/tra-cuu/{made.chain.code}/")
    listed = text_of(browser(made.officials["police", "leader"]), "/theo-doi/")
    assert "đã mở, chờ hệ thống bên đó nhận" in listed and "mở lúc" in listed


def test_nobody_is_sent_to_this_counter_for_what_another_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does this counter print a certificate that the police gave."""
    made = waiting_for_the_police()
    for module in (correcting, counter_views, desk_views, portal_views, context, middleware):
        monkeypatch.setattr(module, "now", lambda: made.moment)
    security, stranger, whole = made.dossier_of("security"), Client(), f"/tra-cuu/{made.chain.code}/"
    opened = text_of(stranger, f"/tra-cuu/{reference(made)}/")
    assert "đang chờ hệ thống của cơ quan giải quyết nhận" in opened and "Cơ quan giải quyết làm tiếp" in opened
    tell(made, State.SUPPLEMENT)
    for page in (text_of(stranger, whole), text_of(stranger, f"/tra-cuu/{POLICES_CODE}/")):
        assert "Làm theo thông báo của Công an xã Thử Nghiệm: bổ sung với nơi ấy" in page
        assert "mang giấy tờ còn thiếu đến nơi đã nộp hồ sơ" not in page
    tell(made, State.DONE, at("2026-11-05 10:00"), result=RESULT, NgayKetThucXuLy=at("2026-11-05 09:00"))
    page = text_of(stranger, whole)
    assert "<strong>An ninh, trật tự:</strong> Đã có kết quả. Công an xã Thử Nghiệm trả kết quả" in page
    client = clerk(made)
    assert "ket-qua.pdf" not in text_of(client, f"/ho-so/{security}/")
    refused = client.get(f"/in/{security}/ket-qua.pdf")
    assert refused.status_code == 409
    assert f"do {MASTER} lập, không in ở đây" in refused.content.decode()


def _opened(chain: dossiers.ChainView, view: dossiers.DossierView) -> OpenedChain:
    return OpenedChain(chain.id, chain.code, (Opened(view.id, view.reference, view.revision),))
