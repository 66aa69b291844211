"""Where is mine? By whatever the person has in hand; and the same person's next dossier in one key."""

from __future__ import annotations

import pytest

from tests.web.conftest import SignedIn
from tests.web.test_counter import CARD, PAGE
from tests.web.typing_in import intake, take_in, words

CODE = "H26.1.1-261123-0001"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        f"https://motcua.example.vn/tra-cuu/{CODE}/",
        f"http://127.0.0.1:8000/tra-cuu/{CODE}/?x=1",
        "0901234567",
        "0901 234 567",
        "+84 901 234 567",
        "082190000001",
        CARD,
        "tran thi uoc",
        "Ước Trần",
        "uoc",
    ],
)
def test_it_is_found_by_what_the_person_has(signed_in: SignedIn, text: str) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    assert CODE in words(clerk.get("/tim/", {"tim": text}))


def test_the_one_who_handed_it_in_finds_it_too(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk, same="", ow_kind="citizen", ow_name="Lê Văn Chủ", ow_birth="1988")
    for text in ("tran thi uoc", "le van chu", "0901234567"):
        assert CODE in words(clerk.get("/tim/", {"tim": text})), text


@pytest.mark.parametrize("text", ["", "   ", "|", "://", "12345", "%", "a", "https://", "uoc & tran", "') OR 1=1 --"])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(signed_in: SignedIn, text: str) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    answer = clerk.get("/tim/", {"tim": text})
    assert answer.status_code == 200
    if text != "uoc & tran":
        assert CODE not in words(answer)


def test_the_next_dossier_of_the_same_person_is_one_key_away(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    address = f"{PAGE}?nguoi={dossier_id}"
    assert f'href="{address}" data-key="F3"' in clerk.get(f"/quay/da-tiep-nhan/{dossier_id}/").content.decode()
    answer = clerk.get(address)
    assert "Cho: Trần Thị Ước" in words(answer)
    page = answer.content.decode()
    assert 'type="hidden" name="ap-id_number" value="082190000001"' in page
    picked = clerk.post(PAGE, intake(act="refresh") | {"ap-name": "Trần Thị Ước", "pick": "1.001193"})
    assert 'value="Trần Thị Ước"' in picked.content.decode()
    assert clerk.get(f"{PAGE}?nguoi=999999").status_code == 404
