"""Finding services as people ask for them, in a small list of the national portal's shape."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from motcua.console.procedure_works import importing, searching
from motcua.registers.procedures import actions, catalogue_indexing, queries
from motcua.registers.procedures.actions import Outcome
from motcua.registers.procedures.errors import NotYoursToPublish, RecordsUnreachable
from motcua.registers.procedures.search import services
from motcua.rules.access import PUBLIC, SYSTEM
from tests.registers.procedures.catalogue_lists import SMALL, codes, first, outcomes, put_in
from tests.registers.procedures.procedure_files import FOLDER, NOW


@pytest.fixture
def catalogue(db: None) -> None:
    put_in()


SAME_THING = {
    "1.001193": (
        "đăng ký khai sinh",
        "ĐĂNG KÝ KHAI SINH",
        "dang ky khai sinh",
        "đăng kí khai sanh",
        "ddawng kys khai sinh",
        "d9a8ng ky1 khai sinh",
        "dang ky khia sinh",
        "dang ki khaisinh",
        "ks",
        "đkks",
        "vợ tui mới sanh em bé",
        "làm khai sinh ở Lai Châu",
        "ra ủy ban phường làm khai sinh cho con",
        "1.001193",
    ),
    "1.115778": (
        "sang tên sổ đỏ",
        "sang ten so do",
        "mua bán đất",
        "cha mẹ cho đất con",
        "chuyển nhượng qsdđ",
    ),
    "1.000656": ("mẹ tôi mất", "ba má tui mới mất", "giấy chứng tử", "khai tu"),
    "1.013067": ("mua xe máy", "đi bấm biển số", "bam bien so xe moi"),
    "1.001612": ("mở quán ăn", "đkkd", "giấy phép kinh doanh hộ cá thể"),
    "1.115782": ("mất giấy tờ đất", "mất sổ hồng", "lam lai so do bi mat"),
    "3.000346": ("gplx", "thi bằng lái xe máy"),
    "1.014064": ("mất cccd", "rớt căn cước công dân"),
    "1.115784": ("gcn qsdđ bị rách xin đổi", "cấp đổi sổ đỏ"),
}


def test_many_ways_of_asking_lead_to_one_service(catalogue: None) -> None:
    found = {question: first(question) for questions in SAME_THING.values() for question in questions}
    assert found == {question: code for code, questions in SAME_THING.items() for question in questions}


def test_the_plain_service_stands_before_its_rare_variants(catalogue: None) -> None:
    found = codes("đăng ký khai sinh")
    assert found[0] == "1.001193"
    assert {"1.004884", "1.003583"} <= set(found)
    assert first("đăng ký khai sinh có yếu tố nước ngoài") == "2.000528"
    assert first("đăng ký khai sinh lưu động") == "1.003583"


def test_nothing_is_told_when_nothing_fits(catalogue: None) -> None:
    assert [codes(text) for text in ("tàu vũ trụ", "pizza", "", "   ", "%", "_", "???", "xin chào", "1.999999")] == [
        []
    ] * 9


def test_a_service_under_every_provinces_code_is_one_line_the_readers_first(catalogue: None) -> None:
    question = "cấp đổi giấy chứng nhận quyền sử dụng đất"
    groups = queries.search(question)
    assert groups[0].code == "1.115784"
    assert {variant.province for variant in groups[0].variants} >= {None, "12", "24", "82"}
    assert len({code for group in groups for code in (variant.code for variant in group.variants)}) == sum(
        len(group.variants) for group in groups
    )
    assert first(question, province="Lai Châu") == "1.115554"
    assert first(question, province="24") == "1.115464"
    assert first(question, province="92") == "1.012783", "no code of its own: the ministry's"


def test_a_place_named_in_the_question_counts_before_the_readers_own(catalogue: None) -> None:
    assert first("cấp đổi sổ đỏ ở Lai Châu", province="82") == "1.115554"
    assert first("cap doi so do o bac giang", province="82") == "1.115464", "now a part of Bắc Ninh"


def test_a_level_named_in_the_question_chooses_the_code(catalogue: None) -> None:
    assert first("trình báo mất hộ chiếu phổ thông ở công an tỉnh") == "1.001445"
    assert first("trình báo mất hộ chiếu phổ thông") == "1.010386"


def test_what_fits_nothing_fills_the_first_places_only_and_only_beside_what_fits(catalogue: None) -> None:
    few, many = codes("mẹ tôi mất", limit=5), codes("mẹ tôi mất", limit=50)
    assert few[0] == many[0] == "1.000656"
    assert few == many[:5]
    assert codes("tàu vũ trụ", limit=50) == []


def test_no_more_lines_than_asked_for(catalogue: None) -> None:
    assert [len(codes("đăng ký", limit=limit)) for limit in (0, 1, 3)] == [0, 1, 3]


def test_a_very_long_question_is_read_as_far_as_it_makes_sense(catalogue: None) -> None:
    assert first("đăng ký khai sinh " * 4000) == "1.001193"
    assert codes("q" * 100_000) == []


def test_procedures_published_here_are_found_without_any_list(db: None) -> None:
    actions.publish_folder(path=FOLDER, now=NOW, by=SYSTEM)
    assert [first(text) for text in ("ks", "sổ đỏ", "mẹ tôi mất", "tam tru")] == [
        "1.001193",
        "1.115778",
        "1.000656",
        "1.004194",
    ]
    assert codes("tàu vũ trụ") == []


def test_a_newly_published_procedure_is_found_at_once(catalogue: None) -> None:
    before = codes("đăng ký khai tử")
    actions.publish_folder(path=FOLDER, now=NOW, by=SYSTEM)
    assert codes("đăng ký khai tử") == before


def test_the_same_list_again_changes_nothing(catalogue: None) -> None:
    assert set(outcomes(SMALL)) == {Outcome.UNCHANGED}


def test_what_people_call_a_procedure_leads_to_it_once_the_index_is_renewed(
    catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "by_names", lambda: {"1.001193": ("trình làng nhóc tì",)})
    actions.renew_catalogue_index(now=NOW)
    assert queries.search("trinh lang nhoc ti") == (), "the same list and rules: the index stands"
    monkeypatch.setattr(catalogue_indexing, "_FORMAT", "another version")
    actions.renew_catalogue_index(now=NOW)
    assert first("trinh lang nhoc ti") == "1.001193"


def test_an_index_that_never_was_is_not_renewed(db: None) -> None:
    actions.renew_catalogue_index(now=NOW)
    assert queries.search("khai sinh") == ()


def test_a_newer_line_replaces_the_older_one(catalogue: None, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in SMALL.read_text(encoding="utf-8").splitlines()]
    birth = next(line for line in lines if line["code"] == "1.001193")
    path = tmp_path / "newer.jsonl"
    path.write_text(json.dumps({**birth, "name": "Ghi nhận một em bé ra đời"}), encoding="utf-8")
    assert outcomes(path) == {Outcome.CHANGED: 1}
    assert first("ghi nhận một em bé ra đời") == "1.001193"


BROKEN = (
    "{",
    '{"code": "1.000001"}',
    '{"code": "", "name": "Không mã"}',
    '{"code": "1.000002", "name": "Lĩnh vực sai", "categories": "Hộ tịch"}',
    '{"code": "1.000003", "name": "Bản đầy đủ", "executionSteps": []}',
    '["1.000004"]',
)


def test_a_broken_line_is_named_and_the_rest_goes_on(db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    good = '{"code": "1.000009", "name": "Cấp thẻ bay", "categories": [], "departments": null}'
    path.write_text("\n".join((*BROKEN, good)), encoding="utf-8")
    told = put_in(path)
    assert [each.outcome for each in told] == [Outcome.REFUSED] * len(BROKEN) + [Outcome.NEW]
    assert all(each.why for each in told[:-1])
    assert first("cấp thẻ bay") == "1.000009"


def test_only_an_administrator_puts_a_list_in(db: None) -> None:
    with pytest.raises(NotYoursToPublish):
        actions.import_catalogue(path=SMALL, now=NOW, by=PUBLIC)


def test_a_list_that_is_not_there_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(RecordsUnreachable):
        put_in(tmp_path / "none.jsonl")


def test_the_operator_gets_a_code_a_tab_and_a_name(catalogue: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert searching.run(_options(text=["sang", "tên", "sổ", "đỏ"], limit=2, province=None)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("1.115778\tĐăng ký biến động quyền sử dụng đất")
    assert searching.run(_options(text=["tàu vũ trụ"], limit=5, province=None)) == 0
    assert searching.run(_options(text=["sổ đỏ"], limit=-1, province=None)) == 2
    assert searching.run(_options(text=["sổ đỏ"], limit=5, province="Sao Hỏa")) == 2
    told = capsys.readouterr()
    assert not told.out
    assert "Sao Hỏa" in told.err


def test_import_knows_the_list_from_full_records(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert importing.run(_options(file=SMALL, quiet=True)) == 0
    assert "Đã đọc 235 dòng danh mục, mới 235" in capsys.readouterr().out
    assert list(queries.drafts()) == []


def _options(**values: object) -> argparse.Namespace:
    return argparse.Namespace(**values)
