"""The secret key of a house that was given none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(var: Path) -> str:
    """The secret key kept in `var`, made once; only its owner may read it.

    Several programs may ask at the same moment: the first whole file stands.
    """
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(60))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
