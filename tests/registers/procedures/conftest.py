"""One real file as text to be spoiled, and somebody who publishes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Published
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import NOW, Spoil, text_of


@pytest.fixture
def birth() -> str:
    """The file of birth registration."""
    return text_of("1.001193")


@pytest.fixture
def spoiled(birth: str) -> Spoil:
    """The same file with each text replaced by the next; a text that is not there is a mistake of the test."""

    def spoil(*pairs: tuple[str, str]) -> str:
        text = birth
        for old, new in pairs:
            assert old in text, f"not in the file: {old}"
            text = text.replace(old, new, 1)
        return text

    return spoil


@pytest.fixture
def publish(db: None) -> Callable[[str], Published]:
    """Publish a text as the system does."""
    return lambda text: actions.publish(text=text, now=NOW, by=SYSTEM)
