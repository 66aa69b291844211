"""A telephone's HEIC photograph becomes a JPEG, which every desk can open for as long as the dossier is kept.

The decoder of a format from strangers runs in a process of its own, with bounds of time, memory and pixels: whatever
the file does to it, the server stands. Nothing of the photograph but the picture goes on: not the place it was taken.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from motcua.registers.documents.errors import PhotographUnreadable

PHOTOGRAPHS: Final = frozenset({"image/heic", "image/heif"})
BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What such a file names itself after `ftyp`; the last two are those of the family."""
SECONDS: Final = 20
"""Of the clock, for one photograph; its process has as many of the processor."""
DEVELOPING: Final = Path(__file__).with_name("developing.py")


def is_photograph(content: bytes, media_type: str) -> bool:
    """Whether these bytes are a HEIC photograph and were announced as an image."""
    return media_type.startswith("image/") and content[4:8] == b"ftyp" and content[8:12] in BRANDS


def developed(*, content: bytes, name: str) -> bytes:
    """The photograph as JPEG, upright, its longer side at most 4,096 points. Raises `PhotographUnreadable`."""
    command = [sys.executable, "-I", str(DEVELOPING), str(SECONDS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise PhotographUnreadable(name=name) from error
    if not done.stdout.startswith(b"\xff\xd8\xff"):
        raise PhotographUnreadable(name=name)
    return done.stdout


def name_of(name: str) -> str:
    """The name that the JPEG goes by."""
    return f"{Path(name).stem}.jpg"
