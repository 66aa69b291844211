"""What stands for the scan of a paper in made-up dossiers."""

from __future__ import annotations

from functools import cache

import typst

from motcua.stages.signing.actions import Scan

_PAGE = """
#set page(paper: "a5", margin: 20mm)
#set text(font: "Libertinus Serif", size: 14pt, lang: "vi")
#align(center + horizon)[*BẢN QUÉT MẪU* \\ Dữ liệu trình diễn, không phải giấy tờ của ai]
"""


@cache
def made_up_scan() -> Scan:
    """One page that says what it is."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return Scan(typst.compile(_PAGE.encode(), font_paths=fonts), "ban-quet.pdf", "application/pdf")
