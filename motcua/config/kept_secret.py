"""The secret key of a house that was given none."""

from __future__ import annotations

import secrets
from pathlib import Path

from motcua.foundation.kept_once import keep_once


def kept_secret(var: Path) -> str:
    """The secret key kept in `var`, made once; only its owner may read it."""
    path = var / "secret"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    var.mkdir(parents=True, exist_ok=True)
    return keep_once(path, secrets.token_urlsafe(60).encode()).decode("ascii").strip()
