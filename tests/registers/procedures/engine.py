"""SpiffWorkflow, a BPMN engine that others wrote, doing in an exported file what the house does with the definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.bpmn.writing import write_bpmn
from motcua.registers.procedures.roles import roles
from motcua.rules.process import Act, Complete, SendBack

VALIDATOR = BpmnValidator()


class Conditions(PythonScriptEngine):  # type: ignore[misc]
    """Our conditions are Python but for their “and” and their truths."""

    def __init__(self) -> None:
        super().__init__(environment=TaskDataEnvironment({"true": True, "false": False}))

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        return super().evaluate(task, expression.replace(" && ", " and "), external_context)


class Answers(dict[str, object]):
    def __missing__(self, key: str) -> None:
        return None


class Engine:
    """One dossier."""

    def __init__(self, file: ProcessFile, answers: Mapping[str, object]) -> None:
        parser = BpmnParser(validator=VALIDATOR)
        parser.add_bpmn_str(write_bpmn(file, roles=roles()))
        spec = parser.get_spec(file.id)
        inner = parser.get_subprocess_specs(file.id)
        self.workflow = BpmnWorkflow(spec, inner, script_engine=Conditions())
        self.workflow.task_tree.data["answers"] = Answers(answers)
        self._go_on()

    def duties(self) -> dict[str, str | None]:
        """The steps somebody is to do now, with their lanes."""
        ready = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        assert len({task.task_spec.name for task in ready}) == len(ready), "twice at once"
        return {task.task_spec.name.removeprefix("step."): task.task_spec.lane for task in ready}

    def do(self, act: Act) -> None:
        (task,) = self.workflow.get_tasks(state=TaskState.READY, spec_name=f"step.{act.step}")
        task.data["outcome"] = act.outcome if isinstance(act, Complete) else ""
        task.data["send_back"] = act.to if isinstance(act, SendBack) else ""
        task.run()
        self._go_on()

    def _go_on(self) -> None:
        """On until somebody has to act; the host of an engine tells it that a service is done."""
        self.workflow.do_engine_steps()
        while passing := self.workflow.get_tasks(state=TaskState.STARTED, spec_class=ServiceTask):
            for task in passing:
                task.complete()
            self.workflow.do_engine_steps()

    @property
    def ended(self) -> bool:
        return bool(self.workflow.completed)
