"""Whether the shares of the steps add up to the term, whichever way a dossier goes.

The rule: a path goes from the start to the end without coming to any step a second time (what is done again after a
return, or round a loop, takes no second share). Branches that run in parallel count as long as the longest of them. A
consultation without a share counts its answer time. A working day is `hours_per_day` hours, and so is “trong ngày”;
calendar days and months add up only among themselves.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeAlias

from motcua.rules.deadlines import Term, Unit
from motcua.rules.process_definition import END, ProcessDefinition, Step, StepKind, reachable
from motcua.rules.process_faults import Fault, FaultKind, fault

_Ways: TypeAlias = dict[Decimal, tuple[str, ...]]
"""Each total that some path has, with the steps of one such path."""

MOST_WAYS: Final = 100_000
"""Ways put together in one proof (a fifth of a second); a process of more is refused, not waved through."""


class _TooMany(Exception):
    pass


def check_shares(definition: ProcessDefinition, term: Term, hours_per_day: Decimal) -> tuple[Fault, ...]:
    """The steps whose share cannot be added to this term, else the paths that do not add up to it."""
    family, wanted = measure(term, hours_per_day)
    faults: list[Fault] = []
    hours: dict[str, Decimal] = {}
    for step in definition.steps:
        share = share_of(step)
        kind, amount = (family, Decimal(0)) if share is None else measure(share, hours_per_day)
        hours[step.key] = amount
        if kind is not family:
            faults.append(fault(FaultKind.SHARE_UNIT, step.key, name=step.name))
    if faults:
        return tuple(faults)
    try:
        ways = _Paths(definition, hours).from_start()
    except _TooMany:
        return (fault(FaultKind.TOO_LARGE, definition.start, limit=MOST_WAYS),)
    right = ways.get(wanted, ())
    return tuple(_wrong_path(definition, path, right, total, wanted) for total, path in ways.items() if total != wanted)


def share_of(step: Step) -> Term | None:
    """The part of the term a step takes; a consultation without its own takes its answer time."""
    if step.share is None and step.kind is StepKind.CONSULTATION:
        return step.answer_within
    return step.share


def measure(term: Term, hours_per_day: Decimal) -> tuple[Unit, Decimal]:
    """A term as an amount of what it can be added to: working hours, calendar days or months."""
    if term.unit is Unit.WORKING_DAY:
        return Unit.HOUR, term.amount * hours_per_day
    if term.unit is Unit.SAME_DAY:
        return Unit.HOUR, hours_per_day
    return term.unit, term.amount


def number_words(amount: Decimal) -> str:
    """A decimal number as it is written in Vietnamese: 7,5."""
    return f"{amount.normalize():f}".replace(".", ",")


def _wrong_path(
    definition: ProcessDefinition, path: tuple[str, ...], right: tuple[str, ...], total: Decimal, wanted: Decimal
) -> Fault:
    """Name the first step of the wrong path that a right one does not pass."""
    odd = next((key for key in path if right and key not in right), path[0])
    names = " → ".join(definition.by_key[key].name for key in path)
    return fault(FaultKind.SHARES, odd, path=names, total=number_words(total), term=number_words(wanted))


class _Paths:
    """Every total a path can have, worked out backwards; ways back to a step on the way are left out.

    What lies on no ring is worked out once. From a step on a ring the ways on depend on how one came there, so they are
    walked each time.
    """

    def __init__(self, definition: ProcessDefinition, hours: dict[str, Decimal]) -> None:
        self.definition = definition
        self.hours = hours
        self.join_of = {split: join for join, split in definition.layout.split_of.items()}
        self.known: dict[tuple[str, str], _Ways] = {}
        self.on_the_way: set[str] = set()
        self.put_together = 0
        onward = {step.key: {branch.to for branch in step.branches} for step in definition.steps}
        self.on_a_ring = {key for key in onward if key in reachable(onward[key], onward)}

    def from_start(self) -> _Ways:
        return self._ways(self.definition.start, END)

    def _ways(self, key: str, stop: str) -> _Ways:
        """Totals from `key` (with its own share) to `stop` (without)."""
        if key == stop:
            return {Decimal(0): ()}
        if key in self.on_the_way:
            return {}
        if (known := self.known.get((key, stop))) is not None:
            return known
        self.on_the_way.add(key)
        ways = self._ways_on(self.definition.by_key[key], stop)
        self.on_the_way.discard(key)
        if key not in self.on_a_ring:
            self.known[key, stop] = ways
        return ways

    def _ways_on(self, step: Step, stop: str) -> _Ways:
        own = self.hours[step.key]
        ways: _Ways = {}
        if step.kind is StepKind.SPLIT:
            join = self.join_of[step.key]
            after = self._ways(join, stop)
            for inside, through in _longest([self._ways(branch.to, join) for branch in step.branches]).items():
                for rest, path in after.items():
                    self._count()
                    ways.setdefault(own + inside + rest, (step.key, *through, *path))
            return ways
        for branch in step.branches:
            self._count()
            for rest, path in self._ways(branch.to, stop).items():
                self._count()
                ways.setdefault(own + rest, (step.key, *path))
        return ways

    def _count(self) -> None:
        self.put_together += 1
        if self.put_together > MOST_WAYS:
            raise _TooMany


def _longest(branches: list[_Ways]) -> _Ways:
    """What the longest of parallel branches can take: each total that no other branch is bound to exceed."""
    at_least = max(min(ways, default=Decimal(0)) for ways in branches)
    longest: _Ways = {}
    for ways in branches:
        for total, path in ways.items():
            if total >= at_least:
                longest.setdefault(total, path)
    return longest
