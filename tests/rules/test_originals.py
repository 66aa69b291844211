"""What was handed in stays, what was for comparison goes back; without a result everything goes back."""

from __future__ import annotations

import pytest

from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.lifecycle import ENDED, State
from motcua.rules.originals import left_open, staying

PAPERS = (
    PaperRequirement(key="silent", name="Đơn", originals=1),
    PaperRequirement(key="stays", name="Giấy chứng sinh", originals=1, given_back=False),
    PaperRequirement(key="compared", name="Bản gốc để đối chiếu", originals=1, given_back=True),
    PaperRequirement(key="copy", name="Bản sao", copies=1),
    PaperRequirement(key="both", name="Bản chính và bản sao", originals=1, copies=1),
    PaperRequirement(key="shown", name="Thẻ căn cước", kind=PaperKind.SHOW, originals=1),
)


@pytest.mark.parametrize("state", [State.DONE, State.RETURNED])
@pytest.mark.parametrize("outcome", ["granted", None])
def test_what_was_handed_in_stays_with_a_dossier_that_got_its_result(state: State, outcome: str | None) -> None:
    assert staying(PAPERS, state=state, outcome=outcome) == {"silent", "stays", "both"}
    assert staying(PAPERS, state=state, outcome=outcome, also=["silent"]) == {"stays", "both"}
    assert left_open(PAPERS, state=state, outcome=outcome) == {"silent", "both"}


@pytest.mark.parametrize(
    ("state", "outcome"),
    [*((state, "granted") for state in sorted(ENDED - {State.RETURNED})), (State.DONE, "not-eligible")],
)
def test_what_got_no_result_goes_back_whole(state: State, outcome: str) -> None:
    assert staying(PAPERS, state=state, outcome=outcome) == frozenset()
    assert left_open(PAPERS, state=state, outcome=outcome) == frozenset()
