"""A file written again keeps its lines and comments wherever nothing changed."""

from __future__ import annotations

import copy
import difflib
import random
from typing import Any

import pytest

from motcua.registers.procedures import queries
from motcua.registers.procedures.reading import read
from motcua.registers.procedures.rewriting import rewrite
from tests.registers.procedures.procedure_files import CODES, text_of

SMALL = """# Đầu tệp.
format: 1   # luôn là 1

# Về các bước.
steps:
  # bước một
  - key: examine
    name: Thẩm tra   # tên cũ
    share: 3 giờ
  # bước hai
  - {key: sign, name: Ký}   # một dòng
  - key: number
    name: Vào số
# cuối tệp
"""


def changed(text: str, new: str) -> list[str]:
    """The lines of a change, as a reviewer sees them."""
    diff = difflib.unified_diff(text.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def small() -> Any:
    return copy.deepcopy(read(SMALL).data)


@pytest.mark.parametrize("code", CODES)
def test_the_same_data_is_the_same_text(code: str) -> None:
    text = text_of(code)
    data: Any = read(text).data
    assert rewrite(text, data) == text


def test_one_word_is_one_line_and_its_comment_stays() -> None:
    data = small()
    data["steps"][0]["name"] = "Thẩm định"
    assert changed(SMALL, rewrite(SMALL, data)) == [
        "-    name: Thẩm tra   # tên cũ",
        "+    name: Thẩm định  # tên cũ",
    ]


def test_parts_come_and_go_with_their_comments() -> None:
    data = small()
    del data["steps"][0]
    data["steps"].append({"key": "archive", "name": "Lưu"})
    assert changed(SMALL, rewrite(SMALL, data)) == [
        "-  # bước một",
        "-  - key: examine",
        "-    name: Thẩm tra   # tên cũ",
        "-    share: 3 giờ",
        "+  - key: archive",
        "+    name: Lưu",
    ]


def test_another_order_moves_lines_whole() -> None:
    data = small()
    data["steps"].reverse()
    written = rewrite(SMALL, data)
    assert sorted(written.splitlines()) == sorted(SMALL.splitlines())
    assert read(written).data == data


def test_in_a_real_file_a_new_fee_touches_one_line() -> None:
    text = text_of("1.001193")
    data: Any = copy.deepcopy(read(text).data)
    data["fees"]["items"][0]["amount"] = 5000
    assert changed(text, rewrite(text, data)) == ["-      amount: 8000", "+      amount: 5000"]


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_changed_is_read_back_and_no_comment_at_the_head_is_lost(code: str) -> None:
    text, chance = text_of(code), random.Random(code)
    head = [line for line in text.splitlines() if line.startswith("#")]
    for _ in range(3):
        data: Any = copy.deepcopy(read(text).data)
        for _ in range(chance.randint(1, 4)):
            _spoil(data, chance)
        written = rewrite(text, data)
        assert read(written).data == data
        assert [line for line in written.splitlines() if line.startswith("#")] == head


def _spoil(data: Any, chance: random.Random) -> None:
    """Change, remove or add something somewhere."""
    parts = [part for part in _parts(data) if part]
    part = chance.choice(parts)
    keys = list(part) if isinstance(part, dict) else list(range(len(part)))
    key = chance.choice(keys)
    what = chance.random()
    if what < 0.3 and len(keys) > 1 and part is not data:
        del part[key]
    elif what < 0.5 and isinstance(part, list):
        part.append(copy.deepcopy(part[key]))
    elif what < 0.6 and isinstance(part, list):
        part.reverse()
    elif not isinstance(part[key], (dict, list)):
        part[key] = chance.choice(["chữ: khác # nữa", 7, True, "", "dòng\nkhác\n", "1.5", " trống "])


def _parts(data: Any) -> list[Any]:
    if not isinstance(data, (dict, list)):
        return []
    values = data.values() if isinstance(data, dict) else data
    return [data, *(part for value in values for part in _parts(value))]


@pytest.mark.parametrize("code", CODES)
def test_a_drawing_put_into_its_own_file_changes_nothing(code: str) -> None:
    text = text_of(code)
    facts: Any = read(text).data
    drawn = queries.bpmn_text(queries.process_file_of(facts, file=code))
    process = queries.read_bpmn(drawn.encode(), file=code, roles=queries.role_names())
    assert changed(text, queries.with_process(text, process, file=code)) == []


def test_a_drawing_with_another_name_changes_one_line_and_no_source(code: str = "1.000656") -> None:
    text = text_of(code)
    facts: Any = read(text).data
    drawn = queries.bpmn_text(queries.process_file_of(facts, file=code)).replace("Thẩm tra hồ sơ", "Thẩm định hồ sơ")
    process = queries.read_bpmn(drawn.encode(), file=code, roles=queries.role_names())
    assert changed(text, queries.with_process(text, process, file=code)) == [
        "-      name: Thẩm tra hồ sơ",
        "+      name: Thẩm định hồ sơ",
    ]
