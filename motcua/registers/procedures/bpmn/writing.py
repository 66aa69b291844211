"""From a process to the text of a BPMN 2.0 file with its diagram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from motcua.registers.procedures.bpmn.conditions import OUTCOME, SEND_BACK, answers_text, chosen_text
from motcua.registers.procedures.bpmn.shapes import add_diagram
from motcua.registers.procedures.bpmn.terms import written
from motcua.registers.procedures.bpmn.vocabulary import (
    BPMN,
    BPMNDI,
    CONDITIONS,
    DC,
    DI,
    OURS,
    XSI,
    ProcessFile,
    bpmn,
    ours,
)
from motcua.registers.procedures.diagram.graph import graph_of
from motcua.registers.procedures.diagram.nodes import Flow, Graph, Node, NodeKind, block_end, step_id
from motcua.registers.procedures.diagram.placing import diagram_of
from motcua.rules.process import Branch, ProcessDefinition, Step, StepKind

POOL = "pool"
TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TASK: "userTask",
    NodeKind.AUTOMATIC: "serviceTask",
    NodeKind.CHOICE: "exclusiveGateway",
    NodeKind.MERGE: "exclusiveGateway",
    NodeKind.SPLIT: "parallelGateway",
    NodeKind.JOIN: "parallelGateway",
    NodeKind.BLOCK_START: "startEvent",
    NodeKind.BLOCK_END: "endEvent",
    NodeKind.LEAVE: "endEvent",
    NodeKind.CAUGHT: "boundaryEvent",
}
_DIRECTIONS = {
    NodeKind.CHOICE: "Diverging",
    NodeKind.SPLIT: "Diverging",
    NodeKind.MERGE: "Converging",
    NodeKind.JOIN: "Converging",
}
Element = Any


def write_bpmn(file: ProcessFile, *, roles: Mapping[str, str]) -> bytes:
    """The file, in UTF-8; `roles` are the positions' names by code. The process must be sound."""
    return _Writer(file, roles).write()


class _Writer:
    def __init__(self, file: ProcessFile, roles: Mapping[str, str]) -> None:
        self.file = file
        self.roles = roles
        self.definition: ProcessDefinition = file.process
        self.graph: Graph = graph_of(self.definition)
        self.ways_out: defaultdict[str, list[Flow]] = defaultdict(list)
        self.ways_in: defaultdict[str, list[Flow]] = defaultdict(list)
        for flow in self.graph.flows:
            self.ways_out[flow.source].append(flow)
            self.ways_in[flow.target].append(flow)

    def write(self) -> bytes:
        spaces = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "motcua": OURS}
        top = etree.Element(
            bpmn("definitions"),
            id="definitions",
            targetNamespace="urn:motcua:procedure",
            expressionLanguage=CONDITIONS,
            exporter="Một Cửa",
            nsmap=spaces,
        )
        for to in dict.fromkeys(node.to for node in self.graph.nodes if node.to):
            name = self.definition.by_key[to].name
            etree.SubElement(top, bpmn("error"), id=_error_id(to), errorCode=to, name=f"Trả về: {name}")
        together = etree.SubElement(top, bpmn("collaboration"), id="collaboration")
        name = self.file.name or self.file.id
        etree.SubElement(together, bpmn("participant"), id=POOL, name=name, processRef=self.file.id)
        self._process(top, name)
        add_diagram(top, diagram_of(self.definition, self.roles), pool=POOL)
        etree.indent(top)
        text: bytes = etree.tostring(top, encoding="UTF-8", xml_declaration=True)
        return text + b"\n"

    def _process(self, top: Element, name: str) -> None:
        process = etree.SubElement(top, bpmn("process"), id=self.file.id, name=name, isExecutable="true")
        own = etree.SubElement(etree.SubElement(process, bpmn("extensionElements")), ours("process"))
        if self.file.code:
            own.set("code", self.file.code)
        if "" not in self.file.processes:
            own.set("terms", " ".join(self.file.processes))
        own.set("order", " ".join(step.key for step in self.definition.steps))
        self._fill(process, "")

    def _fill(self, inside: Element, block: str) -> None:
        """Lanes, shapes and flows of the process, or of a sub-process."""
        nodes = [node for node in self.graph.nodes if node.block == block]
        blocks = [key for key, around in self.graph.blocks if around == block]
        self._lanes(inside, block, nodes, blocks)
        for node in nodes:
            self._node(inside, node)
        for key in blocks:
            part = etree.SubElement(inside, bpmn("subProcess"), id=key, name=self._name_of_block(key))
            self._ends(part, key)
            self._fill(part, key)
        for flow in self.graph.flows:
            if flow.block == block:
                self._flow(inside, flow)

    def _lanes(self, inside: Element, block: str, nodes: list[Node], blocks: list[str]) -> None:
        if not self.graph.lanes:
            return
        lane_of = {node.id: node.lane for node in self.graph.nodes}
        within = [(node.id, node.lane) for node in nodes] + [(key, lane_of[block_end(key)]) for key in blocks]
        prefix = f"{block}." if block else ""
        together = etree.SubElement(inside, bpmn("laneSet"), id=f"{prefix}lanes")
        for role in self.graph.lanes:
            members = [key for key, lane in within if lane == role]
            if members or not block:
                name = self.roles.get(role, role)
                lane = etree.SubElement(together, bpmn("lane"), id=lane_id(role, block), name=name)
                lane.set(ours("role"), role)
                for key in members:
                    etree.SubElement(lane, bpmn("flowNodeRef")).text = key

    def _node(self, inside: Element, node: Node) -> None:
        shape = etree.SubElement(inside, bpmn(TAGS[node.kind]), id=node.id)
        name = self._name(node)
        if name:
            shape.set("name", name)
        if node.kind is NodeKind.CAUGHT:
            shape.set("attachedToRef", self._block_around(node))
        elif direction := _DIRECTIONS.get(node.kind):
            shape.set("gatewayDirection", direction)
        if default := next((flow.id for flow in self.ways_out[node.id] if flow.is_default), None):
            shape.set("default", default)
        if node.step is not None and node.id == step_id(node.step.key):
            self._extension(shape, node.step)
        self._ends(shape, node.id)
        if node.kind in (NodeKind.LEAVE, NodeKind.CAUGHT):
            error = etree.SubElement(shape, bpmn("errorEventDefinition"), id=f"error.{node.id}")
            error.set("errorRef", _error_id(node.to))

    def _block_around(self, caught: Node) -> str:
        """The sub-process on whose border the error is caught."""
        split = caught.id.removeprefix("caught.").removesuffix(f".{caught.to}")
        return f"block.{split}"

    def _name(self, node: Node) -> str:
        if node.to:
            return f"Trả về: {self.definition.by_key[node.to].name}"
        if node.kind is NodeKind.START:
            return "Bắt đầu"
        if node.kind is NodeKind.END:
            return "Kết thúc"
        return node.step.name if node.step is not None and node.id == step_id(node.step.key) else ""

    def _name_of_block(self, block: str) -> str:
        return self.definition.by_key[block.removeprefix("block.")].name

    def _ends(self, shape: Element, key: str) -> None:
        for tag, flows in (("incoming", self.ways_in[key]), ("outgoing", self.ways_out[key])):
            for flow in flows:
                etree.SubElement(shape, bpmn(tag)).text = flow.id

    def _extension(self, shape: Element, step: Step) -> None:
        own = etree.Element(ours("step"))
        for name, value in _attributes(step):
            own.set(name, value)
        for row, definition in self.file.processes.items():
            if share := definition.by_key[step.key].share:
                each = etree.SubElement(own, ours("share"))
                each.text = written(share)
                if row:
                    each.set("term", row)
        for office in step.offices:
            etree.SubElement(own, ours("office")).text = office
        for kind in step.must_ask:
            etree.SubElement(own, ours("must_ask")).text = kind
        if len(own) or own.attrib:
            etree.SubElement(shape, bpmn("extensionElements")).append(own)

    def _flow(self, inside: Element, flow: Flow) -> None:
        way = etree.SubElement(inside, bpmn("sequenceFlow"), id=flow.id, sourceRef=flow.source, targetRef=flow.target)
        if flow.returns_to:
            way.set("name", f"Trả về: {self.definition.by_key[flow.returns_to].name}")
            _condition(way, chosen_text(SEND_BACK, flow.returns_to))
        if flow.branch is not None:
            _branch(way, flow.branch)


def lane_id(role: str, block: str = "") -> str:
    return f"{block}.role.{role}" if block else f"role.{role}"


def _error_id(to: str) -> str:
    return f"error.{to}"


def _attributes(step: Step) -> Iterable[tuple[str, str]]:
    """What of a step has no word in BPMN; the position is the lane, unless nobody acts in the step."""
    if step.kind is StepKind.CONSULTATION:
        yield "kind", step.kind.value
    if step.role and not step.waits:
        yield "role", step.role
    if step.effect is not None:
        yield "effect", step.effect
    if step.answer_within is not None:
        yield "answer_within", written(step.answer_within)
    if step.answered_by is not None:
        yield "answered_by", step.answered_by


def _branch(way: Element, branch: Branch) -> None:
    if branch.name:
        way.set("name", branch.name)
    if branch.effect is not None:
        way.set(ours("effect"), branch.effect)
    if branch.outcome is not None:
        _condition(way, chosen_text(OUTCOME, branch.outcome))
    elif branch.when is not None:
        _condition(way, answers_text(branch.when))


def _condition(way: Element, text: str) -> None:
    condition = etree.SubElement(way, bpmn("conditionExpression"))
    condition.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    condition.text = text
