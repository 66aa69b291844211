"""Every situation a process can come into, by playing all acts in all orders with the rules themselves.

The structure of a definition already decides whether it is sound (`soundness`); this is the second pair of eyes, which
knows nothing of structure and looks only at what `advance` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from motcua.rules.process import Act, Advance, Answer, Complete, Consult, Lapse, Marking, SendBack, advance, begin
from motcua.rules.process_definition import Branch, ProcessDefinition, Step, StepKind
from motcua.rules.process_faults import Fault, FaultKind, fault

SOMEBODY = "?"


def explore(definition: ProcessDefinition, *, limit: int = 10_000) -> tuple[Fault, ...]:
    """Markings from which the end cannot be reached, steps that could run twice at once, or more than `limit` markings.

    A decision by the answers may go any way; each consultation may be answered in any order, lapse, or be passed.
    """
    definition = _by_hand(definition)
    first = begin(definition).marking
    met = {first}
    comes_from: defaultdict[Marking, list[Marking]] = defaultdict(list)
    pending = [first]
    while pending:
        marking = pending.pop()
        if twice := next((key for key in marking.active if marking.active.count(key) > 1), None):
            return (fault(FaultKind.TOKEN_TWICE, twice, name=definition.by_key[twice].name),)
        for act in acts(definition, marking):
            after = advance(definition, marking, act)
            if not isinstance(after, Advance):
                continue
            comes_from[after.marking].append(marking)
            if after.marking not in met:
                met.add(after.marking)
                pending.append(after.marking)
        if len(met) > limit:
            return (fault(FaultKind.TOO_LARGE, definition.start, limit=limit),)
    stuck = sorted({_named_in(marking) for marking in met - _leading_to(Marking(), comes_from)})
    return tuple(fault(FaultKind.CANNOT_END, key, name=definition.by_key[key].name) for key in stuck)


def markings(definition: ProcessDefinition) -> frozenset[Marking]:
    """Every situation a sound process can come into, whoever is asked; those asked from a task are left out."""
    definition = _by_hand(definition)
    first = begin(definition).marking
    met, pending = {first}, [first]
    while pending:
        marking = pending.pop()
        for act in acts(definition, marking):
            after = advance(definition, marking, act)
            if isinstance(after, Advance) and after.marking not in met:
                met.add(after.marking)
                pending.append(after.marking)
    return frozenset(met)


def acts(definition: ProcessDefinition, marking: Marking) -> Iterator[Act]:
    """Every act worth trying at `marking`."""
    for key in marking.active:
        step = definition.by_key[key]
        asked = marking.offices_asked(key)
        if step.kind is StepKind.DECISION:
            yield from (Complete(key, branch.outcome) for branch in step.branches)
        elif not asked and not step.must_ask:
            yield Complete(key)
        if asked:
            yield Lapse(key)
            yield from (Answer(key, office) for office in asked)
        elif step.kind is StepKind.CONSULTATION:
            yield Consult(key, (SOMEBODY,), kinds=frozenset(step.must_ask))
        yield from (SendBack(key, to) for to in step.returns_to)


def _by_hand(definition: ProcessDefinition) -> ProcessDefinition:
    """The same process with every choice left open."""
    return ProcessDefinition(definition.start, tuple(map(_choosable, definition.steps)))


def _choosable(step: Step) -> Step:
    if not step.decided_by_answers:
        return step
    branches = tuple(Branch(branch.to, outcome=str(number)) for number, branch in enumerate(step.branches))
    return replace(step, branches=branches)


def _leading_to(end: Marking, comes_from: dict[Marking, list[Marking]]) -> set[Marking]:
    leading = {end}
    pending = [end]
    while pending:
        for before in comes_from.get(pending.pop(), ()):
            if before not in leading:
                leading.add(before)
                pending.append(before)
    return leading


def _named_in(marking: Marking) -> str:
    return marking.active[0] if marking.active else marking.waiting[0].partition("<")[0]
