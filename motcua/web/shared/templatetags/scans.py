"""The scans of a dossier, for templates."""

from __future__ import annotations

from django import template

from motcua.registers.dossiers.queries import DossierView
from motcua.web.shared.scans import ScanLink, scans_of

register = template.Library()


@register.simple_tag
def scans(view: DossierView) -> dict[str, tuple[ScanLink, ...]]:
    """`{% scans view as by_paper %}`: paper → its scans."""
    return scans_of(view)
