"""The processes of the procedures of this repository, as BPMN writes them."""

from __future__ import annotations

from pathlib import Path

from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.building import clock_of, process_of
from motcua.registers.procedures.reading import read

FILES = sorted(Path("procedures").glob("*/procedure.yaml"))


def file_of(path: Path) -> ProcessFile:
    data = read(path.read_text(encoding="utf-8")).data
    assert isinstance(data, dict)
    block, clock, identity = data["process"], data["clock"], data["identity"]
    assert isinstance(block, dict) and isinstance(clock, dict) and isinstance(identity, dict)
    rows = [row.key for row in clock_of(clock).terms]
    return ProcessFile(str(identity["code"]), str(identity["name"]), {row: process_of(block, row) for row in rows})
