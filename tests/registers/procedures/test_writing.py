"""What is written of a draft is read back the same, whatever the letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.reading import Unreadable, read
from motcua.registers.procedures.rereading import WrittenLines, reread
from motcua.registers.procedures.writing import write

_LETTERS = st.characters(exclude_categories=["Cs"])
_AWKWARD = st.sampled_from("\n\n  \t:#-'\"\\|>&*!%@`{}[],?~\x00\x85\xa0\u200e\u2028\ufeff\r0á")
_TEXTS = st.text(_LETTERS | _AWKWARD, max_size=60) | st.sampled_from(
    ["", "~", "null", "true", "07", "7", "-3", "1.5", "a: b", "a #b", "- a", "a:", " a", "a ", "a\n", "a\n\nb", "\na"]
)
_KEYS = st.text(_LETTERS | _AWKWARD, max_size=20)
_VALUES = st.recursive(
    _TEXTS | st.booleans() | st.none() | st.integers(-(10**17), 10**17),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def quickly(text: str) -> object:
    """Not by way of YAML."""
    return WrittenLines(text).map(0)


@settings(max_examples=300)
@given(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_back_the_same(data: dict[str, object]) -> None:
    text = write(data, heading=["Bản nháp"])  # type: ignore[arg-type]
    assert read(text).data == data
    assert reread(text) == data
    assert quickly(text) == data


@given(st.lists(st.sampled_from(["a:", "  b: c", "- d", "  - e: |", "    f", '"', "# g", "&h *i", "", "{j: k}", "[l"])))
def test_a_text_of_another_hand_is_read_as_any_file(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        wanted = read(text).data
    except Unreadable:
        with pytest.raises(Unreadable):
            reread(text)
    else:
        assert reread(text) == wanted


def test_a_written_text_with_a_line_of_another_hand_is_read_as_any_file(birth: str) -> None:
    assert reread(birth) == read(birth).data
    text = write({"a": ["b", {"c": "d\ne"}]})
    assert reread(f"{text}f: {{g: 07}} # h\n") == {"a": ["b", {"c": "d\ne"}], "f": {"g": "07"}}


def test_long_texts_keep_their_lines() -> None:
    text = write({"order": ["Bước 1: nộp.\n- Tại quầy;\n\n- Qua mạng."]})
    assert text == "\norder:\n  - |-\n    Bước 1: nộp.\n    - Tại quầy;\n\n    - Qua mạng.\n"


def test_letters_that_cannot_be_seen_are_shown() -> None:
    assert write({"name": "đăng k\u200eý"}) == 'name: "đăng k\\u200eý"\n'
