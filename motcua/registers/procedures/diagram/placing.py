"""Where on the sheet each shape lies, in pixels: rows from `layering`, a column of the sheet for each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from motcua.registers.procedures.diagram.graph import graph_of
from motcua.registers.procedures.diagram.layering import Link, Rows, label_key, rows_of
from motcua.registers.procedures.diagram.nodes import Graph, Node, NodeKind, block_end, block_start
from motcua.registers.procedures.diagram.routing import Line, Point, Ruled, cut, route
from motcua.registers.procedures.diagram.texts import lines_of, text_width
from motcua.registers.procedures.diagram.tracks import set_tracks
from motcua.rules.process import ProcessDefinition

TEXT: Final = 13
"""Size of the letters in a shape; a line of them takes LINE."""
LINE: Final = 17
LABEL_TEXT: Final = 12
LABEL_LINE: Final = 15
TASK_WIDTH: Final = 164
HEADING: Final = 15
"""Names of lanes are bold, so wider than TEXT."""
EDGE: Final = 14
"""Free space inside a shape and around the sheet."""
BADGE: Final = 28
"""Space for the number of a step."""
GATEWAY: Final = 34
EVENT: Final = 28
INSIDE: Final = 12
"""Free space between a sub-process and what it holds, and between a column and its neighbour."""
PASSING: Final = 8
"""Width of a column through which only lines run."""
GUTTER: Final = 14
"""Between two lines that lead back up."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Placed:
    """Something with a text on the sheet, already in lines."""

    rect: Rect
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole sheet. Lanes by position, shapes and sub-processes by id, labels and lines by the id of the flow."""

    graph: Graph
    width: int
    height: int
    lanes: Mapping[str, Placed]
    shapes: Mapping[str, Placed]
    blocks: Mapping[str, Rect]
    labels: Mapping[str, Placed]
    flows: Mapping[str, Line]
    numbers: Mapping[str, int]
    """The steps somebody does, by key, counted down the sheet."""


def diagram_of(definition: ProcessDefinition, roles: Mapping[str, str]) -> Diagram:
    """The sheet of a sound process, kept; `roles` are the positions' names by code."""
    return _drawn(definition, tuple(roles.items()))


@lru_cache(maxsize=64)
def _drawn(definition: ProcessDefinition, roles: tuple[tuple[str, str], ...]) -> Diagram:
    return _Sheet(graph_of(definition), dict(roles)).draw()


@dataclass(slots=True)
class _Sheet:
    graph: Graph
    roles: Mapping[str, str]
    rows: Rows = field(init=False)
    centres: Mapping[str, int] = field(init=False)
    ruled: Ruled = field(init=False)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def draw(self) -> Diagram:
        self.rows = rows_of(self.graph)
        numbers = self._numbers()
        self._measure(numbers)
        set_tracks(self.rows, self.graph)
        self.centres, lefts = self._columns(self.graph.lanes or ("",))
        heads = self._heads(lefts)
        top = (max(map(len, heads.values())) * LINE + EDGE if self.graph.lanes else 0) + EDGE
        self.ruled = route(self.rows, self.centres, top=top, gutter=lefts[-1] + GUTTER // 2, step=GUTTER)
        width, height = self.ruled.right + GUTTER // 2, self.ruled.bottom + EDGE
        shapes = {node.id: self._placed(node.id) for node in self.graph.nodes}
        blocks = self._blocks(shapes)
        labels = {flow.id: label_key(flow.id) for flow in self.graph.flows}
        return Diagram(
            graph=self.graph,
            width=width,
            height=height,
            lanes={
                lane: Placed(Rect(left, 0, right - left, height), heads[lane])
                for lane, left, right in zip(self.graph.lanes, lefts, [*lefts[1:-1], width], strict=False)
            },
            shapes=shapes,
            blocks=blocks,
            labels={flow: self._placed(label) for flow, label in labels.items() if label in self.rows.cells},
            flows={link.flow.id: self._cut(link, blocks) for link in self.rows.links},
            numbers=numbers,
        )

    def _heads(self, lefts: Sequence[int]) -> dict[str, tuple[str, ...]]:
        """What stands at the head of each lane, in lines that fit it."""
        lanes = self.graph.lanes or ("",)
        widths = (right - left - EDGE for left, right in pairwise(lefts))
        return {
            lane: lines_of(self.roles.get(lane, lane), width=width, size=HEADING)
            for lane, width in zip(lanes, widths, strict=False)
        }

    def _cut(self, link: Link, blocks: Mapping[str, Rect]) -> Line:
        """The line of a flow, outside the blocks it leads from and to."""
        source, target = blocks.get(link.flow.source), blocks.get(link.flow.target)
        return cut(
            self.ruled.lines[link.flow.id], below=source.bottom if source else None, above=target.y if target else None
        )

    def _numbers(self) -> dict[str, int]:
        lane_order = {lane: place for place, lane in enumerate(self.graph.lanes)}
        done = [node for node in self.graph.nodes if node.kind in (NodeKind.TASK, NodeKind.AUTOMATIC)]
        done.sort(key=lambda node: (self.rows.cells[node.id].layer, lane_order.get(node.lane, 0)))
        return {node.step.key: place for place, node in enumerate(done, 1) if node.step}

    def _measure(self, numbers: Mapping[str, int]) -> None:
        for node in self.graph.nodes:
            cell = self.rows.cells[node.id]
            cell.width, cell.height = self._size(node)
        for flow in self.graph.flows:
            if label_key(flow.id) in self.rows.cells:
                cell = self.rows.cells[label_key(flow.id)]
                words = flow.branch.name if flow.branch else f"Trả về bước {numbers.get(flow.returns_to, 0)}"
                lines = lines_of(words, width=TASK_WIDTH, size=LABEL_TEXT, most=4)
                self.texts[cell.key] = lines
                cell.width = round(max(text_width(line, LABEL_TEXT) for line in lines)) + 8
                cell.height = len(lines) * LABEL_LINE + 4

    def _size(self, node: Node) -> tuple[int, int]:
        if node.kind in (NodeKind.TASK, NodeKind.AUTOMATIC):
            lines = lines_of(node.step.name if node.step else "", width=TASK_WIDTH - BADGE - EDGE, size=TEXT)
            self.texts[node.id] = lines
            timed = bool(node.step and node.step.share)
            return TASK_WIDTH, (len(lines) + 1 + timed) * LINE + EDGE
        gateway = node.kind in (NodeKind.CHOICE, NodeKind.MERGE, NodeKind.SPLIT, NodeKind.JOIN)
        return (GATEWAY, GATEWAY) if gateway else (EVENT, EVENT)

    def _columns(self, lanes: tuple[str, ...]) -> tuple[dict[str, int], list[int]]:
        """The middle of every cell's column, and the left edges of the lanes with the end of the last."""
        margin = INSIDE * self._deepest()
        wide: dict[tuple[str, int], int] = {(lane, 0): TASK_WIDTH // 2 for lane in lanes}
        for cell in self.rows.cells.values():
            place = cell.lane, cell.track
            wide[place] = max(wide.get(place, PASSING), cell.width)
        lefts, middle = [0], dict[tuple[str, int], int]()
        for lane in lanes:
            at = lefts[-1] + (0 if middle else margin)
            for place in sorted(place for place in wide if place[0] == lane):
                middle[place] = at + INSIDE + wide[place] // 2
                at += wide[place] + 2 * INSIDE
            lefts.append(at)
        return {key: middle[cell.lane, cell.track] for key, cell in self.rows.cells.items()}, lefts

    def _deepest(self) -> int:
        """How many sub-processes lie in each other, at most."""
        depths = {"": 0}
        for block, around in self.graph.blocks:
            depths[block] = depths[around] + 1
        return max(depths.values())

    def _placed(self, key: str) -> Placed:
        cell = self.rows.cells[key]
        rect = Rect(self.centres[key] - cell.width // 2, self.ruled.tops[key], cell.width, cell.height)
        return Placed(rect, self.texts.get(key, ()))

    def _blocks(self, shapes: Mapping[str, Placed]) -> dict[str, Rect]:
        found: dict[str, Rect] = {}
        inner_of: defaultdict[str, list[Rect]] = defaultdict(list)
        for block, around in reversed(self.graph.blocks):
            inside = [shapes[node.id].rect for node in self.graph.nodes if node.block == block] + inner_of[block]
            split = block.removeprefix("block.")
            caught = [
                shapes[node.id].rect for node in self.graph.nodes if node.id == f"caught.{split}.{node.to}" and node.to
            ]
            sides = [*inside, *caught]
            left = min(rect.x for rect in sides) - INSIDE
            right = max(rect.x + rect.width for rect in sides) + INSIDE
            top = shapes[block_start(block)].rect.y - INSIDE // 2
            bottom = caught[0].middle[1] if caught else shapes[block_end(block)].rect.bottom + INSIDE // 2
            found[block] = Rect(left, top, right - left, bottom - top)
            inner_of[around].append(found[block])
        return found
