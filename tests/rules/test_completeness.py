"""Which papers a dossier requires, which have come, which are missing, which the state holds."""

from __future__ import annotations

from motcua.rules.completeness import (
    Completeness,
    GivenPaper,
    PaperKind,
    PaperRequirement,
    PaperStanding,
    check,
)
from motcua.rules.expressions import Expression, equal, read

BIRTH = (
    PaperRequirement(key="declaration", name="Tờ khai", originals=1, channels=frozenset({"direct", "postal"})),
    PaperRequirement(
        key="birth-certificate", name="Giấy chứng sinh", originals=1, when=equal({"birth_proof": "certificate"})
    ),
    PaperRequirement(
        key="witness", name="Văn bản của người làm chứng", originals=1, when=equal({"birth_proof": "witness"})
    ),
    PaperRequirement(
        key="identity",
        name="Giấy tờ tùy thân",
        kind=PaperKind.SHOW,
        originals=1,
        held_by_state="Cơ sở dữ liệu quốc gia về dân cư",
    ),
    PaperRequirement(key="marriage", name="Giấy chứng nhận kết hôn", originals=1, copies=2, required=False),
    PaperRequirement(key="advice", name="Không được đòi thêm giấy tờ", kind=PaperKind.NOTE),
    PaperRequirement(key="plan", name="Bản vẽ", copies=2, cases=frozenset({"complex"})),
)


def birth(*given: GivenPaper, proof: str = "certificate", channel: str = "direct", case: str = "standard",
          not_found: tuple[str, ...] = ()) -> Completeness:  # fmt: skip
    answers = {"birth_proof": proof}
    return check(BIRTH, case=case, channel=channel, answers=answers, given=given, not_found=not_found)


def standings(verdict: Completeness) -> dict[str, PaperStanding]:
    return {line.paper.key: line.standing for line in verdict.lines}


def test_an_empty_dossier_misses_what_its_case_requires() -> None:
    verdict = birth()
    assert not verdict.is_complete
    assert standings(verdict) == {
        "declaration": PaperStanding.MISSING,
        "birth-certificate": PaperStanding.MISSING,
        "identity": PaperStanding.HELD_BY_STATE,
        "marriage": PaperStanding.OPTIONAL,
        "advice": PaperStanding.NOTE,
    }
    assert [line.sentence.words() for line in verdict.missing] == [
        "Còn thiếu “Tờ khai” (1 bản chính).",
        "Còn thiếu “Giấy chứng sinh” (1 bản chính).",
    ]


def test_papers_follow_the_answers_the_channel_and_the_case() -> None:
    assert "witness" in standings(birth(proof="witness"))
    assert "birth-certificate" not in standings(birth(proof="witness"))
    assert "declaration" not in standings(birth(channel="online"))
    assert "plan" in standings(birth(case="complex"))


def test_a_dossier_with_all_required_papers_is_complete() -> None:
    verdict = birth(
        GivenPaper(paper="declaration", originals=1), GivenPaper(paper="birth-certificate", electronic=True)
    )
    assert verdict.is_complete
    assert [line.sentence.words() for line in verdict.standing(PaperStanding.HELD_BY_STATE)] == [
        "Không phải nộp “Giấy tờ tùy thân”: đã có trong Cơ sở dữ liệu quốc gia về dân cư."
    ]


def test_what_the_state_should_hold_but_has_not_is_to_be_shown() -> None:
    verdict = birth(not_found=("identity",))
    line = next(line for line in verdict.missing if line.paper.key == "identity")
    assert line.sentence.words() == "Xuất trình “Giấy tờ tùy thân” (1 bản chính)."
    assert "identity" not in [
        line.paper.key for line in birth(GivenPaper(paper="identity", originals=1), not_found=("identity",)).missing
    ]


def test_too_few_are_missing_by_number_and_come_in_parts() -> None:
    first = birth(GivenPaper(paper="marriage", originals=1))
    line = next(line for line in first.missing if line.paper.key == "marriage")
    assert (line.originals_lacking, line.copies_lacking) == (0, 2)
    assert line.sentence.words() == "Còn thiếu “Giấy chứng nhận kết hôn” (2 bản sao)."
    both = birth(GivenPaper(paper="marriage", originals=1), GivenPaper(paper="marriage", copies=2))
    assert standings(both)["marriage"] is PaperStanding.GIVEN


def test_a_spare_original_serves_as_a_copy_but_never_the_reverse() -> None:
    assert standings(birth(GivenPaper(paper="marriage", originals=3)))["marriage"] is PaperStanding.GIVEN
    copies_only = birth(GivenPaper(paper="marriage", copies=9))
    assert next(line for line in copies_only.missing if line.paper.key == "marriage").originals_lacking == 1


def test_papers_nobody_asked_for_are_named() -> None:
    assert birth(GivenPaper(paper="witness", originals=1)).not_required == ("witness",)


def test_a_procedure_without_papers_is_complete() -> None:
    assert check((), case="x", channel="direct", answers={}, given=()).is_complete


def test_a_paper_may_be_required_only_when_the_answers_are_so() -> None:
    late = read("late && size(reason) > 0")
    assert isinstance(late, Expression)
    paper = PaperRequirement(key="plea", name="Đơn giải trình", originals=1, required_when=late)

    def standing(answers: dict[str, object]) -> PaperStanding:
        return check((paper,), case="any", channel="direct", answers=answers, given=()).lines[0].standing

    assert standing({"late": True, "reason": "ốm"}) is PaperStanding.MISSING
    assert standing({"late": False, "reason": "ốm"}) is PaperStanding.OPTIONAL
    assert standing({"late": True}) is PaperStanding.OPTIONAL
