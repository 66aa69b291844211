"""The text file of a checkpoint: written whole or not at all, read with its digest proved.

The format is in docs/reference/ledger-format.md.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from motcua.foundation.canonical import moment_text

FIRST_LINE = "motcua-checkpoint 1"
NOTHING_BEFORE = bytes(32)
_NAME = re.compile(r"checkpoint-([0-9]{6,})\.txt")


class Head(NamedTuple):
    """The head of one stream as a checkpoint names it."""

    stream: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says of itself; the heads are in its file. `full`: all streams, a new ground to stand on."""

    number: int
    taken_at: datetime
    full: bool
    streams: int
    previous: bytes
    digest: bytes


class Unreadable(ValueError):
    """The file is not as it was written."""


def files_in(folder: Path) -> list[tuple[int, Path]]:
    """The checkpoint files of a folder by number; none if there is no folder."""
    if not folder.is_dir():
        return []
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return sorted((int(match[1]), path) for match, path in found if match)


def write_part(
    folder: Path, *, number: int, taken_at: datetime, full: bool, previous: bytes, heads: Iterable[Head]
) -> tuple[Checkpoint, Path]:
    """Write the file under a passing name, on the disk for good; `put_in_place` gives it its own. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".checkpoint-{number:06d}.part"
    sha, streams = hashlib.sha256(), 0
    with part.open("wb") as file:

        def put(line: str) -> None:
            raw = f"{line}\n".encode()
            sha.update(raw)
            file.write(raw)

        put(FIRST_LINE)
        put(f"number {number}")
        put(f"taken_at {moment_text(taken_at)}")
        put(f"full {'yes' if full else 'no'}")
        put(f"previous {previous.hex()}")
        for head in heads:
            streams += 1
            put(f"{head.stream} {head.seq} {head.hash.hex()}")
        put(f"streams {streams}")
        file.write(f"digest {sha.hexdigest()}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return Checkpoint(number, taken_at, full, streams, previous, sha.digest()), part


def put_in_place(part: Path, number: int) -> Path:
    """Give the finished file its name, in one step. Raises `FileExistsError` rather than replace another."""
    place = part.with_name(f"checkpoint-{number:06d}.txt")
    if place.exists():
        raise FileExistsError(place)
    part.rename(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return place


def read(path: Path) -> Checkpoint:
    """Read a file through and prove its digest. Raises `Unreadable`."""
    sha, fields, streams = hashlib.sha256(), dict[str, str](), 0
    with path.open("rb") as file:
        for nth, raw in enumerate(file):
            name, _, rest = _line(raw).partition(" ")
            if name == "digest":
                fields[name] = rest
                break
            sha.update(raw)
            if nth == 0 and _line(raw) != FIRST_LINE:
                raise Unreadable("first line")
            if "/" in name:
                streams += 1
            else:
                fields[name] = rest
        if file.read(1):
            raise Unreadable("text after the digest")
    if fields.get("digest") != sha.hexdigest():
        raise Unreadable("digest")
    try:
        taken_at = datetime.strptime(fields["taken_at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        previous = bytes.fromhex(fields["previous"])
        found = Checkpoint(int(fields["number"]), taken_at, fields["full"] == "yes", streams, previous, sha.digest())
        listed = int(fields["streams"])
    except (KeyError, ValueError) as error:
        raise Unreadable(str(error)) from error
    if listed != streams:
        raise Unreadable("number of streams")
    return found


def heads_in(path: Path) -> Iterator[Head]:
    """The heads a file names, in its order. Raises `Unreadable`."""
    with path.open("rb") as file:
        for raw in file:
            line = _line(raw)
            if "/" not in line.partition(" ")[0]:
                continue
            try:
                stream, seq, digest = line.split(" ")
                yield Head(stream, int(seq), bytes.fromhex(digest))
            except ValueError as error:
                raise Unreadable(line) from error


def _line(raw: bytes) -> str:
    try:
        return raw.removesuffix(b"\n").decode("ascii")
    except UnicodeDecodeError as error:
        raise Unreadable("not ASCII") from error
