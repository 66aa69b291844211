"""Which originals go back to whoever collects, and which stay with the dossier.

What was taken for comparison goes back with the result (NĐ 61/2018 art. 20(2)), what was handed in is part of the
dossier; a dossier that got no result goes back whole (the same, art. 19(8)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from motcua.rules.completeness import PaperRequirement
from motcua.rules.lifecycle import State

WITH_RESULT = frozenset({State.DONE, State.RETURNED})
NOT_GRANTED = "not-eligible"


def goes_back_whole(*, state: State, outcome: str | None) -> bool:
    """Nothing was granted: refused, withdrawn, stopped, or found not eligible."""
    return state not in WITH_RESULT or outcome == NOT_GRANTED


def staying(
    papers: Iterable[PaperRequirement], *, state: State, outcome: str | None, also: Collection[str] = ()
) -> frozenset[str]:
    """The papers whose originals stay with the dossier, but those that `also` go back. What the procedure does not
    know (a paper of another part, or of an older version) goes back."""
    if goes_back_whole(state=state, outcome=outcome):
        return frozenset()
    return frozenset(paper.key for paper in papers if not paper.goes_back and paper.key not in also)


def left_open(papers: Iterable[PaperRequirement], *, state: State, outcome: str | None) -> frozenset[str]:
    """Of those that stay: what the procedure does not say, so that whoever stands at the counter may give it back."""
    if goes_back_whole(state=state, outcome=outcome):
        return frozenset()
    return frozenset(paper.key for paper in papers if not paper.goes_back and paper.given_back is None)
