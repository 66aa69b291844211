"""The backup's file: a plain tar whose parts prove themselves.

In this order: `rows.dump`, `checkpoints/…`, `files/…`, then `parts.txt`, which names the SHA-256 of each of them as
`sha256sum` writes it (so `tar x` and `sha256sum -c parts.txt` prove it without us), last `manifest.json`, which names
that of `parts.txt`. A file that was cut has no manifest. Both ways need little memory, however many files there are.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
import tempfile
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from motcua.console.keeping.errors import BackupBroken, NotReadable
from motcua.foundation.system_words import why

FORMAT: Final = "motcua-backup 1"
ROWS: Final = "rows.dump"
FILES: Final = "files/"
CHECKPOINTS: Final = "checkpoints/"
PARTS: Final = "parts.txt"
MANIFEST: Final = "manifest.json"

_NAME = re.compile(r"rows\.dump|checkpoints/checkpoint-[0-9]{6,}\.txt|files(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,8}")
_LONGEST_MANIFEST = 10_000_000


class Writer:
    """Adds parts one after the other; `close` writes what proves them."""

    def __init__(self, file: IO[bytes], *, moment: int) -> None:
        self._tar: Any = tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT)  # noqa: SIM115
        self._moment = moment
        self._parts = tempfile.TemporaryFile()  # noqa: SIM115

    def add(self, name: str, path: Path) -> str:
        """Take a file in; its SHA-256. Raises `OSError`."""
        with path.open("rb") as file:
            info = self._info(name, path.stat().st_size)
            hashing = _Hashing(file)
            self._tar.addfile(info, hashing)
        self._tar.members = []  # or each would be kept in memory
        digest = hashing.digest()
        self._parts.write(_line(digest, name))
        return digest

    def close(self, manifest: Mapping[str, Any]) -> None:
        """Write the list of parts and the manifest, which is given that list's SHA-256."""
        size = self._parts.tell()
        self._parts.seek(0)
        hashing = _Hashing(self._parts)
        self._tar.addfile(self._info(PARTS, size), hashing)
        self._parts.close()
        text = json.dumps({**manifest, "format": FORMAT, "parts": hashing.digest()}, ensure_ascii=False, indent=1)
        content = f"{text}\n".encode()
        self._tar.addfile(self._info(MANIFEST, len(content)), BytesIO(content))
        self._tar.close()

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._moment, 0o400
        return info


@dataclass(frozen=True, slots=True)
class Proved:
    """A backup whose every byte was read and agreed with its hashes."""

    file: Path
    manifest: Mapping[str, Any]

    def parts(self, beginning: str) -> Generator[tuple[str, IO[bytes]], None, None]:
        """Name and bytes of the parts whose names begin so, in their order. Raises `OSError`."""
        with _open(self.file) as tar:
            for info in _members(tar):
                if info.name.startswith(beginning):
                    content = tar.extractfile(info)
                    assert content is not None
                    yield info.name, content


def prove(file: Path) -> Proved:
    """Read the whole file and compare every part with its hash. Raises `BackupBroken`, `NotReadable`."""
    try:
        with _open(file) as tar:
            return Proved(file, _proved(file, tar))
    except (tarfile.TarError, EOFError) as error:
        raise BackupBroken(file=file, where="tệp không đọc được đến hết") from error
    except OSError as error:
        # tarfile tells a cut part by a bare OSError.
        if error.errno is None:
            raise BackupBroken(file=file, where="tệp bị cắt") from error
        raise NotReadable(file=file, why=why(error)) from error


def _proved(file: Path, tar: tarfile.TarFile) -> Mapping[str, Any]:
    expected, listed, manifest = hashlib.sha256(), "", None
    for info in _members(tar):
        content = tar.extractfile(info) if info.isreg() else None
        if content is None or manifest is not None or (listed and info.name != MANIFEST):
            raise BackupBroken(file=file, where=info.name[:80])
        if info.name == MANIFEST:
            manifest = _manifest(file, content.read(_LONGEST_MANIFEST))
            continue
        digest = _digest(content)
        if info.name == PARTS:
            listed = digest
        elif fits(info.name):
            expected.update(_line(digest, info.name))
        else:
            raise BackupBroken(file=file, where=info.name[:80])
    if manifest is None:
        raise BackupBroken(file=file, where=f"không có {MANIFEST}, tệp bị cắt")
    if not listed or listed != manifest.get("parts"):
        raise BackupBroken(file=file, where=PARTS)
    if listed != expected.hexdigest():
        raise BackupBroken(file=file, where=_first_wrong(file))
    return manifest


def _manifest(file: Path, content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise BackupBroken(file=file, where=MANIFEST) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BackupBroken(file=file, where=MANIFEST)
    return found


def _first_wrong(file: Path) -> str:
    """The first part that is not what the list says, for the operator to see how much is spoiled."""
    with _open(file) as parts, _open(file) as tar:
        list_of_parts = next(parts.extractfile(info) for info in _members(parts) if info.name == PARTS)
        assert list_of_parts is not None
        for line, info in zip(list_of_parts, _members(tar), strict=False):
            content = tar.extractfile(info)
            assert content is not None
            if line != _line(_digest(content), info.name):
                return info.name
    return PARTS


def fits(name: str) -> bool:
    """Whether a part may have this name."""
    return _NAME.fullmatch(name) is not None


def _open(file: Path) -> tarfile.TarFile:
    return tarfile.open(file, mode="r:")


def _members(tar: Any) -> Iterator[tarfile.TarInfo]:
    while (info := tar.next()) is not None:
        yield info
        tar.members = []


def _digest(content: IO[bytes]) -> str:
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


def _line(digest: str, name: str) -> bytes:
    return f"{digest}  {name}\n".encode()


class _Hashing:
    """A file that hashes what is read from it, so that each is read once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sha = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._sha.update(content)
        return content

    def digest(self) -> str:
        return self._sha.hexdigest()
