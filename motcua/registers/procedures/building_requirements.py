"""Papers, fees and form as the rules know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from motcua.registers.procedures.conditions import condition_of, expression_of
from motcua.registers.procedures.form_parts import group_of, leaves
from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.expressions import Names, all_of, any_of
from motcua.rules.fees import Due, Fee, FeeKind, FeeSchedule, Group, Tier
from motcua.rules.forms import Field, FieldType, FormDefinition, OtherForm, Section

Block = Mapping[str, Any]

_TODAY = "today"


def papers_of(block: Block) -> tuple[PaperRequirement, ...]:
    """The papers of the dossier, notes among them, in the order of the file; equivalents right after their paper."""
    found = [_paper(each) for each in block["items"]]
    by_key = {paper.key: paper for paper in found}
    alike = [_beside(paper, by_key[paper.instead_of]) for paper in found if paper.instead_of]
    ordered = ((paper, *(each for each in alike if each.instead_of == paper.key)) for paper in found)
    return tuple(each for one in ordered if not one[0].instead_of for each in one)


def _beside(paper: PaperRequirement, of: PaperRequirement) -> PaperRequirement:
    """The equivalent, which belongs to a dossier where its paper does, and where it is required itself."""
    return replace(
        paper,
        required=paper.required_when is not None,
        cases=paper.cases or of.cases,
        channels=paper.channels or of.channels,
        when=all_of(paper.when, any_of(of.when, paper.required_when) if paper.required_when else of.when),
    )


def fees_of(block: Block, names: Names) -> FeeSchedule:
    """The tariff; `names` say a formula in words."""
    groups = (Group(key, each["name"], each.get("article", "")) for key, each in block.get("groups", {}).items())
    return FeeSchedule(tuple(_fee(each) for each in block["items"]), tuple(groups), names)


def form_of(block: Block) -> FormDefinition:
    """The form that is to be answered."""
    others = {each["key"]: each for each in block.get("others", ())}
    sections = tuple(_section(each, others) for each in block["sections"])
    told = tuple(OtherForm(each["key"], each["title"], each["version"]) for each in others.values())
    return FormDefinition(block["version"], block["title"], sections, told)


def _section(block: Block, others: Mapping[str, Block]) -> Section:
    """A section with its fields; what holds for it and for its form holds for each of them."""
    form = block.get("of", "")
    around = all_of(condition_of(others.get(form, {}).get("when")), condition_of(block.get("when")))
    fields = tuple(
        replace(_field(leaf), when=all_of(around, condition_of(leaf.get("when"))), part_of=group_of(field))
        for field in block["fields"]
        for leaf in leaves(field)
    )
    return Section(block["key"], block["title"], fields, form)


def _paper(block: Block) -> PaperRequirement:
    return PaperRequirement(
        key=block["key"],
        name=block["name"],
        kind=PaperKind(block["kind"]),
        originals=block.get("originals", 0),
        copies=block.get("copies", 0),
        required=block.get("required", True),
        required_when=condition_of(block.get("required_when")),
        cases=frozenset(block.get("cases", ())),
        channels=frozenset(block.get("channels", ())),
        when=condition_of(block.get("when")),
        held_by_state=block.get("state_holds", ""),
        portal_code=block.get("portal_code", ""),
        online_form=block.get("online_form", ""),
        note=block.get("note", ""),
        instead_of=block.get("instead_of", ""),
        given_back=block.get("given_back"),
    )


def _fee(block: Block) -> Fee:
    return Fee(
        key=block["key"],
        name=block["name"],
        kind=FeeKind(block["kind"]),
        amount=0 if isinstance(block.get("amount"), str) else block.get("amount", 0),
        formula=expression_of(block["amount"]) if isinstance(block.get("amount"), str) else None,
        tiers=tuple(Tier(each["amount"], each.get("to")) for each in block.get("tiers", ())),
        per=block.get("per", ""),
        cap=block.get("cap"),
        times=block.get("times", ""),
        online_amount=block.get("online_amount"),
        online_percent=block.get("online_percent"),
        cases=frozenset(block.get("cases", ())),
        channels=frozenset(block.get("channels", ())),
        when=condition_of(block.get("when")),
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
        required_when=condition_of(block.get("required_when")),
        computed=expression_of(block["computed"]) if "computed" in block else None,
        when=condition_of(block.get("when")),
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
        filled_when=condition_of(block.get("filled_when")),
        usual=tuple(block.get("usual", ())),
        help=block.get("help", ""),
        known_in=block.get("known_in", ""),
        reused=block.get("reused", False),
        paper=block.get("paper", ""),
        columns=tuple(_field(each) for each in block.get("columns", ())),
        least_rows=block.get("least_rows", 0),
        most_rows=block.get("most_rows", 20),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != _TODAY else None
