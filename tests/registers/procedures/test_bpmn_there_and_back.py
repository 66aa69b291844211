"""A process written as BPMN and read again is the same process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from motcua.registers.procedures.bpmn.reading import read_bpmn
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.bpmn.writing import write_bpmn
from motcua.registers.procedures.building import process_of
from motcua.registers.procedures.queries import process_part
from motcua.registers.procedures.reading import read
from motcua.registers.procedures.roles import roles
from motcua.rules.process import ProcessDefinition
from tests.registers.procedures.process_files import FILES, file_of
from tests.rules.processes import processes


@settings(max_examples=150, deadline=None)
@given(processes())
def test_a_random_process_comes_back_the_same(definition: ProcessDefinition) -> None:
    file = ProcessFile("1.000000", "Thử", {"": definition})
    raw = write_bpmn(file, roles=roles())
    assert read_bpmn(raw, file="thử.bpmn", roles=roles()) == file


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_procedure_comes_back_the_same_under_every_term(path: Path) -> None:
    file = file_of(path)
    raw = write_bpmn(file, roles=roles())
    back = read_bpmn(raw, file="thử.bpmn", roles=roles())
    assert back == file
    assert dict(back.processes) == dict(file.processes)
    assert write_bpmn(back, roles=roles()) == raw


@settings(max_examples=60, deadline=None)
@given(processes())
def test_a_random_process_becomes_part_of_a_procedure_file(definition: ProcessDefinition) -> None:
    assert_part_says(ProcessFile("1.000000", "Thử", {"only": definition}))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_procedure_becomes_part_of_a_procedure_file_again(path: Path) -> None:
    assert_part_says(file_of(path))


def assert_part_says(file: ProcessFile) -> None:
    data = read(process_part(file)).data
    assert isinstance(data, dict)
    for row, definition in file.processes.items():
        block: Any = data["process"]
        assert process_of(block, row) == definition
