"""`python -m bench.process [--rounds 30] [--dossiers 20]`: what a step of a process costs, beside SpiffWorkflow.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Mapping
from typing import Protocol

from django.db import connection
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench.server import BenchDatabase, bench_database, point_at
from bench.spine import measuring
from bench.spine.measuring import Spent
from motcua.foundation.postgres import prepared, roles
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.procedures.queries import ProcessFile, bpmn_text
from motcua.rules.process import END, Advance, Branch, Complete, Marking, ProcessDefinition, Step, advance, begin
from tests import births

STEPS = ("take-up", "examine", "register", "sign", "number", "hand-over")
SIX_STEPS = ProcessDefinition(
    STEPS[0],
    tuple(
        Step(key, key, role="examiner", branches=(Branch(to),))
        for key, to in zip(STEPS, (*STEPS[1:], END), strict=True)
    ),
)
FILE = ProcessFile("six", "Sáu bước", {"": SIX_STEPS})
MOVES = births.ACTS[2:]


class Case(Protocol):
    def begin(self) -> None: ...

    def act(self, step: str) -> None: ...


class InMemory:
    """Our process, kept nowhere."""

    def begin(self) -> None:
        self.marking = begin(SIX_STEPS).marking

    def act(self, step: str) -> None:
        after = advance(SIX_STEPS, self.marking, Complete(step))
        assert isinstance(after, Advance)
        self.marking = after.marking


class Row:
    """What a contender keeps: one text, by the door through which the product writes a move (decision 0019). Both
    contenders go through it: one transaction, committed, for each step."""

    number = 0
    _READ = "SELECT state FROM bench_process WHERE id = %(id)s FOR UPDATE"
    _BEGIN = "INSERT INTO bench_process (id, state) VALUES (%(id)s, %(state)s)"
    _WRITE = "UPDATE bench_process SET state = %(state)s WHERE id = %(id)s"

    def __init__(self) -> None:
        Row.number += 1
        self.key = Row.number

    def begin(self, state: str) -> None:
        with one_transaction() as ours:
            prepared.rows(self._BEGIN, {"id": self.key, "state": state}, ends=ours)

    def change(self, by: Callable[[str], str]) -> None:
        """Another person's click: it begins from what is kept, under a lock."""
        with one_transaction() as ours:
            ((state,),) = prepared.rows(self._READ, {"id": self.key})
            prepared.rows(self._WRITE, {"id": self.key, "state": by(state)}, ends=ours)


class Kept:
    """Our process; its marking is read under a lock, changed, written and committed."""

    def __init__(self) -> None:
        self.row = Row()

    def begin(self) -> None:
        self.row.begin(json.dumps(begin(SIX_STEPS).marking.as_list()))

    def act(self, step: str) -> None:
        def changed(state: str) -> str:
            after = advance(SIX_STEPS, Marking.from_list(json.loads(state)), Complete(step))
            assert isinstance(after, Advance)
            return json.dumps(after.marking.as_list())

        self.row.change(changed)


class Whole:
    """A dossier of 1.001193 through the real stages; intake is not counted as a step."""

    def __init__(self, desk: births.Desk) -> None:
        self.case = desk.open()

    def begin(self) -> None:
        for name in births.ACTS[:2]:
            self.case.act(name)

    def act(self, step: str) -> None:
        self.case.act(MOVES[STEPS.index(step)])


class Engine:
    """The same six steps, as our own export gives them; the definition is parsed once."""

    def __init__(self) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn_text(FILE).encode())
        self.spec = parser.get_spec(FILE.id)
        self.serializer = BpmnWorkflowSerializer()

    def begun(self) -> BpmnWorkflow:
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        return workflow

    def run(self, workflow: BpmnWorkflow, step: str) -> None:
        (task,) = workflow.get_tasks(state=TaskState.READY)
        assert task.task_spec.name == f"step.{step}"
        task.run()
        workflow.do_engine_steps()


class EngineKept:
    """The engine; its state is read under a lock, run, serialised, written and committed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.row = Row()

    def begin(self) -> None:
        self.row.begin(self.engine.serializer.serialize_json(self.engine.begun()))

    def act(self, step: str) -> None:
        def changed(state: str) -> str:
            workflow = self.engine.serializer.deserialize_json(state)
            self.engine.run(workflow, step)
            return str(self.engine.serializer.serialize_json(workflow))

        self.row.change(changed)


class EngineInMemory:
    """The engine, kept nowhere."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self) -> None:
        self.workflow = self.engine.begun()

    def act(self, step: str) -> None:
        self.engine.run(self.workflow, step)


class Contender:
    """One way of doing the six steps, and the server's processes that serve it."""

    def __init__(self, open_one: Callable[[], Case], *backends: int) -> None:
        self.open_one = open_one
        self.backends = backends

    def work(self, dossiers: int) -> Spent:
        """Only the six steps count; all dossiers have begun before."""
        cases = [self.open_one() for _ in range(dossiers)]
        for case in cases:
            case.begin()

        def step_all() -> int:
            for case in cases:
                for step in STEPS:
                    case.act(step)
            return dossiers * len(STEPS)

        return measuring.spent(step_all, self.backends)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--dossiers", type=int, default=20, help="of each contender in a round")
    options = parser.parse_args()
    with bench_database("motcua_bench_process") as database:
        contenders = _contenders(database)
        told = _rounds(contenders, options.rounds, options.dossiers)
    print(f"A step, medians of {options.rounds} rounds of {options.dossiers} dossiers of six steps:")
    for name, spent in told.items():
        wall, cpu = (statistics.median(getattr(one, field) for one in spent) for field in ("wall", "cpu"))
        print(f"  {name:42} {wall:8.4f} ms wall {cpu:8.4f} ms CPU")
    print("How many times quicker than the engine (wall, CPU), medians of the rounds' ratios:")
    for ours, theirs in PAIRS:
        pairs = list(zip(told[theirs], told[ours], strict=True))
        wall, cpu = (statistics.median(getattr(a, f) / getattr(b, f) for a, b in pairs) for f in ("wall", "cpu"))
        print(f"  {ours:42} {wall:8.1f} {cpu:8.1f}")


KEPT, WHOLE, MEMORY = "the process, kept", "a whole act: ledger, duties, promise, kept", "the process, in memory"
ENGINE_KEPT, ENGINE_MEMORY = "SpiffWorkflow, kept", "SpiffWorkflow, in memory"
PAIRS = ((KEPT, ENGINE_KEPT), (WHOLE, ENGINE_KEPT), (MEMORY, ENGINE_MEMORY))


def _contenders(database: BenchDatabase) -> Mapping[str, Contender]:
    point_at(database.serving)
    desk = births.desk()
    desk.makes_result = False
    with database.connect_as_owner() as owner:
        owner.execute("CREATE TABLE bench_process (id bigint PRIMARY KEY, state text NOT NULL)")
        owner.commit()
    roles.grant(database.owner, role=roles.SERVING)
    engine, server = Engine(), connection.connection.info.backend_pid
    return {
        KEPT: Contender(Kept, server),
        WHOLE: Contender(lambda: Whole(desk), server),
        ENGINE_KEPT: Contender(lambda: EngineKept(engine), server),
        MEMORY: Contender(InMemory),
        ENGINE_MEMORY: Contender(lambda: EngineInMemory(engine)),
    }


def _rounds(contenders: Mapping[str, Contender], rounds: int, dossiers: int) -> dict[str, list[Spent]]:
    """All work in every round, in turning order; the first round warms and is not told."""
    told: dict[str, list[Spent]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds + 1):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            spent = contenders[name].work(dossiers)
            if number:
                told[name].append(spent)
    return told


if __name__ == "__main__":
    main()
