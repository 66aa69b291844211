"""Kinds of offices that a procedure may name: who decides it, whom a step must ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

OFFICE_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "province-committee": _("Ủy ban nhân dân cấp tỉnh"),
        "province-centre": _("trung tâm phục vụ hành chính công cấp tỉnh"),
        "department": _("sở, cơ quan chuyên môn cấp tỉnh"),
        "land-office": _("văn phòng, chi nhánh văn phòng đăng ký đất đai"),
        "tax-office": _("cơ quan thuế"),
        "commune-committee": _("Ủy ban nhân dân cấp xã"),
        "police": _("công an"),
    }
)
"""By code, as they stand inside a sentence."""


def said(kinds: Iterable[str]) -> Sentence:
    """Several in a row: “cơ quan thuế, công an”."""
    names = {f"kind_{number}": Sentence(OFFICE_KINDS.get(kind, kind)) for number, kind in enumerate(kinds)}
    return Sentence(", ".join(f"{{{name}}}" for name in names), names)
