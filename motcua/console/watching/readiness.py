"""Whether requests can be served: the database answers and has the shape that this version needs."""

from __future__ import annotations

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def why_not_ready() -> str | None:
    """In words; None when ready. A database ahead of this version is served on: the older web works while the newer
    is put beside it."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return "Cơ sở dữ liệu không trả lời."
    waiting = sum(leaf not in applied for leaf in _leaves())
    if waiting:
        return f"Cấu trúc cơ sở dữ liệu chưa theo phiên bản này ({waiting} phần). Hãy chạy: motcua migrate"
    return None


@cache
def _leaves() -> frozenset[tuple[str, str]]:
    """The last migration of each room in this version."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
