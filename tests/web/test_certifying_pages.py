"""While they wait: certified copies and signatures on one screen, signed in one go, given with their number."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.registers.certifications import queries as certifications
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.payments import actions as payment_actions
from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from motcua.rules.vietqr import BankAccount
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from tests.commune import Commune, add_official, publish
from tests.proof import truth
from tests.stages.test_birth_registration import accept, hand_in, step
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
CARD = "082190000001|312345678|TRẦN THỊ ƯỚC|09051990|Nữ|Ấp 3, xã Mỹ Thiện, tỉnh Đồng Tháp|01072021"
PAGE = "/quay/chung-thuc/"


@pytest.fixture
def place(made: Commune) -> Commune:
    publish("2.000815", made.moment)
    publish("2.000884", made.moment)
    return made


def typed(**more: str) -> dict[str, str]:
    return {
        "act": "accept",
        "key": str(uuid4()),
        "loai": "2.000815",
        "ap-kind": "citizen",
        "ap-name": "Trần Thị Ước",
        "u-document_name": "Bằng tốt nghiệp",
        "a-pages": "4",
        "a-copies": "2",
        "pay": "cash",
        **more,
    }


def take_in(clerk: Client, **more: str) -> int:
    answer = clerk.post(PAGE, typed(**more))
    assert answer.status_code == 302, answer.content.decode()
    return newest()


def newest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM dossiers_dossier")
        return int(cursor.fetchone()[0])


def view(dossier: int) -> Any:
    return dossiers.dossier(dossier_id=dossier, viewer=SYSTEM)


def number_of(dossier: int) -> int:
    line = certifications.entry_of(dossier_id=dossier, viewer=SYSTEM)
    assert line is not None
    return line.number


def sign_all(leader: Client) -> str:
    page = leader.get("/quay/chung-thuc/ky/").content.decode()
    chosen = re.findall(r'name="chon" value="(\d+:\d+)" checked', page)
    leader.post("/quay/chung-thuc/ky/", {"key": str(uuid4()), "chon": chosen})
    return page


def give(clerk: Client, dossier: int) -> Any:
    return clerk.post(f"{PAGE}{dossier}/tra/", {"key": str(uuid4()), "revision": view(dossier).revision})


def test_a_copy_is_taken_in_signed_and_given_and_stands_in_book_till_and_ledger(
    place: Commune, signed_in: SignedIn
) -> None:
    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    dossier = take_in(clerk)
    assert payments.account_of(dossier_id=dossier, viewer=SYSTEM).lines[0].amount == 12_000
    till = payments.my_till(office_id=place.office_id, viewer=place.who("one-stop-clerk"))
    assert till is not None
    assert till.expected == 12_000
    page = clerk.get(PAGE).content.decode()
    assert "1 – SCT/BS" in page
    assert "chờ lãnh đạo ký" in page
    assert "Bằng tốt nghiệp; số trang của một bản: 4" in page
    sign_all(leader)
    assert "Vào sổ, trả: Trần Thị Ước" in clerk.get(PAGE).content.decode()
    answer = give(clerk, dossier)
    assert answer.status_code == 302
    assert (view(dossier).state, view(dossier).money) == ("returned", "settled")
    assert "Không có ai đang chờ" in clerk.get(PAGE).content.decode()
    truth.is_whole(dossier)


def test_fifteen_in_a_row_are_numbered_without_a_gap_and_signed_at_once(place: Commune, signed_in: SignedIn) -> None:
    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    taken = [take_in(clerk, **{"ap-name": f"Nguyễn Văn {letter}"}) for letter in "ABCDEFGHIJKLMNO"]
    assert [number_of(one) for one in taken] == list(range(1, 16))
    assert "15 bản chờ ký" in sign_all(leader)
    assert all(view(one).signed_at for one in taken)
    assert "Không có bản chứng thực nào chờ ký" in leader.get("/quay/chung-thuc/ky/").content.decode()


def test_taking_in_costs_the_same_however_many_are_kept_and_however_many_copies(
    place: Commune, signed_in: SignedIn
) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    few = statements(clerk)
    for letter in "ABCDE":
        take_in(clerk, **{"ap-name": f"Nguyễn Văn {letter}"})
    many = statements(clerk, **{"ap-name": "Lê Thị Bưởi", "a-copies": "200"})
    assert len(many) == len(few)
    assert len(few) <= 80, few


def statements(clerk: Client, **more: str) -> list[str]:
    """What one taking in asks of the database: the page, the rights, and all that is written."""
    with CaptureQueriesContext(connection) as told:
        assert clerk.post(PAGE, typed(**more)).status_code == 302
    asked = [query["sql"] for query in told.captured_queries]
    return [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def test_a_signature_has_its_own_book_and_fee(place: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    take_in(clerk)
    sent = {name: value for name, value in typed().items() if name not in ("a-pages", "a-copies")}
    of_signature = {"loai": "2.000884", "u-document_name": "Giấy ủy quyền", "a-documents": "1"}
    answer = clerk.post(PAGE, {**sent, **of_signature})
    assert answer.status_code == 422
    assert 'href="#ap-id_number"' in answer.content.decode()
    answer = clerk.post(PAGE, {**sent, **of_signature, "ap-id_number": "082190000001"})
    assert answer.status_code == 302, answer.content.decode()
    line = certifications.entry_of(dossier_id=newest(), viewer=SYSTEM)
    assert line is not None
    assert (line.book, line.number) == ("SCT/CK", 1)
    assert payments.account_of(dossier_id=newest(), viewer=SYSTEM).lines[0].amount == 10_000


def test_a_scanned_card_fills_the_person_in_and_the_fee_follows_what_is_typed(
    place: Commune, signed_in: SignedIn
) -> None:
    page = signed_in("one-stop-clerk").post(PAGE, typed(act="refresh", **{"ap-id_number": CARD, "ap-name": ""}))
    text = page.content.decode()
    assert 'value="TRẦN THỊ ƯỚC"' in text
    assert "12.000 đồng" in text


def test_what_is_lacking_is_told_at_its_field_and_nothing_is_written(place: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    answer = clerk.post(PAGE, typed(**{"ap-name": "", "a-pages": "-4", "a-copies": "", "u-document_name": ""}))
    assert answer.status_code == 422
    text = answer.content.decode()
    for target in ("#ap-name", "#id-a-pages", "#id-a-copies", "#id-a-document_name"):
        assert f'href="{target}"' in text
    assert "Không có ai đang chờ" in clerk.get(PAGE).content.decode()


def test_a_second_click_takes_in_once(place: Commune, signed_in: SignedIn) -> None:
    clerk, sent = signed_in("one-stop-clerk"), typed()
    clerk.post(PAGE, sent)
    first = newest()
    clerk.post(PAGE, sent)
    assert newest() == first
    assert len(payments.receipts_of(dossier_id=first, viewer=SYSTEM)) == 1


def test_another_document_is_typed_beside_the_list(place: Commune, signed_in: SignedIn) -> None:
    dossier = take_in(signed_in("one-stop-clerk"), **{"u-document_name": "-", "a-document_name": "Sổ tiêm chủng"})
    assert view(dossier).answers["document_name"] == "Sổ tiêm chủng"


def test_who_goes_away_gets_the_money_back_and_the_line_is_struck(place: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier = take_in(clerk)
    url = f"{PAGE}{dossier}/"
    answer = clerk.post(url, {"key": str(uuid4()), "revision": view(dossier).revision, "reason": " "})
    assert answer.status_code == 422
    answer = clerk.post(url, {"key": str(uuid4()), "revision": view(dossier).revision, "reason": "Bản chính bị rách"})
    assert answer.status_code == 302
    line = certifications.entry_of(dossier_id=dossier, viewer=SYSTEM)
    assert line is not None
    assert line.reason == "Bản chính bị rách"
    assert view(dossier).state == "withdrawn"
    assert payments.receipts_of(dossier_id=dossier, viewer=SYSTEM)[0].left == 0
    assert number_of(take_in(clerk)) == 2
    truth.is_whole(dossier)


def test_a_leader_sends_one_back_and_the_clerk_compares_again(place: Commune, signed_in: SignedIn) -> None:
    from motcua.stages.signing import actions as signing

    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    dossier = take_in(clerk)
    signing.send_back(
        dossier_id=dossier,
        step="sign",
        to="compare",
        text="Thiếu trang 3",
        by=place.who("leader"),
        now=place.later(minutes=1),
        key=uuid4(),
        revision=view(dossier).revision,
    )
    assert "Đã đối chiếu, lấy số" in clerk.get(PAGE).content.decode()
    clerk.post(f"{PAGE}{dossier}/doi-chieu/", {"key": str(uuid4())})
    assert number_of(dossier) == 1
    sign_all(leader)
    assert give(clerk, dossier).status_code == 302


def test_who_is_to_bring_more_is_waited_for_and_nothing_is_compared(place: Commune, signed_in: SignedIn) -> None:
    answers = {"requester_name": "Trần Thị Ước", "document_name": "Bằng tốt nghiệp", "pages": "4", "copies": "2"}
    papers = (PaperGiven("original", originals=1),)
    opened = hand_in(place, procedure_code="2.000815", answers=answers, papers=papers)
    accept(place, opened, fee_taken=True)
    item = SupplementItem("Bản chính", "Bị mờ số", "", paper="original", reason="unreadable")
    intake.ask_supplement(items=(item,), **step(place, opened.dossier_id, "one-stop-clerk"))
    page = signed_in("one-stop-clerk").get(PAGE).content.decode()
    assert f'<a href="/quay/giay-to/{opened.dossier_id}/">Chờ bổ sung giấy tờ</a>' in page
    assert "Đã đối chiếu, lấy số" not in page


def test_what_waits_for_a_transfer_is_given_once_it_is_paid(place: Commune, signed_in: SignedIn) -> None:
    add_official(place, "unit-head", "Giám đốc")
    payment_actions.set_collecting(
        office_id=place.office_id,
        account=BankAccount("970436", "0011001234567", "UBND XA"),
        by=place.who("unit-head"),
        now=place.moment,
    )
    clerk, leader = signed_in("one-stop-clerk"), signed_in("leader")
    answer = clerk.post(PAGE, typed(pay="transfer"))
    dossier = newest()
    assert answer["Location"] == f"/quay/chuyen-khoan/{dossier}/"
    assert "12.000 đồng" in clerk.get(answer["Location"]).content.decode()
    sign_all(leader)
    assert "chờ tiền chuyển khoản" in clerk.get(PAGE).content.decode()
    assert give(clerk, dossier).status_code == 409
    assert view(dossier).state == "processing"
    transfer = payments.transfer_of(dossier_id=dossier, viewer=SYSTEM)
    assert transfer is not None
    clerk.post(
        answer["Location"],
        {"act": "confirm", "key": str(uuid4()), "transfer": transfer.id, "note": "Báo có 9:12 FT2633"},
    )
    assert give(clerk, dossier).status_code == 302
    truth.is_whole(dossier)


def test_the_book_and_the_attestation_are_printed(place: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier = take_in(clerk)
    sign_all(signed_in("leader"))
    for url in (f"{PAGE}so.pdf", f"/in/{dossier}/ket-qua.pdf"):
        answer = clerk.get(url)
        if answer.status_code == 404:
            continue
        assert answer.content.startswith(b"%PDF"), url
    assert clerk.get(f"{PAGE}so.pdf?ngay=hom-qua").content.startswith(b"%PDF")


def test_only_the_signer_signs_and_only_clerks_take_in(place: Commune, signed_in: SignedIn) -> None:
    assert signed_in("one-stop-clerk").get("/quay/chung-thuc/ky/").status_code == 403
    assert signed_in("leader").get(PAGE).status_code == 403
    assert signed_in("clerical").get(PAGE).status_code == 403
