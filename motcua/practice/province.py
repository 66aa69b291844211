"""The whole demonstration in one call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from motcua.practice import arranged, dossiers, linked, loading
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures.errors import ChainBeforeItsPredecessor, PublishedAlready, TwoVersionsInForce
from motcua.rules.access import SYSTEM

_KEPT = (ChainBeforeItsPredecessor, PublishedAlready, TwoVersionsInForce)
"""A demonstration made by an earlier release keeps the procedures it published then."""


def load(*, now: datetime, procedures_folder: Path, tell: Callable[[str], None], count: int = 300) -> None:
    """Load what is not there yet; a second call changes nothing. Raises the refusal of a faulty procedure file."""
    loading.load(now=now, tell=tell)
    tell("Thủ tục hành chính từ thư mục procedures")
    outcome = procedures.publish_folder(path=procedures_folder, now=now, by=SYSTEM)
    for refused in outcome.refused:
        if not isinstance(refused.refusal, _KEPT):
            raise refused.refusal
        tell(str(refused.refusal))
    if dossiers.load(now=now, count=count, tell=tell):
        linked.load(now=now)
        arranged.load(now=now)
