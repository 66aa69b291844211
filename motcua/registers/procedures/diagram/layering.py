"""Which row of the sheet each shape lies in: as far down as the longest way to it.

Flows that lead back are drawn upwards and do not count. A flow over several rows, and a label, hold a cell in each row
they pass, so that no line runs over a shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.registers.procedures.diagram.nodes import (
    START_ID,
    Flow,
    Graph,
    NodeKind,
    block_end,
    block_id,
    block_start,
)


@dataclass(slots=True)
class Cell:
    """A place in the sheet's grid held by a shape, a label, or a line that passes (then `key` begins with “via ”)."""

    key: str
    lane: str
    layer: int = 0
    track: int = 0
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Link:
    """A flow as it will be drawn: down through `cells`, and then, when `back_to` is set, up to that cell."""

    flow: Flow
    cells: list[str]
    back_to: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The cells by key, in the order in which they were met, and the flows through them."""

    cells: dict[str, Cell]
    links: tuple[Link, ...]


def label_key(flow: str) -> str:
    return f"label {flow}"


def inner_source(flow: Flow) -> str:
    """The shape a flow begins at; from a sub-process: its last."""
    return block_end(flow.source) if flow.source.startswith("block.") else flow.source


def inner_target(flow: Flow) -> str:
    """The shape a flow ends at; into a sub-process: its first."""
    return block_start(flow.target) if flow.target.startswith("block.") else flow.target


def is_labelled(flow: Flow) -> bool:
    """Its label has a place of its own on the sheet."""
    return bool(flow.returns_to or (flow.branch is not None and flow.branch.name))


def rows_of(graph: Graph) -> Rows:
    """Every cell with its row and lane, not yet with its column."""
    lanes = {node.id: node.lane for node in graph.nodes}
    back = {flow.id for flow in graph.flows if flow.goes_back} | _back_flows(graph)
    lengths: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for node in graph.nodes:
        if node.kind is NodeKind.CAUGHT:
            split = node.id.removeprefix("caught.").removesuffix(f".{node.to}")
            lengths[block_end(block_id(split))].append((node.id, 1))
    links = []
    for flow in graph.flows:
        source, target, label = inner_source(flow), inner_target(flow), label_key(flow.id)
        least = 2 if flow.source.startswith("block.") else 1
        cells = [source]
        if is_labelled(flow):
            lanes[label] = lanes[source] if flow.id in back else lanes[target]
            cells.append(label)
            lengths[source].append((label, least))
        if flow.id not in back:
            lengths[cells[-1]].append((target, least if len(cells) == 1 else 1))
            cells.append(target)
        links.append(Link(flow, cells, target if flow.id in back else ""))
    layers = _longest(lanes, lengths)
    cells_by_key = {key: Cell(key, lane, layers[key]) for key, lane in lanes.items()}
    for link in links:
        _pass(link, cells_by_key)
    return Rows(cells_by_key, tuple(links))


def _back_flows(graph: Graph) -> set[str]:
    """Flows that close a circle, found by going down from the start."""
    onward: defaultdict[str, list[Flow]] = defaultdict(list)
    for flow in graph.flows:
        if not flow.goes_back:
            onward[inner_source(flow)].append(flow)
    back: set[str] = set()
    met: set[str] = {START_ID}
    above: list[tuple[str, list[Flow]]] = [(START_ID, list(onward[START_ID]))]
    while above:
        _, waiting = above[-1]
        if not waiting:
            above.pop()
            continue
        flow = waiting.pop(0)
        target = inner_target(flow)
        if any(target == key for key, _ in above):
            back.add(flow.id)
        elif target not in met:
            met.add(target)
            above.append((target, list(onward[target])))
    return back


def _longest(keys: Iterable[str], lengths: dict[str, list[tuple[str, int]]]) -> dict[str, int]:
    layers = dict.fromkeys(keys, 0)
    missing = dict.fromkeys(layers, 0)
    for ways in lengths.values():
        for target, _ in ways:
            missing[target] += 1
    ready = [key for key, count in missing.items() if not count]
    while ready:
        key = ready.pop()
        for target, least in lengths.get(key, ()):
            layers[target] = max(layers[target], layers[key] + least)
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return layers


def _pass(link: Link, cells: dict[str, Cell]) -> None:
    """Hold a cell in every row between two shapes of the flow, in the lane it comes from."""
    whole = [link.cells[0]]
    for key in link.cells[1:]:
        above = cells[whole[-1]]
        for layer in range(above.layer + 1, cells[key].layer):
            via = f"via {link.flow.id} {layer}"
            cells[via] = Cell(via, above.lane, layer)
            whole.append(via)
        whole.append(key)
    link.cells = whole
