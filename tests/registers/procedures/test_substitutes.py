"""Papers that a list of law replaces by a database are asked for no more, whoever imports it how often."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.registers.procedures import actions, queries
from motcua.registers.procedures.actions import ImportedRow, ListOfLaw, RowOutcome
from motcua.registers.procedures.errors import LawEndsBeforeItBegins, NotYoursToPublish, RecordsUnreachable
from motcua.rules import completeness
from motcua.rules.access import SYSTEM, Viewer
from motcua.rules.completeness import PaperStanding
from tests.registers.procedures.procedure_files import FOLDER, NOW

pytestmark = pytest.mark.django_db

LAW = ListOfLaw("66.7/2025/NQ-CP", date(2026, 1, 1))
HEAD = "procedure,paper,database,owner\n"
WITNESS = "1.001193,Văn bản của người làm chứng,Cơ sở dữ liệu hộ tịch điện tử,Bộ Tư pháp\n"


def bring_in(path: Path, text: str, law: ListOfLaw = LAW) -> list[ImportedRow]:
    file = path / "phu-luc.csv"
    file.write_text(text, encoding="utf-8")
    return [*actions.import_substitutes(path=file, law=law, now=NOW, by=SYSTEM)]


def standing(key: str) -> PaperStanding:
    actions.publish_file(path=FOLDER / "1.001193" / "procedure.yaml", now=NOW, by=SYSTEM)
    procedure = queries.in_force("1.001193", NOW.date())
    checked = completeness.check(
        procedure.papers, case="standard", channel="direct", answers={"birth_proof": "witness"}, given=()
    )
    return next(line.standing for line in checked.lines if line.paper.key == key)


def test_a_paper_of_the_list_is_asked_for_no_more(tmp_path: Path) -> None:
    assert standing("witness-statement") is PaperStanding.MISSING
    (row,) = bring_in(tmp_path, HEAD + WITNESS)
    assert row.outcome is RowOutcome.NEW
    assert standing("witness-statement") is PaperStanding.HELD_BY_STATE
    assert standing("declaration") is PaperStanding.MISSING
    procedure = queries.in_force("1.001193", NOW.date())
    paper = next(paper for paper in procedure.papers if paper.key == "witness-statement")
    assert paper.held_by_state == "Cơ sở dữ liệu hộ tịch điện tử"


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, HEAD + WITNESS)
    again = bring_in(tmp_path, HEAD + WITNESS.replace("Văn bản", "VĂN  BẢN"))
    assert [row.outcome for row in again] == [RowOutcome.UNCHANGED]


def test_the_same_line_with_other_days_is_told_and_a_list_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    bring_in(tmp_path, HEAD + WITNESS)
    (row,) = bring_in(tmp_path, HEAD + WITNESS, ListOfLaw(LAW.source, LAW.valid_from, date(2027, 2, 28)))
    assert row.outcome is RowOutcome.REFUSED
    assert "đã ghi dòng ấy khác đi (Bộ Tư pháp, từ 01/01/2026 đến –)" in row.why
    (row,) = bring_in(tmp_path, HEAD + WITNESS, ListOfLaw("9/2027/NQ-CP", LAW.valid_from, date(2027, 2, 28)))
    assert row.outcome is RowOutcome.NEW
    with pytest.raises(LawEndsBeforeItBegins):
        bring_in(tmp_path, HEAD + WITNESS, ListOfLaw(LAW.source, date(2027, 1, 1), date(2026, 12, 31)))


@pytest.mark.parametrize(
    "paper", ["witness-statement", "Văn bản của người làm chứng xác nhận về việc sinh", "van ban cua nguoi lam chung"]
)
def test_a_paper_is_known_by_key_or_by_name_whole_or_in_part(tmp_path: Path, paper: str) -> None:
    bring_in(tmp_path, f"{HEAD}1.001193,{paper},Cơ sở dữ liệu A,Bộ B\n")
    assert standing("witness-statement") is PaperStanding.HELD_BY_STATE


@pytest.mark.parametrize(
    "law", [ListOfLaw("x", date(2020, 1, 1), date(2020, 12, 31)), ListOfLaw("x", date(2999, 1, 1))]
)
def test_a_list_that_is_not_in_force_today_changes_nothing_asked(tmp_path: Path, law: ListOfLaw) -> None:
    bring_in(tmp_path, HEAD + WITNESS, law)
    assert standing("witness-statement") is PaperStanding.MISSING


def test_vietnamese_titles_and_semicolons_are_read_too(tmp_path: Path) -> None:
    text = "\ufeffMã thủ tục;Giấy tờ;Cơ sở dữ liệu;Cơ quan quản lý\n1.001193;Giấy chứng sinh;CSDL;Bộ Y tế\n"
    assert [row.outcome for row in bring_in(tmp_path, text)] == [RowOutcome.NEW]


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = "1001193,A,B,C\n1.001193,,B,C\n1.001193,A\n\n" + WITNESS
    rows = bring_in(tmp_path, HEAD + lines)
    assert [(row.line, row.outcome.value) for row in rows] == [
        (2, "refused"),
        (3, "refused"),
        (4, "refused"),
        (6, "new"),
    ]
    assert [row.why for row in rows[:3]] == ["“1001193” không phải mã thủ tục", "chưa ghi paper", "chưa ghi database"]


def test_lines_that_are_no_text_are_named_by_their_line_in_the_file(tmp_path: Path) -> None:
    """A cell of two lines, a sign that nobody can print, a quote that is never closed."""
    lines = '1.001193,"Giấy\nA",B,C\n1.001193,A\0,B,C\n1.001193,"' + "x" * 140_000 + "\n"
    rows = bring_in(tmp_path, HEAD + lines)
    assert [(row.line, row.outcome.value) for row in rows] == [(2, "new"), (4, "refused"), (5, "refused")]
    assert [row.why for row in rows[1:]] == [
        "paper có ký tự không in được",
        "không tách được thành ô, có lẽ thiếu dấu nháy kép đóng",
    ]


def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path) -> None:
    (row,) = bring_in(tmp_path, "a,b\n1,2\n")
    assert "thiếu cột procedure, paper, database, owner" in row.why
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordsUnreachable, match="UTF-8"):
        list(actions.import_substitutes(path=tmp_path / "x.csv", law=LAW, now=NOW, by=SYSTEM))
    with pytest.raises(NotYoursToPublish):
        actions.import_substitutes(path=tmp_path / "x.csv", law=LAW, now=NOW, by=Viewer(official_id=1))


def test_it_is_told_what_a_row_means_here(tmp_path: Path) -> None:
    actions.publish_file(path=FOLDER / "1.001193" / "procedure.yaml", now=NOW, by=SYSTEM)

    def told(code: str, paper: str) -> str:
        return queries.substitution_of(code=code, paper=paper, database="A", on=NOW.date()).kind

    assert told("1.001193", "Văn bản của người làm chứng") == "met"
    assert told("1.001193", "Giấy tờ tùy thân của người yêu cầu") == "written"
    assert told("1.001193", "Giấy phép xây dựng") == "no-paper"
    assert told("9.000001", "Giấy phép xây dựng") == "no-procedure"
