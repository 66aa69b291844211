"""Everything that is proved of a file before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.coherence import coherence_faults
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.reading import Fault, Reading, Unreadable, read
from motcua.registers.procedures.shape import shape_faults

_UNDECIDED = gettext_noop("Còn phải quyết định ({place}): {says} {advice}")


def check(*, text: str, file: str) -> Mapping[str, Any]:
    """The file as plain data, if its shape, its facts and its process are in order. Raises `ProcedureFileFaulty`."""
    try:
        reading = read(text)
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    faults = shape_faults(reading) or coherence_faults(reading)
    if faults := (*faults, *_undecided(reading)):
        raise ProcedureFileFaulty(file=file, faults=faults)
    assert isinstance(reading.data, dict)
    return reading.data


def _undecided(reading: Reading) -> Iterator[Fault]:
    """What a draft still asks of a person; a file in which one thing is undecided is not published."""
    asked = reading.data.get("undecided") if isinstance(reading.data, dict) else None
    for number, each in enumerate(asked if isinstance(asked, list) else ()):
        if isinstance(each, dict):
            params = {name: each.get(name) or "" for name in ("place", "says", "advice")}
            yield Fault(reading.line_of(("undecided", number)), _UNDECIDED, params)
