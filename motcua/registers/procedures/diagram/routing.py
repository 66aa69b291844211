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
class _Across:
    """Lines of one group in a channel: the columns they come from, above, and go to, below."""

    sources: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    sides: set[int] = field(default_factory=set)
    """Ends that lie in neither row: the line up at the right edge."""

    @property
    def stretch(self) -> tuple[int, int]:
        every = self.sources | self.targets | self.sides
        return min(every), max(every)


@dataclass(slots=True)
class _Channel:
    """Below a row: what runs across in it by group, and then the level of each group."""

    groups: defaultdict[str, _Across] = field(default_factory=lambda: defaultdict(_Across))
    levels: dict[str, int] = field(default_factory=dict)

    def settle(self) -> int:
        """Give each group the first level free along its stretch; how many levels there are.

        What comes down in a column lies above what goes down in it, else the two would seem one line.
        """
        waiting = sorted(self.groups)
        rows: list[list[tuple[int, int]]] = []
        while waiting:
            group = next((one for one in waiting if not self._over(one, waiting)), waiting[0])
            waiting.remove(group)
            left, right = self.groups[group].stretch
            level = max((self.levels[one] + 1 for one in self._over(group, self.levels)), default=0)
            while level < len(rows) and any(
                left <= end + _CLEAR and begin <= right + _CLEAR for begin, end in rows[level]
            ):
                level += 1
            rows += [[] for _ in range(level + 1 - len(rows))]
            rows[level].append((left, right))
            self.levels[group] = level
        return len(rows)

    def _over(self, group: str, others: Iterable[str]) -> list[str]:
        """Those of `others` that must lie above `group`."""
        targets = self.groups[group].targets
        return [one for one in others if one != group and targets & self.groups[one].sources]


def route(rows: Rows, centres: Mapping[str, int], *, top: int, gutter: int, step: int) -> Ruled:
    """Rule the sheet. `gutter` is where the first line up may run, `step` the space between two."""
    layers = max(cell.layer for cell in rows.cells.values()) + 1
    channels = [_Channel() for _ in range(layers + 1)]
    ups = _ups(rows.links, rows, gutter, step)
    groups = _groups(rows.links)
    for link in rows.links:
        for source, target in _steps(link):
            if centres[source] != centres[target]:
                across = channels[rows.cells[source].layer].groups[groups[source, target]]
                across.sources.add(centres[source])
                across.targets.add(centres[target])
        if link.back_to:
            last, up = link.cells[-1], ups[link.back_to]
            low = channels[rows.cells[last].layer].groups[f"back {link.back_to}"]
            low.sources.add(centres[last])
            low.sides.add(up)
            high = channels[rows.cells[link.back_to].layer - 1].groups[f"~back {link.back_to}"]
            high.targets.add(centres[link.back_to])
            high.sides.add(up)
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
            lower = level(rows.cells[end].layer, f"back {link.back_to}")
            upper = level(rows.cells[link.back_to].layer - 1, f"~back {link.back_to}")
            points += [(centres[end], lower), (up, lower), (up, upper), (centres[link.back_to], upper)]
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
