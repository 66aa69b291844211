"""A sheet on the screen: made by the clerk, signed by whoever opens its QR."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client

from tests.commune import Commune, commune
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words


def test_what_was_taken_in_is_handed_on_and_signed_for(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    assert "Không có hồ sơ nào chờ bàn giao" in words(clerk.get("/quay/ban-giao/"))
    dossier_id = take_in(clerk)
    assert "H26.1.1-261123-0001" in words(clerk.get("/quay/ban-giao/"))
    empty = clerk.post("/quay/ban-giao/", {"key": str(uuid4()), "to": str(made.office_id)})
    assert "từ 1 đến 200 hồ sơ" in words(empty)
    sent = {"key": str(uuid4()), "to": str(made.office_id), "chon": [str(dossier_id)]}
    place = clerk.post("/quay/ban-giao/", sent)["Location"]
    page = words(clerk.get(place))
    assert "chưa ký" in page
    assert "Đã nhận đủ, ký bên nhận" not in page, "the giver does not sign for the receiver"
    picture = clerk.get(f"{place}qr.svg")
    assert (picture["Content-Type"], b"<svg" in picture.content) == ("image/svg+xml", True)
    assert clerk.get(f"{place}bien-ban.pdf").content.startswith(b"%PDF")
    assert "chờ bên nhận ký" in words(clerk.get("/quay/ban-giao/"))
    examiner = signed_in("justice-examiner")
    assert "Đã nhận đủ, ký bên nhận" in words(examiner.get(place))
    assert "Nguyễn Văn justice-examiner" in words(examiner.post(place, {"act": "take"}, follow=True))
    assert "đã có người nhận" in words(signed_in("leader").post(place, {"act": "take"}))
    there = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment)
    stranger = Client()
    stranger.force_login(get_user_model().objects.get(pk=there.officials["one-stop-clerk"]))
    for address in (place, f"{place}qr.svg", f"{place}bien-ban.pdf"):
        assert stranger.get(address).status_code == 404
