"""Which answers are copied into a ministry's system, screen by screen, until the two are connected: a file beside the
procedure, `copy-sheet.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from ruamel.yaml import YAML

from motcua.registers.procedures.definition import Procedure

FILE: Final = "copy-sheet.yaml"


@dataclass(frozen=True, slots=True)
class CopyField:
    """A box of the other system, and the key of the form's answer that goes into it."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class CopyScreen:
    """A screen of the other system, its boxes in their order."""

    title: str
    fields: tuple[CopyField, ...]


@dataclass(frozen=True, slots=True)
class CopySheet:
    """All screens. `confidence`: how surely the order is that of the other system (A, B, C)."""

    system: str
    confidence: str
    screens: tuple[CopyScreen, ...]


def copy_sheet_of(procedure: Procedure) -> CopySheet | None:
    """The sheet beside this procedure, or None. A box whose answer the form does not ask is left out: versions of a
    procedure may ask for different things."""
    path = settings.PROCEDURES_FOLDER / procedure.code / FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    sheet = read_copy_sheet(path, changed)
    asked = {field.key for field in procedure.form.fields}
    screens = (
        CopyScreen(screen.title, tuple(field for field in screen.fields if field.key in asked))
        for screen in sheet.screens
    )
    return CopySheet(sheet.system, sheet.confidence, tuple(screen for screen in screens if screen.fields))


@lru_cache(maxsize=256)
def read_copy_sheet(path: Path, changed: int = 0) -> CopySheet:
    """The file as it is written. Raises `KeyError` and `TypeError` for one that is not a sheet."""
    told: Mapping[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return CopySheet(
        str(told["system"]),
        str(told.get("confidence", "C")),
        tuple(
            CopyScreen(
                str(screen["title"]),
                tuple(CopyField(str(field["label"]), str(field["from"])) for field in screen["fields"]),
            )
            for screen in told["screens"]
        ),
    )
