"""The search over the national portal's real list, where it lies beside the clone."""

from __future__ import annotations

import pytest

from bench.search.questions import HELD, questions, rates
from motcua.registers.procedures.actions import Outcome
from motcua.registers.procedures.queries import search
from tests.registers.procedures.catalogue_lists import REAL, first, outcomes

pytestmark = pytest.mark.skipif(not REAL.exists(), reason=f"no national list at {REAL}: set MOTCUA_REAL_DATA")


def test_the_real_list_comes_in_and_the_right_service_stands_first(db: None) -> None:
    assert outcomes(REAL) == {Outcome.NEW: 5670}

    def find(question: str) -> list[frozenset[str]]:
        return [frozenset(variant.code for variant in group.variants) for group in search(question)]

    asked = questions()
    assert len(asked) >= 150
    for split in (HELD, "tune"):
        told = rates([each for each in asked if each.split == split], find)
        assert told.first >= 0.85 * told.asked, split
        assert told.five >= 0.97 * told.asked, split
    assert first("cấp đổi sổ đỏ ở Lai Châu") == "1.115554"
    assert first("tàu vũ trụ") is None
