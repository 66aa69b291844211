"""Which column of its lane each cell lies in: below what leads to it where that is free.

The columns of a sub-process are its own from its first row to its last, so that its frame holds nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from motcua.registers.procedures.diagram.layering import Cell, Rows, is_labelled, label_key
from motcua.registers.procedures.diagram.nodes import Graph, NodeKind, block_id

Place: TypeAlias = tuple[str, int, int]
"""Lane, row, column."""


def set_tracks(rows: Rows, graph: Graph) -> None:
    """Set the `track` of every cell."""
    for key, track in _Columns(rows, graph).settled("").items():
        rows.cells[key].track = track


class _Columns:
    def __init__(self, rows: Rows, graph: Graph) -> None:
        self.cells = rows.cells
        self.lanes = {lane: number for number, lane in enumerate(graph.lanes or ("",))}
        self.above: defaultdict[str, list[str]] = defaultdict(list)
        for link in rows.links:
            for source, target in pairwise(link.cells):
                self.above[target].append(source)
        self.around = dict(graph.blocks)
        self.home = _homes(rows, graph)

    def settled(self, block: str) -> dict[str, int]:
        """Columns of the cells in a sub-process (or in all), counted from its left as if nothing else were there."""
        unit = {key: self._unit(home, block) for key, home in self.home.items()}
        inside = {part: self.settled(part) for part, around in self.around.items() if around == block}
        tracks: dict[str, int] = {}
        taken: set[Place] = set()
        for key in self._in_rows([key for key, part in unit.items() if part is not None], unit, block):
            part = unit[key]
            wanted = min((tracks[one] for one in self._same_lane(key) if one in tracks), default=0)
            if part == block:
                tracks[key] = self._free(self.cells[key], wanted, taken | self._coming_down(key, tracks))
                taken.add((self.cells[key].lane, self.cells[key].layer, tracks[key]))
            elif part in inside:
                tracks |= self._beside(inside.pop(part), wanted, key, taken, self._coming_down(key, tracks))
        return tracks

    def _unit(self, home: str, block: str) -> str | None:
        """What of `block` a cell belongs to: itself, a sub-process in it, or nothing."""
        while home != block:
            around = self.around.get(home)
            if around is None or around == block:
                return None if around is None else home
            home = around
        return block

    def _same_lane(self, key: str) -> list[str]:
        return [one for one in self.above[key] if self.cells[one].lane == self.cells[key].lane]

    def _coming_down(self, key: str, tracks: Mapping[str, int]) -> set[Place]:
        """Places in the row of `key` into which lines come down that do not lead to it: they would seem to."""
        row = self.cells[key].layer
        before = (self.cells[one] for one in tracks if self.cells[one].layer == row - 1 and one not in self.above[key])
        return {(cell.lane, row, tracks[cell.key]) for cell in before}

    def _free(self, cell: Cell, wanted: int, taken: set[Place]) -> int:
        """The free column nearest to the wanted one, rather to the right."""
        ways = (wanted + sign * away for away in range(len(taken) + 1) for sign in (1, -1))
        return next(way for way in ways if way >= 0 and (cell.lane, cell.layer, way) not in taken)

    def _beside(
        self, inside: Mapping[str, int], wanted: int, first: str, taken: set[Place], crossed: set[Place]
    ) -> dict[str, int]:
        """Put a whole sub-process: in every lane as far left as its part of the lane is free in all its rows."""
        layers = [self.cells[key].layer for key in inside]
        placed: dict[str, int] = {}
        for lane in {self.cells[key].lane for key in inside}:
            there = {key: track for key, track in inside.items() if self.cells[key].lane == lane}
            left, width = wanted if lane == self.cells[first].lane else 0, max(there.values()) + 1
            while not (taken | crossed).isdisjoint(area := _area(lane, layers, left, width)):
                left += 1
            taken |= area
            placed |= {key: left + track for key, track in there.items()}
        return placed

    def _in_rows(self, keys: list[str], unit: Mapping[str, str | None], block: str) -> list[str]:
        """Row by row: sub-processes, then what goes straight down, then by the lane it comes from."""

        def order(key: str) -> tuple[int, bool, bool, int]:
            above = [self.cells[one].lane for one in self.above[key]]
            straight = self.cells[key].lane in above
            return (
                self.cells[key].layer,
                unit[key] == block,
                not straight,
                min(map(self.lanes.__getitem__, above), default=0),
            )

        return sorted(keys, key=order)


def _area(lane: str, layers: list[int], left: int, width: int) -> set[Place]:
    rows = range(min(layers), max(layers) + 1)
    return {(lane, row, column) for row in rows for column in range(left, left + width)}


def _homes(rows: Rows, graph: Graph) -> dict[str, str]:
    """The sub-process whose columns each cell lies in: also in its lower border, and where a labelled flow leads to it
    (else the flows beside that would have to give way below their labels)."""
    found = dict.fromkeys(rows.cells, "")
    found |= {node.id: node.block for node in graph.nodes}
    for node in graph.nodes:
        if node.kind is NodeKind.CAUGHT:
            found[node.id] = block_id(node.id.removeprefix("caught.").removesuffix(f".{node.to}"))
    last: defaultdict[str, int] = defaultdict(int)
    for key, home in found.items():
        last[home] = max(last[home], rows.cells[key].layer)
    for link in rows.links:
        leaves = link.flow.source in last
        enters = is_labelled(link.flow) and link.flow.target in last and not link.back_to
        for key in link.cells:
            if key.startswith(("via ", label_key(""))):
                in_border = leaves and rows.cells[key].layer <= last[link.flow.source]
                found[key] = link.flow.source if in_border else link.flow.target if enters else link.flow.block
    return found
