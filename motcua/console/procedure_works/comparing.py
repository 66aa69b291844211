"""`motcua procedures diff A B`: what is different, in words."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from motcua.registers.procedures.errors import NoProcedureFiles
from motcua.registers.procedures.queries import (
    KeptDraft,
    differences,
    draft_of,
    facts_of,
    facts_of_text,
    facts_of_version,
    template_differences,
    templates_beside,
    version_named,
)

HELP = "So hai bản của một thủ tục, nói khác nhau bằng lời."

Whole = tuple[Mapping[str, Any], Mapping[str, str] | None]
"""The facts, and the print templates; None: there can be none beside a draft or a lone file."""


def arguments(parser: argparse.ArgumentParser) -> None:
    for name, metavar in (("old", "A"), ("new", "B")):
        help_text = "tệp, thư mục, bản nháp (1.001193, 1.001193@2) hoặc phiên bản đã công bố (1.001193:2026-07-18)"
        parser.add_argument(name, metavar=metavar, help=help_text)


def run(options: argparse.Namespace) -> int:
    """One sentence for each difference."""
    (old, old_templates), (new, new_templates) = _whole(options.old), _whole(options.new)
    found = [*differences(old, new)]
    if old_templates is not None and new_templates is not None:
        found += template_differences(old_templates, new_templates)
    print("\n".join(found) if found else gettext("Không khác nhau."))
    return 0


def draft_named(words: str) -> KeptDraft:
    """The draft of `1.001193`, or of `1.001193@2`. Raises `NoSuchDraft`."""
    code, mark, number = words.rpartition("@")
    return draft_of(code, int(number)) if mark and number.isdecimal() else draft_of(words)


def path_of(words: str) -> Path | None:
    """The file or folder that was named; None where a code was. Raises `NoProcedureFiles` for one that is not there."""
    path = Path(words)
    if path.exists():
        return path
    if "/" in words or path.suffix in (".yaml", ".yml"):
        raise NoProcedureFiles(folder=words)
    return None


def _whole(words: str) -> Whole:
    if path := path_of(words):
        return facts_of(path), templates_beside(path) if path.is_dir() else None
    code, mark, label = words.partition(":")
    if mark:
        return facts_of_version(version_named(code, label).version_id)
    return facts_of_text(draft_named(words).text), None
