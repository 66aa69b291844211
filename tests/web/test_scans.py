"""Scans: attached at intake or later, shown to whoever may see the dossier and nobody else, refused in words."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.stages.processing import actions as processing
from tests.commune import Commune, add_official, commune
from tests.stages.test_birth_registration import step
from tests.web.conftest import SignedIn
from tests.web.typing_in import intake, revision_of, take_in, words

PAGE = "/quay/tiep-nhan/"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def file(name: str = "giay-chung-sinh.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def attached(clerk: Client, typed: dict[str, str], upload: SimpleUploadedFile, paper: str = "declaration") -> str:
    """Attach as the page's script does; what the page says then."""
    clerk.post("/quay/lam-do/", typed)
    answer = clerk.post(f"/quay/lam-do/{typed['key']}/tep/", {"paper": paper, "files": [upload]})
    return answer.content.decode()


def addresses(page: str) -> list[str]:
    return re.findall(r'href="(/(?:quay/lam-do/[0-9a-f-]+/tep|giay-to/\d+)/\d+)"', page)


def colleague(made: Commune, key: str = "second-clerk") -> Client:
    add_official(made, "one-stop-clerk", "Cán bộ Một cửa", key=key)
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=made.officials[key]))
    return browser


def test_a_scan_of_intake_becomes_a_paper_of_the_dossier(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    (address,) = addresses(attached(clerk, typed, file("tờ khai.pdf")))
    assert clerk.get(address).content == PDF
    dossier_id = int(clerk.post(PAGE, typed)["Location"].rstrip("/").rpartition("/")[2])
    assert clerk.get(address).status_code == 404, "what was put aside is gone"
    page = signed_in("justice-examiner").get(f"/ho-so/{dossier_id}/").content.decode()
    (address,) = addresses(page)
    assert "tờ khai.pdf" in page
    assert f'<iframe src="{address}#navpanes=0" title="tờ khai.pdf" loading="lazy">' in page, "beside the decision"
    answer = signed_in("justice-examiner").get(address)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''t%E1%BB%9D%20khai.pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_images_are_shown_in_the_page_and_locked_in(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    page = attached(clerk, typed, file("anh.png", PNG))
    (address,) = addresses(page)
    assert f'<img src="{address}"' in page
    answer = clerk.get(address)
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Frame-Options"] == "DENY"


def test_without_script_files_come_by_the_pages_own_button(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    typed = intake(act="") | {"attach": "declaration"}
    typed.pop("act")
    answer = clerk.post(PAGE, typed | {"f-declaration": [file("một.pdf"), file("hai.pdf")]})
    page = answer.content.decode()
    assert "một.pdf" in page
    assert "hai.pdf" in page
    assert 'value="Trần Thị Ước"' in page
    number = addresses(page)[0].rpartition("/")[2]
    typed.pop("attach")
    again = clerk.post(PAGE, typed | {"detach": number}).content.decode()
    assert "một.pdf" not in again
    assert "hai.pdf" in again


LOCKED = PDF.replace(b"trailer <<>>", b"trailer <</Encrypt 5 0 R>>")


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (("rong.pdf", b""), "rỗng"),
        (("chuong-trinh.pdf", b"MZ\x90\x00"), "chương trình chạy được"),
        (("khoa.pdf", LOCKED), "đặt mật khẩu"),
        (("anh.heic", b"\x00\x00\x00\x18ftypheic" + b"0" * 400), "Không mở được ảnh “anh.heic”"),
        (("anh.heic", b"GIF89a"), "không đúng định dạng ảnh HEIC"),
        (("quet.pdf", b"MZ\x90\x00" + PDF), "chương trình chạy được"),
        (("to.pdf", PDF + b" " * 21_000_000), "vượt mức cho phép 20,0 MB"),
        (("trang.html", b"<script>alert(1)</script>"), "định dạng không được nhận"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(signed_in: SignedIn, upload: tuple[str, bytes], told: str) -> None:
    page = attached(signed_in("one-stop-clerk"), intake(), file(*upload))
    assert told in page
    assert addresses(page) == []


def test_nobody_else_gets_a_scan(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    (of_draft,) = addresses(attached(clerk, typed, file()))
    beside = colleague(made)
    assert beside.get(of_draft).status_code == 404, "a draft is the clerk's own, also at the same counter"
    assert beside.post(f"/quay/lam-do/{typed['key']}/tep/", {"paper": "x", "files": [file()]}).status_code == 404
    dossier_id = int(clerk.post(PAGE, typed)["Location"].rstrip("/").rpartition("/")[2])
    (address,) = addresses(clerk.get(f"/ho-so/{dossier_id}/").content.decode())
    assert beside.get(address).status_code == 200
    there = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment)
    stranger = colleague(there, key="third-clerk")
    for place in (address, of_draft, f"/ho-so/{dossier_id}/", f"/quay/giay-to/{dossier_id}/"):
        answer = stranger.get(place)
        assert answer.status_code == 404, place
        assert "Trần" not in answer.content.decode()
    assert Client().get(address).status_code == 302
    other = int(take_in(clerk, a_child_name="TRẺ KHÁC"))
    document = address.rpartition("/")[2]
    assert clerk.get(f"/giay-to/{other}/{document}").status_code == 404, "only under its own dossier"


def test_a_missing_paper_is_taken_in_after_a_supplement_request(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.ask_supplement(text="Thiếu bản chính thứ hai", **step(made, dossier_id, "justice-examiner"))
    place = f"/quay/giay-to/{dossier_id}/"
    assert place in clerk.get(f"/ho-so/{dossier_id}/").content.decode()
    assert "Đã yêu cầu: Thiếu bản chính thứ hai" in words(clerk.get(place))
    typed = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk")), "act": "supply"}
    bad = clerk.post(place, typed | {"o-declaration": "1", "f-declaration": file("rong.pdf", b"")})
    assert bad.status_code == 422
    assert "rỗng" in words(bad)
    assert 'name="o-declaration" value="1"' in bad.content.decode()
    done = clerk.post(place, typed | {"o-declaration": "1", "f-declaration": [file("một.pdf"), file("hai.pdf")]})
    assert done.status_code == 302
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    row = next(row for row in view.papers if row.paper == "declaration")
    assert (view.state.value, row.originals, len(row.scans)) == ("processing", 2, 2)
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_scans_are_added_to_a_dossier_any_time_and_history_says_so(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    typed = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk")), "act": "add"}
    place = f"/quay/giay-to/{dossier_id}/"
    assert "Chưa có gì để ghi" in words(clerk.post(place, typed))
    assert clerk.post(place, typed | {"f-declaration": file()}).status_code == 302
    assert "Nhận thêm giấy tờ" in words(clerk.get(f"/ho-so/{dossier_id}/"))
