"""A template may loop, and comes from strangers: one that may grow is set first in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.utils.translation import gettext, gettext_noop

from motcua.registers.documents.errors import TemplateFaulty
from motcua.registers.documents.printing.templates import FORMS, Template

SECONDS: Final = 10
"""Of the processor, for one setting; an ordinary result takes less than one."""
_TRIAL: Final = Path(__file__).with_name("trial.py")
_GROWS: Final = re.compile(rb"\bwhile\b|\brange\s*\(|\blet\s+[\w-]+\s*\(|=>|[\])\"]\s*\*\s*[\w(]|[\w)]\s*\*\s*[\[(\"]")
"""Counting, functions (which may call themselves) and pieces taken many times."""
_ENDLESS: Final = gettext_noop(
    "dựng quá {seconds} giây hoặc quá nhiều bộ nhớ; hãy bớt vòng lặp, hàm tự gọi, phép nhân chuỗi"
)
_WAITS: Final = 6
"""Times as long by the clock, on a machine with much to do."""


def within_bounds(template: Template, facts: str) -> None:
    """Nothing, where the template is set in time and memory or says why not. Raises `TemplateFaulty`.

    Only what may grow is tried: all else is as long as it is written.
    """
    source = template.content
    if not (grows := _GROWS.search(source)):
        return
    told = json.dumps({"source": source.decode(), "root": str(FORMS), "facts": facts})
    # One thread: a machine with a hundred processors would reserve more for theirs than a template may take.
    alone = {**os.environ, "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    command = [sys.executable, "-I", str(_TRIAL), str(SECONDS)]
    try:
        done = subprocess.run(
            command, input=told.encode(), env=alone, capture_output=True, timeout=SECONDS * _WAITS, check=False
        )
        ended = done.returncode in (0, 1)
    except subprocess.TimeoutExpired:
        ended = False
    if not ended:
        line = source[: grows.start()].count(b"\n") + 1
        raise TemplateFaulty(file=template.file, line=line, why=gettext(_ENDLESS).format(seconds=SECONDS))
