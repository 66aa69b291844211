"""A program of its own: HEIC from standard input, JPEG to standard output. See `photographs`.

Started by its path, so it imports nothing of the house. Ends with a status that is not 0 when it cannot.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO

MOST_POINTS = 120_000_000
MOST_MEMORY = 1536 * 1024 * 1024
LONGEST_SIDE = 4096
QUALITY = 88


def main() -> int:
    """Develop one photograph."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import pillow_heif
    from PIL import Image

    heif = pillow_heif.open_heif(BytesIO(sys.stdin.buffer.read()))
    width, height = heif.size
    if width * height > MOST_POINTS:
        return 3
    picture: Image.Image = heif.to_pillow()
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=QUALITY)
    return 0


if __name__ == "__main__":
    sys.exit(main())
