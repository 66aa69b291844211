"""Proof that a process is sound, before it is ever used: otherwise the steps at fault are named.

Sound means: every step can be reached; from wherever a dossier stands the process can end; when it ends nothing is
left running; no step runs twice at once; every join gets exactly the branches of its split; whoever must act is named;
asked offices have a time to answer; the shares add up to the term. It is proved from the structure (each step has one
place among the splits, see `process_definition`), then once more by playing every situation through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from motcua.rules.deadlines import Term
from motcua.rules.office_kinds import OFFICE_KINDS
from motcua.rules.process_definition import END, Clash, ClashKind, ProcessDefinition, Step, StepKind, reachable
from motcua.rules.process_faults import Fault, FaultKind, fault
from motcua.rules.process_shares import check_shares, measure
from motcua.rules.process_states import explore

_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLASHES: Final = {
    ClashKind.TWO_PLACES: FaultKind.TWO_PLACES,
    ClashKind.JOIN_OUTSIDE: FaultKind.JOIN_OUTSIDE,
    ClashKind.JOIN_OF_TWO: FaultKind.JOIN_OF_TWO,
}


def prove(definition: ProcessDefinition, term: Term | None, hours_per_day: int = 8) -> tuple[Fault, ...]:
    """Everything wrong with `definition` for a procedure of `term` (None: shares are not looked at); empty if sound.

    Faults of the writing (unknown steps…) hide those of the structure, which hide those of the shares.
    """
    per_day = Decimal(hours_per_day)
    doers = [found for step in definition.steps for found in _doers(step, per_day)]
    if wiring := [*_keys(definition), *(found for step in definition.steps for found in _wiring(definition, step))]:
        return (*wiring, *doers)
    if structure := [*_reach(definition), *_nesting(definition), *_endings(definition), *_returns(definition)]:
        return (*structure, *doers)
    shares = () if term is None else check_shares(definition, term, per_day)
    return (*doers, *shares, *explore(definition))


def _keys(definition: ProcessDefinition) -> Iterator[Fault]:
    for key, times in Counter(step.key for step in definition.steps).items():
        if key == END or not _KEY.fullmatch(key):
            yield fault(FaultKind.BAD_KEY, key)
        if times > 1:
            yield fault(FaultKind.KEY_TWICE, key)
    if definition.start not in definition.by_key:
        yield fault(FaultKind.NO_START, definition.start)


def _wiring(definition: ProcessDefinition, step: Step) -> Iterator[Fault]:
    for branch in step.branches:
        if branch.to != END and branch.to not in definition.by_key:
            yield fault(FaultKind.NOWHERE, step.key, name=step.name, to=branch.to)
    if not step.branches:
        yield fault(FaultKind.DEAD_END, step.key, name=step.name)
    elif step.kind in (StepKind.SPLIT, StepKind.DECISION):
        if len(step.branches) == 1:
            yield fault(FaultKind.FEW_BRANCHES, step.key, name=step.name)
        yield from _choices(step)
    elif len(step.branches) > 1:
        yield fault(FaultKind.ONE_WAY, step.key, name=step.name)


def _choices(step: Step) -> Iterator[Fault]:
    if step.kind is StepKind.SPLIT:
        return
    if step.decided_by_answers:
        *conditional, otherwise = step.branches
        if otherwise.when or not all(branch.when for branch in conditional):
            yield fault(FaultKind.NO_OTHERWISE, step.key, name=step.name)
        if any(branch.outcome is not None for branch in step.branches):
            yield fault(FaultKind.OUTCOMES, step.key, name=step.name)
    elif len({branch.outcome for branch in step.branches} - {None, ""}) < len(step.branches):
        yield fault(FaultKind.OUTCOMES, step.key, name=step.name)


def _doers(step: Step, hours_per_day: Decimal) -> Iterator[Fault]:
    if step.waits and not step.role:
        yield fault(FaultKind.NO_ROLE, step.key, name=step.name)
    yield from _to_ask(step)
    if step.kind is not StepKind.CONSULTATION and not step.offices:
        return
    if step.answer_within is None:
        yield fault(FaultKind.NO_ANSWER_TIME, step.key, name=step.name)
    elif step.share is not None:
        unit, answer = measure(step.answer_within, hours_per_day)
        share_unit, share = measure(step.share, hours_per_day)
        if unit is share_unit and answer > share:
            yield fault(FaultKind.ANSWER_TOO_LONG, step.key, name=step.name)


def _to_ask(step: Step) -> Iterator[Fault]:
    if step.must_ask and step.kind is not StepKind.CONSULTATION:
        yield fault(FaultKind.ASKS_NOBODY, step.key, name=step.name)
    for unknown in step.must_ask:
        if unknown not in OFFICE_KINDS:
            yield fault(FaultKind.ASKS_WHOM, step.key, name=step.name, whom=unknown, known=", ".join(OFFICE_KINDS))
    if step.must_ask and step.offices:
        yield fault(FaultKind.ASKS_TWICE, step.key, name=step.name)


def _reach(definition: ProcessDefinition) -> Iterator[Fault]:
    for step in definition.steps:
        if step.key not in definition.layout.places:
            yield fault(FaultKind.UNREACHABLE, step.key, name=step.name)


def _nesting(definition: ProcessDefinition) -> Iterator[Fault]:
    yield from (_clash(definition, clash) for clash in definition.layout.clashes)
    for join, split in definition.layout.split_of.items():
        width = len(definition.by_key[split].branches)
        come = len(definition.layout.arrivals[join])
        if come < width:
            names = {"name": definition.by_key[join].name, "split": definition.by_key[split].name}
            yield fault(FaultKind.JOIN_STARVES, join, width=width, come=come, **names)


def _clash(definition: ProcessDefinition, clash: Clash) -> Fault:
    if clash.kind is ClashKind.ENDS_INSIDE:
        return fault(FaultKind.LEFT_RUNNING, clash.source, name=definition.by_key[clash.source].name)
    source = definition.by_key.get(clash.source)
    name = definition.by_key[clash.target].name
    return fault(_CLASHES[clash.kind], clash.target, name=name, source=source.name if source else "")


def _endings(definition: ProcessDefinition) -> Iterator[Fault]:
    comes_from: dict[str, set[str]] = {}
    for step in definition.steps:
        for branch in step.branches:
            comes_from.setdefault(branch.to, set()).add(step.key)
    ending = reachable({END}, comes_from)
    for step in definition.steps:
        if step.key not in ending:
            yield fault(FaultKind.CANNOT_END, step.key, name=step.name)
    by_itself = {step.key: {branch.to for branch in step.branches} for step in definition.steps if not step.waits}
    for key, onward in by_itself.items():
        if key in reachable(onward, by_itself):
            yield fault(FaultKind.RUNS_ROUND, key, name=definition.by_key[key].name)


def _returns(definition: ProcessDefinition) -> Iterator[Fault]:
    places = definition.layout.places
    onward = {step.key: {branch.to for branch in step.branches} for step in definition.steps}
    for step in definition.steps:
        if step.returns_to and not step.waits:
            yield fault(FaultKind.RETURN_NOBODY, step.key, name=step.name)
        for to in step.returns_to:
            target = definition.by_key.get(to)
            if target is None or target.kind is StepKind.JOIN:
                yield fault(FaultKind.RETURN_NOWHERE, step.key, name=step.name, to=target.name if target else to)
            elif to != step.key and step.key not in reachable({to}, onward):
                yield fault(FaultKind.RETURN_FORWARD, step.key, name=step.name, to=target.name)
            elif to in places and step.key in places and places[step.key][: len(places[to])] != places[to]:
                yield fault(FaultKind.RETURN_ACROSS, step.key, name=step.name, to=target.name)
