"""The administrator takes running dossiers over to another version: first what would happen, then it is done, then what
happened; nothing of what they hold is told."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official
from tests.stages.test_changing_version import successor
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def address(made: Commune) -> str:
    return f"/quan-tri/{made.office_id}/thu-tuc/1.001193/phien-ban/"


def confirmed(page: str) -> str:
    found = re.search(r'name="confirmed" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def test_first_what_would_happen_then_done_then_what_happened(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    numbers = [take_in(signed_in("one-stop-clerk")) for _ in range(2)]
    new = successor()
    made.later(days=2)
    listed = words(desk.get(f"/quan-tri/{made.office_id}/thu-tuc/"))
    assert "2 hồ sơ đang theo phiên bản đã hết hiệu lực" in listed
    sent = {"version": str(new.version_id), "reason": "Quy trình mới ngắn hơn"}
    assert "Chưa nhập." in words(desk.post(address(made), sent | {"reason": " "}))
    before = desk.post(address(made), sent).content.decode()
    assert "2 hồ sơ đang theo phiên bản khác, hồ sơ nào cũng có chỗ trong moi" in before
    assert all(view(number) != new.version_id for number in numbers), "nothing is done yet"
    after = words(desk.post(address(made), sent | {"confirmed": confirmed(before)}, follow=True))
    assert "1.001193: đã chuyển 2 hồ sơ sang moi, 0 hồ sơ ở lại." in after
    assert "phiên bản đã hết hiệu lực" not in after
    assert [view(number) for number in numbers] == [new.version_id] * 2
    last = ledger.events_of(f"dossier/{numbers[0]}")[-1]
    assert (last.kind, str(last.body["by"]).startswith("holding/")) == ("version-changed", True)
    assert "không có gì để chuyển" in words(desk.post(address(made), sent))


def test_one_without_a_place_stops_all_and_is_named_without_what_it_holds(
    desk: Client, made: Commune, signed_in: SignedIn
) -> None:
    number = take_in(signed_in("one-stop-clerk"))
    new = successor(("type: choice, required: true, choices: {male: Nam, female: Nữ}", "type: integer, required: true"))
    made.later(days=2)
    code = dossiers.dossier(dossier_id=number, viewer=SYSTEM).code
    sent = {"version": str(new.version_id), "reason": "Có lợi hơn"}
    refused = desk.post(address(made), sent)
    said = words(refused)
    assert refused.status_code == 409
    assert f"Hồ sơ {code}: tờ khai mới không nhận câu trả lời ở ô “Giới tính”." in said
    assert 'name="confirmed"' not in refused.content.decode()
    with pytest.raises(DossierUnknown):
        dossiers.dossier(dossier_id=number, viewer=made.who("administrator"))
    assert view(number) != new.version_id


def test_only_the_administrators_of_the_office_come_in(made: Commune, desk: Client, signed_in: SignedIn) -> None:
    assert signed_in("leader").get(address(made)).status_code in (302, 403)
    assert desk.get(f"/quan-tri/{made.office_id + 1}/thu-tuc/1.001193/phien-ban/").status_code == 404


def view(number: int) -> int:
    return dossiers.dossier(dossier_id=number, viewer=SYSTEM).procedure_version_id
