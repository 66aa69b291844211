"""Whether a dossier that stands somewhere in one process has a place in another: the same steps open, in a situation
that the other process can come into by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from motcua.rules.process_acts import ARRIVED, ASKED, Marking
from motcua.rules.process_definition import ProcessDefinition, StepKind
from motcua.rules.process_states import SOMEBODY, markings

_CONSULTATION: Final = StepKind.CONSULTATION


@dataclass(frozen=True, slots=True)
class NoPlace:
    """`step` (its key in the old process) has no counterpart, or not in such company."""

    step: str


def place_in(definition: ProcessDefinition, marking: Marking, renamed: Mapping[str, str]) -> Marking | NoPlace:
    """The marking in the sound process `definition`; `renamed` leads from old keys of steps to new ones.

    Steps of the same key are the same step. A process that is not started has its place at the beginning.
    """
    known = definition.by_key
    for mark in marking.as_list():
        step = _step(mark)
        if renamed.get(step, step) not in known:
            return NoPlace(step)
    moved = Marking(*(_renamed(part, renamed) for part in (marking.active, marking.waiting, marking.consultations)))
    if moved.as_list() and _anonymous(moved, definition) not in _situations(definition):
        return NoPlace(_step(next(iter(marking.as_list()))))
    return moved


@lru_cache(maxsize=64)
def _situations(definition: ProcessDefinition) -> frozenset[Marking]:
    return markings(definition)


def _renamed(marks: Iterable[str], renamed: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(renamed.get(_step(mark), _step(mark)) + mark[len(_step(mark)) :] for mark in marks))


def _anonymous(marking: Marking, definition: ProcessDefinition) -> Marking:
    """Whoever is asked is somebody; asked from a task, they make no other situation."""
    asking = {step for mark in marking.consultations if definition.by_key[step := _step(mark)].kind is _CONSULTATION}
    return Marking(marking.active, marking.waiting, tuple(sorted(f"{step}{ASKED}{SOMEBODY}" for step in asking)))


def _step(mark: str) -> str:
    return mark.partition(ASKED)[0].partition(ARRIVED)[0]
