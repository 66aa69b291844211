"""Where the next page of a list of duties begins, as its address says it."""

from __future__ import annotations

from datetime import datetime

from motcua.registers.dossiers.queries import Cursor
from motcua.web.shared.numbers import numbers_in


def cursor_of(text: str) -> Cursor | None:
    """None for what is no place in a list: then it begins at its head."""
    due, *rest = text.split("~")
    numbers = numbers_in(rest, 2)
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return None
    return Cursor(at, *numbers) if at.tzinfo and len(rest) == len(numbers) == 2 else None


def written(cursor: Cursor | None) -> str:
    """As `cursor_of` reads it; empty for none."""
    return f"{cursor.due_at.isoformat()}~{cursor.dossier_id}~{cursor.number}" if cursor else ""
