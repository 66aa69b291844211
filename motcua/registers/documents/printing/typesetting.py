"""One typesetter for the process: fonts read once, templates from files, facts as JSON, never pasted into a source."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst
from django.utils.translation import gettext

from motcua.registers.documents.errors import LetterCannotBePrinted, TemplateFaulty
from motcua.registers.documents.printing.templates import FORMS, Template

FONT_FAMILY: Final = "TeX Gyre Termes"
SECOND_FAMILY: Final = "Libertinus Serif"
"""For the few letters that the first has not: ƀ, ơ̆ and others of Ê-đê, Gia-rai and Ba-na names. It comes with typst."""
STANDARDS: Final = ("a-2a", "ua-1")
"""With these a letter that the font lacks is an error, and every picture needs words."""

SCREEN: Final = 96.0
"""Dots an inch of a page shown as a picture."""

_FONT_PACKAGE = "rinoh_typeface_texgyretermes"
_PACKAGE: Final = b'"@'
_PLACE = re.compile(r"__typst_py_bytes__\.typ:(\d+):")
_LETTER_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


@cache
def fonts() -> typst.Fonts:
    """The faces that are printed with, embedded in each PDF as they are used. Raises `RuntimeError` when they are not
    installed."""
    found = find_spec(_FONT_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"the fonts are not installed: package {_FONT_PACKAGE} is missing")
    kept = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(Path(found.origin).parent)]
    )
    for family in (FONT_FAMILY, SECOND_FAMILY):
        if family not in kept.families():
            raise RuntimeError(f"{family} was not found in package {_FONT_PACKAGE}, nor among the faces of typst")
    return kept


def typeset(*, template: Template, facts: Mapping[str, Any], made_at: datetime) -> bytes:
    """The PDF of a template filled with facts. `made_at` (aware) is the document's date.

    A template imports what all share as "/page.typ", wherever it lies itself; it reads no other file and no package.
    Raises `LetterCannotBePrinted` when a text holds a letter that the font has not, `TemplateFaulty` for a template
    that cannot be set or that imports a package.
    """
    pdf = _set(template, facts, made_at, pdf_standards=list(STANDARDS))
    assert isinstance(pdf, bytes)
    return pdf


def pictured(*, template: Template, facts: Mapping[str, Any], made_at: datetime) -> tuple[bytes, ...]:
    """The same as pictures in PNG, a page each, for a screen. Raises as `typeset`, but for a letter that is missing,
    which the picture leaves out."""
    pages = _set(template, facts, made_at, format="png", ppi=SCREEN)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def _set(template: Template, facts: Mapping[str, Any], made_at: datetime, **more: Any) -> bytes | list[bytes]:
    source = template.content
    if _PACKAGE in source:
        raise TemplateFaulty(file=template.file, line=1, why=gettext("không dùng gói ngoài (@…)"))
    try:
        found: Any = typst.compile(
            source,
            root=str(FORMS),
            font_paths=fonts(),
            sys_inputs={"facts": as_input(facts)},
            timestamp=int(made_at.timestamp()),
            **more,
        )
    except typst.TypstError as error:
        missing = _LETTER_MISSING.findall(error.diagnostic)
        if not missing:
            at = _PLACE.search(error.diagnostic)
            raise TemplateFaulty(
                file=template.file, line=int(at[1]) if at else 1, why=error.message.partition(" (")[0]
            ) from error
        raise LetterCannotBePrinted(letters=" ".join(dict.fromkeys(missing))) from error
    return cast("bytes | list[bytes]", found)


def as_input(facts: Mapping[str, Any]) -> str:
    """Facts as a template reads them: JSON of what can be printed."""
    return json.dumps(_printable(facts), ensure_ascii=False)


def qr(address: str) -> str:
    """An address as a QR code in SVG, black on nothing, with the quiet zone that readers need."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=2, xmldecl=False, svgns=True)
    return picture.getvalue().decode("ascii")


def _printable(value: Any) -> Any:
    """Texts composed (NFC), line ends as spaces, without invisible signs, which no font has and no reader misses."""
    match value:
        case str():
            composed = unicodedata.normalize("NFC", " ".join(value.split()))
            return "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Cc"))
        case Mapping():
            return {key: _printable(item) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item) for item in value]
        case _:
            return value
