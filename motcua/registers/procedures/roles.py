"""The positions that a process may give work to; the codes are those of positions in offices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from motcua.registers.procedures.reading import read

ROLES_FILE = Path(__file__).parent / "roles.yaml"


@cache
def roles() -> Mapping[str, str]:
    """Code and Vietnamese name of each."""
    data = read(ROLES_FILE.read_text(encoding="utf-8")).data
    assert isinstance(data, dict)
    return {code: str(name) for code, name in data.items()}
