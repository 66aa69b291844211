"""At hand-over the clerk is told what goes back and what stays, and decides where the procedure does not say."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from tests.commune import Commune
from tests.web.conftest import SignedIn
from tests.web.test_counter import finished
from tests.web.typing_in import revision_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent_on_the_birth_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    version = procedures.version

    def silent(number: int) -> Procedure:
        found = version(number)
        papers = (replace(one, given_back=None) if one.key == "birth-certificate" else one for one in found.papers)
        return replace(found, papers=tuple(papers))

    monkeypatch.setattr(procedures, "version", silent)


@pytest.mark.usefixtures("silent_on_the_birth_certificate")
def test_the_clerk_ticks_what_goes_back_too(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), finished(signed_in, made)
    place = f"/quay/tra-ket-qua/{dossier_id}/"
    page = clerk.get(place)
    assert "Lưu trong hồ sơ, không trả: Tờ khai đăng ký khai sinh theo mẫu: 1 Thủ tục không ghi" in words(page)
    assert page.content.decode().count('name="also"') == 1
    sent = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk")), "authority": "owner"}
    sent |= {"receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001"}
    forged = clerk.post(place, sent | {"also": "declaration"})
    assert (forged.status_code, "lưu trong hồ sơ theo thủ tục" in words(forged)) == (422, True)
    without_name = clerk.post(place, sent | {"also": "birth-certificate", "receiver_name": ""})
    assert 'value="birth-certificate" checked' in without_name.content.decode()
    assert clerk.post(place, sent | {"also": "birth-certificate"}).status_code == 302
    held = {hold.paper for hold in documents.originals_of(f"dossier/{dossier_id}") if hold.office_id is not None}
    assert held == {"declaration"}
    later = clerk.get(f"{place}ban-chinh/")
    assert "Không có bản chính nào phải trả lại" in words(later)
    assert "receiver_name" not in later.content.decode()
    assert f"{place}ban-chinh/" not in clerk.get(f"/ho-so/{dossier_id}/").content.decode()


@pytest.mark.usefixtures("silent_on_the_birth_certificate")
def test_what_was_not_ticked_may_still_be_asked_for_later(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), finished(signed_in, made)
    place = f"/quay/tra-ket-qua/{dossier_id}/"
    sent = {"receiver_name": "Trần Thị Ước", "receiver_id_number": "082190000001", "authority": "owner"}
    seen = revision_of(dossier_id, made.who("one-stop-clerk"))
    assert clerk.post(place, sent | {"key": str(uuid4()), "revision": seen}).status_code == 302
    assert f'href="{place}ban-chinh/"' in clerk.get(f"/ho-so/{dossier_id}/").content.decode()
    sent |= {"key": str(uuid4()), "revision": str(revision_of(dossier_id, made.who("one-stop-clerk")))}
    assert "không còn bản chính nào phải trả" in words(clerk.post(f"{place}ban-chinh/", sent))
    assert clerk.post(f"{place}ban-chinh/", sent | {"also": "birth-certificate"}).status_code == 302
    held = {hold.paper for hold in documents.originals_of(f"dossier/{dossier_id}") if hold.office_id is not None}
    assert held == {"declaration"}


def test_a_result_goes_by_post_with_its_number_and_nobody_is_asked_to_rate(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), finished(signed_in, made)
    place = f"/quay/tra-ket-qua/{dossier_id}/"
    assert 'value="carrier"' in clerk.get(place).content.decode()
    sent = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who("one-stop-clerk"))}
    sent |= {"authority": "carrier", "receiver_name": "Bùi Văn Thư", "receiver_id_number": "082190000001"}
    unnumbered = clerk.post(place, sent)
    assert (unnumbered.status_code, "ghi số bưu gửi" in words(unnumbered)) == (422, True)
    done = words(clerk.post(place, sent | {"consignment": "EE123456789VN"}, follow=True))
    assert "đã trả kết quả" in done
    assert "đánh giá một chạm" not in done
    last = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1]
    assert last.text == "Bùi Văn Thư; EE123456789VN", "the owner's number, left in its hidden box, is not the carrier's"
