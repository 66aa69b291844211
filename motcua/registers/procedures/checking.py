"""Everything that is proved of a file before it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.registers.procedures.coherence import coherence_faults
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.reading import Unreadable, read
from motcua.registers.procedures.shape import shape_faults


def check(*, text: str, file: str) -> Mapping[str, Any]:
    """The file as plain data, if its shape, its facts and its process are in order. Raises `ProcedureFileFaulty`."""
    try:
        reading = read(text)
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    if faults := shape_faults(reading) or coherence_faults(reading):
        raise ProcedureFileFaulty(file=file, faults=faults)
    assert isinstance(reading.data, dict)
    return reading.data
