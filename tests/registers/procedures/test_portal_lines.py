"""A file of records is read line by line; a line that is no record is named, and the rest goes on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from motcua.registers.procedures.actions import is_index
from motcua.registers.procedures.errors import RecordsUnreachable
from motcua.registers.procedures.portal.lines import LONGEST_LINE, MOST_STRANGE, lines_of
from tests.registers.procedures.portal_records import record, same_text, write_lines

GOOD = {"code": "1.990001", "name": "Tên"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"code": "1.9', "không phải JSON"),
        ("[1, 2]", "không phải một bản ghi mà là một danh sách"),
        ('"chữ"', "không phải một bản ghi mà là một giá trị"),
        ({"name": "Tên"}, "thiếu mã thủ tục"),
        ({"code": 5, "name": "Tên"}, "mã thủ tục (code) không dùng được"),
        ({"code": "1.2\n3", "name": "Tên"}, "mã thủ tục (code) không dùng được"),
        ({"code": "x" * 61, "name": "Tên"}, "mã thủ tục (code) không dùng được"),
        ({"code": "1.990001", "name": " "}, "thiếu tên thủ tục"),
        ({**GOOD, "category": []}, "trường category phải là một nhóm trường, ở đây lại là một danh sách"),
        ({**GOOD, "cases": {}}, "trường cases phải là một danh sách, ở đây lại là một nhóm trường"),
        ({**GOOD, "cases": [{"processingDay": [1]}]}, "trường cases[1].processingDay phải là một nhóm trường"),
        ({**GOOD, "executionMethods": [{"fees": ["5"]}]}, "trường executionMethods[1].fees[1] phải là một nhóm trường"),
        ({**GOOD, "executionCases": [{}, None]}, "trường executionCases[2] phải là một nhóm trường"),
        ({**GOOD, "description": ["a"]}, "trường description phải là một giá trị, ở đây lại là một danh sách"),
        ({**GOOD, "returningMethods": [{"value": [1]}]}, "trường returningMethods[1].value[1]"),
        ({**GOOD, "x" * 200: 1}, "tên trường dài quá 120 chữ"),
        ('{"code": "1.990001", "name": "Tên", "name": "Khác"}', "trường “name” viết hai lần"),
        ('{"code": "1.990001", "name": "Tên", "a": NaN}', "“NaN” không phải số"),
        ('{"code": "1.990001", "name": "\\ud800"}', "nửa ký tự"),
        ('{"code": "1.990001", "name": "Tên", "a": ' + "9" * 5000 + "}", "số quá dài"),
        ('{"code": "1.990001", "name": "Tên", "a": ' + "[" * 100_000, "không phải JSON|lồng nhau"),
        ({**GOOD, "description": "dài " * 500_000}, "dòng dài quá 1000000 byte"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(line: object, words: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", [record("1.990001"), line, record("1.990003")])
    first, broken, last = lines_of(path)
    assert (broken.number, broken.record) == (2, None)
    assert any(each in broken.refused for each in words.split("|")), broken.refused
    assert len(broken.refused) < 200
    assert same_text(first.record) == same_text(record("1.990001"))
    assert (last.number, last.code) == (3, "1.990003")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"code": "1.990001", "name": "a"}\n\n{"code": "1.99\xff"}\n   \n')
    first, broken = lines_of(path)
    assert (first.number, first.code, broken.number, broken.refused) == (1, "1.990001", 3, "không phải chữ mã UTF-8")


def test_a_packed_file_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "records"
    path.write_bytes(gzip.compress(b'{"code": "1.990001", "name": "a"}\n'))
    assert [line.code for line in lines_of(path)] == ["1.990001"]


def test_a_packed_file_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl.gz"
    whole = gzip.compress(b"".join(b'{"code": "1.%06d", "name": "a"}\n' % n for n in range(5000)))
    path.write_bytes(whole[: len(whole) // 2])
    *good, broken = lines_of(path)
    assert good
    assert "tệp nén hỏng" in broken.refused


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnreachable, match=r"Không đọc được tệp none\.jsonl"):
        next(lines_of(tmp_path / "none.jsonl"))
    with pytest.raises(RecordsUnreachable):
        next(lines_of(tmp_path))


def test_a_line_of_the_longest_length_is_read(tmp_path: Path) -> None:
    text = '{"code": "1.990001", "name": "a", "x": "' + "y" * (LONGEST_LINE - 43) + '"}'
    assert len(text) < LONGEST_LINE
    (line,) = lines_of(write_lines(tmp_path / "r.jsonl", [text]))
    assert line.record is not None


def test_a_file_that_is_something_else_is_named_once_and_left(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps([record("1.990001")] * 9, indent=1, ensure_ascii=False), encoding="utf-8")
    lines = list(lines_of(path))
    assert len(lines) == MOST_STRANGE + 1
    assert "JSON Lines" in lines[-1].refused


def test_broken_lines_after_a_good_one_never_stop_the_rest(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", [record("1.990001"), *["{"] * (MOST_STRANGE + 5), record("1.990002")])
    assert [line.code for line in lines_of(path) if line.record is not None] == ["1.990001", "1.990002"]


def test_one_poor_record_does_not_make_a_file_of_records_the_list(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", [GOOD, record("1.990002"), record("1.990003")])
    assert not is_index(path)
