"""Each page of what is signed for a demonstration says that it has no legal value, and who signed when."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Final

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

MARK: Final = "BẢN THỬ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_LINE = """
#let facts = json(bytes(sys.inputs.facts))
#set page(width: facts.width * 1pt, height: facts.height * 1pt, margin: 0pt, fill: none)
#set text(font: "Libertinus Serif", size: 7pt, fill: rgb("#b00020"), lang: "vi")
#place(bottom + center, dy: -facts.lift * 1mm, box(fill: white, inset: 0.6mm)[
  #strong(facts.mark)#if facts.note != "" [ · #facts.note]
])
"""
_FOOT, _ROW = 3.0, 3.6
"""Millimetres: the lowest line above the paper's edge, and one line above the other."""
_POINTS = 72 / 25.4
_dictionary: Any = generic.DictionaryObject  # its constructor has no types
_AS_IT_IS = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.NO_SCALING,
)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


class Line(PdfContent):
    """The mark with a note, as the face of a signature: what is signed already must not be written on."""

    def __init__(self, note: str, width: float, height: float) -> None:
        super().__init__(box=BoxConstraints(width, height))
        self._pdf = _line(note, width, height, 0)

    def render(self) -> bytes:
        writer = self._ensure_writer
        assert writer is not None
        name = generic.pdf_name("/MotCuaTrial")
        self.resources.xobject[name] = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        return f"{name} Do".encode("ascii")


def face(writer: Any, *, note: str, row: int) -> tuple[StaticStampStyle, tuple[int, int, int, int]]:
    """How a further signature looks, and the box of the first page where it stands: `row` lines above the lowest."""
    width, _ = _size(writer, 0)
    low, high = ((_FOOT + _ROW * each) * _POINTS for each in (row, row + 1))
    box = 0, round(low), round(width), round(high)
    content = Line(note, box[2] - box[0], box[3] - box[1])
    return StaticStampStyle(background=content, background_opacity=1, background_layout=_AS_IT_IS, border_width=0), box


def mark(writer: Any, *, note: str) -> None:
    """Write the mark at the foot of every page."""
    for index in range(int(writer.root["/Pages"]["/Count"])):
        width, height = _size(writer, index)
        form = writer.import_page_as_xobject(PdfFileReader(BytesIO(_line(note, width, height, _FOOT))))
        name = generic.pdf_name("/MotCuaTrial")
        # An artifact: readers for the blind pass it over, as they do heads and feet.
        stream = generic.StreamObject(stream_data=f"/Artifact BMC q {name} Do Q EMC".encode("ascii"))
        resources = _dictionary({generic.pdf_name("/XObject"): _dictionary({name: form})})
        writer.add_stream_to_page(index, writer.add_object(stream), resources)


def _size(writer: Any, index: int) -> tuple[float, float]:
    page: Any = writer.find_page_for_modification(index)[0].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, bottom, right, top = (float(each) for each in page["/MediaBox"])
    return right - left, top - bottom


@lru_cache(maxsize=64)
def _line(note: str, width: float, height: float, lift: float) -> bytes:
    facts = {"mark": MARK, "note": note, "width": width, "height": height, "lift": lift}
    return typst.compile(
        _LINE.encode(), font_paths=_fonts(), sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)}
    )
