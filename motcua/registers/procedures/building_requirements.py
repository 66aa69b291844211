"""Papers, fees and form as the rules know them."""

from __future__ import annotations

from typing import Any


def papers_of(block: Any, data: Any) -> Any:
    return block["items"]


def fees_of(block: Any) -> Any:
    return block


def form_of(block: Any) -> Any:
    return block
