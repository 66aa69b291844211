"""The eight real files, one of them as text to be spoiled, and somebody who may publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from motcua.foundation.clock import VIETNAM
from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Published
from motcua.rules.access import SYSTEM

FOLDER = Path(__file__).parents[3] / "procedures"
NOW = datetime(2026, 11, 22, 9, tzinfo=VIETNAM)

Spoil = Callable[..., str]


@pytest.fixture
def birth() -> str:
    """The file of birth registration."""
    return (FOLDER / "1.001193" / "procedure.yaml").read_text(encoding="utf-8")


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
