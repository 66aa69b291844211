"""The contract with the police's system: what its records mean, and which of them cannot be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.findings import Health
from motcua.integrations.demo_police import DemoPolice, check
from motcua.integrations.demo_police.playing import dossier_record, progress_record
from motcua.rules.lifecycle import PORTAL_CODE, State
from motcua.stages.mirroring.ports import MessageNotUnderstood
from tests.commune import at

SYNC, PROGRESS = "DongBoHoSoMC", "CapNhatTienDoHoSoMC"
MORNING = at("2026-11-23 08:15")


def record(**changes: Any) -> dict[str, Any]:
    made = dossier_record(
        code="G01.82.28249-261123-0007",
        office="G01.82.28249",
        owner="Lê Thị Tạm Trú",
        number="082190000077",
        state=State.RECEIVED,
        submitted=MORNING,
        NgayTiepNhan=at("2026-11-23 09:00"),
        NgayHenTra=at("2026-11-27 17:00"),
    )
    return made | changes


def test_a_dossier_says_who_where_what_and_until_when() -> None:
    told = DemoPolice().read(SYNC, record(GhiChu="Nộp qua VNeID"))
    assert told.opening is not None
    assert (told.code, told.kind, told.state) == ("G01.82.28249-261123-0007", "state", State.RECEIVED)
    assert (told.opening.procedure_code, told.opening.channel, told.opening.office_code) == (
        "1.004194",
        "online",
        "G01.82.28249",
    )
    assert told.opening.owner.name == "Lê Thị Tạm Trú"
    assert told.due_at == at("2026-11-27 17:00")
    assert told.at == at("2026-11-23 09:00"), "the latest moment that the record tells"
    assert told.said == {"GhiChu": "Nộp qua VNeID", "ChuHoSo": "Lê Thị Tạm Trú"}


def test_progress_says_who_did_what_when() -> None:
    sent = progress_record(code="A-1234", state=State.PROCESSING, at=MORNING, who="Trung tá Ước", what="Đối chiếu")
    told = DemoPolice().read(PROGRESS, sent)
    assert (told.opening, told.kind, told.state, told.at) == (None, "progress", State.PROCESSING, MORNING)
    assert told.said["NguoiXuLy"] == "Trung tá Ước"


@pytest.mark.parametrize(("state", "number"), PORTAL_CODE.items())
def test_every_state_of_the_exchange_is_one_of_ours(state: State, number: int) -> None:
    assert DemoPolice().read(SYNC, record(TrangThaiHoSo=number)).state is state


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"MaHoSo": ""}, "Thiếu trường MaHoSo"),
        ({"MaHoSo": "có dấu"}, "không dùng được"),
        ({"MaTTHC": None}, "Thiếu trường MaTTHC"),
        ({"TrangThaiHoSo": "11"}, "TrangThaiHoSo là “11”; chỉ được là một trong: 1, 2"),
        ({"KenhThucHien": "4"}, "KenhThucHien"),
        ({"NgayNopHoSo": "20261340250000"}, "NgayNopHoSo phải viết yyyyMMddHHmmss"),
        ({"NgayTiepNhan": "23/11/2026"}, "NgayTiepNhan"),
        ({"ChuHoSo": ["Lê"]}, "ChuHoSo phải là chữ"),
        ({"ChuHoSo": "L\0"}, "ký tự không đọc được"),
        ({"ChuHoSo": "\ud800"}, "ký tự không đọc được"),
        ({"GhiChu": "x" * 1001}, "GhiChu dài quá 1000"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(MessageNotUnderstood, match=words):
        DemoPolice().read(SYNC, record(**changes))


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=60)
@given(st.sampled_from(sorted(record())), anything, st.sampled_from([SYNC, PROGRESS]))
def test_any_value_in_any_field_is_read_or_refused_in_words(field: str, value: Any, service: str) -> None:
    try:
        told = DemoPolice().read(service, record(**{field: value}, TrangThai="4", ThoiDiemXuLy="20261123090000"))
    except MessageNotUnderstood as refused:
        assert str(refused).endswith((".", "”"))
    else:
        assert isinstance(told.at, datetime)


def test_it_says_of_itself_whether_it_is_open() -> None:
    with override_settings(MASTER_TOKENS={"police": ""}):
        assert "chưa mở" in next(check()).words
    with override_settings(MASTER_TOKENS={"police": "x" * 20}, DEMONSTRATION=False):
        (found,) = check()
        assert (found.health, "/api/police" in found.words) == (Health.WARNING, True)
