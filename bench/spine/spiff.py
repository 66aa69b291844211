"""A process of intake and six steps in SpiffWorkflow, kept in the same PostgreSQL: after each step the workflow is
serialised, written and committed. It keeps no ledger, no duties and no promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

FILE = Path(__file__).with_name("six_steps.bpmn")
Connection = psycopg.Connection[Any]


class Spiff:
    """The engine: its definition parsed once."""

    def __init__(self, connection: Connection) -> None:
        parser = BpmnParser()
        parser.add_bpmn_file(str(FILE))
        self.spec = parser.get_spec("six_steps")
        self.serializer = BpmnWorkflowSerializer()
        self.connection = connection
        self.number = 0

    def open(self) -> SpiffCase:
        self.number += 1
        return SpiffCase(self, self.number)


class SpiffCase:
    """One workflow. Each act is another person's click, so it begins from what is kept."""

    def __init__(self, engine: Spiff, number: int) -> None:
        self.engine = engine
        self.number = number
        self.is_new = True

    def act(self, name: str) -> None:
        run, serializer = self.engine.connection.execute, self.engine.serializer
        if self.is_new:
            workflow = BpmnWorkflow(self.engine.spec)
            statement = "INSERT INTO bench_spiff (state, id) VALUES (%s, %s)"
        else:
            row = run("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [self.number], prepare=True).fetchone()
            assert row is not None
            workflow = serializer.deserialize_json(row[0])
            (task,) = workflow.get_tasks(state=TaskState.READY)
            assert task.task_spec.name == name, task.task_spec.name
            task.run()
            statement = "UPDATE bench_spiff SET state = %s WHERE id = %s"
        workflow.do_engine_steps()
        run(statement, [serializer.serialize_json(workflow), self.number], prepare=True)
        self.engine.connection.commit()
        self.is_new = False


def make_tables(owner: Connection) -> None:
    owner.execute("CREATE TABLE bench_spiff (id bigint PRIMARY KEY, state text NOT NULL)")
    owner.commit()
