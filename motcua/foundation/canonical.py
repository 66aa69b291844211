"""One text for one value: what hashes are taken over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def canonical(value: Mapping[str, Any]) -> str:
    """The canonical text: JSON, keys sorted, no spaces, UTF-8 letters as they are.

    Moments become UTC with microseconds, dates ISO. Raises `TypeError` for floats and anything else that has no
    single text.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment_text(moment: datetime) -> str:
    """An aware moment as `2026-11-22T01:02:03.000004Z`. Raises `TypeError` for a naive one."""
    if moment.tzinfo is None:
        raise TypeError("a naive moment has no canonical text")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Plain:
    if type(value) in _AS_THEY_ARE:
        kept: Plain = value
        return kept
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("canonical text takes string keys only")
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"no canonical text for {type(value).__name__}")
