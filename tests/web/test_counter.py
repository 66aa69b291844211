"""The counter: intake on one screen, its refusals, the slip, handing over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions as offices
from motcua.registers.offices.actions import NewOffice
from motcua.registers.people import actions as people
from motcua.registers.people import queries as people_queries
from motcua.registers.people.facts import PersonFacts
from motcua.rules.access import SYSTEM
from motcua.stages.intake import actions as asking
from motcua.stages.intake.actions import SupplementItem
from tests.commune import PROCEDURES, Commune, publish
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, intake, revision_of, take_in, words

PAGE = "/quay/tiep-nhan/"


def test_a_birth_is_taken_in_on_one_page(made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    answer = clerk.post(PAGE, intake(), follow=True)
    read = words(answer)
    assert "Đã tiếp nhận" in read
    assert "H26.1.1-261123-0001" in read
    assert "hôm nay, 17:00" in read


def test_the_procedure_is_found_by_initials_or_without_marks(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    for query in ("ks", "khai sinh", "KHAI SINH", "1.001193"):
        assert "Đăng ký khai sinh" in words(clerk.get("/quay/thu-tuc/", {"q": query})), query
    assert "Không có thủ tục nào khớp “zzz”" in words(clerk.get("/quay/thu-tuc/", {"q": "zzz"}))


def test_without_script_the_find_button_shows_the_procedures_and_one_is_picked(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    found = clerk.post(PAGE, {"q": "ks", "act": "find"})
    assert 'name="pick" value="1.001193"' in found.content.decode()
    picked = clerk.post(PAGE, {"q": "ks", "pick": "1.001193"})
    assert "Người nộp hồ sơ" in words(picked)
    assert "Nếu tiếp nhận bây giờ" in words(picked)


def test_the_promise_explains_itself_before_acceptance(signed_in: SignedIn) -> None:
    read = words(signed_in("one-stop-clerk").post(PAGE, intake(act="refresh")))
    assert "Hẹn trả kết quả: còn 9 giờ , hôm nay, 17:00" in read.replace("17:00 ", "17:00")
    assert "Vì sao ngày này? Nhận đủ hồ sơ" in read


def test_a_known_number_fills_the_person_in(signed_in: SignedIn, made: Commune) -> None:
    facts = PersonFacts(name="Lê Thị Bưởi", id_number="082185000009", birth="1985", sex="female", address="Ấp 1")
    people.register_person(facts=facts, now=made.moment, by=SYSTEM)
    typed = {"procedure": "1.001193", "ap-id_number": "082185000009", "ap-name": "", "same": "1"}
    page = signed_in("one-stop-clerk").post(PAGE, typed).content.decode()
    assert 'value="Lê Thị Bưởi"' in page
    assert "Lấy từ sổ" in page


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    answer = clerk.post(PAGE, intake(ap_phone="12", a_child_birth_date="31/02/2026", a_child_name="", p_declaration=""))
    read, page = words(answer), answer.content.decode()
    assert answer.status_code == 422
    assert "Có 4 chỗ cần sửa" in read
    assert "“12” không phải số điện thoại" in read
    assert "Ngày 31/02/2026 không có trong lịch" in read
    assert "Còn thiếu “Tờ khai đăng ký khai sinh theo mẫu” (1 bản chính)" in read
    assert 'value="31/02/2026"' in page
    assert 'href="#id-a-child_birth_date"' in page
    assert 'value="Bệnh viện Đa khoa Tiền Giang"' in page


def test_a_name_of_five_thousand_letters_is_refused_in_words(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    long = "Trần " * 1000
    answer = clerk.post(PAGE, intake(ap_name=long, a_child_name=long))
    assert answer.status_code == 422
    assert "nhiều nhất là 200" in words(answer)
    assert "quá mức 200 ký tự" in words(answer)


def test_an_unpicked_procedure_is_asked_for(signed_in: SignedIn) -> None:
    answer = signed_in("one-stop-clerk").post(PAGE, {"act": "accept", "key": str(uuid4())})
    assert answer.status_code == 422
    assert "Chưa chọn thủ tục" in words(answer)


def test_a_double_click_takes_in_once(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    first, second = clerk.post(PAGE, typed), clerk.post(PAGE, typed)
    assert first["Location"] == second["Location"]
    rows = dossiers.received_today(office_id=made.office_id, now=made.moment, viewer=made.who("one-stop-clerk"))
    assert len(rows) == 1


def test_a_page_without_its_key_writes_nothing(signed_in: SignedIn) -> None:
    typed = intake(a_child_name="NGUYỄN VĂN GIỮ LẠI")
    del typed["key"]
    answer = signed_in("one-stop-clerk").post(PAGE, typed)
    assert answer.status_code == 400
    assert "Trang gửi lên không trọn vẹn" in words(answer)
    assert "NGUYỄN VĂN GIỮ LẠI" in words(answer)


def test_a_number_of_somebody_else_stops_the_clerk_until_the_paper_is_compared(
    signed_in: SignedIn, made: Commune
) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    other = intake(ap_name="Phạm Văn Khác")
    answer = clerk.post(PAGE, other)
    assert answer.status_code == 422
    assert "là của Trần Thị Ước, không phải Phạm Văn Khác" in words(answer)
    assert clerk.post(PAGE, other | {"correct": "1"}).status_code == 302


def test_the_fee_is_taken_before_acceptance(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    typed = intake(a_copies_wanted="2")
    refused = clerk.post(PAGE, typed)
    assert "Thu 16.000 đồng trước khi tiếp nhận" in words(refused)
    assert clerk.post(PAGE, typed | {"fee_taken": "1"}).status_code == 302


def test_the_slip_is_a_pdf_with_the_code_in_its_name(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    answer = clerk.get(f"/quay/giay-hen/{take_in(clerk)}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "giay-hen-H26.1.1-261123-0001.pdf" in answer["Content-Disposition"]


def test_the_counter_shows_what_came_today(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    morning = words(clerk.get("/quay/"))
    assert "Hôm nay chưa nhận hồ sơ nào" in morning
    assert "Bàn giao hồ sơ giấy" in morning, "what came in yesterday is handed on in the morning"
    take_in(clerk)
    assert "H26.1.1-261123-0001" in words(clerk.get("/quay/"))


def test_a_result_is_handed_over_to_whoever_may_have_it(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), finished(signed_in, made)
    place = f"/quay/tra-ket-qua/{dossier_id}/"
    assert "H26.1.1-261123-0001" in words(clerk.get("/quay/tra-ket-qua/"))
    page = clerk.get(place)
    assert 'value="Trần Thị Ước"' in page.content.decode()
    assert "Không có bản chính nào phải trả lại. Lưu trong hồ sơ, không trả: Giấy chứng sinh: 1" in words(page)
    receiver = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk"))}
    nobody = clerk.post(place, receiver | {"authority": "owner", "receiver_name": "", "receiver_id_number": ""})
    assert nobody.status_code == 422
    assert "Họ tên người nhận: Chưa nhập." in words(nobody)
    other = receiver | {"receiver_name": "Lê Văn Nhờ", "receiver_id_number": "082170000003"}
    unproved = clerk.post(place, other | {"authority": "authorised"})
    assert "Người nhận thay cần giấy ủy quyền" in words(unproved)
    assert 'value="Lê Văn Nhờ"' in unproved.content.decode()
    given = other | {"authority": "authorised", "paper": "12/2026, UBND xã Thử Nghiệm"}
    assert "Hãy đối chiếu giấy ủy quyền" in words(clerk.post(place, given))
    given |= {"checked": "on", "slip_lost": "on"}
    assert clerk.post(place, given).status_code == 302
    assert clerk.post(place, given).status_code == 302, "a second click is told the same"
    assert "Kết quả này đã được trả" in words(clerk.get(place))


def test_originals_of_what_stopped_wait_on_the_list_and_are_given_back(signed_in: SignedIn, made: Commune) -> None:
    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    dossier_id = take_in(clerk)
    place = f"/quay/tra-ket-qua/{dossier_id}/ban-chinh/"
    assert "chưa kết thúc" in words(clerk.get(place))
    act(leader, made, dossier_id, "dung", "leader", ground="cannot-supplement", text="Không bổ sung được")
    page = clerk.get(f"/ho-so/{dossier_id}/")
    assert f'href="{place}"' in page.content.decode()
    assert "Hẹn trả:" not in words(page), "what ended has no promise left"
    assert f'href="{place}"' not in leader.get(f"/ho-so/{dossier_id}/").content.decode()
    assert leader.get(place).status_code == 403
    listed = clerk.get("/quay/tra-ket-qua/")
    assert f'href="{place}"' in listed.content.decode()
    assert "Bản chính" in words(listed)
    assert "1 kết quả chờ trả" in words(clerk.get("/quay/"))
    assert "Giấy chứng sinh: 1" in words(clerk.get(place))
    typed = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk"))}
    typed |= {"authority": "owner", "receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001"}
    assert "Đây là số của chủ hồ sơ" in words(clerk.post(place, typed | {"authority": "authorised"}))
    other = typed | {"authority": "authorised", "receiver_name": "Lê Văn Thay", "receiver_id_number": "082085000002"}
    assert "Người nhận thay cần giấy ủy quyền" in words(clerk.post(place, other))
    assert "đã trả lại bản chính" in words(clerk.post(place, typed, follow=True))
    assert clerk.post(place, typed).status_code == 302, "a second click is told the same"
    assert "không còn giữ bản chính nào" in words(clerk.get(place))
    assert "không còn giữ bản chính nào" in words(clerk.post(place, typed | {"key": str(uuid4()), "revision": "4"}))


def test_what_nobody_supplied_in_time_is_stopped_by_the_clerk(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    facts: dict[str, Any] = {"key": uuid4(), "revision": revision_of(dossier_id, made.who("one-stop-clerk"))}
    facts |= {"dossier_id": dossier_id, "by": made.who("one-stop-clerk"), "now": made.moment}
    items = (SupplementItem("Giấy chứng sinh", "bị mờ"),)
    asking.ask_supplement(items=items, **facts)
    assert "Dừng vì không bổ sung" not in words(clerk.get(f"/ho-so/{dossier_id}/"))
    made.later(days=60)
    clerk = signed_in("one-stop-clerk")
    assert "Dừng vì không bổ sung" in words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert act(clerk, made, dossier_id, "khong-bo-sung", "one-stop-clerk").status_code == 302
    assert "Bản chính" in words(clerk.get("/quay/tra-ket-qua/"))


def test_waiting_results_are_called_for_and_the_rating_is_one_touch(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), finished(signed_in, made)
    place = "/quay/tra-ket-qua/"
    assert "Chưa chọn dòng nào" in words(clerk.post("/quay/nhan-moi/", follow=True))
    chosen = {"chon": [str(dossier_id)]}
    assert "Đã nhắn mời 1 người" in words(clerk.post("/quay/nhan-moi/", chosen, follow=True))
    assert "Mỗi ngày chỉ nhắn một lần" in words(clerk.post("/quay/nhan-moi/", chosen, follow=True))
    receiver = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk"))}
    receiver |= {"authority": "owner", "receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001"}
    assert clerk.post(f"{place}{dossier_id}/", receiver).status_code == 302
    assert "đánh giá một chạm" in words(clerk.get(place))
    seen = revision_of(dossier_id, made.who("one-stop-clerk"))
    touch = {"key": str(uuid4()), "revision": seen, "score": "5"}
    assert "Cảm ơn bạn" in words(clerk.post(f"/quay/danh-gia/{dossier_id}/", touch, follow=True))
    assert "đánh giá một chạm" not in words(clerk.get(place))
    again = touch | {"key": str(uuid4()), "revision": seen + 1}
    assert "đã được đánh giá rồi" in words(clerk.post(f"/quay/danh-gia/{dossier_id}/", again, follow=True))


def test_only_clerks_of_a_counter_take_in(signed_in: SignedIn) -> None:
    answer = signed_in("leader").get(PAGE)
    assert answer.status_code == 403
    assert "Trang này dành cho: Cán bộ tiếp nhận và trả kết quả" in words(answer)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(db: None) -> None:
    assert Client().get(PAGE)["Location"] == "/dang-nhap/?next=/quay/tiep-nhan/"


def finished(signed_in: SignedIn, made: Commune) -> int:
    """A dossier whose result is ready, made through the pages."""
    dossier_id = take_in(signed_in("one-stop-clerk"))
    examiner = signed_in("justice-examiner")
    act(examiner, made, dossier_id, "chuyen-buoc", "justice-examiner", outcome="eligible")
    act(examiner, made, dossier_id, "chuyen-buoc", "justice-examiner")
    act(signed_in("leader"), made, dossier_id, "ky", "leader")
    done = act(signed_in("clerical"), made, dossier_id, "vao-so", "clerical", number="124", book="01/2026")
    assert done.status_code == 302
    return dossier_id


def test_who_hands_in_need_not_be_the_owner(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    other = {"same": "", "ow-kind": "citizen", "ow-name": "Nguyễn Văn Chủ", "ow-birth": "1988", "ow-id_number": ""}
    assert "Chủ hồ sơ" in words(clerk.post(PAGE, intake(act="refresh") | other))
    nameless = clerk.post(PAGE, intake() | other | {"ow-name": ""})
    assert "Họ và tên: Chưa nhập." in words(nameless)
    assert clerk.post(PAGE, intake() | other).status_code == 302
    rows = dossiers.received_today(office_id=made.office_id, now=made.moment, viewer=made.who("one-stop-clerk"))
    assert rows[0].owner_name == "Nguyễn Văn Chủ"


def test_every_procedure_of_the_house_opens_at_the_counter(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    for folder in sorted(path.parent for path in PROCEDURES.glob("*/procedure.yaml")):
        procedure = publish(folder.name, made.moment)
        page = clerk.post(PAGE, {"pick": procedure.code})
        assert page.status_code == 200, procedure.code
        if procedure.master.is_ours:
            assert "Nếu tiếp nhận bây giờ" in words(page), procedure.code
            assert (
                clerk.post(PAGE, {"procedure": procedure.code, "act": "accept", "key": str(uuid4())}).status_code == 422
            )
        else:
            assert f"Thủ tục này do {procedure.master.name} tiếp nhận." in words(page)


def test_land_goes_to_the_branch_that_serves_the_commune(signed_in: SignedIn, made: Commune) -> None:
    publish("1.115778", made.moment)
    clerk = signed_in("one-stop-clerk")
    asked = {"pick": "1.115778"}
    assert "Chưa khai báo cơ quan giải quyết" in words(clerk.post(PAGE, asked))
    name = "Chi nhánh Văn phòng Đăng ký đất đai khu vực Thử Nghiệm"
    branch = NewOffice(
        code="H26.5",
        name=name,
        kind="land-office",
        unit_code="82",
        attributes={"serves": ["28249"]},
        valid_from=date(2025, 7, 1),
    )
    offices.open_offices(offices=[branch], now=made.moment, by=SYSTEM)
    assert f"Cơ quan giải quyết: {name}" in words(clerk.post(PAGE, asked))


CARD = "082190000001|311234567|Trần Thị Ước|09051990|Nữ|Ấp 3, Mỹ Thiện, Đồng Tháp|12082021"


def scanned(clerk: Client, text: str, who: str = "ap", **typed: str) -> Any:
    fields = {"procedure": "1.001193", "same": "1", "ap-name": "", "act": "refresh"} | typed
    return clerk.post(PAGE, fields | {f"{who}-id_number": text})


def test_a_scanned_card_fills_the_person_in_without_any_script(signed_in: SignedIn) -> None:
    answer = scanned(signed_in("one-stop-clerk"), CARD)
    page = answer.content.decode()
    for value in ("082190000001", "Trần Thị Ước", "09/05/1990", "Ấp 3, Mỹ Thiện, Đồng Tháp", "311234567"):
        assert f'value="{value}"' in page, value
    assert '<option value="female" selected>' in page
    assert "Lấy từ thẻ vừa quét." in words(answer)
    assert page.count('value="Trần Thị Ước"') == 2, "also where the form asks for who requests"


def test_the_owner_is_scanned_where_the_owner_is_typed(signed_in: SignedIn) -> None:
    typed = {"same": "", "ap-name": "Lê Thị Nộp", "ow-name": ""}
    page = scanned(signed_in("one-stop-clerk"), CARD, "ow", **typed).content.decode()
    assert 'name="ow-name" value="Trần Thị Ước"' in page
    assert 'name="ap-name" value="Lê Thị Nộp"' in page


def test_a_garbled_name_leaves_number_and_day_and_tells_the_clerk(signed_in: SignedIn) -> None:
    answer = scanned(signed_in("one-stop-clerk"), CARD.replace("Trần Thị Ước", "Traanf Thij Uwowcs"))
    page = answer.content.decode()
    assert 'value="082190000001"' in page
    assert 'value="09/05/1990"' in page
    assert "Uwowcs" not in page
    assert "tắt bộ gõ tiếng Việt rồi quét lại, hoặc gõ họ tên" in words(answer)


def test_a_text_of_six_fields_is_refused_with_what_to_do(signed_in: SignedIn) -> None:
    answer = scanned(signed_in("one-stop-clerk"), CARD.rpartition("|")[0])
    assert "có 7 phần, ở đây chỉ có 6. Hãy quét lại" in words(answer)
    assert "311234567" not in answer.content.decode()


def test_a_known_person_is_shown_with_what_differs_and_never_overwritten(signed_in: SignedIn, made: Commune) -> None:
    facts = PersonFacts(name="Trần Thị Uớt", id_number="082190000001", birth="1990-05-09", phone="0901234567")
    known = people.register_person(facts=facts, now=made.moment, by=SYSTEM).person_id
    clerk = signed_in("one-stop-clerk")
    answer = scanned(clerk, CARD)
    assert "Họ và tên: trong sổ là “Trần Thị Uớt”, trên thẻ là “Trần Thị Ước”" in words(answer)
    assert 'value="0901234567"' in answer.content.decode()
    assert clerk.post(PAGE, intake(ap_id_number=CARD)).status_code == 422, "the name of the register is another"
    assert people_queries.person(known, viewer=SYSTEM).name == "Trần Thị Uớt"


def test_what_was_typed_and_differs_from_the_card_is_told(signed_in: SignedIn) -> None:
    answer = scanned(signed_in("one-stop-clerk"), CARD, **{"ap-name": "Trần Thị Khác"})
    assert "Họ và tên: đã thay “Trần Thị Khác” đang nhập bằng “Trần Thị Ước” trên thẻ." in words(answer)


def test_a_mother_who_hands_in_is_not_asked_for_her_data_again(signed_in: SignedIn) -> None:
    asked = {"a-requester_relation": "mother", "a-mother_known": "true"}
    page = scanned(signed_in("one-stop-clerk"), CARD, **asked).content.decode()
    assert 'name="a-mother_name" value="Trần Thị Ước"' in page
    assert 'name="a-mother_birth_year" value="1990"' in page
    assert 'name="a-mother_nationality" value="Việt Nam"' in page
    assert 'name="a-father_name" value=""' in page


def test_the_page_says_when_a_paper_is_needed_and_what_the_fees_wait_for(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    birth = words(clerk.post("/quay/tiep-nhan/", {"pick": "1.001193", "key": str(uuid4())}))
    assert (
        "hoặc nộp 1 bản chính, thay “Giấy chứng sinh”, bắt buộc khi “Giấy tờ chứng minh việc sinh” là "
        "“Không có Giấy chứng sinh, có người làm chứng”" in birth
    )
    publish("1.115778", made.moment)
    land = words(clerk.post("/quay/tiep-nhan/", {"pick": "1.115778", "key": str(uuid4())}))
    assert "Chưa tính được, còn chờ: “Loại hồ sơ tính phí thẩm định”, " in land
    assert "Không thu." not in land
    typed = {"procedure": "1.115778", "case": "transfer", "channel": "direct", "key": str(uuid4())}
    chosen = {"a-fee_class": "dwelling", "a-owner_place": "ward", "a-certificates": "1"}
    told = words(clerk.post("/quay/tiep-nhan/", typed | chosen | {"act": "refresh"}))
    assert "170.000 đồng Thu khi nộp: 150.000 đồng; còn lại khi trả kết quả." in told
    assert "Chưa tính được" not in told
