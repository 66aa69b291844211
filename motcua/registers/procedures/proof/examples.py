"""The examples beside a procedure, read: who asks for what, when, and what the author says must follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.proof.folder import EXAMPLES_NAME
from motcua.registers.procedures.reading import Fault, Reading, Unreadable, read
from motcua.registers.procedures.shape import shape_faults

SCHEMA_FILE: Final = Path(__file__).parents[1] / "examples.schema.json"

_NO_SET = gettext_noop("Ví dụ “{name}”: không có bộ trả lời “{key}” trong mục answers.")
_NO_CASE = gettext_noop("Ví dụ “{name}”: thủ tục không có trường hợp “{key}”.")
_WHICH_CASE = gettext_noop("Ví dụ “{name}”: phải ghi case, vì thủ tục có nhiều trường hợp.")
_NO_CHANNEL = gettext_noop("Ví dụ “{name}”: thủ tục không nhận hồ sơ qua kênh “{key}”.")
_NO_PAPER = gettext_noop("Ví dụ “{name}”: không có giấy tờ “{key}”.")
_NO_STEP = gettext_noop("Ví dụ “{name}”: quy trình không có bước “{key}”.")
_NO_GROUP = gettext_noop("Ví dụ “{name}”: không có nhóm “{key}” trong fees.groups.")
_NO_FEE = gettext_noop("Ví dụ “{name}”: không có khoản thu “{key}”.")
_NO_DAY = gettext_noop("Ví dụ “{name}”: “{key}” không phải một lúc có thật.")
_TWICE = gettext_noop("Hai ví dụ cùng tên “{name}”.")
_ONLY_REFUSED = gettext_noop(
    "Ví dụ “{name}”: tờ khai bị từ chối (refused) thì không có gì khác xảy ra; bỏ các mục kia."
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must follow; None: the author says nothing of it."""

    refused: tuple[str, ...] | None = None
    """Keys of the fields whose answers are refused."""
    papers: tuple[str, ...] | None = None
    """Keys of the papers that are to be brought."""
    held: tuple[str, ...] | None = None
    """Keys of the papers that a database of the state holds."""
    fee: int | Mapping[str, int] | None = field(default=None, hash=False)
    """The total in đồng, or each item's."""
    promise: datetime | None = None
    path: tuple[str, ...] | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One request, and what must follow. `line` is where it begins in the file."""

    name: str
    line: int
    case: str
    channel: str
    communes: str
    groups: frozenset[str]
    received: datetime
    not_found: frozenset[str]
    given: frozenset[str]
    """Papers that came, each whole."""
    answers: Mapping[str, object] = field(hash=False)
    choices: Mapping[str, tuple[str, ...]] = field(hash=False)
    """Step → the outcome chosen at each visit; the last holds for all that follow."""
    expect: Expected


@dataclass(frozen=True, slots=True)
class ReadExamples:
    """What could be read, and what is wrong with the rest."""

    examples: tuple[Example, ...]
    faults: tuple[Fault, ...]


def read_examples(text: str, procedure: Procedure) -> ReadExamples:
    """The examples of a file, for that procedure."""
    try:
        reading = read(text)
    except Unreadable as unreadable:
        return ReadExamples((), (_beside(unreadable.fault),))
    if faults := shape_faults(reading, _schema()):
        return ReadExamples((), tuple(_beside(fault) for fault in faults))
    return _Reader(reading, procedure).read()


@cache
def _schema() -> str:
    return SCHEMA_FILE.read_text(encoding="utf-8")


def fault_at(line: int, text: str, /, **params: object) -> Fault:
    """A fault of the file of examples."""
    return Fault(line, text, params, EXAMPLES_NAME)


def _beside(fault: Fault) -> Fault:
    return replace(fault, file=EXAMPLES_NAME)


class _Reader:
    def __init__(self, reading: Reading, procedure: Procedure) -> None:
        assert isinstance(reading.data, dict)
        self.reading = reading
        self.data: Mapping[str, Any] = reading.data
        self.procedure = procedure
        self.known: Mapping[str, tuple[str, set[str]]] = {
            "papers": (_NO_PAPER, {paper.key for paper in procedure.papers}),
            "steps": (_NO_STEP, {step.key for step in procedure.process.steps}),
            "groups": (_NO_GROUP, {group.key for group in procedure.fees.groups}),
            "fees": (_NO_FEE, {fee.key for fee in procedure.fees.items}),
            "cases": (_NO_CASE, {case.key for case in procedure.cases}),
            "channels": (_NO_CHANNEL, set(procedure.service.channels)),
        }

    def read(self) -> ReadExamples:
        examples: list[Example] = []
        faults: list[Fault] = []
        names: set[str] = set()
        for number, block in enumerate(self.data["examples"]):
            line = self.reading.line_of(("examples", number))
            found = [*self._faults(block, line)]
            if block["name"] in names:
                found.append(fault_at(line, _TWICE, name=block["name"]))
            names.add(block["name"])
            faults += found
            if not found:
                examples.append(self._example(block, line))
        return ReadExamples(tuple(examples), tuple(faults))

    def _faults(self, block: Mapping[str, Any], line: int) -> Iterator[Fault]:
        name, expect = block["name"], block["expect"]
        if "case" not in block and len(self.procedure.cases) > 1:
            yield fault_at(line, _WHICH_CASE, name=name)
        if "use" in block and block["use"] not in self.data.get("answers", {}):
            yield fault_at(line, _NO_SET, name=name, key=block["use"])
        if "refused" in expect and len(expect) > 1:
            yield fault_at(line, _ONLY_REFUSED, name=name)
        fee = expect.get("fee", 0)
        named = {
            "cases": [block["case"]] if "case" in block else [],
            "channels": [block["channel"]] if "channel" in block else [],
            "papers": [
                *block.get("not_found", ()),
                *block.get("given", ()),
                *expect.get("papers", ()),
                *expect.get("held", ()),
            ],
            "steps": [*block.get("choices", ()), *expect.get("path", ())],
            "groups": block.get("groups", ()),
            "fees": fee if isinstance(fee, Mapping) else (),
        }
        for kind, keys in named.items():
            text, known = self.known[kind]
            yield from (fault_at(line, text, name=name, key=key) for key in dict.fromkeys(keys) if key not in known)
        for moment in (block["received"], expect.get("promise")):
            if moment and _moment(moment) is None:
                yield fault_at(line, _NO_DAY, name=name, key=moment)

    def _example(self, block: Mapping[str, Any], line: int) -> Example:
        shared = self.data.get("answers", {}).get(block.get("use", ""), {})
        answers = {**shared, **block.get("answers", {})}
        received = _moment(block["received"])
        assert received
        return Example(
            name=block["name"],
            line=line,
            case=block.get("case", self.procedure.cases[0].key),
            channel=block.get("channel", self.procedure.service.channels[0]),
            communes=block.get("communes", "ordinary"),
            groups=frozenset(block.get("groups", ())),
            received=received,
            not_found=frozenset(block.get("not_found", ())),
            given=frozenset(block.get("given", ())),
            answers={key: value for key, value in answers.items() if value is not None},
            choices={step: _several(chosen) for step, chosen in block.get("choices", {}).items()},
            expect=_expected(block["expect"]),
        )


def _expected(block: Mapping[str, Any]) -> Expected:
    def keys(name: str) -> tuple[str, ...] | None:
        return tuple(block[name]) if name in block else None

    return Expected(
        refused=keys("refused"),
        papers=keys("papers"),
        held=keys("held"),
        fee=block.get("fee"),
        promise=_moment(block["promise"]) if "promise" in block else None,
        path=keys("path"),
        outcome=block.get("outcome"),
    )


def _several(chosen: str | Sequence[str]) -> tuple[str, ...]:
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    except ValueError:
        return None
