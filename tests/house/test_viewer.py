"""Who asks about dossiers, papers or people says so: every question takes a viewer."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from motcua.registers.certifications import queries as certifications
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.notices import queries as notices
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people

WITHOUT = {
    "motcua.registers.dossiers.queries": {
        "public_progress",  # the first level of lookup: code and progress, nothing of any person
        "public_chain",  # the same of an interlinked submission
        "chain_promise",  # of a group of procedures, before there is a dossier
        "rebuilt_chain",  # the house proving itself
        "kept_chain",
        "promise_of",  # of a dossier that its reader already has
        "paper_names",  # the same
        "can_be_recalled",  # the same
        "step_name",  # of a procedure
        "last_act",  # of a history that its reader already has
        "reason_of_refusal",  # the same
        "rebuilt",  # the house proving itself
        "kept",
    },
}


def questions(room: ModuleType) -> Iterator[tuple[str, inspect.Signature]]:
    for name, function in vars(room).items():
        is_ours = inspect.isfunction(function) and function.__module__.startswith(room.__name__)
        if is_ours and not name.startswith("_"):
            yield name, inspect.signature(function)


@pytest.mark.parametrize("room", [dossiers, payments, certifications, notices, people], ids=lambda room: room.__name__)
def test_every_question_takes_a_viewer(room: ModuleType) -> None:
    excepted = WITHOUT.get(room.__name__, set())
    without = {name for name, signature in questions(room) if "viewer" not in signature.parameters}
    assert without - excepted == set()
    for name, signature in questions(room):
        if "viewer" in signature.parameters:
            assert signature.parameters["viewer"].default is inspect.Parameter.empty, name
