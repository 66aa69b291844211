"""Whatever is done to a file, it is published whole or refused in words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.errors import ProcedureFileFaulty
from tests.registers.procedures.procedure_files import text_of

LINES = text_of("2.000815").split("\n")
VALUES = (
    "",
    "[]",
    "{}",
    "-1",
    "true",
    "x",
    "[x]",
    "{a: 1}",
    "null",
    "2026-13-01",
    "0 ngày",
    "end",
    "[{to: 1}]",
    "9" * 30,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    number=st.integers(min_value=0, max_value=len(LINES) - 1),
    value=st.one_of(st.none(), st.sampled_from(VALUES), st.text(max_size=20)),
)
def test_a_spoiled_line_is_refused_in_words_or_does_no_harm(number: int, value: str | None) -> None:
    lines = list(LINES)
    if value is None:
        del lines[number]
    else:
        lines[number] = f"{lines[number].partition(':')[0]}: {value}"
    try:
        data = check(text="\n".join(lines), file="x")
    except ProcedureFileFaulty as refused:
        assert refused.lines()
    else:
        assert procedure_of(data, version_id=1).cases
