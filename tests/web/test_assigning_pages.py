"""A head of unit gives a duty to one of several on the dossier's page."""

from __future__ import annotations

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, take_in, words

EXAMINER = "justice-examiner"


def test_a_duty_is_given_to_one_and_then_to_another(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    head = add_official(made, "unit-head", "Trưởng phòng")
    assert head
    assert "Phân công" not in words(signed_in("unit-head").get(f"/ho-so/{dossier_id}/")), "there is one only"
    add_official(made, EXAMINER, "Công chức hộ tịch", key="second")
    page = words(signed_in("unit-head").get(f"/ho-so/{dossier_id}/"))
    assert "Thẩm tra hồ sơ: Nguyễn Văn second" in page
    (duty,) = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).duties
    to = f"{duty.number}:{made.positions['second']}"
    assert act(signed_in("unit-head"), made, dossier_id, "phan-cong", "unit-head", to=to).status_code == 302
    assert "Bạn đã làm hết việc" in words(signed_in(EXAMINER).get("/viec/"))
    assert "Kết luận, chuyển bước" not in words(signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/"))
    assert "Kết luận, chuyển bước F2" in words(signed_in("second").get(f"/ho-so/{dossier_id}/"))
    again = words(signed_in("unit-head").get(f"/ho-so/{dossier_id}/"))
    assert "Phân công lại" in again
    assert "chung cho cả bộ phận" in again
    silent = act(signed_in("unit-head"), made, dossier_id, "phan-cong", "unit-head")
    assert "Giao cho: Chưa chọn." in words(silent)
    forged = act(signed_in("unit-head"), made, dossier_id, "phan-cong", "unit-head", to=f"{duty.number}:999999")
    assert forged.status_code == 422
