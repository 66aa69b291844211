"""How a text may be written is said in what every program reads alike, and never takes long to try."""

from __future__ import annotations

import pytest

from motcua.rules.form_patterns import fits, pattern_fault


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("", "", "x"),
        (r"[A-ZĐ]{1,3}-\d{4}", "ĐT-2026", "ĐT-２０２６"),
        ("0[1-9]|1[0-2]", "12", "13"),
        (r"(?:\d{3}\.){2}\d{3}-\d{2}", "001.002.003-04", "001.002-04"),
        (r"[^\]\\-]+/20[0-9]{2}", "số 5/2026", "a-b/2026"),
        ("(Số|số) [0-9]+(/[A-Z]{1,9})?", "số 12/UBND", "số 12/"),
    ],
)
def test_a_plain_pattern_is_taken_and_means_the_whole_text(pattern: str, good: str, bad: str) -> None:
    assert pattern_fault(pattern) is None
    assert fits(pattern, good)
    assert not fits(pattern, bad)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\w+", "“\\” ở ký tự 1"),
        (r"(?P<a>x)", "“?” ở ký tự 2"),
        (r"(?=x)x", "“?” ở ký tự 2"),
        (r"(a)\1", "“\\” ở ký tự 4"),
        ("^a$", "“^” ở ký tự 1"),
        ("(a", "không đọc được"),
        ("a)", "không đọc được"),
        ("[z-a]", "không đọc được"),
        ("a{3,1}", "không đọc được"),
        ("a**", "“*” ở ký tự 3"),
        ("a+?", "“?” ở ký tự 3"),
        ("a|*", "“*” ở ký tự 3"),
        ("(a+)+", "quá nhiều cách dò"),
        ("(a|a){30}", "quá nhiều cách dò"),
        ("(a{0,9}){20}", "quá nhiều cách dò"),
        ("a?" * 40 + "a{40}", "quá nhiều cách dò"),
        (".*.*.*x", "quá nhiều cách dò"),
        ("((((x+){9}){9}){9}){9}", "quá nhiều cách dò"),
    ],
)
def test_a_pattern_read_differently_elsewhere_or_tried_too_long_is_refused(pattern: str, words: str) -> None:
    fault = pattern_fault(pattern)
    assert fault is not None
    assert words in fault.words()
