"""From plain data that has the right shape to the facts of `definition`. Nothing is checked here but terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from motcua.registers.procedures.building_requirements import fees_of, form_of, papers_of
from motcua.registers.procedures.conditions import condition_of, names_of
from motcua.registers.procedures.definition import (
    Book,
    Case,
    ClockRules,
    Ground,
    GroundFor,
    LegalText,
    Master,
    MasterSystem,
    Procedure,
    Result,
    ResultItem,
    Service,
    TermRow,
)
from motcua.rules.deadlines import Policy, Resumption, Term, TermUnreadable, parse_term
from motcua.rules.process import Branch, ProcessDefinition, Step, StepKind

Block = Mapping[str, Any]

_ONE_DAY = "1 ngày"


def procedure_of(data: Block, *, version_id: int) -> Procedure:
    """The version as facts. Its last day is not among them: a successor may set it later."""
    identity, version, papers = data["identity"], data["version"], data["papers"]
    clock = clock_of(data["clock"])
    return Procedure(
        version_id=version_id,
        code=identity["code"],
        name=identity["name"],
        official_name=identity.get("official_name", identity["name"]),
        label=version["label"],
        field_code=identity.get("field", {}).get("code", ""),
        field_name=identity.get("field", {}).get("name", ""),
        level=identity["level"],
        valid_from=date.fromisoformat(version["from"]),
        master=_master(data["master"]),
        service=service_of(data["service"]),
        legal_basis=tuple(LegalText(item["number"], item["name"]) for item in data["legal_basis"]["items"]),
        cases=tuple(Case(each["key"], each["name"], each.get("portal_code", "")) for each in data["cases"]),
        grounds=tuple(_grounds(data.get("grounds", {"items": []}))),
        papers=papers_of(papers),
        paper_sets=papers["sets"],
        clock=clock,
        fees=fees_of(data["fees"], names_of(data)),
        form=form_of(data["form"]),
        processes={row.key: process_of(data["process"], row.key) for row in clock.terms},
        result=result_of(data["result"]),
        retention_years=None if data["retention"]["years"] == "forever" else data["retention"]["years"],
        moved_steps=MappingProxyType(version.get("moved_steps", {})),
    )


def _master(block: Block) -> Master:
    return Master(MasterSystem(block["system"]), block.get("name", ""), block.get("partner", ""))


def term_of(text: str) -> Term:
    """The term that the text means. Raises `ValueError` when it means none: coherence has refused that before."""
    term = parse_term(text)
    if isinstance(term, TermUnreadable):
        raise ValueError(term.words())
    return term


def service_of(block: Block) -> Service:
    return Service(
        subjects=tuple(block["subjects"]),
        deciding=block["deciding"],
        receiving=block["receiving"],
        channels=tuple(block["channels"]),
        order=tuple(_step_words(each) for each in block["order"]),
        executing=block.get("executing", ""),
        coordinating=tuple(block.get("coordinating", ())),
        requirements=tuple(block.get("requirements", ())),
        online_level=block.get("online_level", ""),
        is_non_boundary=block.get("non_boundary", False),
        decided_by=block.get("decided_by", ""),
        is_immediate=block.get("immediate_result", False),
    )


def _step_words(step: str | Block) -> str:
    if isinstance(step, str):
        return step
    return f"{step['name']}\n{step['text']}" if "name" in step else str(step["text"])


def clock_of(block: Block) -> ClockRules:
    """How the promise is computed."""
    reschedule = block.get("reschedule", {"times": 1, "notice": _ONE_DAY})
    return ClockRules(
        policy=Policy(block["policy"]),
        cutoff=time.fromisoformat(block["cutoff"]) if "cutoff" in block else None,
        resumption=Resumption(block["after_supplement"]),
        supplement_answer=term_of(block["supplement_answer"]),
        starts_at_competent=block["starts"] == "competent-receipt",
        reschedules=reschedule["times"],
        reschedule_notice=term_of(reschedule["notice"]),
        terms=tuple(_term_row(each) for each in block["terms"]),
    )


def process_of(block: Block, term_key: str) -> ProcessDefinition:
    """The process with the shares it has under that term."""
    return ProcessDefinition(block["start"], tuple(_step(step, term_key) for step in block["steps"]))


def result_of(block: Block) -> Result:
    items = tuple(
        ResultItem(
            key=each["key"],
            name=each["name"],
            portal_code=each.get("portal_code", ""),
            on_request=each.get("copies") == "on-request",
            is_refusal=each.get("refusal", False),
            template=each.get("template", ""),
            valid_for=term_of(each["valid_for"]) if "valid_for" in each else None,
            given=MappingProxyType(each.get("given", {})),
            book=_book(each["book"]) if "book" in each else None,
        )
        for each in block["items"]
    )
    return Result(items, tuple(block.get("returned_by", ("counter",))))


def _book(block: Block) -> Book:
    return Book(block["symbol"], block["name"], tuple(block["columns"]))


def share_text(step: Block, term_key: str) -> str | None:
    """The share of a step under that term, as written."""
    share = step.get("share")
    return share.get(term_key) if isinstance(share, Mapping) else share


def _grounds(block: Block) -> Iterator[Ground]:
    for each in block["items"]:
        allows = frozenset(GroundFor(purpose) for purpose in each["for"])
        yield Ground(each["key"], each["name"], allows, each.get("article", ""))


def _term_row(block: Block) -> TermRow:
    return TermRow(
        key=block["key"],
        term=term_of(block["term"]),
        cases=frozenset(block["cases"]),
        channels=frozenset(block.get("channels", ())),
        communes=block.get("communes", ""),
    )


def _step(block: Block, term_key: str) -> Step:
    share = share_text(block, term_key)
    answer = block.get("answer_within")
    return Step(
        key=block["key"],
        name=block["name"],
        kind=StepKind(block.get("kind", "task")),
        role=block.get("role"),
        share=term_of(share) if share else None,
        branches=_branches(block),
        returns_to=tuple(block.get("returns_to", ())),
        effect=block.get("effect"),
        offices=tuple(block.get("offices", ())),
        answer_within=term_of(answer) if answer else None,
        answered_by=block.get("answered_by"),
        must_ask=tuple(block.get("must_ask", ())),
    )


def _branches(block: Block) -> tuple[Branch, ...]:
    written = block.get("branches", [{"to": block["to"]}] if "to" in block else [])
    return tuple(
        Branch(
            each["to"], each.get("outcome"), each.get("name", ""), condition_of(each.get("when")), each.get("effect")
        )
        for each in written
    )
