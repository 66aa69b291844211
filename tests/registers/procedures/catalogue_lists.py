"""The small list of the tests, in the shape of the national portal's, and the real one where it lies beside."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.conf import settings

from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Indexed, Outcome
from motcua.registers.procedures.queries import search
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import NOW

SMALL = Path(__file__).with_name("records") / "catalogue.jsonl"
REAL = Path(settings.REAL_DATA_FOLDER) / "catalogue.jsonl.gz"


def put_in(path: Path = SMALL) -> list[Indexed]:
    return list(actions.import_catalogue(path=path, now=NOW, by=SYSTEM))


def outcomes(path: Path) -> Counter[Outcome]:
    return Counter(each.outcome for each in put_in(path))


def codes(question: str, *, province: str | None = None, limit: int = 5) -> list[str]:
    return [group.code for group in search(question, province=province, limit=limit)]


def first(question: str, *, province: str | None = None) -> str | None:
    return next(iter(codes(question, province=province, limit=1)), None)
