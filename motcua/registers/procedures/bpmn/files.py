"""Between procedure files and BPMN: the process of one as a drawing, and a drawing as that part of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.registers.procedures.bpmn.terms import written
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.building import clock_of, process_of
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.errors import NoProcessToDraw
from motcua.registers.procedures.reading import Data
from motcua.rules.expressions import Condition
from motcua.rules.process import ProcessDefinition, Step, StepKind
from motcua.rules.process_faults import FaultKind
from motcua.rules.soundness import prove


def process_file(procedure: Procedure) -> ProcessFile:
    """The process of a published version."""
    return ProcessFile(procedure.code, procedure.name, procedure.processes)


def process_file_of(facts: Mapping[str, Any], *, file: str) -> ProcessFile:
    """The process of a procedure file read as plain data, whatever else is still undecided there.

    Raises `NoProcessToDraw` when none is written yet, or one that is not sound.
    """
    try:
        rows = [row.key for row in clock_of(facts["clock"]).terms]
        processes = {row: process_of(facts["process"], row) for row in rows}
        identity = facts["identity"]
        made = ProcessFile(str(identity["code"]), str(identity["name"]), processes)
        faults = [one for one in prove(made.process, None) if one.kind is not FaultKind.TOO_LARGE]
    except (LookupError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise NoProcessToDraw(file=file, why="") from error
    if faults:
        raise NoProcessToDraw(file=file, why=" ".join(fault.sentence.words() for fault in faults))
    return made


def process_block(file: ProcessFile) -> dict[str, Data]:
    """The `process` part of a procedure file, without its sources, which no drawing has."""
    steps: list[Data] = [dict(_step(file, step)) for step in file.process.steps]
    return {"process": {"start": file.process.start, "steps": steps}}


def _step(file: ProcessFile, step: Step) -> Iterator[tuple[str, Data]]:
    yield "key", step.key
    yield "name", step.name
    if step.kind is not StepKind.TASK:
        yield "kind", step.kind.value
    plain: dict[str, Data] = {"role": step.role, "answered_by": step.answered_by}
    plain["answer_within"] = written(step.answer_within) if step.answer_within else None
    plain["share"] = _shares(file.processes, step.key)
    plain["effect"] = step.effect
    plain["offices"] = list(step.offices)
    plain["must_ask"] = list(step.must_ask)
    plain["returns_to"] = list(step.returns_to)
    yield from ((name, value) for name, value in plain.items() if value)
    first = step.branches[0]
    if len(step.branches) == 1 and not (first.name or first.effect):
        yield "to", first.to
    else:
        yield "branches", [dict(_branch(step, number)) for number in range(len(step.branches))]


def _branch(step: Step, number: int) -> Iterator[tuple[str, Data]]:
    branch = step.branches[number]
    yield "to", branch.to
    when = _condition(branch.when) if branch.when is not None else None
    more = {"outcome": branch.outcome, "name": branch.name, "when": when, "effect": branch.effect}
    yield from ((name, value) for name, value in more.items() if value)


def _condition(when: Condition) -> Data:
    """In the older notation where that can say it."""
    values = when.equal_to
    return dict(values) if values is not None else when.text


def _shares(processes: Mapping[str, ProcessDefinition], key: str) -> Data:
    """One text when every term gives the step the same share, else one for each."""
    shares = {row: process.by_key[key].share for row, process in processes.items()}
    if len(set(shares.values())) == 1:
        only = next(iter(shares.values()))
        return written(only) if only else None
    return {row: written(share) for row, share in shares.items() if share}
