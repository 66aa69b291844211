"""Papers, fees and form as the rules know them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.fees import Due, Fee, FeeKind, FeeSchedule, Group, Tier
from motcua.rules.forms import Field, FieldType, FormDefinition, Section

Block = Mapping[str, Any]

_TODAY = "today"


def papers_of(block: Block) -> tuple[PaperRequirement, ...]:
    """The papers of the dossier, notes among them, in the order of the file."""
    return tuple(_paper(each) for each in block["items"])


def fees_of(block: Block) -> FeeSchedule:
    """The tariff."""
    groups = (Group(key, each["name"], each.get("article", "")) for key, each in block.get("groups", {}).items())
    return FeeSchedule(tuple(_fee(each) for each in block["items"]), tuple(groups))


def form_of(block: Block) -> FormDefinition:
    """The form that is to be answered."""
    sections = tuple(
        Section(section["key"], section["title"], tuple(_field(each) for each in section["fields"]))
        for section in block["sections"]
    )
    return FormDefinition(block["version"], block["title"], sections)


def _paper(block: Block) -> PaperRequirement:
    return PaperRequirement(
        key=block["key"],
        name=block["name"],
        kind=PaperKind(block["kind"]),
        originals=block.get("originals", 0),
        copies=block.get("copies", 0),
        required=block.get("required", True),
        cases=frozenset(block.get("cases", ())),
        channels=frozenset(block.get("channels", ())),
        when=block.get("when"),
        held_by_state=block.get("state_holds", ""),
        portal_code=block.get("portal_code", ""),
        online_form=block.get("online_form", ""),
        note=block.get("note", ""),
    )


def _fee(block: Block) -> Fee:
    return Fee(
        key=block["key"],
        name=block["name"],
        kind=FeeKind(block["kind"]),
        amount=block.get("amount", 0),
        tiers=tuple(Tier(each["amount"], each.get("to")) for each in block.get("tiers", ())),
        per=block.get("per", ""),
        cap=block.get("cap"),
        times=block.get("times", ""),
        online_amount=block.get("online_amount"),
        online_percent=block.get("online_percent"),
        cases=frozenset(block.get("cases", ())),
        channels=frozenset(block.get("channels", ())),
        when=block.get("when"),
        exempt=frozenset(block.get("exempt", ())),
        reduced=MappingProxyType(block.get("reduced", {})),
        due=Due(block.get("due", "submission")),
    )


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
        filled_from=block.get("filled_from", ""),
        filled_when=block.get("filled_when"),
        help=block.get("help", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != _TODAY else None
