"""Files that only their owner may read, each made once and written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def keep_once(path: Path, content: bytes) -> bytes:
    """Keep these bytes under the path, whose folder is there, unless something is kept there; what stands there comes
    back.

    Several programs may do so at the same moment: the first whole file stands.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_bytes()
