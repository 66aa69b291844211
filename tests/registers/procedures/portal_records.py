"""Records in the portal's shape: of our own making, and the real ones that stand beside the project."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from motcua.registers.procedures.portal.doubts import doubts_of, with_doubts
from motcua.registers.procedures.portal.drafting import draft
from motcua.registers.procedures.writing import write
from tests.registers.procedures.procedure_files import NOW

FOLDER = Path(__file__).parent / "records"
MADE_UP = FOLDER / "made_up.jsonl"
ODD = FOLDER / "odd.jsonl"
REAL = Path(os.environ.get("MOTCUA_REAL_DATA", Path(__file__).parents[4] / "shared" / "data")) / "procedures.jsonl.gz"

Record = dict[str, Any]


def records_of(path: Path) -> dict[str, Record]:
    """The records of a file by their code."""
    lines = (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8")
    with lines as text:
        found = [json.loads(line) for line in text]
    return {record["code"]: record for record in found}


def record(code: str) -> Record:
    """One of those made up, to be changed by a test."""
    return {**records_of(MADE_UP), **records_of(ODD)}[code]


def draft_text(published: Mapping[str, Any]) -> str:
    plain = draft(published)
    return write(with_doubts(plain, doubts_of(plain, on=NOW.date())))


def same_text(value: object) -> str:
    """Equal exactly when every field is: 1 is not 1.0, nothing is not null."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def write_lines(path: Path, lines: Iterable[object]) -> Path:
    """A file of records; a text stands there as it is."""
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path
