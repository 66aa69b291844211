"""Lines between shapes: down, across between two rows, down again; those that lead back go up at the right edge.

Between each two rows lies a channel with as many levels as there are lines that would meet in it. Lines that part at
one shape, or meet at one, share a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from motcua.registers.procedures.diagram.layering import Link, Rows

Point: TypeAlias = tuple[int, int]
Line: TypeAlias = tuple[Point, ...]
LEVEL: Final = 10
ABOVE: Final = 10
"""From a row to the first level below it, and from the last level to the next row (an arrow's head is 9)."""
BELOW: Final = 16
_CLEAR: Final = 8


@dataclass(frozen=True, slots=True)
class Ruled:
    """Tops of the cells, lines of the flows, and how far all of it reaches."""

    tops: Mapping[str, int]
    lines: Mapping[str, Line]
    right: int
    bottom: int


@dataclass(slots=True)
class _Channel:
    """Below a row: what runs across in it, each group with the stretch it takes, and then its level."""

    stretches: dict[str, tuple[int, int]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)

    def take(self, group: str, one: int, other: int) -> None:
        left, right = self.stretches.get(group, (one, one))
        self.stretches[group] = (min(left, one, other), max(right, one, other))

    def settle(self) -> int:
        """Give each group the first level free along its stretch; how many levels there are."""
        rows: list[list[tuple[int, int]]] = []
        for group, (left, right) in sorted(self.stretches.items()):
            for level, there in enumerate(rows):
                if all(right + _CLEAR < begin or end + _CLEAR < left for begin, end in there):
                    there.append((left, right))
                    self.levels[group] = level
                    break
            else:
                self.levels[group] = len(rows)
                rows.append([(left, right)])
        return len(rows)


def route(rows: Rows, centres: Mapping[str, int], *, top: int, gutter: int, step: int) -> Ruled:
    """Rule the sheet. `gutter` is where the first line up may run, `step` the space between two."""
    layers = max(cell.layer for cell in rows.cells.values()) + 1
    channels = [_Channel() for _ in range(layers + 1)]
    ups = _ups(rows.links, rows, gutter, step)
    groups = _groups(rows.links)
    for link in rows.links:
        for source, target in _steps(link):
            if centres[source] != centres[target]:
                channels[rows.cells[source].layer].take(groups[source, target], centres[source], centres[target])
        if link.back_to:
            last, up = link.cells[-1], ups[link.back_to]
            channels[rows.cells[last].layer].take(f"back {link.back_to}", centres[last], up)
            channels[rows.cells[link.back_to].layer - 1].take(f"~back {link.back_to}", centres[link.back_to], up)
    row_tops, row_heights, heights = _heights(rows, channels, top)
    tops = {
        key: row_tops[cell.layer] + (row_heights[cell.layer] - cell.height) // 2 for key, cell in rows.cells.items()
    }

    def level(layer: int, group: str) -> int:
        return row_tops[layer] + row_heights[layer] + ABOVE + LEVEL * channels[layer].levels[group]

    lines = {}
    for link in rows.links:
        first = link.cells[0]
        points = [(centres[first], tops[first] + rows.cells[first].height)]
        for source, target in _steps(link):
            if centres[source] != centres[target]:
                at = level(rows.cells[source].layer, groups[source, target])
                points += [(centres[source], at), (centres[target], at)]
        end = link.cells[-1]
        if link.back_to:
            up = ups[link.back_to]
            low = level(rows.cells[end].layer, f"back {link.back_to}")
            high = level(rows.cells[link.back_to].layer - 1, f"~back {link.back_to}")
            points += [(centres[end], low), (up, low), (up, high), (centres[link.back_to], high)]
            end = link.back_to
        points.append((centres[end], tops[end]))
        lines[link.flow.id] = tuple(points)
    right = max([gutter, *(up + step for up in ups.values())])
    return Ruled(tops, lines, right, row_tops[-1] + row_heights[-1] + heights[layers - 1])


def cut(line: Line, *, below: int | None, above: int | None) -> Line:
    """The part of a line under the lower edge of the sub-process it comes from, over the upper edge of its target."""
    points = list(line)
    if below is not None:
        while len(points) > 2 and points[1][1] <= below:
            del points[0]
        points[0] = (points[0][0], below)
    if above is not None:
        while len(points) > 2 and points[-2][1] >= above:
            del points[-1]
        points[-1] = (points[-1][0], above)
    return tuple(points)


def _steps(link: Link) -> Iterable[tuple[str, str]]:
    return zip(link.cells, link.cells[1:], strict=False)


def _ups(links: Iterable[Link], rows: Rows, gutter: int, step: int) -> dict[str, int]:
    """Where the lines back to each target run up: the shortest nearest."""
    lowest: defaultdict[str, int] = defaultdict(int)
    for link in links:
        if link.back_to:
            length = rows.cells[link.cells[-1]].layer - rows.cells[link.back_to].layer
            lowest[link.back_to] = max(lowest[link.back_to], length)
    return {target: gutter + step * number for number, target in enumerate(sorted(lowest, key=lambda t: lowest[t]))}


def _groups(links: Iterable[Link]) -> dict[tuple[str, str], str]:
    """The level of a stretch is named by where it parts; by where it meets others, if it parts from none."""
    pairs = {pair: None for link in links for pair in _steps(link)}
    parting: defaultdict[str, int] = defaultdict(int)
    meeting: defaultdict[str, int] = defaultdict(int)
    for source, target in pairs:
        parting[source] += 1
        meeting[target] += 1
    return {
        (source, target): f"z {target}" if parting[source] == 1 and meeting[target] > 1 else f"a {source}"
        for source, target in pairs
    }


def _heights(rows: Rows, channels: list[_Channel], top: int) -> tuple[list[int], list[int], list[int]]:
    """The top of every row, its height, and the height of the channel below it."""
    row_heights = [0] * (len(channels) - 1)
    for cell in rows.cells.values():
        row_heights[cell.layer] = max(row_heights[cell.layer], cell.height)
    heights = [ABOVE + BELOW + LEVEL * max(channel.settle() - 1, 0) for channel in channels[:-1]]
    tops = [top]
    for height, below in zip(row_heights[:-1], heights[:-1], strict=True):
        tops.append(tops[-1] + height + below)
    return tops, row_heights, heights
