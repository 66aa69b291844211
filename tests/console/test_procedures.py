"""`motcua procedures`: what operators type about the catalogue."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.console import procedures
from motcua.foundation.errors import Refusal
from tests.commune import commune, open_birth
from tests.console.programs import environment, motcua, on_database
from tests.databases import TestDatabase
from tests.registers.procedures.portal_records import MADE_UP, ODD, record, records_of, same_text, write_lines
from tests.registers.procedures.procedure_files import FOLDER

Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def told(db: None, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run the command with these words; its status and its lines."""

    def run(*words: object) -> tuple[int, list[str]]:
        parser = argparse.ArgumentParser()
        procedures.arguments(parser)
        status = procedures.run(parser.parse_args([str(word) for word in words]))
        return status, capsys.readouterr().out.splitlines()

    return run


def counts(line: str) -> list[int]:
    """Read, new, changed, unchanged, refused, doubts."""
    return [int(each) for each in re.findall(r"\d+", line)]


def test_import_tells_each_doubt_and_counts_in_its_last_line(told: Told) -> None:
    status, lines = told("import", MADE_UP)
    assert status == 0
    doubts = [line for line in lines if line.startswith("    ? ")]
    assert counts(lines[-1]) == [4, 4, 0, 0, 0, len(doubts)]
    assert any("[required-false] papers.items[1], [3]: Cả 2 giấy tờ" in line and " → " in line for line in doubts)
    status, again = told("import", MADE_UP)
    assert (status, counts(again[-1])) == (0, [4, 0, 0, 4, 0, len(doubts)])
    assert len(again) == 1


def test_import_says_what_a_newer_record_changed_and_names_broken_lines(told: Told, tmp_path: Path) -> None:
    told("import", MADE_UP)
    newer = {**record("1.990003"), "state": "UPDATED"}
    status, lines = told(
        "import", write_lines(tmp_path / "r.jsonl", ["{", newer, {"code": "1", "name": []}]), "--quiet"
    )
    assert status == 1
    assert lines[0].startswith("Dòng 1: từ chối: không phải JSON")
    assert lines[1].startswith("Dòng 3 (1): từ chối: thiếu tên")
    assert counts(lines[-1])[:5] == [3, 0, 1, 0, 2]
    assert told("diff", "1.990003@1", "1.990003") == (0, ["như Cổng công bố, trạng thái: “ACTIVE” → “UPDATED”"])


def test_import_names_fields_it_does_not_know(told: Told) -> None:
    _, lines = told("import", ODD)
    assert any("[unknown-field]" in line and "newField" in line and "channelId" in line for line in lines)


def test_export_writes_the_records_again(told: Told, tmp_path: Path) -> None:
    told("import", MADE_UP)
    status, lines = told("export", "--portal")
    assert status == 0
    assert same_text({each["code"]: each for each in map(json.loads, lines)}) == same_text(records_of(MADE_UP))
    for name in ("out.jsonl", "out.jsonl.gz"):
        told("export", "--portal", "--to", tmp_path / name)
        assert same_text(records_of(tmp_path / name)) == same_text(records_of(MADE_UP))
    assert told("import", tmp_path / "out.jsonl.gz")[1][-1].startswith("Đã đọc 4, mới 0, thay đổi 0, không đổi 4")
    assert [json.loads(line)["code"] for line in told("export", "1.990002", "--portal")[1]] == ["1.990002"]
    assert told("export", "--portal", "--to", tmp_path / "none" / "x")[0] == 1
    assert told("export")[0] == 2


def test_drafts_as_files_are_checked_and_say_what_a_person_must_decide(told: Told, tmp_path: Path) -> None:
    told("import", MADE_UP)
    assert told("export", "--to", tmp_path / "drafts")[0] == 0
    status, lines = told("check", tmp_path / "drafts")
    assert status == 1
    place = f"{tmp_path / 'drafts' / '1.990001' / 'procedure.yaml'}: Dòng "
    assert any(line.startswith(place) and "Còn phải quyết định (papers.items[1], [3])" in line for line in lines)
    assert any(line.startswith(place) and "Thiếu mục “form”" in line for line in lines)
    assert lines[-1] == "Đã kiểm 4 tệp, 0 ví dụ đúng, 4 tệp chưa công bố được."
    written = tmp_path / "drafts" / "1.990001" / "procedure.yaml"
    written.write_text("format: 1\n", encoding="utf-8")
    assert "1 tệp" not in told("export", "--to", tmp_path / "drafts")[1][0].split(";")[0]
    assert written.read_text(encoding="utf-8") == "format: 1\n"


def test_what_is_not_there_is_told_and_examples_are_checked_with_their_procedure(told: Told, tmp_path: Path) -> None:
    assert told("versions", "9.999999") == (1, [])
    with pytest.raises(Refusal, match="không có tệp"):
        told("schema", tmp_path / "nope")
    assert told("check", FOLDER / "2.000815" / "examples.yaml")[0] == 0
    (tmp_path / "empty.jsonl").touch()
    status, lines = told("import", tmp_path / "empty.jsonl")
    assert (status, lines[0]) == (1, f"Tệp {tmp_path / 'empty.jsonl'} trống, không có bản ghi nào.")


def test_check_needs_no_database(tmp_path: Path) -> None:
    told = motcua("procedures", "check", str(FOLDER / "2.000815"), environ=environment(tmp_path / "var"))
    assert (told.returncode, told.stderr) == (0, "")
    assert "0 tệp chưa công bố được" in told.stdout
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_record_called_like_the_folder_above_is_written_inside(told: Told, tmp_path: Path) -> None:
    told("import", write_lines(tmp_path / "r.jsonl", [{**record("1.990001"), "code": ".."}]))
    assert told("export", "..", "--to", tmp_path / "drafts")[0] == 0
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["%2E%2E"]
    assert not (tmp_path / "procedure.yaml").exists()


def test_check_tells_what_is_from_memory_when_asked(told: Told, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193")
    status, lines = told("check", tmp_path, "--doubts")
    assert status == 0
    fee = "phí, lệ phí · Lệ phí đăng ký khai sinh (đăng ký quá hạn)"
    assert sum(f"Theo trí nhớ, chưa có văn bản: {fee}." in line for line in lines) == 1
    assert any(f"Còn ngờ ({fee}): Mức lệ phí khi đăng ký quá 60 ngày; đã chọn: 8.000 đồng." in line for line in lines)


def test_check_of_files_in_order_is_one_line(told: Told, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193")
    written = len(re.findall(r"^  - name:", (tmp_path / "1.001193" / "examples.yaml").read_text("utf-8"), re.MULTILINE))
    assert told("check", tmp_path) == (0, [f"Đã kiểm 1 tệp, {written} ví dụ đúng, 0 tệp chưa công bố được."])
    assert told("check", tmp_path / "1.001193")[0] == 0
    (tmp_path / "1.001193").rename(tmp_path / "1.001194")
    status, lines = told("check", tmp_path / "1.001194")
    assert (status, len(lines)) == (1, 2)
    assert "1.001194 lại ghi mã 1.001193" in lines[0]
    with pytest.raises(Refusal, match=r"không có tệp procedure\.yaml"):
        told("check", tmp_path / "none")


def test_diff_of_two_files_is_in_words(told: Told, tmp_path: Path) -> None:
    text = (FOLDER / "1.001193" / "procedure.yaml").read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace('cutoff: "15:00"', 'cutoff: "16:00"'), encoding="utf-8")
    assert told("diff", FOLDER / "1.001193", other) == (0, ["thời hạn, giờ chốt: “15:00” → “16:00”"])
    assert told("diff", FOLDER / "1.001193", FOLDER / "1.001193") == (0, ["Không khác nhau."])


def test_diff_of_a_published_version_and_a_folder_tells_of_templates_too(told: Told, tmp_path: Path) -> None:
    told("publish", FOLDER)
    folder = Path(shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193"))
    assert told("diff", "1.001193:2026-07-18", folder) == (0, ["Không khác nhau."])
    template = folder / "print" / "certificate.typ"
    template.write_text(template.read_text(encoding="utf-8").replace("Quê quán", "Nguyên quán"), encoding="utf-8")
    status, lines = told("diff", "1.001193:2026-07-18", folder)
    assert (status, len(lines)) == (0, 1)
    assert lines[0].startswith("mẫu in, certificate.typ, dòng ")
    assert "Nguyên quán" in lines[0]


def test_the_program_brings_in_and_writes_out(own_database: TestDatabase, tmp_path: Path) -> None:
    """As typed: what is printed of the records alone goes to the other program."""
    environ = on_database(own_database, tmp_path)
    done = motcua("procedures", "import", str(MADE_UP), environ=environ)
    assert (done.returncode, counts(done.stdout.splitlines()[-1])[:5]) == (0, [4, 4, 0, 0, 0]), done.stderr
    out = motcua("procedures", "export", "--portal", environ=environ)
    assert same_text([json.loads(line) for line in out.stdout.splitlines()]) == same_text(
        [*records_of(MADE_UP).values()]
    )
    none = motcua("procedures", "import", "none.jsonl", environ=environ)
    assert (none.returncode, none.stderr.count("\n")) == (1, 1)


def test_list_and_show(told: Told) -> None:
    told("import", MADE_UP)
    _, lines = told("list")
    assert [line.split("\t")[0] for line in lines] == ["1.990001", "1.990002", "1.990003", "2.990004"]
    assert lines[0].endswith("\tThủ tục đăng ký nghề nặn tò he")
    _, text = told("show", "1.990001")
    assert text[0].startswith("# Bản nháp của thủ tục 1.990001")
    assert "  code: 1.990001" in text
    with pytest.raises(Refusal, match=r"1\.990009"):
        told("show", "1.990009")


def test_bpmn_goes_out_of_a_folder_and_comes_back_as_part_of_a_file(told: Told, tmp_path: Path) -> None:
    drawn = tmp_path / "khai-sinh.bpmn"
    assert told("bpmn", FOLDER / "1.001193", "--to", drawn) == (0, [])
    assert told("bpmn", FOLDER / "1.001193")[1] == drawn.read_text(encoding="utf-8").splitlines()
    status, lines = told("bpmn", "--read", drawn)
    assert status == 0
    assert lines[:5] == [
        "process:",
        "  start: examine",
        "  steps:",
        "    - key: examine",
        "      name: Thẩm tra hồ sơ",
    ]


def test_bpmn_says_what_is_missing(told: Told, tmp_path: Path) -> None:
    assert told("bpmn")[0] == 2
    assert told("bpmn", "--read", tmp_path / "gone.bpmn")[0] == 1
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions/>", encoding="utf-8")
    with pytest.raises(Refusal, match="không phải tệp BPMN"):
        told("bpmn", "--read", broken)
    with pytest.raises(Refusal, match="bản nháp"):
        told("bpmn", "9.999999")
    told("import", MADE_UP)
    with pytest.raises(Refusal, match="chưa có quy trình vẽ được"):
        told("bpmn", "1.990003")


def test_versions_and_their_clocks_are_listed(told: Told, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193")
    file = folder / "procedure.yaml"
    dated = "  from: 2026-11-28\n  decision: {number: 73/QĐ-UBND, on: 2026-11-20}\n"
    file.write_text(file.read_text(encoding="utf-8").replace("  from: 2026-07-18\n", dated), encoding="utf-8")
    (tmp_path / "qd.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert told("publish", folder, "--decision", tmp_path / "qd.pdf") == (0, ["1.001193  2026-07-18: mới công bố"])
    status, lines = told("versions", "1.001193")
    assert status == 0
    assert lines[0].startswith("1.001193  2026-07-18: hiệu lực 28/11/2026 – khi có bản thay thế; 73/QĐ-UBND")
    assert lines[1] == "    Công bố (1.1): đúng hạn, phải ký chậm nhất 23/11/2026"
    assert lines[3] == "    Nội dung (1.3): đủ các bộ phận"


def test_dossiers_are_moved_by_a_command_that_proves_first(told: Told) -> None:
    told("publish", FOLDER)
    assert told("move", "1.001193", "--to", "2026-07-18", "--try") == (
        0,
        ["0 hồ sơ đều có chỗ trong phiên bản 2026-07-18."],
    )
    assert told("move", "1.001193", "--to", "2026-07-18", "--reason", "Sửa đổi") == (
        0,
        ["Đã chuyển 0 hồ sơ sang phiên bản 2026-07-18, 0 hồ sơ ở lại."],
    )
    with pytest.raises(Refusal, match="không có phiên bản “mai”"):
        told("move", "1.001193", "--to", "mai")


def test_who_publishes_a_successor_is_told_of_dossiers_that_stay(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "1.001193"
    shutil.copytree(FOLDER / "1.001193", folder, ignore=shutil.ignore_patterns("examples.yaml"))
    file = folder / "procedure.yaml"
    text = file.read_text(encoding="utf-8").replace("  from: 2026-07-18", "  from: 2026-10-01")
    file.write_text(text.replace('  label: "2026-07-18"', '  label: "2026-10-01"'), encoding="utf-8")
    open_birth(commune())
    status, lines = told("publish", folder)
    assert (status, lines[0]) == (0, "1.001193  2026-10-01: mới công bố")
    assert "giữ phiên bản ấy" in lines[1]
    assert lines[1].endswith("motcua procedures move 1.001193 --to 2026-10-01 --try")
    assert told("publish", folder) == (0, ["1.001193  2026-10-01: không đổi"])


def test_a_list_of_databases_is_brought_in_with_a_report(told: Told, tmp_path: Path) -> None:
    told("publish", FOLDER)
    file = tmp_path / "phu-luc.csv"
    rows = "1.001193,Văn bản của người làm chứng,CSDL,Bộ A\n1.001193,Giấy lạ thường,CSDL,Bộ A\n"
    rows += "9.000001,X,CSDL,Bộ A\nx,,,\n"
    file.write_text("procedure,paper,database,owner\n" + rows, encoding="utf-8")
    asked = ("databases", file, "--source", "66.7/2025/NQ-CP", "--from", "2026-01-01")
    status, lines = told(*asked)
    assert status == 1
    assert lines[0].startswith("Dòng 3: thủ tục 1.001193 không có giấy tờ “Giấy lạ thường”; đang có: Tờ khai")
    assert lines[1] == "Dòng 5: từ chối: “x” không phải mã thủ tục."
    assert counts(lines[-1]) == [3, 0, 1, 1, 0, 1, 1]
    assert counts(told(*asked)[1][-1]) == [0, 3, 1, 1, 0, 1, 1]
