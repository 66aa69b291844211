"""The shapes and flows that say in BPMN 2.0 what a process definition says.

A step that somebody does is a task, with an exclusive gateway behind it where there is something to choose: the
outcomes, and the steps it may go back to. A parallel gateway waits for one token on each of its flows, so branches that
come by several flows are merged before it. A return out of a parallel part ends all that the part began; BPMN has one
way to say so: the part is a sub-process, left by an error event that its border catches. A part that may run again is a
sub-process too, for each run begins anew.
"""

from __future__ import annotations

from collections import Counter

from motcua.registers.procedures.diagram.nodes import (
    ANY,
    END_ID,
    START_ID,
    Flow,
    Graph,
    Node,
    NodeKind,
    block_end,
    block_id,
    block_start,
    choice_id,
    merge_id,
    step_id,
)
from motcua.rules.process import END, Branch, ProcessDefinition, Step, StepKind
from motcua.rules.process_definition import Place


def graph_of(definition: ProcessDefinition) -> Graph:
    """The diagram of a sound process."""
    return _Builder(definition).build()


def split_left(definition: ProcessDefinition, step: str, to: str) -> str | None:
    """The outermost split that a return from `step` to `to` leaves; None when it stays in its branch."""
    here, there = definition.layout.places[step], definition.layout.places[to]
    return here[len(there)][0] if len(here) > len(there) else None


def _boxed(definition: ProcessDefinition) -> list[str]:
    """The splits whose part is a sub-process, outer before inner: what a return leaves, and what may run again (each
    run begins anew, and nothing of the last is left at the join)."""
    places = definition.layout.places
    left = {split_left(definition, step.key, to) for step in definition.steps for to in step.returns_to}
    splits = [step.key for step in definition.steps if step.kind is StepKind.SPLIT]
    boxed: list[str] = []
    for split in sorted(splits, key=lambda key: len(places[key])):
        around = [each for each in places[split] if each[0] in boxed]
        region = places[split][: places[split].index(around[-1]) + 1] if around else ()
        if split in left or _comes_again(definition, split, region):
            boxed.append(split)
    return boxed


def _comes_again(definition: ProcessDefinition, key: str, region: Place) -> bool:
    """Whether a way leads from a step to itself without leaving the branch `region`."""
    places, met, pending = definition.layout.places, set(), [key]
    while pending:
        step = definition.by_key[pending.pop()]
        for to in (*(branch.to for branch in step.branches), *step.returns_to):
            if to == key:
                return True
            if to != END and to not in met and places[to][: len(region)] == region:
                met.add(to)
                pending.append(to)
    return False


class _Builder:
    def __init__(self, definition: ProcessDefinition) -> None:
        self.definition = definition
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.join_of = {split: join for join, split in definition.layout.split_of.items()}
        self.boxed = _boxed(definition)
        self.merges = self._merges()

    def build(self) -> Graph:
        self._node(START_ID, NodeKind.START)
        self._flow(START_ID, self._entry(self.definition.start, ANY))
        for split in self.boxed:
            self._block(split)
        for step in self.definition.steps:
            self._step(step)
        self._node(END_ID, NodeKind.END)
        lanes = _lanes(self)
        nodes = tuple(Node(n.id, n.kind, n.block, n.step, lanes.get(n.id, ""), n.to) for n in self.nodes)
        blocks = tuple((block_id(split), self._around(split)) for split in self.boxed)
        return Graph(nodes, tuple(self.flows), blocks, tuple(dict.fromkeys(n.lane for n in nodes if n.lane)))

    def _merges(self) -> set[tuple[str, int]]:
        """Where several flows must become one: before a split, and where a branch comes to its join (always when it
        comes straight from the split, whose flows would else be alike)."""
        come: Counter[tuple[str, int]] = Counter([(self.definition.start, ANY)])
        for step in self.definition.steps:
            for number, branch in enumerate(step.branches):
                to = self.definition.by_key.get(branch.to)
                if to is not None and to.kind is StepKind.JOIN:
                    straight = step.kind is StepKind.SPLIT
                    come[to.key, number if straight else self._number(step.key)] += 2 if straight else 1
                elif to is not None:
                    come[to.key, ANY] += 1
            come.update((to, ANY) for to in step.returns_to)
        parallel = {StepKind.JOIN, StepKind.SPLIT}
        return {
            (key, number)
            for (key, number), times in come.items()
            if times > 1 and self.definition.by_key[key].kind in parallel
        }

    def _number(self, key: str) -> int:
        place = self.definition.layout.places[key]
        return place[-1][1] if place else -1

    def _box(self, place: Place) -> str:
        inside = [split for split, _ in place if split in self.boxed]
        return block_id(inside[-1]) if inside else ""

    def _around(self, key: str) -> str:
        return self._box(self.definition.layout.places[key])

    def _home(self, step: Step) -> str:
        """The sub-process a step's own shape lies in: a split and its join lie in theirs."""
        split = step.key if step.kind is StepKind.SPLIT else self.definition.layout.split_of.get(step.key)
        return block_id(split) if split in self.boxed else self._around(step.key)

    def _entry(self, to: str, number: int) -> str:
        """Where a flow ends that leads to the step `to`, coming by branch `number` if that is a join."""
        if to == END:
            return END_ID
        arrival = (to, number if self.definition.by_key[to].kind is StepKind.JOIN else ANY)
        if arrival in self.merges:
            return merge_id(*arrival)
        return block_id(to) if to in self.boxed else step_id(to)

    def _node(self, key: str, kind: NodeKind, block: str = "", step: Step | None = None, to: str = "") -> str:
        self.nodes.append(Node(key, kind, block, step, to=to))
        return key

    def _flow(self, source: str, target: str, block: str = "", branch: Branch | None = None, **more: object) -> None:
        number = sum(flow.source == source for flow in self.flows) + 1
        returns_to = str(more.get("returns_to", ""))
        default, back = bool(more.get("default")), bool(more.get("back"))
        self.flows.append(Flow(f"flow.{source}.{number}", source, target, block, branch, returns_to, default, back))

    def _block(self, split: str) -> None:
        block = block_id(split)
        self._flow(self._node(block_start(block), NodeKind.BLOCK_START, block), step_id(split), block)
        self._node(block_end(block), NodeKind.BLOCK_END, block)
        for to in self._caught_by(split):
            around = self._around(split)
            caught = self._node(f"caught.{split}.{to}", NodeKind.CAUGHT, around, to=to)
            self._flow(caught, self._entry(to, ANY), around, back=True)

    def _caught_by(self, split: str) -> list[str]:
        steps = self.definition.steps
        found = (to for one in steps for to in one.returns_to if split_left(self.definition, one.key, to) == split)
        return list(dict.fromkeys(found))

    def _step(self, step: Step) -> None:
        home, node = self._home(step), step_id(step.key)
        if step.waits:
            self._node(node, NodeKind.TASK, home, step)
            if step.kind is StepKind.DECISION or step.returns_to:
                choice = self._node(choice_id(step.key), NodeKind.CHOICE, home, step)
                self._flow(node, choice, home)
                node = choice
        else:
            kind = NodeKind.CHOICE if step.kind is StepKind.DECISION else NodeKind(step.kind.value)
            self._node(node, kind, home, step)
        entrance, before = (block_id(step.key), self._around(step.key)) if step.key in self.boxed else (node, home)
        for key, number in sorted(self.merges):
            if key == step.key:
                self._flow(self._node(merge_id(key, number), NodeKind.MERGE, before), entrance, before)
        if step.kind is StepKind.JOIN:
            self._join(step, node, home)
        else:
            self._onward(step, node, home)
        for to in step.returns_to:
            self._return(step, to, node, home)

    def _onward(self, step: Step, node: str, home: str) -> None:
        for number, branch in enumerate(step.branches):
            by = number if step.kind is StepKind.SPLIT else self._number(step.key)
            default = (step.kind is not StepKind.DECISION and bool(step.returns_to)) or (
                step.decided_by_answers and branch.when is None
            )
            self._flow(node, self._entry(branch.to, by), home, branch, default=default)

    def _join(self, step: Step, node: str, home: str) -> None:
        (branch,) = step.branches
        split = self.definition.layout.split_of[step.key]
        target = self._entry(branch.to, self._number(step.key))
        if split in self.boxed:
            self._flow(node, block_end(home), home)
            self._flow(home, target, self._around(split), branch)
        else:
            self._flow(node, target, home, branch)

    def _return(self, step: Step, to: str, choice: str, home: str) -> None:
        if split_left(self.definition, step.key, to) is None:
            self._flow(choice, self._entry(to, ANY), home, returns_to=to, back=True)
        else:
            leave = self._node(f"leave.{step.key}.{to}", NodeKind.LEAVE, home, to=to)
            self._flow(choice, leave, home, returns_to=to)


def _lanes(builder: _Builder) -> dict[str, str]:
    """Every shape's lane: that of who does it; else that of the shape before it, or of the first who does something."""
    known = {node.id: node.step.role for node in builder.nodes if node.step and node.step.role}
    ways = [(_shape(flow.source, "end"), _shape(flow.target, "start")) for flow in builder.flows if not flow.goes_back]
    for split in builder.boxed:
        ways += [(block_end(block_id(split)), f"caught.{split}.{to}") for to in builder._caught_by(split)]
    spread = True
    while spread:
        spread = False
        for source, target in ways:
            if source in known and target not in known:
                known[target] = known[source]
                spread = True
    first = next((step.role for step in builder.definition.steps if step.role), "")
    return {node.id: known.get(node.id) or first for node in builder.nodes}


def _shape(end: str, side: str) -> str:
    """A flow from or to a sub-process, seen from inside it."""
    return f"{side}.{end}" if end.startswith("block.") else end
