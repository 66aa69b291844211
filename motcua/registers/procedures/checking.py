"""Everything that is proved of a procedure before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.coherence import coherence_faults
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.file_facts import FileFacts
from motcua.registers.procedures.proof.examples import read_examples
from motcua.registers.procedures.proof.folder import ProcedureFiles
from motcua.registers.procedures.proof.holding import breaches
from motcua.registers.procedures.proof.reach import reach_faults
from motcua.registers.procedures.proof.templates import template_faults
from motcua.registers.procedures.reading import Fault, Reading, Unreadable, read
from motcua.registers.procedures.shape import shape_faults

_UNDECIDED = gettext_noop("Còn phải quyết định ({place}): {says} {advice}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A procedure that may be published: its file as plain data, and how many examples hold."""

    data: Mapping[str, Any]
    examples: int


def check(*, text: str, file: str) -> Mapping[str, Any]:
    """The file as plain data, if its shape, its facts and its process are in order. Raises `ProcedureFileFaulty`.

    Examples and print templates are not asked for: `check_files` does so.
    """
    return check_files(files=ProcedureFiles(text), file=file).data


def check_files(*, files: ProcedureFiles, file: str) -> Checked:
    """All files of a procedure, proved together. Raises `ProcedureFileFaulty` with every fault of every file.

    Examples are tried and templates set only when the procedure's own file is in order.
    """
    try:
        reading = read(files.text)
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    faults = shape_faults(reading) or coherence_faults(reading) or tuple(reach_faults(FileFacts(reading)))
    if faults := (*faults, *_undecided(reading)):
        raise ProcedureFileFaulty(file=file, faults=faults)
    assert isinstance(reading.data, dict)
    examples, beside = _beside(files, reading)
    if beside:
        raise ProcedureFileFaulty(file=file, faults=beside)
    return Checked(reading.data, examples)


def _beside(files: ProcedureFiles, reading: Reading) -> tuple[int, tuple[Fault, ...]]:
    """How many examples there are, and what is wrong with them and with the templates."""
    assert isinstance(reading.data, dict)
    procedure = procedure_of(reading.data, version_id=0)
    told = read_examples(files.examples, procedure) if files.examples is not None else None
    examples = told.examples if told else ()
    faults = [
        *(told.faults if told else ()),
        *(fault for example in examples for fault in breaches(example, procedure)),
        *template_faults(procedure, files.templates, examples, reading),
    ]
    return len(examples), tuple(faults)


def _undecided(reading: Reading) -> Iterator[Fault]:
    """What a draft still asks of a person; a file in which one thing is undecided is not published."""
    asked = reading.data.get("undecided") if isinstance(reading.data, dict) else None
    for number, each in enumerate(asked if isinstance(asked, list) else ()):
        if isinstance(each, dict):
            params = {name: each.get(name) or "" for name in ("place", "says", "advice")}
            yield Fault(reading.line_of(("undecided", number)), _UNDECIDED, params)
