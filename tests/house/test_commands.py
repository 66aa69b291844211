"""The program `motcua`: each command has the same shape, and says in Vietnamese what it does."""

from __future__ import annotations

import importlib
import inspect

import pytest

from motcua.console.program import commands


@pytest.mark.parametrize("name", [command.name for command in commands()])
def test_a_command_has_the_shape_of_a_command(name: str) -> None:
    module = importlib.import_module(f"motcua.console.{name}")
    assert module.HELP.endswith(".")
    assert list(inspect.signature(module.arguments).parameters) == ["parser"]
    assert list(inspect.signature(module.run).parameters) == ["options"]
