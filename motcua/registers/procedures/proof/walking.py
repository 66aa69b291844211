"""A process walked as an example says: the steps in their order, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from motcua.rules.process import (
    Act,
    Advance,
    Answer,
    Complete,
    Consult,
    NotAllowed,
    ProcessDefinition,
    StepKind,
    advance,
    begin,
)
from motcua.rules.sentences import Sentence

MOST_STEPS = 200
_OFFICE = "1"
_OUTCOMES: Mapping[str, str] = {"propose": "granted", "refuse": "not-eligible"}

_NO_CHOICE = gettext_noop("chưa nói ở bước “{step}” ({key}) chọn gì; ghi vào choices một trong: {outcomes}")
_NO_END = gettext_noop("đi {most} bước mà chưa hết quy trình; xem lại các lựa chọn")


@dataclass(frozen=True, slots=True)
class Walked:
    """The steps that were done, and the outcome they led to ("" while nothing was proposed)."""

    path: tuple[str, ...]
    outcome: str


def walk(
    definition: ProcessDefinition, *, answers: Mapping[str, object], choices: Mapping[str, tuple[str, ...]]
) -> Walked | Sentence:
    """Do the first open step until the end; where parts run side by side, in the order in which they were opened."""
    path: list[str] = []
    visits: dict[str, int] = {}
    outcome = ""
    now = begin(definition, answers=answers)
    while not now.ended:
        if len(path) >= MOST_STEPS:
            return Sentence(_NO_END, {"most": MOST_STEPS})
        key = now.marking.active[0]
        act = _next(definition, now, key, choices.get(key, ()), visits.get(key, 0))
        if isinstance(act, Sentence):
            return act
        if not isinstance(act, Answer):
            path.append(key)
            visits[key] = visits.get(key, 0) + 1
        following = advance(definition, now.marking, act, answers=answers)
        if isinstance(following, NotAllowed):
            return following.sentence
        now = following
        outcome = next((_OUTCOMES[each] for each in reversed(now.effects) if each in _OUTCOMES), outcome)
    return Walked(tuple(path), outcome)


def _next(definition: ProcessDefinition, now: Advance, key: str, chosen: tuple[str, ...], visit: int) -> Act | Sentence:
    step = definition.step(key)
    if step.kind is StepKind.CONSULTATION:
        asked = now.marking.offices_asked(key)
        return Answer(key, asked[0]) if asked else Consult(key, (_OFFICE,), kinds=frozenset(step.must_ask))
    if step.kind is not StepKind.DECISION:
        return Complete(key)
    if not chosen:
        outcomes = ", ".join(branch.outcome or "" for branch in step.branches)
        return Sentence(_NO_CHOICE, {"step": step.name, "key": key, "outcomes": outcomes})
    return Complete(key, chosen[min(visit, len(chosen) - 1)])
