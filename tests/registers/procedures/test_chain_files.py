"""Interlinked groups as files: the one of NĐ 297/2025 is in order; what cannot be gone through is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from motcua.registers.procedures import actions, queries
from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.chains.building import chain_of
from motcua.registers.procedures.chains.checking import check_chain
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.errors import (
    ChainChangedInPlace,
    ChainOutOfStep,
    NoChainInForce,
    ProcedureFileFaulty,
)
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import PUBLIC, SYSTEM
from motcua.rules.deadlines import Term, Unit
from tests.registers.procedures.procedure_files import CODES, FOLDER, NOW, text_of

CODE = "LT.297-2025"
TODAY = NOW.date()
TEXT = (FOLDER / CODE / "chain.yaml").read_text(encoding="utf-8")
Change = tuple[str, str]


@cache
def known(code: str) -> Procedure | None:
    return procedure_of(check(text=text_of(code), file=code), version_id=1) if code in CODES else None


def refused(*changes: Change, with_procedures: Callable[[str], Procedure | None] = known) -> str:
    text = TEXT
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    with pytest.raises(ProcedureFileFaulty) as caught:
        check_chain(text=text, file="chain.yaml", known=with_procedures)
    return str(caught.value)


def test_the_group_of_the_decree_asks_each_field_once_and_no_result_of_its_own() -> None:
    chain = chain_of(check_chain(text=TEXT, file="chain.yaml", known=known), version_id=1, known=known)
    keys = [field.key for field in chain.form.fields]
    assert len(keys) == len(set(keys))
    assert keys.count("business_name") == 1
    papers = {paper.key for paper in chain.as_one.papers}
    assert {"business--declaration", "security--declaration", "karaoke--declaration"} <= papers
    assert not {key for key in papers if key.endswith(("business-certificate", "security-certificate"))}
    assert chain.channels == ("direct", "online", "postal")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            [("    case: single\n", "    case: single\n    after: [{part: karaoke, paper: declaration}]\n")],
            "Đăng ký hộ kinh doanh → Giấy phép karaoke → Đăng ký hộ kinh doanh",
        ),
        ([("term: 16 ngày", "term: 15 ngày")], "ghi 15 ngày làm việc, nhưng các phần cộng lại là 16 ngày làm việc"),
        ([("procedure: 3.000243", "procedure: 3.000999")], "Thủ tục 3.000999 của phần “security” chưa có"),
        ([("case: standard", "case: urgent")], "không có trường hợp “urgent”"),
        ([("paper: security-certificate", "paper: nothing-such")], "không có giấy tờ “nothing-such”"),
        ([("paper: security-certificate", "paper: business-certificate")], "nhận kết quả của hai phần"),
        ([("ND297-A, DM-C", "XX-A, DM-C")], "Nguồn “XX” chưa khai trong mục sources."),
        ([("    case: new\n", "    case: new\n    urgent: true\n")], "Không có mục “urgent”"),
        ([("  - key: security", "  - key: business")], "Phần “business” viết hai lần"),
    ],
)
def test_a_group_that_does_not_fit_together_is_refused_with_its_line(changes: list[Change], words: str) -> None:
    said = refused(*changes)
    assert words in said
    assert "Dòng " in said


POLICES = "  system: ministry\n  name: Hệ thống của Bộ Công an\n  partner: police\n  source: ND297-C\n"


@pytest.mark.parametrize(
    ("part", "master", "words"),
    [
        ("3.000243", POLICES, ""),
        ("3.000243", POLICES.replace("  partner: police\n", ""), "không ghi đối tác báo tin (master.partner)"),
        ("1.001612", POLICES, "Phần “business” mở ngay khi nộp nên phải do cơ quan ở đây giải quyết"),
    ],
)
def test_a_part_of_another_system_needs_a_partner_that_tells_and_a_part_before_it(
    part: str, master: str, words: str
) -> None:
    before, _, rest = text_of(part).partition("\nmaster:\n")
    changed = f"{before}\nmaster:\n{master}\nservice:{rest.partition(chr(10) + 'service:')[2]}"

    def known_so(code: str) -> Procedure | None:
        return procedure_of(check(text=changed, file=code), version_id=1) if code == part else known(code)

    if words:
        assert words in refused(with_procedures=known_so)
    else:
        check_chain(text=TEXT, file="chain.yaml", known=known_so)


@pytest.mark.parametrize(
    ("instead", "what"),
    [
        ("integer", "type"),
        ("text, required: true, max_length: 100", "max_length"),
        ("text, when: {conditional_line: pawn}, max_length: 200", "when"),
    ],
)
def test_a_field_of_one_key_that_asks_two_things_is_refused(instead: str, what: str) -> None:
    asked = "key: business_name, label: Tên cơ sở kinh doanh, type: "
    other = text_of("3.000243").replace(f"{asked}text, required: true, max_length: 200", f"{asked}{instead}")

    def changed(code: str) -> Procedure | None:
        return procedure_of(check(text=other, file=code), version_id=1) if code == "3.000243" else known(code)

    said = refused(with_procedures=changed)
    assert "Ô “business_name” trong tờ khai của phần “business” và phần “security” hỏi khác nhau ở" in said
    assert what in said


def test_a_question_for_files_asks_for_those_of_its_own_part() -> None:
    field = "        - {key: plan, label: Sơ đồ, type: file, paper: fire-safety}\n"
    asked = text_of("3.000243").replace(
        "        - {key: conditional_line", f"{field}        - {{key: conditional_line", 1
    )

    def changed(code: str) -> Procedure | None:
        return procedure_of(check(text=asked, file=code), version_id=1) if code == "3.000243" else known(code)

    chain = chain_of(check_chain(text=TEXT, file="chain.yaml", known=changed), version_id=1, known=changed)
    assert chain.form.by_key["plan"].paper == "security--fire-safety"
    assert "security--fire-safety" in {paper.key for paper in chain.as_one.papers}


def test_a_total_that_the_parts_miss_by_one_channel_only_is_refused() -> None:
    def changed(code: str) -> Procedure | None:
        procedure = known(code)
        if procedure is None or code != "3.000243":
            return procedure
        (row,) = procedure.clock.terms
        shorter = replace(row, key="online", term=Term(Decimal(2), Unit.WORKING_DAY), channels=frozenset({"online"}))
        others = replace(row, channels=frozenset({"direct", "postal"}))
        return replace(procedure, clock=replace(procedure.clock, terms=(others, shorter)))

    assert "Tổng thời hạn ghi 16 ngày làm việc, nhưng các phần cộng lại là 15 ngày làm việc" in refused(
        with_procedures=changed
    )


def slower_far_away(code: str) -> Procedure | None:
    """As in the files, but that remote communes take two days more for security."""
    procedure = known(code)
    if procedure is None or code != "3.000243":
        return procedure
    (row,) = procedure.clock.terms
    longer = replace(row, key="far", term=Term(Decimal(5), Unit.WORKING_DAY), communes="remote")
    return replace(procedure, clock=replace(procedure.clock, terms=(replace(row, communes="ordinary"), longer)))


def test_a_total_that_the_parts_miss_in_remote_communes_only_is_refused_until_it_is_written() -> None:
    said = "Ở xã miền núi, biên giới, đảo các phần cộng lại là 18 ngày làm việc khi nộp qua kênh “direct”"
    assert said in refused(with_procedures=slower_far_away)
    written = TEXT.replace("  term: 16 ngày làm việc\n", "  term: 16 ngày làm việc\n  remote: 18 ngày làm việc\n")
    assert check_chain(text=written, file="chain.yaml", known=slower_far_away)
    assert "“remote”" not in refused(("  term: 16 ngày làm việc\n", "  term: 16 ngày làm việc\n  remote: bảy ngày\n"))
    assert said.replace("18", "16") in refused(("  term: 16 ngày", "  remote: 18 ngày làm việc\n  term: 16 ngày"))


@pytest.mark.django_db
class TestPublished:
    def publish(self, folder: Path = FOLDER) -> Any:
        return actions.publish_folder(path=folder, now=NOW, by=SYSTEM)

    def test_a_folder_is_published_procedures_first_and_twice_is_once(self) -> None:
        first = self.publish()
        assert first.refused == ()
        assert first.published[-1].code == CODE
        assert not any(one.is_new for one in self.publish().published)
        chain = queries.chain_in_force(CODE, TODAY)
        assert [part.procedure.code for part in chain.parts] == ["1.001612", "3.000243", "1.001029"]
        assert [one.code for one in queries.find_chains("karaoke", TODAY)] == [CODE]
        with pytest.raises(NoChainInForce):
            queries.chain_in_force(CODE, date(2026, 7, 1))

    def test_a_group_without_its_procedures_or_by_a_stranger_is_not_published(self) -> None:
        with pytest.raises(ProcedureFileFaulty, match=r"chưa có"):
            actions.publish_chain(text=TEXT, now=NOW, by=SYSTEM)
        with pytest.raises(Exception, match="quản trị viên"):
            actions.publish_chain(text=TEXT, now=NOW, by=PUBLIC)

    def test_a_newer_version_ends_the_one_before(self) -> None:
        self.publish()
        newer = TEXT.replace('label: "2026-07-18"', 'label: "2026-12"').replace("from: 2026-07-18", "from: 2026-12-01")
        actions.publish_chain(text=newer, now=NOW, by=SYSTEM)
        assert queries.chain_in_force(CODE, date(2026, 11, 30)).label == "2026-07-18"
        assert queries.chain_in_force(CODE, date(2026, 12, 1)).label == "2026-12"

    def test_a_group_changed_in_place_is_refused_and_told_what_to_write(self) -> None:
        self.publish()
        with pytest.raises(ChainChangedInPlace, match=r"khác với phiên bản 2026-07-18 đã công bố.*CHƯA được dùng"):
            actions.publish_chain(text=f"{TEXT}\n# sửa mà quên đổi ngày\n", now=NOW, by=SYSTEM)
        assert queries.chain_in_force(CODE, TODAY).label == "2026-07-18"

    def test_a_procedure_replaced_by_one_that_does_not_fit_stops_the_group_in_words(self) -> None:
        self.publish()
        text = text_of("3.000243").replace("key: business-certificate", "key: business-licence")
        text = text.replace('label: "2026-07-18"', 'label: "2026-11"').replace("from: 2026-07-18", "from: 2026-11-22")
        actions.publish(text=text, now=NOW, by=SYSTEM)
        with pytest.raises(ChainOutOfStep, match="không có giấy tờ “business-certificate”"):
            queries.chain_in_force(CODE, TODAY)


def test_a_folder_is_proved_with_its_groups(tmp_path: Path) -> None:
    for code in ("1.001612", "3.000243", "1.001029"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "procedure.yaml").write_text(text_of(code), encoding="utf-8")
    (tmp_path / CODE).mkdir()
    file = tmp_path / CODE / "chain.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert {proved.file.name: proved.faults for proved in queries.proved_folder(tmp_path)}["chain.yaml"] == ()
    file.write_text(TEXT.replace("term: 16 ngày", "term: 17 ngày"), encoding="utf-8")
    faults = {proved.file.name: proved.faults for proved in queries.proved_folder(tmp_path)}["chain.yaml"]
    assert "ghi 17 ngày làm việc" in faults[0]
    (tmp_path / "3.000243" / "procedure.yaml").unlink()
    faults = {proved.file.name: proved.faults for proved in queries.proved_folder(tmp_path)}["chain.yaml"]
    assert "Thủ tục 3.000243 của phần “security” chưa có" in faults[0]
