"""The ways in, as both sides call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CHANNELS: Mapping[str, str] = {"DIRECT": "direct", "ONLINE": "online", "POSTAL": "postal"}
SUBMISSIONS: Mapping[str, str] = {ours: theirs for theirs, ours in CHANNELS.items()}


def channels(methods: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each channel once, in the order in which the portal names them."""
    named = (CHANNELS.get(str(method.get("submissionMethod"))) for method in methods)
    return list(dict.fromkeys(channel for channel in named if channel))
