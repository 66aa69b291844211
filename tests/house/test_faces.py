"""A room is entered by its face only: what import-linter cannot say (house decision: the shape of a room)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from motcua.config.root import ROOT

FACE = {"actions", "queries", "errors", "ports"}
ROOMS = ("motcua.registers", "motcua.stages")
CLOCK_READERS = ("motcua.web", "motcua.console", "motcua.flow", "motcua.practice")


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product: its dotted name and its tree. Migrations aside."""
    for path in sorted((ROOT / "motcua").rglob("*.py")):
        if "migrations" not in path.parts:
            yield _dotted(path), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names that a module imports; `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_room_is_entered_by_its_face_only() -> None:
    intrusions = [
        f"{module} imports {name}"
        for module, tree in sources()
        for name in imported(tree)
        if name.startswith(tuple(f"{storey}." for storey in ROOMS)) and not _by_the_face(module, name)
    ]
    assert intrusions == []


def test_only_doors_read_the_clock() -> None:
    readers = [
        module
        for module, tree in sources()
        for name in imported(tree)
        if name in ("motcua.foundation.clock", "motcua.foundation.clock.now") and not module.startswith(CLOCK_READERS)
    ]
    assert readers == []


def test_every_room_says_what_it_keeps() -> None:
    silent = [
        module for module, tree in sources() if module.rpartition(".")[0] in ROOMS and ast.get_docstring(tree) is None
    ]
    assert silent == []


def test_no_room_is_a_junk_drawer() -> None:
    names = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert [module for module, _ in sources() if names & set(module.split("."))] == []


def _by_the_face(module: str, name: str) -> bool:
    """Inside a room everything may be used; from outside only the face (a bare import of the room says nothing)."""
    storey, room, *rest = name.split(".")[1:]
    own = f"motcua.{storey}.{room}"
    return module == own or module.startswith(f"{own}.") or not rest or rest[0] in FACE


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
