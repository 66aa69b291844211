"""The desk: work by what is due, a dossier with its decision, approval; and what happens when two decide."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions as offices
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import Move
from motcua.stages.intake import queries as intake_queries
from tests.commune import Commune, add_official, commune, open_birth
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, revision_of, take_in, words

EXAMINER = "justice-examiner"
MOST_STATEMENTS = 8
"""Session, official, viewer, duties, counts, names, sights."""


def test_what_is_taken_in_is_on_the_examiners_list_at_once(signed_in: SignedIn) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    page = signed_in(EXAMINER).get("/viec/")
    read = words(page)
    assert f'href="/ho-so/{dossier_id}/"' in page.content.decode()
    assert "1 đang chờ" in read
    assert "Thẩm tra hồ sơ" in read


def test_the_dossier_shows_papers_answers_history_and_the_one_main_act(signed_in: SignedIn) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    read = words(signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/"))
    for said in (
        "NGUYỄN TRẦN ĐĂNG KHÔI",
        "Giấy chứng sinh",
        "Tiếp nhận → Thẩm tra hồ sơ",
        "Nguyễn Văn one-stop-clerk",
        "Việc của bạn Thẩm tra hồ sơ",
        "Kết luận, chuyển bước F2",
        "Nhà nước đã có, không phải nộp",
        "Vì sao ngày này?",
    ):
        assert said in read, said


def test_a_support_officer_asks_and_the_leader_takes_it_back(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    add_official(made, "support", "Cán bộ hỗ trợ", key="helper")
    act(signed_in(EXAMINER), made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    silent = act(signed_in("helper"), made, dossier_id, "de-nghi-thu-hoi", "helper", text="Nhầm", paper="")
    assert "Văn bản đề nghị: Chưa nhập." in words(silent)
    asked = {"text": "Nhầm", "paper": "12/UBND"}
    assert act(signed_in("helper"), made, dossier_id, "de-nghi-thu-hoi", "helper", **asked).status_code == 302
    leader = signed_in("leader")
    assert "Đồng ý thu hồi theo đề nghị hỗ trợ" in words(leader.get("/viec/"))
    assert act(leader, made, dossier_id, "dong-y-thu-hoi", "leader").status_code == 302
    assert "Thu hồi → Thẩm tra hồ sơ" in words(leader.get(f"/ho-so/{dossier_id}/"))


def test_a_decision_without_a_choice_asks_for_it(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    answer = act(signed_in(EXAMINER), made, dossier_id, "chuyen-buoc", EXAMINER, text="Đã xem giấy chứng sinh")
    assert answer.status_code == 422
    assert "Kết luận: Chưa chọn." in words(answer)
    assert "Đã xem giấy chứng sinh" in answer.content.decode()


def test_the_draft_of_a_refusal_has_the_reason_of_the_decision_and_cannot_be_without(
    signed_in: SignedIn, made: Commune
) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    why = "Việc sinh đã được đăng ký ở xã khác."
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="refuse", text=why)
    page = examiner.get(f"/ho-so/{dossier_id}/").content.decode()
    assert "Lý do từ chối, in trong thông báo gửi người nộp" in page
    assert f"{why}</textarea>" in page
    silent = act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, text="")
    assert (silent.status_code, "Chưa nhập." in words(silent)) == (422, True)


def test_the_leader_sees_what_is_signed_and_may_give_it_back_with_a_reason(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, leader = proposed(signed_in, made), signed_in("leader")
    assert "Đăng ký khai sinh" in words(leader.get("/cho-ky/"))
    assert "Sẽ ký: Giấy khai sinh" in words(leader.get(f"/ho-so/{dossier_id}/"))
    silent = act(leader, made, dossier_id, "tra-lai", "leader", to="examine", text="")
    assert silent.status_code == 422
    assert "Lý do: Chưa nhập." in words(silent)
    back = act(
        leader, made, dossier_id, "tra-lai", "leader", to="examine", text="Nơi sinh ghi chưa khớp giấy chứng sinh."
    )
    assert back["Location"] == "/cho-ky/"
    read = words(signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/"))
    assert "Trả lại bước trước → Thẩm tra hồ sơ" in read
    assert "Nơi sinh ghi chưa khớp giấy chứng sinh." in read
    assert "Bạn đã làm hết việc" in words(leader.get("/cho-ky/"))


def test_two_browsers_decide_one_dossier_and_the_second_is_told(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    add_official(made, EXAMINER, "Công chức hộ tịch", key="second")
    seen = revision_of(dossier_id, made.who(EXAMINER))
    first = act(signed_in(EXAMINER), made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    assert first.status_code == 302
    typed = {"key": str(uuid4()), "revision": seen, "outcome": "refuse", "text": "Tôi thấy chưa đủ điều kiện"}
    second = signed_in("second").post(f"/ho-so/{dossier_id}/chuyen-buoc/", typed)
    assert second.status_code == 409
    assert "Hồ sơ vừa được" in words(second)
    assert "Tôi thấy chưa đủ điều kiện" in second.content.decode()
    assert "Ghi Sổ đăng ký khai sinh" in words(second), "the page shows where the dossier stands now"
    said = words(second).partition("Từ lúc bạn mở trang")[2]
    assert said.index("Chuyển bước → Ghi Sổ đăng ký khai sinh") < said.index("Nguyễn Văn justice-examiner")


def test_who_forwarded_takes_it_back_while_nobody_has_begun(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER)
    assert "Thu hồi" in words(examiner.get(f"/ho-so/{dossier_id}/"))
    assert "Thu hồi" not in words(signed_in("leader").get(f"/ho-so/{dossier_id}/"))
    assert act(examiner, made, dossier_id, "thu-hoi", EXAMINER, text="Nhầm").status_code == 302
    assert "Bạn đã làm hết việc" in words(signed_in("leader").get("/cho-ky/"))
    read = words(examiner.get(f"/ho-so/{dossier_id}/"))
    assert "Thu hồi → Ghi Sổ đăng ký khai sinh" in read


def test_a_double_click_on_an_act_is_told_the_same_twice(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, leader = proposed(signed_in, made), signed_in("leader")
    seen = revision_of(dossier_id, made.who("leader"))
    typed = {"key": str(uuid4()), "revision": seen}
    first = leader.post(f"/ho-so/{dossier_id}/ky/", typed)
    second = leader.post(f"/ho-so/{dossier_id}/ky/", typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert revision_of(dossier_id, made.who("leader")) == seen + 1


def test_a_supplement_is_asked_for_item_by_item(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    empty = act(examiner, made, dossier_id, "bo-sung", EXAMINER)
    assert "Cần bổ sung 1: Chưa chọn." in words(empty)
    item = {"paper_1": "birth-certificate", "reason_1": "Bản nộp bị mờ số", "guidance_1": "Xin cấp lại ở nơi sinh"}
    assert act(examiner, made, dossier_id, "bo-sung", EXAMINER, **item).status_code == 302
    read = words(signed_in("one-stop-clerk").get(f"/ho-so/{dossier_id}/"))
    assert "Giấy chứng sinh: Bản nộp bị mờ số → Xin cấp lại ở nơi sinh" in read
    last = dossiers.last_act(dossiers.history(dossier_id=dossier_id, viewer=SYSTEM), Move.ASK_SUPPLEMENT)
    assert last is not None
    assert intake_queries.items_of(last) == (("Giấy chứng sinh", "Bản nộp bị mờ số", "Xin cấp lại ở nơi sinh"),)
    assert "Chờ người nộp" in read
    assert "Nhận giấy tờ bổ sung F2" in read


def test_what_was_asked_for_can_be_taken_in_though_the_answers_did_not_call_for_it(
    signed_in: SignedIn, made: Commune
) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    address = f"/quay/giay-to/{dossier_id}/"
    assert 'name="o-authorisation"' not in clerk.get(address).content.decode()
    item = {"paper_1": "authorisation", "reason_1": "Người nộp không phải cha, mẹ"}
    assert act(signed_in(EXAMINER), made, dossier_id, "bo-sung", EXAMINER, **item).status_code == 302
    assert 'name="o-authorisation"' in clerk.get(address).content.decode()
    revision = str(revision_of(dossier_id, made.who("one-stop-clerk")))
    typed = {"key": str(uuid4()), "revision": revision, "act": "supply", "o-authorisation": "1"}
    assert clerk.post(address, typed).status_code == 302
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert [row.originals for row in view.papers if row.paper == "authorisation"] == [1]


def test_a_position_that_ended_yesterday_gives_nothing_in_a_live_session(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    assert examiner.get(f"/ho-so/{dossier_id}/").status_code == 200
    holding = made.who(EXAMINER).seats[0].holding_id
    yesterday = made.moment.date() - timedelta(days=1)
    offices.end_holding(holding_id=holding, last_day=yesterday, now=made.moment, by=SYSTEM)
    for page in (examiner.get(f"/ho-so/{dossier_id}/"), examiner.get("/viec/"), examiner.get("/")):
        assert page.status_code == 403
        assert "Hôm nay bạn không giữ vị trí công tác nào" in words(page)


def test_nobody_sees_what_is_not_theirs(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    other = commune(code="H26.1.2", name="Ủy ban nhân dân xã Bên Cạnh")
    stranger = Client()
    stranger.force_login(get_user_model().objects.get(pk=other.officials["one-stop-clerk"]))
    for place in (f"/ho-so/{dossier_id}/", f"/quay/giay-hen/{dossier_id}.pdf", f"/quay/tra-ket-qua/{dossier_id}/"):
        page = stranger.get(place)
        assert page.status_code == 404, place
        assert "không thuộc phần việc của bạn" in words(page)
    refused = stranger.post(f"/ho-so/{dossier_id}/rut/", {"key": str(uuid4()), "revision": 2, "text": "x"})
    assert refused.status_code == 404


def test_a_long_list_is_paged_by_what_is_due_and_counts_are_true(signed_in: SignedIn, made: Commune) -> None:
    for number in range(27):
        open_birth(made, answer_by=made.moment + timedelta(hours=number - 1))
    clerk = signed_in("one-stop-clerk")
    first = clerk.get("/viec/")
    assert "27 đang chờ" in words(first)
    assert "1 quá hạn" in words(first)
    following = clerk.get(first.context["page"].next_url.join(["/viec/", ""]))
    seen = [line.row.dossier_id for page in (first, following) for line in page.context["page"].lines]
    assert len(seen) == len(set(seen)) == 27
    assert len(clerk.get("/viec/", {"loc": "qua-han"}).context["page"].lines) == 1
    assert len(clerk.get("/viec/", {"tim": "uoc"}).context["page"].lines) == 20
    assert "Không có việc nào khớp" in words(clerk.get("/viec/", {"tim": "khong ai"}))
    assert clerk.get("/viec/", {"sau": "sai~hỏng~1"}).status_code == 200


def test_a_dossier_is_found_by_code_or_name_without_marks(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    for text in ("H26.1.1-261123-0001", "tran thi uoc", "Ước"):
        assert "H26.1.1-261123-0001" in words(clerk.get("/tim/", {"tim": text})), text
    assert "Không tìm thấy hồ sơ nào" in words(clerk.get("/tim/", {"tim": "zzz"}))


def proposed(signed_in: SignedIn, made: Commune) -> int:
    """A dossier that waits for the leader's signature."""
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    assert act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER).status_code == 302
    return dossier_id


def test_a_paused_term_says_so_and_goes_on(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    unlisted = act(examiner, made, dossier_id, "tam-dung", EXAMINER, ground="khong-co", text="Chờ")
    assert "Lựa chọn này không còn" in words(unlisted)
    paused = act(examiner, made, dossier_id, "tam-dung", EXAMINER, ground="outage", text="Theo thông báo số 5")
    assert paused.status_code == 302
    assert "đang tạm dừng" in words(examiner.get(f"/ho-so/{dossier_id}/"))
    assert act(examiner, made, dossier_id, "tinh-tiep", EXAMINER).status_code == 302


def promised_in(made: Commune, dossier_id: int, days: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier SET due_at = %s WHERE id = %s", [made.moment + timedelta(days), dossier_id]
        )


def test_the_leader_reschedules_with_a_real_day_or_is_told(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, leader = proposed(signed_in, made), signed_in("leader")
    promised_in(made, dossier_id, 3)
    impossible = act(leader, made, dossier_id, "hen-lai", "leader", day="31/02/2027", hour="17:00", text="Chờ xác minh")
    assert "Không có ngày 31/02/2027: tháng 2/2027 chỉ có 28 ngày." in words(impossible)


def test_on_the_last_day_for_it_all_are_told_and_on_the_next_it_is_offered_no_more(
    signed_in: SignedIn, made: Commune
) -> None:
    dossier_id, leader = proposed(signed_in, made), signed_in("leader")
    page, last = f"/ho-so/{dossier_id}/", "Hôm nay là ngày cuối được xin lỗi, hẹn lại"
    promised_in(made, dossier_id, 1)
    assert last in words(leader.get(page))
    opened = leader.get(page, {"mo": "hen-lai"}).content.decode()
    assert '<details class="more" id="hen-lai" open>' in opened
    assert 'name="hour" value="17:00"' in opened, "as it may be sent"
    assert "báo ngay hôm nay" in words(signed_in("one-stop-clerk").get(page))
    for place in ("/viec/", "/cho-ky/"):
        listed = words(leader.get(place))
        assert "xin lỗi, hẹn lại trong hôm nay" in listed, "on the line"
        assert "1 hồ sơ sắp đến ngày hẹn mà chưa xong" in listed, "wherever in the office it lies"
    assert "sắp đến ngày hẹn mà chưa xong" not in words(signed_in("one-stop-clerk").get("/viec/"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_duty SET position_id = %s WHERE closed_at IS NULL", [made.positions["leader"]])
    assert "1 hồ sơ sắp đến ngày hẹn mà chưa xong" in words(leader.get("/cho-ky/")), "given to somebody, too"
    promised_in(made, dossier_id, 0)
    assert "sắp đến ngày hẹn" not in words(leader.get("/cho-ky/"))
    assert last not in words(leader.get(page))
    late = act(leader, made, dossier_id, "hen-lai", "leader", day="25/11/2027", hour="17:00", text="Chờ xác minh")
    assert late.status_code == 409
    assert "25/11/2027" in words(late), "what was typed is still there"


def test_the_applicant_takes_the_dossier_back(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    assert act(clerk, made, dossier_id, "rut", "one-stop-clerk", text="Nộp nhầm nơi").status_code == 302
    read = words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert "Công dân yêu cầu rút hồ sơ" in read
    gone = act(clerk, made, dossier_id, "rut", "one-stop-clerk", text="Nộp nhầm nơi")
    assert gone.status_code == 409
    assert "việc này không còn làm được" in words(gone)


def test_a_page_costs_the_same_however_long_the_list(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get("/viec/").status_code == 200
        return len(asked)

    statements()  # what a process asks once
    open_birth(made)
    few = statements()
    for _ in range(12):
        open_birth(made)
    assert statements() == few
    assert few <= MOST_STATEMENTS


def test_an_ended_session_shows_what_was_being_sent(signed_in: SignedIn) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    answer = Client().post(f"/ho-so/{dossier_id}/tra-lai/", {"text": "Nơi sinh chưa khớp", "key": str(uuid4())})
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in words(answer)
    assert "Nơi sinh chưa khớp" in words(answer)
