"""The lines above a signature (NĐ 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

import pytest

from motcua.rules.signature_block import Capacity, signature_lines

COMMUNE = "Ủy ban nhân dân xã Mỹ Thiện"


@pytest.mark.parametrize(
    ("title", "office", "lines"),
    [
        ("Chủ tịch Ủy ban nhân dân", COMMUNE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Chủ tịch", COMMUNE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch UBND xã", COMMUNE, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Giám đốc", "Sở Tư pháp", ("GIÁM ĐỐC",)),
        ("Phó Giám đốc Sở Tư pháp", "Sở Tư pháp", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Giám đốc Trung tâm", "Trung tâm Phục vụ hành chính công", ("GIÁM ĐỐC TRUNG TÂM",)),
        ("", "Sở Tư pháp", ()),
    ],
)
def test_who_signs_in_the_own_right_of_the_office(title: str, office: str, lines: tuple[str, ...]) -> None:
    assert signature_lines(title=title, office=office) == lines


@pytest.mark.parametrize(
    ("capacity", "title", "lines"),
    [
        (Capacity.BY_ORDER, "Giám đốc Trung tâm", ("TL. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM")),
        (Capacity.BY_MANDATE, "Giám đốc Trung tâm", ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM")),
        (Capacity.ACTING, "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    ],
)
def test_who_signs_for_the_head(capacity: Capacity, title: str, lines: tuple[str, ...]) -> None:
    found = signature_lines(title=title, office=COMMUNE, capacity=capacity, head_title="Chủ tịch Ủy ban nhân dân")
    assert found == lines
