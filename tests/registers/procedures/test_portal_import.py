"""Records become drafts in the database, once; a newer record is a new draft and a difference in words."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.registers.ledger.queries import events_of
from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Imported, Outcome
from motcua.registers.procedures.errors import NoSuchDraft, NotYoursToPublish, ProcedureFileFaulty
from motcua.registers.procedures.models import Draft
from motcua.registers.procedures.portal import drafting, importing
from motcua.registers.procedures.queries import draft_of, drafts, portal_record, version
from motcua.rules.access import PUBLIC, SYSTEM
from tests.registers.procedures.portal_records import MADE_UP, ODD, REAL, record, records_of, same_text, write_lines
from tests.registers.procedures.procedure_files import NOW, Spoil

Import = Callable[[Path], list[Imported]]


@pytest.fixture
def bring_in(db: None) -> Import:
    return lambda path: list(actions.import_records(path=path, now=NOW, by=SYSTEM))


def outcomes(found: list[Imported]) -> list[Outcome]:
    return [each.outcome for each in found]


def test_new_then_unchanged(bring_in: Import) -> None:
    first = bring_in(MADE_UP)
    assert outcomes(first) == [Outcome.NEW] * 4
    assert all(each.doubts and len(each.doubts) == each.standing for each in first)
    again = bring_in(MADE_UP)
    assert outcomes(again) == [Outcome.UNCHANGED] * 4
    assert [each.standing for each in again] == [each.standing for each in first]
    assert Draft.objects.count() == 4


def test_the_order_of_fields_is_no_change(bring_in: Import, tmp_path: Path) -> None:
    bring_in(MADE_UP)
    turned = dict(reversed(record("1.990001").items()))
    assert outcomes(bring_in(write_lines(tmp_path / "r.jsonl", [turned]))) == [Outcome.UNCHANGED]


def test_what_was_brought_in_is_written_out_equal(bring_in: Import) -> None:
    for path in (MADE_UP, ODD):
        bring_in(path)
    out = {draft.code: portal_record(draft) for draft in drafts()}
    assert same_text(out) == same_text({**records_of(MADE_UP), **records_of(ODD)})
    assert list(out) == sorted(out)


@pytest.mark.skipif(not REAL.exists(), reason=f"no real records at {REAL}: set MOTCUA_REAL_DATA")
def test_every_real_record_goes_in_and_comes_out_of_the_database(bring_in: Import) -> None:
    found = bring_in(REAL)
    assert set(outcomes(found)) == {Outcome.NEW}
    assert set(outcomes(bring_in(REAL))) == {Outcome.UNCHANGED}
    real = records_of(REAL)
    assert same_text({draft.code: portal_record(draft) for draft in drafts()}) == same_text(real)


def test_a_newer_record_is_a_new_draft_and_a_difference_in_words(bring_in: Import, tmp_path: Path) -> None:
    bring_in(MADE_UP)
    newer: Any = record("1.990001")
    newer["name"] = "Đăng ký nghề nặn tò he"
    newer["executionCases"][0]["profileComponents"][0]["originalQty"] = 2
    newer["executionCases"][1]["profileComponents"].append(
        {**newer["executionCases"][1]["profileComponents"][0], "code": "KQ9", "name": "Ảnh tò he"}
    )
    newer["executionMethods"][0] |= {"processingTime": 2, "processingTimeUnit": "WORKING_DAY"}
    newer["executionMethods"][0]["fees"][0]["value"] = 8000
    newer["departmentsAuthority"][0]["name"] = "Trưởng phòng"
    newer["delegatedAgencies"] = "Trưởng phòng"
    (found,) = bring_in(write_lines(tmp_path / "r.jsonl", [newer]))
    assert found.outcome is Outcome.CHANGED
    said = "\n".join(found.changes)
    assert "thủ tục, tên: “Thủ tục đăng ký nghề nặn tò he” → “Đăng ký nghề nặn tò he”" in said
    assert "“- Tờ khai đăng ký nghề theo mẫu”, số bản chính: “1” → “2”" in said
    assert "thành phần hồ sơ: thêm “Ảnh tò he”" in said
    assert "cơ quan quyết định: “Chủ tịch UBND cấp xã” → “Trưởng phòng”" in said
    assert "thêm “2 ngày làm việc”" in said
    assert "mức thu: “0 đồng” → “8.000 đồng”" in said
    assert len(found.changes) <= 12
    assert [draft_of("1.990001", number).number for number in (1, 2)] == [1, 2]
    assert portal_record(draft_of("1.990001"))["name"] == "Đăng ký nghề nặn tò he"
    assert portal_record(draft_of("1.990001", 1)) == record("1.990001")


def test_two_imports_at_once_keep_one_draft_of_a_record(
    bring_in: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path / "r.jsonl", [record("1.990001")])
    drafted = drafting.draft
    others: list[Imported] = []

    def while_another_imports(one: Any) -> Any:
        monkeypatch.setattr(importing, "draft", drafted)
        others.extend(bring_in(path))
        return drafted(one)

    monkeypatch.setattr(importing, "draft", while_another_imports)
    assert outcomes(bring_in(path)) == [Outcome.UNCHANGED]
    assert outcomes(others) == [Outcome.NEW]
    assert draft_of("1.990001").number == 1


def test_only_another_order_is_said_as_such(bring_in: Import, tmp_path: Path) -> None:
    bring_in(MADE_UP)
    newer: Any = record("1.990001")
    newer["legalBasisesDetails"].reverse()
    (found,) = bring_in(write_lines(tmp_path / "r.jsonl", [newer]))
    assert found.changes == ("căn cứ pháp lý: đổi thứ tự",)


def test_broken_lines_stop_nothing_else(bring_in: Import, tmp_path: Path) -> None:
    lines = [record("1.990001"), "{", {"name": "x"}, {**record("1.990003"), "cases": {}}, record("1.990002")]
    found = bring_in(write_lines(tmp_path / "r.jsonl", lines))
    assert [(each.line, each.outcome) for each in found] == [
        (1, Outcome.NEW),
        (2, Outcome.REFUSED),
        (3, Outcome.REFUSED),
        (4, Outcome.REFUSED),
        (5, Outcome.NEW),
    ]
    assert found[3].code == "1.990003"
    assert [draft.code for draft in drafts()] == ["1.990001", "1.990002"]


def test_one_code_twice_in_a_file_is_refused_unless_it_is_the_same(bring_in: Import, tmp_path: Path) -> None:
    one = record("1.990001")
    path = write_lines(tmp_path / "r.jsonl", [one, {**one, "name": "Khác"}, one])
    found = bring_in(path)
    assert outcomes(found) == [Outcome.NEW, Outcome.REFUSED, Outcome.UNCHANGED]
    assert found[1].why == "mã này đã có ở dòng 1 với nội dung khác"
    assert outcomes(bring_in(path)) == [Outcome.UNCHANGED, Outcome.REFUSED, Outcome.UNCHANGED]


def test_a_draft_too_long_for_a_file_is_refused(bring_in: Import, tmp_path: Path) -> None:
    law = [{"code": "1", "name": "x"} for _ in range(33_000)]
    (found,) = bring_in(write_lines(tmp_path / "r.jsonl", [{**record("1.990001"), "legalBasisesDetails": law}]))
    assert found.outcome is Outcome.REFUSED
    assert "quá 1000000 byte" in found.why


def test_a_draft_is_an_event_without_words(bring_in: Import) -> None:
    bring_in(MADE_UP)
    bring_in(ODD)
    (event,) = events_of("procedure/1.990001")
    assert event.kind == "procedure.drafted"
    assert event.body["draft"] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_stream WHERE name LIKE 'procedure/odd:%'")
        assert cursor.fetchone() == (1,)


def test_a_draft_stays_as_it_was_imported(bring_in: Import) -> None:
    bring_in(MADE_UP)
    for statement in ("UPDATE procedures_draft SET name = 'x'", "DELETE FROM procedures_draft"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_draft_cannot_be_published_as_it_is(bring_in: Import) -> None:
    """Completeness is marked by a person: what is undecided stands in the file, and each is a fault."""
    bring_in(MADE_UP)
    with pytest.raises(ProcedureFileFaulty) as refused:
        actions.publish(text=draft_of("1.990001").text, now=NOW, by=SYSTEM)
    said = "\n".join(refused.value.all_lines())
    assert "Còn phải quyết định (papers.items[1], [3]): Cả 2 giấy tờ đều ghi required = false" in said
    assert "Thiếu mục “process”" in said


def test_only_those_who_publish_bring_in(db: None) -> None:
    with pytest.raises(NotYoursToPublish):
        actions.import_records(path=MADE_UP, now=NOW, by=PUBLIC)


def test_a_draft_that_is_not_there_is_a_refusal(db: None) -> None:
    with pytest.raises(NoSuchDraft, match=r"1\.990001@3"):
        draft_of("1.990001", 3)


@pytest.mark.ordeal
def test_three_hundred_megabytes_go_in_with_the_memory_of_one_record(bring_in: Import, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    one: Any = record("1.990002")
    one["executionSteps"] = [{"description": "Cán bộ kiểm tra hồ sơ.\n" * 3500}]
    with path.open("w", encoding="utf-8") as out:
        for number in range(2600):
            out.write(
                json.dumps({**one, "code": f"1.{number:06d}", "codeNotation": f"1.{number:06d}"}, ensure_ascii=False)
            )
            out.write("\n")
    assert path.stat().st_size > 300_000_000
    new = 0
    for each in actions.import_records(path=path, now=NOW, by=SYSTEM):
        new += each.outcome is Outcome.NEW
        if new == 100:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert new == 2600
    assert grown < 30_000, f"{grown} KB more after 2,500 records"


def test_a_finished_file_may_keep_what_the_portal_said(db: None, spoiled: Spoil) -> None:
    text = spoiled(("    - Cán bộ tiếp nhận kiểm tra", "    - name: Bước 2\n      text: Cán bộ tiếp nhận kiểm tra"))
    published = actions.publish(text=f"{text}\nportal:\n  type: STANDARD\nundecided: []\n", now=NOW, by=SYSTEM)
    assert version(published.version_id).service.order[1].startswith("Bước 2\nCán bộ tiếp nhận")
