"""`python -m bench.process [--rounds 30] [--dossiers 20]`: what a step of a process costs, beside SpiffWorkflow.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import psycopg
from django.db import connection
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench.server import BenchDatabase, bench_database, point_at
from bench.spine import measuring, spiff
from bench.spine.measuring import Spent
from motcua.foundation.postgres import roles
from motcua.registers.procedures.queries import ProcessFile, bpmn_text
from motcua.rules.process import END, Advance, Branch, Complete, Marking, ProcessDefinition, Step, advance, begin
from tests import births

Connection = psycopg.Connection[Any]
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


class Kept:
    """Our process; its marking is read under a lock, changed, written and committed."""

    number = 0

    def __init__(self, database: Connection) -> None:
        Kept.number += 1
        self.key = Kept.number
        self.database = database

    def begin(self) -> None:
        marks = json.dumps(begin(SIX_STEPS).marking.as_list())
        self.database.execute(
            "INSERT INTO bench_process (marking, id) VALUES (%s, %s)", [marks, self.key], prepare=True
        )
        self.database.commit()

    def act(self, step: str) -> None:
        run = self.database.execute
        row = run("SELECT marking FROM bench_process WHERE id = %s FOR UPDATE", [self.key], prepare=True).fetchone()
        assert row is not None
        after = advance(SIX_STEPS, Marking.from_list(json.loads(row[0])), Complete(step))
        assert isinstance(after, Advance)
        marks = json.dumps(after.marking.as_list())
        run("UPDATE bench_process SET marking = %s WHERE id = %s", [marks, self.key], prepare=True)
        self.database.commit()


class Whole:
    """A dossier of 1.001193 through the real stages; intake is not counted as a step."""

    def __init__(self, desk: births.Desk) -> None:
        self.case = desk.open()

    def begin(self) -> None:
        for name in births.ACTS[:2]:
            self.case.act(name)

    def act(self, step: str) -> None:
        self.case.act(MOVES[STEPS.index(step)])


class Engine(spiff.Spiff):
    """The same six steps, as our own export gives them."""

    def __init__(self, database: Connection) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn_text(FILE).encode())
        self.spec = parser.get_spec(FILE.id)
        self.serializer = BpmnWorkflowSerializer()
        self.connection = database
        self.number = 0


class EngineKept:
    """The engine; its state is read under a lock, run, serialised, written and committed."""

    def __init__(self, engine: Engine) -> None:
        self.case = engine.open()

    def begin(self) -> None:
        self.case.act("")

    def act(self, step: str) -> None:
        self.case.act(f"step.{step}")


class EngineInMemory:
    """The engine, kept nowhere."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self) -> None:
        self.workflow = BpmnWorkflow(self.engine.spec)
        self.workflow.do_engine_steps()

    def act(self, step: str) -> None:
        (task,) = self.workflow.get_tasks(state=TaskState.READY)
        assert task.task_spec.name == f"step.{step}"
        task.run()
        self.workflow.do_engine_steps()


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
        spiff.make_tables(owner)
        owner.execute("CREATE TABLE bench_process (id bigint PRIMARY KEY, marking text NOT NULL)")
        owner.commit()
    roles.grant(database.owner, role=roles.SERVING)
    bare, kept = database.connect(), database.connect()
    engine = Engine(kept)
    return {
        KEPT: Contender(lambda: Kept(bare), bare.info.backend_pid),
        WHOLE: Contender(lambda: Whole(desk), connection.connection.info.backend_pid),
        ENGINE_KEPT: Contender(lambda: EngineKept(engine), kept.info.backend_pid),
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
