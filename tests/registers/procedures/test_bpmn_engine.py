"""An engine that others wrote has the same duties for the same acts."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("SpiffWorkflow", reason="SpiffWorkflow is in requirements/bench.txt")

from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.roles import roles
from motcua.rules.process import Advance, Consult, ProcessDefinition, advance, begin
from motcua.rules.process_states import acts
from tests.registers.procedures.engine import Engine
from tests.registers.procedures.process_files import FILES, file_of
from tests.rules.processes import processes


@settings(max_examples=100, deadline=None)
@given(processes(), st.randoms(use_true_random=False))
def test_an_engine_runs_a_random_process_as_the_house_does(definition: ProcessDefinition, random: Random) -> None:
    play(ProcessFile("1.000000", "Thử", {"": definition}), random)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_an_engine_runs_a_procedure_as_the_house_does(path: Path) -> None:
    for seed in range(20):
        play(file_of(path), Random(seed))


def play(file: ProcessFile, random: Random, *, turns: int = 30) -> None:
    """Do allowed acts in any order; after each both have the same duties."""
    definition = file.process
    answers = {"x": random.randint(0, 3)}
    state = begin(definition, answers=answers)
    engine = Engine(file, answers)
    for _ in range(turns):
        assert engine.duties() == {key: roles().get(definition.step(key).role or "") for key in state.marking.active}
        assert engine.ended is state.ended
        if state.ended:
            return
        act = random.choice(list(acts(definition, state.marking)))
        after = advance(definition, state.marking, act, answers=answers)
        assert isinstance(after, Advance)
        if not isinstance(act, Consult) and act.step in after.closes:
            engine.do(act)
        state = after
