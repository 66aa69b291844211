"""Pictures small enough for a repository: few colours, the rare ones too (what is late is red in a few letters)."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

COLOURS = 24


def shrunk(png: bytes) -> bytes:
    """The same picture in a palette of few colours. The same picture gives the same bytes."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small = BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()
