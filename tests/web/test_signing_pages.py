"""Signing at the desk: one, by hand, and a batch; nobody without the duty signs or sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from motcua.web.desk import signing_views
from tests.commune import Commune, commune
from tests.stages.signers import FakeSigner, fake_signer
from tests.web.conftest import SignedIn
from tests.web.test_desk import proposed
from tests.web.typing_in import act, revision_of, words

PASSWORD = "một mật khẩu đủ dài"
PHOTOGRAPH = b"\xff\xd8\xff\xe0 a photograph"


@pytest.fixture(autouse=True)
def clock(made: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_views, "now", lambda: made.moment)


@pytest.fixture
def fake() -> Iterator[FakeSigner]:
    with fake_signer() as signer:
        yield signer


@pytest.fixture
def leader(signed_in: SignedIn, made: Commune) -> Client:
    browser = signed_in("leader")
    give_password(made)
    browser.force_login(official(made))
    return browser


def official(made: Commune) -> Any:
    return get_user_model().objects.get(pk=made.officials["leader"])


def give_password(made: Commune) -> None:
    who = official(made)
    who.set_password(PASSWORD)
    who.save()


def sent(made: Commune, ids: list[int], password: str = PASSWORD, key: str = "") -> dict[str, Any]:
    chosen = [f"{one}:{revision_of(one, made.who('leader'))}" for one in ids]
    return {"key": key or str(uuid4()), "chon": chosen, "password": password}


def test_one_is_signed_and_opened_by_whoever_may_see_it(signed_in: SignedIn, made: Commune, fake: FakeSigner) -> None:
    dossier_id = proposed(signed_in, made)
    page = signed_in("leader").get(f"/ho-so/{dossier_id}/")
    assert "Xem bản sẽ ký (PDF)" in words(page)
    assert signed_in("leader").get(f"/ho-so/{dossier_id}/ket-qua-da-ky/").status_code == 404
    assert act(signed_in("leader"), made, dossier_id, "ky", "leader").status_code == 302
    file = signed_in("one-stop-clerk").get(f"/ho-so/{dossier_id}/ket-qua-da-ky/")
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Disposition"].startswith("inline")
    assert "Mở kết quả đã ký" in words(signed_in("clerical").get(f"/ho-so/{dossier_id}/"))


def test_another_commune_gets_nothing_by_any_address(signed_in: SignedIn, made: Commune, fake: FakeSigner) -> None:
    dossier_id = proposed(signed_in, made)
    act(signed_in("leader"), made, dossier_id, "ky", "leader")
    other = commune(code="H26.1.2", name="Ủy ban nhân dân xã Bên Cạnh", now=made.moment)
    made.officials["stranger"] = other.officials["leader"]
    stranger = signed_in("stranger")
    assert stranger.get(f"/ho-so/{dossier_id}/ket-qua-da-ky/").status_code == 404
    page = stranger.get(f"/cho-ky/xem/?chon={dossier_id}")
    assert "NGUYỄN TRẦN" not in words(page)
    assert "không còn chờ bạn ký" in words(page)
    assert Client().get(f"/ho-so/{dossier_id}/ket-qua-da-ky/").status_code == 302


def test_without_an_answer_the_page_says_so_and_the_dossier_still_waits(
    signed_in: SignedIn, made: Commune, fake: FakeSigner
) -> None:
    dossier_id = proposed(signed_in, made)

    def late(nth: int) -> None:
        raise TimeoutError

    fake.before = late
    answer = act(signed_in("leader"), made, dossier_id, "ky", "leader", text="Đồng ý")
    assert answer.status_code == 503
    assert "Dịch vụ ký số không trả lời" in words(answer)
    assert "Đồng ý" in answer.content.decode()


def test_by_hand_the_scan_is_asked_of_who_numbers_it(signed_in: SignedIn, made: Commune, fake: FakeSigner) -> None:
    dossier_id = proposed(signed_in, made)
    assert act(signed_in("leader"), made, dossier_id, "ky-giay", "leader").status_code == 302
    clerical = signed_in("clerical")
    page = clerical.get(f"/ho-so/{dossier_id}/")
    assert "Chờ bản quét có chữ ký và dấu." in words(page)
    assert 'enctype="multipart/form-data"' in page.content.decode()
    silent = act(clerical, made, dossier_id, "vao-so", "clerical", number="124")
    assert silent.status_code == 422
    assert "Bản quét đã ký, đóng dấu: Chưa chọn." in words(silent)
    program = SimpleUploadedFile("ket qua.pdf", b"MZ\x90\x00", "application/pdf")
    refused = act(clerical, made, dossier_id, "vao-so", "clerical", number="124", scan=program)
    assert "là chương trình chạy được" in words(refused)
    scan = SimpleUploadedFile("ket qua.jpg", PHOTOGRAPH, "image/jpeg")
    assert act(clerical, made, dossier_id, "vao-so", "clerical", number="124", scan=scan).status_code == 302
    file = signed_in("one-stop-clerk").get(f"/ho-so/{dossier_id}/ket-qua-da-ky/")
    assert (file.content, file["Content-Type"]) == (PHOTOGRAPH, "image/jpeg")


def test_without_a_service_only_paper_is_offered(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = proposed(signed_in, made)
    with override_settings(SIGNATURE_PORT=None):
        read = words(signed_in("leader").get(f"/ho-so/{dossier_id}/"))
        assert "Đã ký giấy F2" in read
        assert "Ký số F2" not in read
        assert "Kết quả này ký giấy" in words(signed_in("leader").get(f"/cho-ky/xem/?chon={dossier_id}"))


def test_a_batch_is_shown_whole_and_signed_by_the_password(
    signed_in: SignedIn, leader: Client, made: Commune, fake: FakeSigner
) -> None:
    ids = [proposed(signed_in, made) for _ in range(3)]
    listed = leader.get("/cho-ky/")
    assert "Xem cả 3 dòng" in words(listed)
    page = leader.get("/cho-ky/xem/", {"chon": ids})
    assert words(page).count("NGUYỄN TRẦN ĐĂNG KHÔI") == 3
    assert "Ký 3 kết quả F2" in words(page)
    assert "Bỏ khỏi lần ký này" in words(page)
    wrong = leader.post("/cho-ky/ky/", sent(made, ids, password="khác"))
    assert wrong.status_code == 422
    assert "chưa ký kết quả nào" in words(wrong)
    assert fake.asked == []
    back = sent(made, ids)
    act(leader, made, ids[1], "tra-lai", "leader", to="examine", text="Nơi sinh chưa khớp.")
    done = leader.post("/cho-ky/ky/", back)
    assert done.status_code == 200
    assert "Đã ký 2 kết quả, 1 chưa ký" in words(done)
    assert "Hồ sơ vừa được xử lý" in words(done)
    again = leader.post("/cho-ky/ky/", back)
    assert "Đã ký 2 kết quả, 1 chưa ký" in words(again)
    assert len(fake.signed) == 2
    assert "Bạn đã làm hết việc" in words(leader.get("/cho-ky/"))


@pytest.mark.parametrize("role", ["justice-examiner", "clerical", "one-stop-clerk"])
def test_nobody_else_enters_a_batch(signed_in: SignedIn, made: Commune, fake: FakeSigner, role: str) -> None:
    dossier_id = proposed(signed_in, made)
    assert signed_in(role).get(f"/cho-ky/xem/?chon={dossier_id}").status_code == 403
    assert signed_in(role).post("/cho-ky/ky/", sent(made, [dossier_id])).status_code == 403
    assert act(signed_in(role), made, dossier_id, "ky", "leader").status_code == 409
    assert fake.asked == []


@pytest.mark.parametrize("chosen", ["", "x", "1:", ":1", "-1:1", "²:1", "999999999999999999999:1"])
def test_a_batch_of_nonsense_signs_nothing(leader: Client, made: Commune, fake: FakeSigner, chosen: str) -> None:
    answer = leader.post("/cho-ky/ky/", {"key": str(uuid4()), "chon": chosen, "password": PASSWORD})
    assert answer.status_code in (200, 422)
    assert leader.get("/cho-ky/xem/", {"chon": chosen}).status_code in (200, 302)
    assert fake.asked == []
