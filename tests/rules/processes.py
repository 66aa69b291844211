"""Random block-structured processes, sound by construction, and ways to break them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st

from motcua.rules.deadlines import Term, Unit
from motcua.rules.expressions import equal
from motcua.rules.process import END, Branch, ProcessDefinition, Step, StepKind

HOURS_40 = Term(Decimal(40), Unit.HOUR)
Tree: TypeAlias = "str | tuple[str, tuple[Tree, ...]]"

TREES: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(["task", "task", "ask", "auto"]),
    lambda inner: st.tuples(
        st.sampled_from(["seq", "seq", "choice", "answers", "par", "loop"]),
        st.lists(inner, min_size=2, max_size=3).map(tuple),
    ),
    max_leaves=7,
)


def written(tree: Tree, random: Random, *, term: int) -> ProcessDefinition:
    """The process a tree stands for, between a first and a last task; every path takes `term` hours."""
    author = _Author(random)
    first = author.key("first")
    last = author.key("last")
    author.add(last, StepKind.TASK, 0, END, returns=[first])
    inside, _ = author.write(tree, last, term, [first])
    author.add(first, StepKind.TASK, 0, inside)
    return ProcessDefinition(first, tuple(author.steps))


def processes(*, term: int = 40) -> st.SearchStrategy[ProcessDefinition]:
    return st.builds(written, TREES, st.randoms(use_true_random=False), term=st.just(term))


def mutated(definition: ProcessDefinition, random: Random) -> ProcessDefinition:
    """One edge dropped or redirected, or one step made another kind."""
    steps = list(definition.steps)
    at = random.randrange(len(steps))
    step = steps[at]
    number = random.randrange(len(step.branches))
    branches = list(step.branches)
    match random.choice(["drop", "redirect", "redirect", "redirect", "kind"]):
        case "drop":
            del branches[number]
        case "redirect":
            target = random.choice([*(each.key for each in steps), END])
            branches[number] = replace(branches[number], to=target)
        case _:
            return _with(definition, at, replace(step, kind=random.choice(list(StepKind))))
    return _with(definition, at, replace(step, branches=tuple(branches)))


def _with(definition: ProcessDefinition, at: int, step: Step) -> ProcessDefinition:
    return ProcessDefinition(definition.start, (*definition.steps[:at], step, *definition.steps[at + 1 :]))


class _Author:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.steps: list[Step] = []
        self.count = 0

    def key(self, word: str) -> str:
        self.count += 1
        return f"{word}-{self.count}"

    def add(
        self, key: str, kind: StepKind, hours: int, *to: str, returns: list[str] | None = None, by_answers: bool = False
    ) -> None:
        branches = [Branch(each) for each in to]
        if kind is StepKind.DECISION and by_answers:
            branches = [Branch(each, when=equal({"x": number}) if number else None) for number, each in enumerate(to)][
                ::-1
            ]
        elif kind is StepKind.DECISION:
            branches = [Branch(each, outcome=f"o{number}") for number, each in enumerate(to)]
        waits = kind in (StepKind.TASK, StepKind.CONSULTATION) or (kind is StepKind.DECISION and not by_answers)
        chosen = tuple(each for each in returns or () if waits and self.random.random() < 0.3)
        time = Term(Decimal(hours or 1), Unit.HOUR)
        asking = kind is StepKind.CONSULTATION
        offices = ("7", "8") if asking and self.random.random() < 0.5 else ()
        must_ask = ("tax-office",) if asking and not offices and self.random.random() < 0.5 else ()
        self.steps.append(
            Step(
                key,
                key,
                kind,
                role="examiner" if waits else None,
                share=time if hours else None,
                branches=tuple(branches),
                returns_to=chosen,
                offices=offices,
                answer_within=time if asking else None,
                must_ask=must_ask,
            )
        )

    def write(self, tree: Tree, to: str, hours: int, before: list[str]) -> tuple[str, list[str]]:
        """Write a block leading `to`; give its first step, and the steps those after it may return to."""
        if isinstance(tree, str):
            return self._leaf(tree, to, hours, before)
        kind, parts = tree
        match kind:
            case "seq":
                return self._sequence(parts, to, hours, before)
            case "par":
                return self._parallel(parts, to, hours, before)
            case "loop":
                return self._loop(parts[0], to, hours, before)
            case _:
                return self._choice(parts, to, hours, before, by_answers=kind == "answers")

    def _leaf(self, kind: str, to: str, hours: int, before: list[str]) -> tuple[str, list[str]]:
        key = self.key(kind)
        if kind == "ask" and hours:
            self.add(key, StepKind.CONSULTATION, hours, to, returns=[*before, key])
        elif kind == "auto":
            self.add(key, StepKind.AUTOMATIC, hours, to)
        else:
            self.add(key, StepKind.TASK, hours, to, returns=[*before, key])
        return key, [*before, key]

    def _sequence(self, parts: tuple[Tree, ...], to: str, hours: int, before: list[str]) -> tuple[str, list[str]]:
        glue = [self.key("glue") for _ in parts[1:]]
        starts = []
        each = hours // len(parts)
        for number, part in enumerate(parts):
            rest = hours - each * (len(parts) - 1) if number == len(parts) - 1 else each
            start, before = self.write(part, glue[number] if number < len(glue) else to, rest, before)
            starts.append(start)
        for key, start in zip(glue, starts[1:], strict=True):
            self.add(key, StepKind.AUTOMATIC, 0, start)
        return starts[0], before

    def _choice(
        self, parts: tuple[Tree, ...], to: str, hours: int, before: list[str], *, by_answers: bool
    ) -> tuple[str, list[str]]:
        key = self.key("choice")
        blocks = [self.write(part, to, hours, [*before, key]) for part in parts]
        self.add(key, StepKind.DECISION, 0, *(start for start, _ in blocks), returns=before, by_answers=by_answers)
        return key, list(dict.fromkeys(each for _, after in blocks for each in after))

    def _parallel(self, parts: tuple[Tree, ...], to: str, hours: int, before: list[str]) -> tuple[str, list[str]]:
        split, join = self.key("split"), self.key("join")
        inside = [*before, split]
        shares = [hours, *(self.random.randint(0, hours) for _ in parts[1:])]
        starts = [self.write(part, join, share, inside)[0] for part, share in zip(parts, shares, strict=True)]
        self.add(split, StepKind.SPLIT, 0, *starts)
        self.add(join, StepKind.JOIN, 0, to)
        return split, inside

    def _loop(self, part: Tree, to: str, hours: int, before: list[str]) -> tuple[str, list[str]]:
        again = self.key("again")
        start, after = self.write(part, again, hours, before)
        self.add(again, StepKind.DECISION, 0, start, to, returns=after)
        return start, [*after, again]
