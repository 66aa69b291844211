"""A paper that one of several others may stand in for: any of them meets it, none is asked for beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.completeness import (
    Completeness,
    GivenPaper,
    PaperKind,
    PaperRequirement,
    PaperStanding,
    check,
    to_ask_for,
)
from motcua.rules.expressions import equal

GIVEN, HELD, MISSING, OPTIONAL = (
    PaperStanding.GIVEN,
    PaperStanding.HELD_BY_STATE,
    PaperStanding.MISSING,
    PaperStanding.OPTIONAL,
)
PROOF = PaperRequirement(
    key="proof", name="Giấy chứng sinh", originals=1, held_by_state="Y tế", channels=frozenset("d")
)
WITNESS = PaperRequirement(
    key="witness",
    name="Văn bản của người làm chứng",
    originals=1,
    copies=1,
    instead_of="proof",
    required_when=equal({"alone": True}),
)
CARD = PaperRequirement(
    key="card", name="Thẻ căn cước", originals=1, kind=PaperKind.SHOW, instead_of="proof", required=False
)
PAPERS = (PROOF, WITNESS, CARD)


def checked(
    *given: GivenPaper,
    papers: tuple[PaperRequirement, ...] = PAPERS,
    channel: str = "d",
    alone: bool = False,
    sought: bool = True,
) -> Completeness:
    not_found = ("proof",) if sought else ()
    return check(papers, case="c", channel=channel, answers={"alone": alone}, given=given, not_found=not_found)


def standings(found: Completeness) -> dict[str, PaperStanding]:
    return {line.paper.key: line.standing for line in found.lines}


def of(paper: str, originals: int = 1, copies: int = 0) -> GivenPaper:
    return GivenPaper(paper=paper, originals=originals, copies=copies)


@pytest.mark.parametrize(
    ("given", "proof", "witness", "card"),
    [
        ((), MISSING, OPTIONAL, OPTIONAL),
        ((of("proof"),), GIVEN, OPTIONAL, OPTIONAL),
        ((of("card"),), GIVEN, OPTIONAL, GIVEN),
        ((of("witness", 1, 1),), GIVEN, GIVEN, OPTIONAL),
        ((of("witness", 2),), GIVEN, GIVEN, OPTIONAL),
        ((of("witness", 1),), MISSING, OPTIONAL, OPTIONAL),
        ((of("witness", 1), of("card")), GIVEN, OPTIONAL, GIVEN),
        ((of("proof"), of("card")), GIVEN, OPTIONAL, GIVEN),
    ],
)
def test_the_paper_is_met_by_itself_or_by_any_that_came_whole(
    given: tuple[GivenPaper, ...], proof: PaperStanding, witness: PaperStanding, card: PaperStanding
) -> None:
    found = checked(*given)
    assert standings(found) == {"proof": proof, "witness": witness, "card": card}
    assert found.is_complete is (proof is GIVEN)
    assert found.not_required == ()


def test_what_is_missing_names_all_that_would_do() -> None:
    (line,) = checked(of("witness")).missing
    assert line.sentence.words() == (
        "Còn thiếu “Giấy chứng sinh” (1 bản chính), hoặc “Văn bản của người làm chứng” (1 bản sao), "
        "hoặc xuất trình “Thẻ căn cước” (1 bản chính)."
    )
    assert line.names == "Giấy chứng sinh, hoặc Văn bản của người làm chứng, hoặc Thẻ căn cước"


def test_what_came_instead_is_named() -> None:
    (line, *_) = checked(of("card")).lines
    assert line.sentence.words() == "Đã có “Thẻ căn cước”, thay “Giấy chứng sinh”."


def test_while_the_state_holds_the_paper_nothing_is_asked_for_and_what_comes_instead_counts() -> None:
    assert standings(checked(sought=False))["proof"] is HELD
    assert standings(checked(of("card"), sought=False))["proof"] is GIVEN


def test_where_the_paper_is_not_asked_for_an_equivalent_comes_only_if_it_is_required_itself() -> None:
    assert standings(checked(channel="p")) == {}
    assert standings(checked(channel="p", alone=True)) == {"witness": MISSING}
    assert checked(of("card"), channel="p").not_required == ("card",)


def test_an_optional_paper_whose_equivalent_came_in_part_is_to_be_finished() -> None:
    papers = (PaperRequirement(key="proof", name="Giấy", originals=1, required=False), WITNESS)
    assert standings(checked(papers=papers))["proof"] is OPTIONAL
    assert standings(checked(of("witness"), papers=papers))["proof"] is MISSING


keys = st.sampled_from(["proof", "witness", "card", "other"])
come = st.lists(st.builds(of, keys, st.integers(0, 2), st.integers(0, 2)), max_size=5)
OTHER = PaperRequirement(key="other", name="Tờ khai", originals=1)


@given(sought=st.booleans(), alone=st.booleans(), channel=st.sampled_from("dp"))
def test_naming_equivalents_changes_nothing_while_nothing_has_come(sought: bool, alone: bool, channel: str) -> None:
    with_them = checked(papers=(OTHER, *PAPERS), sought=sought, alone=alone, channel=channel)
    without = checked(papers=(OTHER, PROOF), sought=sought, alone=alone, channel=channel)
    told = {line.paper.key for line in with_them.missing if not line.paper.instead_of}
    assert told == {line.paper.key for line in without.missing}


@given(come=come, sought=st.booleans(), alone=st.booleans(), channel=st.sampled_from("dp"), data=st.data())
def test_the_order_of_papers_and_of_what_came_does_not_matter(
    come: list[GivenPaper], sought: bool, alone: bool, channel: str, data: st.DataObject
) -> None:
    papers = (OTHER, *PAPERS)
    shuffled = tuple(data.draw(st.permutations(papers)))
    one = checked(*come, papers=papers, sought=sought, alone=alone, channel=channel)
    two = checked(*reversed(come), papers=shuffled, sought=sought, alone=alone, channel=channel)
    assert standings(one) == standings(two)


@given(come=come, sought=st.booleans())
def test_an_equivalent_that_comes_takes_away_its_paper_alone(come: list[GivenPaper], sought: bool) -> None:
    papers = (OTHER, *PAPERS)
    before = {line.paper.key for line in checked(*come, papers=papers, sought=sought).missing}
    after = {line.paper.key for line in checked(*come, of("card"), papers=papers, sought=sought).missing}
    assert after == before - {"proof"}


def test_what_may_be_asked_for_is_one_line_with_its_equivalents_or_the_one_that_came() -> None:
    note = PaperRequirement(key="note", name="Lưu ý", kind=PaperKind.NOTE)
    other = PaperRequirement(key="other", name="Đơn", cases=frozenset({"z"}))
    either = "Giấy chứng sinh, hoặc Văn bản của người làm chứng, hoặc Thẻ căn cước"
    assert to_ask_for((*PAPERS, note, other), case="c") == (("proof", either),)
    assert to_ask_for(PAPERS, case="c", came=["proof"]) == (("proof", "Giấy chứng sinh"),)
    assert to_ask_for(PAPERS, case="c", came=["witness"]) == (("proof", either), ("witness", WITNESS.name))
    alone = PaperRequirement(key="card", name="Thẻ", instead_of="proof")
    assert to_ask_for((alone, other), case="z") == (("card", "Thẻ"), ("other", "Đơn")), "its paper is of no such case"
