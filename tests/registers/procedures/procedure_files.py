"""Where the files are, and the moment at which tests publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from motcua.foundation.clock import VIETNAM

FOLDER = Path(__file__).parents[3] / "procedures"
CODES = (
    "1.000656",
    "1.000894",
    "1.001029",
    "1.001193",
    "1.001612",
    "1.004194",
    "1.004873",
    "1.115778",
    "2.000635",
    "2.000815",
    "2.000884",
    "3.000243",
)
NOW = datetime(2026, 11, 22, 9, tzinfo=VIETNAM)

Spoil = Callable[..., str]


def text_of(code: str) -> str:
    """The file of that procedure."""
    return (FOLDER / code / "procedure.yaml").read_text(encoding="utf-8")
