"""What people were told stands on the dossier; whom nothing reached is on the counter's list."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from motcua.registers.notices.ports import AddressWrong
from tests.commune import Commune, commune
from tests.registers.notices.told import Carriers, Scripted, row_of, send, tell
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words

LIST = "/quay/can-goi/"


def unreached(made: Commune, clerk: Client, monkeypatch: pytest.MonkeyPatch, *faults: Exception) -> int:
    """A dossier whose applicant is to be told that it goes on, and cannot be."""
    dossier_id = take_in(clerk)
    Carriers(monkeypatch, phone=Scripted(*faults))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET channel = 'online' WHERE id = %s", [dossier_id])
        if not faults:
            cursor.execute("UPDATE people_person SET phone = ''")
    tell(dossier_id, "supply", made.moment, event_id=1)
    send(made.moment)
    return dossier_id


def test_the_list_is_empty_in_words_and_not_on_the_days_page(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    assert "Không có ai cần gọi" in words(clerk.get(LIST))
    assert "cần gọi điện" not in words(clerk.get("/quay/"))


def test_whom_nothing_reached_is_called_and_the_dossier_says_so(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = unreached(made, clerk, monkeypatch)
    assert "1 cần gọi điện" in words(clerk.get("/quay/"))
    read = words(clerk.get(LIST))
    assert "Hồ sơ được giải quyết tiếp" in read and "không có số điện thoại hay thư điện tử" in read
    page = words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert "cần gọi, hoặc báo qua trưởng thôn" in page and "Ghi đã báo" in page
    done = clerk.post(f"{LIST}{row_of(dossier_id).id}/da-bao/", {"way": "hamlet"}, follow=True)
    assert "Đã ghi: người nộp đã được báo." in words(done) and "Không có ai cần gọi" in words(done)
    page = words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert "đã báo qua trưởng thôn, tổ trưởng hôm nay" in page and "Ghi đã báo" not in page
    again = clerk.post(f"{LIST}{row_of(dossier_id).id}/da-bao/", {"way": "call"}, follow=True)
    assert "vừa được gửi hoặc đã có người báo" in words(again)


def test_a_message_is_sent_again_from_the_dossier(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = unreached(made, clerk, monkeypatch, AddressWrong())
    assert "chưa gửi được: số hoặc địa chỉ không có thật" in words(clerk.get(f"/ho-so/{dossier_id}/"))
    address = f"{LIST}{row_of(dossier_id).id}/gui-lai/"
    wrong = clerk.post(address, {"ho_so": str(dossier_id), "phone": "12"}, follow=True)
    assert "12" in words(wrong) and row_of(dossier_id).state == "failed", "refused in words, nothing is lost"
    back = clerk.post(address, {"ho_so": str(dossier_id), "phone": "+84 912 000 777"})
    assert back["Location"] == f"/ho-so/{dossier_id}/"
    assert "đang chờ gửi" in words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert send(made.moment) == {"sent": 1}
    page = words(clerk.get(f"/ho-so/{dossier_id}/"))
    assert "bằng tin nhắn điện thoại đến số …777" in page
    assert "Hẹn trả kết quả" in page, "its words can be read"


def test_another_commune_sees_and_settles_nothing(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, elsewhere = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment), Client()
    elsewhere.force_login(get_user_model().objects.get(pk=other.officials["one-stop-clerk"]))
    dossier_id = unreached(made, signed_in("one-stop-clerk"), monkeypatch)
    number = row_of(dossier_id).id
    assert "Không có ai cần gọi" in words(elsewhere.get(LIST))
    answer = elsewhere.post(f"{LIST}{number}/da-bao/", {"way": "call"}, follow=True)
    assert "không thuộc nơi bạn làm việc" in words(answer)
    assert row_of(dossier_id).state == "no-address"


def test_an_examiner_reads_what_was_told_and_has_no_list(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = unreached(made, signed_in("one-stop-clerk"), monkeypatch)
    examiner = signed_in("justice-examiner")
    page = words(examiner.get(f"/ho-so/{dossier_id}/"))
    assert "Đã báo cho người nộp" in page and "Ghi đã báo" not in page
    assert examiner.get(LIST).status_code == 403


def test_the_tracking_page_says_nothing_of_messages(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    dossier_id = unreached(made, signed_in("one-stop-clerk"), monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM dossiers_dossier WHERE id = %s", [dossier_id])
        code = cursor.fetchone()[0]
    read = words(client.get(f"/tra-cuu/{code}/"))
    assert code in read and "báo cho" not in read and "số điện thoại" not in read


def test_an_address_made_up_is_answered(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    for after in ("x", "-1", "9" * 40, "²"):
        assert clerk.get(LIST, {"sau": after}).status_code == 200
    assert clerk.post(f"{LIST}999999/da-bao/", {"way": "call"}).status_code == 302
