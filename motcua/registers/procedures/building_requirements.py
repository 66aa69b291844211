"""Papers, fees and form as the rules know them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from motcua.rules.forms import Field, FieldType, FormDefinition, Section

Block = Mapping[str, Any]

_TODAY = "today"


def papers_of(block: Any, data: Any) -> Any:
    return block["items"]


def fees_of(block: Any) -> Any:
    return block


def form_of(block: Block) -> FormDefinition:
    sections = tuple(
        Section(section["key"], section["title"], tuple(_field(each) for each in section["fields"]))
        for section in block["sections"]
    )
    return FormDefinition(block["version"], block["title"], sections)


def _field(block: Block) -> Field:
    not_after, not_before = block.get("not_after"), block.get("not_before")
    return Field(
        key=block["key"],
        label=block["label"],
        type=FieldType(block["type"]),
        required=block.get("required", False),
        when=block.get("when"),
        choices=MappingProxyType(block.get("choices", {})),
        pattern=block.get("pattern", ""),
        max_length=block.get("max_length"),
        min=block.get("min"),
        max=block.get("max"),
        not_after_today=not_after == _TODAY,
        not_before_today=not_before == _TODAY,
        latest=_day(not_after),
        earliest=_day(not_before),
        help=block.get("help", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != _TODAY else None
