"""What is written of a draft is read back the same, whatever the letters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.reading import read
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


@settings(max_examples=300)
@given(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_back_the_same(data: dict[str, object]) -> None:
    assert read(write(data, heading=["Bản nháp"])).data == data  # type: ignore[arg-type]


def test_long_texts_keep_their_lines() -> None:
    text = write({"order": ["Bước 1: nộp.\n- Tại quầy;\n\n- Qua mạng."]})
    assert text == "\norder:\n  - |-\n    Bước 1: nộp.\n    - Tại quầy;\n\n    - Qua mạng.\n"


def test_letters_that_cannot_be_seen_are_shown() -> None:
    assert write({"name": "đăng k\u200eý"}) == 'name: "đăng k\\u200eý"\n'
