"""`motcua procedures diff A B`: what is different, in words."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from motcua.registers.procedures.queries import KeptDraft, differences, draft_of, facts_of, facts_of_text

HELP = "So hai bản của một thủ tục, nói khác nhau bằng lời."


def arguments(parser: argparse.ArgumentParser) -> None:
    for name, metavar in (("old", "A"), ("new", "B")):
        parser.add_argument(name, metavar=metavar, help="tệp, thư mục, hoặc bản nháp: 1.001193, 1.001193@2")


def run(options: argparse.Namespace) -> int:
    """One sentence for each difference."""
    found = differences(_facts(options.old), _facts(options.new))
    print("\n".join(found) if found else gettext("Không khác nhau."))
    return 0


def draft_named(words: str) -> KeptDraft:
    """The draft of `1.001193`, or of `1.001193@2`. Raises `NoSuchDraft`."""
    code, mark, number = words.rpartition("@")
    return draft_of(code, int(number)) if mark and number.isdigit() else draft_of(words)


def _facts(words: str) -> Mapping[str, Any]:
    path = Path(words)
    if path.exists():
        return facts_of(path)
    return facts_of_text(draft_named(words).text)
