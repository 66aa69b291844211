"""Lines between shapes: down, across between two rows, down again; those that lead back go up at the right edge.

Between each two rows lies a channel with as many levels as there are lines that would meet in it. Lines that part at
one shape, or meet at one, share a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
    ups = _ups(rows.links, rows, gutter, step)
    sheet = _Sheet(rows, centres, ups, top)
    lines = {link.flow.id: sheet.line(link) for link in rows.links}
    return Ruled(sheet.tops, lines, max([gutter, *(up + step for up in ups.values())]), sheet.bottom)


class _Sheet:
    """What runs across in each channel, settled; then the line of each link."""

    def __init__(self, rows: Rows, centres: Mapping[str, int], ups: Mapping[str, int], top: int) -> None:
        self.rows = rows
        self.centres = centres
        self.ups = ups
        self.groups = _groups(rows.links)
        layers = max(cell.layer for cell in rows.cells.values()) + 1
        self.channels = [_Channel() for _ in range(layers + 1)]
        for link in rows.links:
            self._enter(link)
        self._row_tops, self._row_heights, heights = _heights(rows, self.channels, top)
        self.bottom = self._row_tops[-1] + self._row_heights[-1] + heights[layers - 1]
        self.tops = {
            key: self._row_tops[cell.layer] + (self._row_heights[cell.layer] - cell.height) // 2
            for key, cell in rows.cells.items()
        }

    def line(self, link: Link) -> Line:
        """From the lower edge of its first cell to the upper edge of where it ends."""
        first, end = link.cells[0], link.back_to or link.cells[-1]
        points = [(self.centres[first], self.tops[first] + self.rows.cells[first].height)]
        for source, target in self._bent(link):
            at = self._level(self._layer(source), self.groups[source, target])
            points += [(self.centres[source], at), (self.centres[target], at)]
        if link.back_to:
            points += self._around(link.cells[-1], link.back_to)
        return (*points, (self.centres[end], self.tops[end]))

    def _enter(self, link: Link) -> None:
        """What of the link lies across between two rows."""
        for source, target in self._bent(link):
            across = self.channels[self._layer(source)].groups[self.groups[source, target]]
            across.sources.add(self.centres[source])
            across.targets.add(self.centres[target])
        if link.back_to:
            last, up = link.cells[-1], self.ups[link.back_to]
            low, high = (self.channels[layer].groups[group] for layer, group in self._ends(last, link.back_to))
            low.sources.add(self.centres[last])
            low.sides.add(up)
            high.targets.add(self.centres[link.back_to])
            high.sides.add(up)

    def _around(self, last: str, to: str) -> list[Point]:
        """Out to the line up at the right edge, and in again above the row it leads back to."""
        lower, upper = (self._level(layer, group) for layer, group in self._ends(last, to))
        up = self.ups[to]
        return [(self.centres[last], lower), (up, lower), (up, upper), (self.centres[to], upper)]

    def _ends(self, last: str, to: str) -> tuple[tuple[int, str], tuple[int, str]]:
        """Where a line back lies across: the channel and its group, below the row it leaves and above the other."""
        return (self._layer(last), f"back {to}"), (self._layer(to) - 1, f"~back {to}")

    def _bent(self, link: Link) -> Iterator[tuple[str, str]]:
        return (pair for pair in _steps(link) if self.centres[pair[0]] != self.centres[pair[1]])

    def _layer(self, cell: str) -> int:
        return self.rows.cells[cell].layer

    def _level(self, layer: int, group: str) -> int:
        below = self._row_tops[layer] + self._row_heights[layer]
        return below + ABOVE + LEVEL * self.channels[layer].levels[group]


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
