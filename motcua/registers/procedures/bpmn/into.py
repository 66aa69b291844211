"""A drawing put into a procedure file: its process is the drawing's, everything else stays, comments too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.registers.procedures.bpmn.files import process_block
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.reading import Unreadable, read
from motcua.registers.procedures.rewriting import rewrite
from motcua.rules.deadlines import TermUnreadable, parse_term

_NOT_DRAWN = ("source", "doubt")
"""What no drawing has: it stays with the step of the same key."""


def with_process(text: str, process: ProcessFile, *, file: str) -> str:
    """The text with that process. Sources, doubts and ways of writing a time stay with their steps.

    Raises `ProcedureFileFaulty` for a text that cannot be read.
    """
    try:
        data = read(text).data
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    old: Any = data if isinstance(data, dict) else {}
    drawn: Any = process_block(process)["process"]
    return rewrite(text, {**old, "process": _process(old.get("process") or {}, drawn)})


def _process(old: Mapping[str, Any], drawn: Mapping[str, Any]) -> dict[str, Any]:
    before = {step.get("key"): step for step in old.get("steps", ()) if isinstance(step, Mapping)}
    steps = [_step(before.get(step["key"], {}), step) for step in drawn["steps"]]
    return _in_order(old, {**drawn, "steps": steps, **_undrawn(old)})


def _step(old: Mapping[str, Any], drawn: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _as_written(old[name], value) if name in old else value for name, value in drawn.items()}
    if old.get("kind") == "task":
        kept.setdefault("kind", "task")
    return _in_order(old, {**kept, **_undrawn(old)})


def _undrawn(old: Mapping[str, Any]) -> dict[str, Any]:
    return {name: old[name] for name in _NOT_DRAWN if name in old}


def _in_order(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """In the order in which the file has them, what is new last."""
    return {name: new[name] for name in [*(name for name in old if name in new), *(n for n in new if n not in old)]}


def _as_written(old: Any, new: Any) -> Any:
    """The same as before where it means the same."""
    if isinstance(old, str) and isinstance(new, str):
        one, other = parse_term(old), parse_term(new)
        return old if not isinstance(one, TermUnreadable) and one == other else new
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _in_order(old, {name: _as_written(old.get(name), value) for name, value in new.items()})
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [_as_written(one, other) for one, other in zip(old, new, strict=True)]
    if (
        isinstance(old, Mapping)
        and isinstance(new, str)
        and {_as_written(each, new) for each in old.values()} <= {*old.values()}
    ):
        return old
    return new
