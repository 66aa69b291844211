"""Papers printed from the pages: offered when the dossier's events allow them, and to nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.commune import Commune, commune
from tests.web.conftest import SignedIn
from tests.web.test_counter import finished
from tests.web.typing_in import take_in, words


def test_a_dossiers_page_offers_the_papers_that_its_events_allow(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    page = clerk.get(f"/ho-so/{take_in(clerk)}/")
    read = words(page)
    assert "In phiếu kiểm soát quá trình" in read
    for absent in ("In phiếu yêu cầu bổ sung", "In văn bản xin lỗi", "In kết quả", "In biên lai"):
        assert absent not in read


def test_the_result_is_printed_once_there_is_one(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, clerk = finished(signed_in, made), signed_in("one-stop-clerk")
    assert "In kết quả" in words(clerk.get(f"/ho-so/{dossier_id}/"))
    answer = clerk.get(f"/in/{dossier_id}/ket-qua.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "ket-qua-H26.1.1-261123-0001.pdf" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("slug", ["giay-hen", "kiem-soat"])
def test_every_offered_paper_comes(slug: str, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    assert clerk.get(f"/in/{take_in(clerk)}/{slug}.pdf").content.startswith(b"%PDF")


def test_what_has_not_happened_is_refused_in_words(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    refused = clerk.get(f"/in/{dossier_id}/tu-choi.pdf")
    assert refused.status_code == 404
    assert "chưa có việc gì để in phiếu từ chối" in words(refused)
    assert clerk.get(f"/in/{dossier_id}/khong-co.pdf").status_code == 404


def test_an_official_of_another_commune_gets_no_paper(signed_in: SignedIn) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    other = commune(code="H26.1.2", name="Ủy ban nhân dân xã Khác")
    stranger = Client()
    assert stranger.get(f"/in/{dossier_id}/kiem-soat.pdf").status_code == 302
    stranger.force_login(get_user_model().objects.get(pk=other.officials["one-stop-clerk"]))
    for slug in ("giay-hen", "kiem-soat", "ket-qua", "bien-lai"):
        assert stranger.get(f"/in/{dossier_id}/{slug}.pdf").status_code == 404


def test_the_register_of_today_is_printed_from_the_counter(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    assert "In sổ hôm nay" in words(clerk.get("/quay/"))
    answer = clerk.get("/quay/so-theo-doi.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "so-theo-doi-2026-11-23.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "day"),
    [("2026-11-20", "2026-11-20"), ("2026-02-31", "2026-11-23"), ("2030-01-01", "2026-11-23"), ("x", "2026-11-23")],
)
def test_the_register_of_another_day_is_asked_by_its_date(asked: str, day: str, signed_in: SignedIn) -> None:
    answer = signed_in("one-stop-clerk").get("/quay/so-theo-doi.pdf", {"ngay": asked})
    assert f"so-theo-doi-{day}.pdf" in answer["Content-Disposition"]
