"""The shapes and flows of a file as they are joined, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.bpmn.conditions import OUTCOME, Chosen, read_condition
from motcua.registers.procedures.bpmn.subset import NODES, TASKS, local, place_of
from motcua.registers.procedures.bpmn.vocabulary import bpmn, ours
from motcua.registers.procedures.reading import Fault, Unreadable
from motcua.rules.expressions import Condition

_ONE_PROCESS = gettext_noop("Tệp phải có đúng một quy trình (process); ở đây có {count}.")
_ONE_POOL = gettext_noop("Tệp chỉ được có một bên tham gia (participant); ở đây có {count}.")
_TWICE = gettext_noop("Mã “{place}” dùng cho hai phần tử.")
_NO_ID = gettext_noop("Phần tử {place} không có mã (id).")
_NOWHERE = gettext_noop("Luồng “{place}” không nối hai phần tử của cùng một quy trình.")
_CONDITION = gettext_noop(
    'Không đọc được điều kiện “{text}” của luồng “{place}”. Viết như: outcome == "ký"; '
    'send_back == "mã-bước"; answers["trường"] == "giá trị".'
)
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class Way:
    """A sequence flow."""

    id: str
    name: str
    source: str
    target: str
    effect: str | None
    condition: Chosen | Condition | None
    line: int


@dataclass(slots=True)
class Shape:
    """A flow node; `block` is the sub-process it lies in."""

    id: str
    tag: str
    name: str
    block: str
    line: int
    default: str = ""
    attached: str = ""
    error: str = ""
    """Code of the error an event throws or catches."""
    lane: Any = None
    own: Any = None
    """What of the step BPMN has no word for, as the element that holds it."""
    ways_in: list[Way] = field(default_factory=list)
    ways_out: list[Way] = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Elements:
    """All of a file."""

    name: str
    own: Any
    shapes: Mapping[str, Shape]

    def within(self, block: str, tag: str) -> list[Shape]:
        return [shape for shape in self.shapes.values() if shape.block == block and shape.tag == tag]


def elements_of(top: Any) -> Elements:
    """Index a file that lies in the subset. Raises `Unreadable`."""
    processes = top.findall(bpmn("process"))
    if len(processes) != 1:
        raise Unreadable(Fault(1, _ONE_PROCESS, {"count": len(processes)}))
    pools = top.findall(f"{bpmn('collaboration')}/{bpmn('participant')}")
    if len(pools) > 1:
        raise Unreadable(Fault(int(pools[1].sourceline), _ONE_POOL, {"count": len(pools)}))
    process = processes[0]
    errors = {each.get("id"): each.get("errorCode") or each.get("id") for each in top.findall(bpmn("error"))}
    lanes = {ref.text: ref.getparent() for ref in process.iter(bpmn("flowNodeRef"))}
    shapes: dict[str, Shape] = {}
    for element, block in _inside(process, ""):
        if local(element) in NODES:
            shape = _shape(element, block, errors, lanes.get(element.get("id")))
            if shape.id in shapes:
                raise Unreadable(Fault(shape.line, _TWICE, {"place": shape.id}))
            shapes[shape.id] = shape
    _join(process, shapes)
    _choose_by_name(shapes)
    name = next((pool.get("name") for pool in pools if pool.get("name")), None) or process.get("name", "")
    return Elements(str(name), _own(process, "process"), shapes)


def _inside(holder: Any, block: str) -> Iterator[tuple[Any, str]]:
    """Shapes and flows, those of sub-processes too, each with the sub-process it lies in."""
    waiting = [(holder, block)]
    while waiting:
        around, inside = waiting.pop()
        for child in around:
            if local(child) in NODES or local(child) == "sequenceFlow":
                yield child, inside
            if local(child) == "subProcess":
                waiting.append((child, child.get("id")))


def _shape(element: Any, block: str, errors: Mapping[str, str], lane: Any) -> Shape:
    key = element.get("id")
    line = int(element.sourceline or 1)
    if not key:
        raise Unreadable(Fault(line, _NO_ID, {"place": place_of(element) or local(element)}))
    thrown = element.find(bpmn("errorEventDefinition"))
    return Shape(
        id=key,
        tag=local(element),
        name=_one_line(element.get("name", "")),
        block=block,
        line=line,
        default=element.get("default", ""),
        attached=element.get("attachedToRef", ""),
        error="" if thrown is None else errors.get(thrown.get("errorRef"), "") or "?",
        lane=lane,
        own=_own(element, "step"),
    )


def _one_line(name: str) -> str:
    """Programs that draw break a name into lines."""
    return _BREAK.sub(" ", name)


def _own(element: Any, name: str) -> Any:
    return element.find(f"{bpmn('extensionElements')}/{ours(name)}")


def _join(process: Any, shapes: dict[str, Shape]) -> None:
    """Hang the flows on their shapes, in the order in which a shape lists what leaves it."""
    listed: dict[str, int] = {}
    for place, reference in enumerate(process.iter(bpmn("outgoing"))):
        listed.setdefault((reference.text or "").strip(), place)
    ways = []
    met: set[str] = set()
    for element, block in _inside(process, ""):
        if local(element) != "sequenceFlow":
            continue
        way = _way(element)
        ends = shapes.get(way.source), shapes.get(way.target)
        if way.id in met or way.id in shapes:
            raise Unreadable(Fault(way.line, _TWICE, {"place": way.id}))
        met.add(way.id)
        if ends[0] is None or ends[1] is None or {ends[0].block, ends[1].block} != {block}:
            raise Unreadable(Fault(way.line, _NOWHERE, {"place": way.name or way.id}))
        ways.append(way)
    for way in sorted(ways, key=lambda way: listed.get(way.id, len(listed))):
        shapes[way.source].ways_out.append(way)
        shapes[way.target].ways_in.append(way)


def _choose_by_name(shapes: Mapping[str, Shape]) -> None:
    """Right behind one task, a gateway whose flows have names and nothing else: its doer chooses among them."""
    for shape in shapes.values():
        before = [shapes[way.source] for way in shape.ways_in]
        if shape.tag != "exclusiveGateway" or len(before) != 1 or before[0].tag not in TASKS:
            continue
        keys = [key_of(way.name) for way in shape.ways_out if way.condition is None and way.effect is None]
        if len(before[0].ways_out) == 1 < len(shape.ways_out) == len({*keys} - {""}):
            for way, key in zip(shape.ways_out, keys, strict=True):
                way.condition = Chosen(OUTCOME, key)
            shape.default = ""


def key_of(words: str) -> str:
    """Words as the key of a step or an outcome; empty when they have no letter."""
    return "-".join(re.findall("[a-z0-9]+", fold(words)))


def _way(element: Any) -> Way:
    line = int(element.sourceline or 1)
    written = element.find(bpmn("conditionExpression"))
    text = "" if written is None else (written.text or "").strip()
    condition = read_condition(text) if text else None
    name = _one_line(element.get("name", ""))
    if text and condition is None:
        raise Unreadable(Fault(line, _CONDITION, {"text": text[:200], "place": name or element.get("id", "")}))
    return Way(
        id=element.get("id", ""),
        name=name,
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        effect=element.get(ours("effect")),
        condition=condition,
        line=line,
    )
