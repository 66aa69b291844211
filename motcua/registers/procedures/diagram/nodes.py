"""What a diagram of a process is made of: shapes, flows between them, and how each is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.process import Branch, Step


class NodeKind(StrEnum):
    START = "start"
    END = "end"
    TASK = "task"
    """Somebody does it: a task, the asking of a decision, a consultation."""
    AUTOMATIC = "automatic"
    CHOICE = "choice"
    """Exclusive gateway: outcomes, returns, or what the answers decide."""
    MERGE = "merge"
    SPLIT = "split"
    JOIN = "join"
    BLOCK_START = "block-start"
    BLOCK_END = "block-end"
    LEAVE = "leave"
    """The error that ends a parallel part."""
    CAUGHT = "caught"
    """On the border of the parallel part: where the dossier then goes on."""


@dataclass(frozen=True, slots=True)
class Node:
    """A shape. `lane` is the code of a position; `block` the sub-process it lies in, empty for the process itself."""

    id: str
    kind: NodeKind
    block: str = ""
    step: Step | None = None
    lane: str = ""
    to: str = ""
    """Of an error and of its catching: the step gone back to."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A way from shape to shape, or from and to a sub-process. `branch` is what it stands for in the definition."""

    id: str
    source: str
    target: str
    block: str = ""
    branch: Branch | None = None
    returns_to: str = ""
    """The step gone back to, when this is where a return is chosen."""
    is_default: bool = False
    goes_back: bool = False
    """Drawn upwards."""


@dataclass(frozen=True, slots=True)
class Graph:
    """All of it, in the order of the definition."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    blocks: tuple[tuple[str, str], ...]
    """Sub-processes and what each lies in, outer before inner."""
    lanes: tuple[str, ...]
    """Positions in the order they are met; empty when no step has one."""


START_ID = "start"
END_ID = "end"
ANY = -1
"""In place of the number of a branch: whichever."""


def step_id(key: str) -> str:
    return f"step.{key}"


def choice_id(key: str) -> str:
    return f"choice.{key}"


def merge_id(key: str, number: int) -> str:
    return f"merge.{key}" if number == ANY else f"merge.{key}.{number}"


def block_id(split: str) -> str:
    return f"block.{split}"


def block_start(block: str) -> str:
    return f"start.{block}"


def block_end(block: str) -> str:
    return f"end.{block}"
