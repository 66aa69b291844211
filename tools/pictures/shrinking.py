"""Pictures small enough for a repository: few colours, the rare ones too (what is late is red in a few letters)."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

from PIL import Image

COMMON, RARE = 8, 24
"""Colours kept as they are, for much of the picture is of them (ground, paper, bar); and those of all the rest."""


def shrunk(png: bytes) -> bytes:
    """The same picture in a palette of few colours. The same picture gives the same bytes."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    data = picture.tobytes()
    counted = Counter(zip(data[::3], data[1::3], data[2::3], strict=True)).most_common(COMMON)
    rest = picture.quantize(RARE, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour, _ in counted for part in colour] + rest[: 3 * RARE])
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    small = BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()
