"""Systems that may send dossiers to /api/dossiers: a TOML file, one table for each, read when the program begins."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

CHANNELS: Final = ("online", "postal", "direct")
LEAST_TOKEN: Final = 20
LARGEST: Final = 100_000
_SOURCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_KEYS: Final = {"name", "channels", "token"}


class SendersUnreadable(ImproperlyConfigured):
    """One line: which table of the file is wrong, and what it may be."""


def read_senders(path: Path | None) -> dict[str, dict[str, Any]]:
    """`source` → name, channels and token of each; nothing when no file is named. Raises `SendersUnreadable`."""
    if path is None:
        return {}
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SendersUnreadable(f"MOTCUA_SENDERS: không đọc được tệp {path}.") from fault
    except ValueError as fault:
        raise SendersUnreadable(f"MOTCUA_SENDERS: {path} không phải TOML, UTF-8, dưới {LARGEST} byte.") from fault
    return {source: _sender(source, values) for source, values in told.items()}


def _sender(source: str, told: Any) -> dict[str, Any]:
    if not _SOURCE.fullmatch(source):
        raise _wrong(source, "tên bảng là mục source của hồ sơ: chữ không dấu, số và . _ -")
    if not isinstance(told, dict) or not told.keys() <= _KEYS:
        raise _wrong(source, f"chỉ có các mục {', '.join(sorted(_KEYS))}")
    name, channels, token = told.get("name"), told.get("channels"), told.get("token", "")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= 200:
        raise _wrong(source, "thiếu name: tên để cán bộ đọc, đến 200 ký tự")
    if not isinstance(channels, list) or not channels or not all(one in CHANNELS for one in channels):
        raise _wrong(source, f"channels là danh sách lấy từ {', '.join(CHANNELS)}")
    if not isinstance(token, str) or 0 < len(token) < LEAST_TOKEN:
        raise _wrong(source, f"token cần ít nhất {LEAST_TOKEN} ký tự; bỏ mục này nếu chỉ đặt tên")
    return {"name": name.strip(), "channels": tuple(channels), "token": token}


def _wrong(source: str, words: str) -> SendersUnreadable:
    return SendersUnreadable(f"MOTCUA_SENDERS: bảng [{source[:80]}]: {words}.")
