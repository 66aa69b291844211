"""At the counter: ask with reasons from the list, a second time with leave, refuse with the right place, put right."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from tests.commune import Commune
from tests.stages.test_birth_registration import hand_in
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, intake, revision_of, take_in, words


def view_of(dossier_id: int) -> dossiers.DossierView:
    return dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)


def sent(dossier_id: int, **typed: str) -> dict[str, Any]:
    names = {name.replace("__", "-"): value for name, value in typed.items()}
    return {"key": str(uuid4()), "revision": view_of(dossier_id).revision} | names


def send(browser: Client, page: str, dossier_id: int, **typed: str) -> Any:
    return browser.post(f"/quay/{page}/{dossier_id}/", sent(dossier_id, **typed))


def test_what_is_missing_is_asked_with_a_reason_from_the_list(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    page = words(clerk.get(f"/quay/yeu-cau-bo-sung/{dossier_id}/"))
    assert "Bản quét hoặc ảnh mờ, thiếu trang" in page
    assert "Chỉ được yêu cầu một lần" in page
    nothing = send(clerk, "yeu-cau-bo-sung", dossier_id)
    assert nothing.status_code == 422
    assert "Hãy ghi từng giấy tờ" in words(nothing)
    short = send(clerk, "yeu-cau-bo-sung", dossier_id, r__declaration="mismatch", w__declaration="")
    assert short.status_code == 422
    asked = send(clerk, "yeu-cau-bo-sung", dossier_id, r__declaration="mismatch", w__declaration="tên mẹ khác")
    assert asked.status_code == 302
    assert view_of(dossier_id).state is State.SUPPLEMENT
    assert "tên mẹ khác" in words(clerk.get(f"/ho-so/{dossier_id}/"))


def test_what_is_wrong_with_the_dossier_as_a_whole_is_asked_beside_a_paper(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    assert 'name="r-"' in clerk.get(f"/quay/yeu-cau-bo-sung/{dossier_id}/").text
    wrong = {"r-": "incomplete", "w-": "ngày sinh của mẹ", "r-declaration": "unsigned"}
    asked = clerk.post(f"/quay/yeu-cau-bo-sung/{dossier_id}/", sent(dossier_id) | wrong)
    assert asked.status_code == 302
    assert "Tờ khai, thông tin khác của hồ sơ" in words(clerk.get(f"/ho-so/{dossier_id}/"))


def test_the_second_time_goes_to_the_supervisor_who_grants_or_declines(signed_in: SignedIn, made: Commune) -> None:
    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    dossier_id = take_in(clerk)
    send(clerk, "yeu-cau-bo-sung", dossier_id, r__declaration="unsigned")
    assert act(clerk, made, dossier_id, "nhan-bo-sung", "one-stop-clerk").status_code == 302
    assert "Xin yêu cầu bổ sung lần nữa" in words(clerk.get(f"/quay/yeu-cau-bo-sung/{dossier_id}/"))
    send(clerk, "yeu-cau-bo-sung", dossier_id, r__declaration="incomplete")
    assert view_of(dossier_id).state is State.RECEIVED
    assert clerk.get(f"/quay/yeu-cau-lan-nua/{dossier_id}/").status_code == 403
    page = words(leader.get(f"/quay/yeu-cau-lan-nua/{dossier_id}/"))
    assert "Còn mục chưa ghi" in page
    assert "Xem đề nghị yêu cầu bổ sung lần nữa" in words(leader.get(f"/ho-so/{dossier_id}/"))
    refused = send(leader, "yeu-cau-lan-nua", dossier_id, act="decline")
    assert refused.status_code == 422
    granted = send(leader, "yeu-cau-lan-nua", dossier_id, act="allow", ground="found-by-verifying")
    assert granted.status_code == 302
    assert (view_of(dossier_id).state, view_of(dossier_id).supplements) == (State.SUPPLEMENT, 2)
    assert "Không còn đề nghị nào" in words(leader.get(f"/quay/yeu-cau-lan-nua/{dossier_id}/"))


def test_a_refusal_says_its_ground_and_the_right_place(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = hand_in(made, channel="postal").dossier_id
    typed = {"ground": "not-competent", "text": "Thuộc xã khác"}
    nowhere = send(clerk, "tu-choi", dossier_id, **typed)
    assert "Hãy ghi nơi nộp đúng" in words(nowhere)
    assert "Thuộc xã khác" in words(nowhere)
    assert "Hãy chọn căn cứ" in words(send(clerk, "tu-choi", dossier_id, ground="tự nghĩ ra", text="x", place="y"))
    assert send(clerk, "tu-choi", dossier_id, place="UBND xã Mỹ Tho", **typed).status_code == 302
    assert view_of(dossier_id).state is State.REFUSED
    assert clerk.get(f"/in/{dossier_id}/tu-choi.pdf").content.startswith(b"%PDF")


def test_a_mistake_of_intake_is_put_right_on_the_same_page(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    before = view_of(dossier_id)
    page = clerk.get(f"/quay/sua/{dossier_id}/")
    assert page.context["page"].answers["child_name"] == "NGUYỄN TRẦN ĐĂNG KHÔI"
    assert "Sửa sai sót khi tiếp nhận" in words(page)
    typed = intake(a_child_name="NGUYỄN TRẦN ĐÚNG") | {"received": page.context["corrects"]["received"]}
    typed |= {"revision": str(revision_of(dossier_id, made.who("one-stop-clerk")))}
    unsaid = clerk.post(f"/quay/sua/{dossier_id}/", typed)
    assert (unsaid.status_code, "Hãy chọn sai sót" in words(unsaid)) == (422, True)
    typed |= {"mistake": "wrong-answers", "text": "Gõ nhầm tên"}
    assert "phải từ" in words(clerk.post(f"/quay/sua/{dossier_id}/", typed | {"received": "hôm qua"}))
    answer = clerk.post(f"/quay/sua/{dossier_id}/", typed)
    assert answer.status_code == 302, words(answer)
    after = view_of(dossier_id)
    assert after.answers["child_name"] == "NGUYỄN TRẦN ĐÚNG"
    assert (after.owner_id, after.code, after.papers) == (before.owner_id, before.code, before.papers)
    assert dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1].body["changed"] == ["answers"]
    assert "đã sửa" in words(clerk.get(answer["Location"]))
    assert clerk.post(f"/quay/sua/{dossier_id}/", typed).status_code == 302, (
        "a second click writes no second correction"
    )
    assert view_of(dossier_id).revision == after.revision


def test_another_owner_is_registered_and_the_old_one_stays_as_she_was(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    page = clerk.get(f"/quay/sua/{dossier_id}/")
    typed = intake() | {"received": page.context["corrects"]["received"], "mistake": "wrong-person", "text": "Nhầm"}
    del typed["same"]
    typed |= {"ow-kind": "citizen", "ow-name": "Lê Văn Chủ", "ow-id_number": "082080000077"}
    answer = clerk.post(f"/quay/sua/{dossier_id}/", typed | {"revision": "2"})
    assert answer.status_code == 302, words(answer)
    after = view_of(dossier_id)
    assert after.owner_id != after.applicant_id
    assert dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1].body["changed"] == ["owner"]


def test_a_later_reader_sees_by_which_exemption_nothing_was_owed(made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    number = take_in(clerk, a_child_birth_date="02/08/2026", group="poor-household")
    said = words(signed_in("justice-examiner").get(f"/ho-so/{number}/"))
    assert "miễn, giảm" in said
    assert "Người thuộc hộ nghèo được miễn (Điều 11 Luật Hộ tịch): 0 đồng." in said
    page = clerk.get(f"/quay/sua/{number}/").content.decode()
    assert 'name="group" value="poor-household" checked' in page
    assert 'name="group" value="disabled" checked' not in page
