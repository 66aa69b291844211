"""Where the processor's time goes while dossiers pass: web, worker, database, and the load itself."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path

Seconds = dict[str, float]


class Watched:
    """Processes by the part they play. A part's time is that of its process and of all below it."""

    def __init__(self, **parts: int) -> None:
        self._parts = parts

    def seconds(self) -> Seconds:
        """Spent up to now, by part; what two parts share counts for the one named first. `load`: this process."""
        below = defaultdict[int, list[int]](list)
        for folder in Path("/proc").glob("[0-9]*"):
            if (parent := _parent(folder)) is not None:
                below[parent].append(int(folder.name))
        seen = set[int]()
        told = {name: sum(map(_seconds, _family(root, below, seen))) for name, root in self._parts.items()}
        return told | {"load": time.process_time()}


def worker_below(serve: int) -> int:
    """The child of `motcua serve` that runs `motcua worker`."""
    for folder in Path("/proc").glob("[0-9]*"):
        if _parent(folder) == serve and b"worker" in (folder / "cmdline").read_bytes().split(b"\0"):
            return int(folder.name)
    raise ProcessLookupError("motcua serve has no worker")


def postmaster(data: Path) -> int:
    """The first process of the server that keeps its data here."""
    return int((data / "postmaster.pid").read_text().split()[0])


def _family(root: int, below: dict[int, list[int]], seen: set[int]) -> list[int]:
    """A process and all below it that no other part has."""
    if root in seen:
        return []
    seen.add(root)
    return [root, *(one for child in below[root] for one in _family(child, below, seen))]


def _parent(folder: Path) -> int | None:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None


def _seconds(process: int) -> float:
    """Of all its threads, and of its children that have ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, told[11:15])) / _TICKS


_TICKS = os.sysconf("SC_CLK_TCK")
