"""The store: files named by the SHA-256 of their bytes, in folders by its first letters, each written once.

A file is whole or not there at all: it is written beside its place, forced to the disk, then renamed. What a
transaction that failed left behind is an unused file, never a row without one.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path


def put(*, root: Path, content: bytes) -> str:
    """Keep the bytes and return their SHA-256. Kept already: nothing is written, unless the file has gone bad."""
    digest = sha256(content).hexdigest()
    place = place_of(root=root, digest=digest)
    if take(root=root, digest=digest) is None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(place, content)
    return digest


def take(*, root: Path, digest: str) -> bytes | None:
    """The bytes of this SHA-256; None when they are gone or are no longer those."""
    try:
        content = place_of(root=root, digest=digest).read_bytes()
    except FileNotFoundError:
        return None
    return content if sha256(content).hexdigest() == digest else None


def place_of(*, root: Path, digest: str) -> Path:
    """Where the file of this SHA-256 lies: 65,536 folders, a few files each even in a province."""
    return root / digest[:2] / digest[2:4] / digest


def _write_whole(place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o400)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        _settle(folder)


def _settle(folder: Path) -> None:
    """Force a folder's list of names to the disk, so that the rename outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
