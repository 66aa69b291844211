"""The diagram part of a BPMN file (BPMNDI): the coordinates of the picture, shape by shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from motcua.registers.procedures.bpmn.vocabulary import BPMNDI, DC, DI
from motcua.registers.procedures.diagram.placing import Diagram, Placed, Rect
from motcua.registers.procedures.diagram.routing import Line

_MARKED = ("choice.", "merge.")


def add_diagram(top: Any, diagram: Diagram, *, pool: str) -> None:
    """Draw the whole sheet for the participant `pool`; lanes stand side by side, the process runs down."""
    holder = etree.SubElement(top, f"{{{BPMNDI}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(holder, f"{{{BPMNDI}}}BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, pool, Rect(0, 0, diagram.width, diagram.height), isHorizontal="false")
    for role, lane in diagram.lanes.items():
        _shape(plane, f"role.{role}", lane.rect, isHorizontal="false")
    for block, rect in diagram.blocks.items():
        _shape(plane, block, rect, isExpanded="true")
    for node in diagram.graph.nodes:
        marked = {"isMarkerVisible": "true"} if node.id.startswith(_MARKED) else {}
        _shape(plane, node.id, diagram.shapes[node.id].rect, **marked)
    for flow in diagram.graph.flows:
        _edge(plane, flow.id, diagram.flows[flow.id], diagram.labels)


def _shape(plane: Any, element: str, rect: Rect, **more: str) -> None:
    shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", id=f"shape.{element}", bpmnElement=element, **more)
    _bounds(shape, rect)


def _edge(plane: Any, element: str, line: Line, labels: Mapping[str, Placed]) -> None:
    edge = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", id=f"edge.{element}", bpmnElement=element)
    for x, y in line:
        etree.SubElement(edge, f"{{{DI}}}waypoint", x=str(x), y=str(y))
    if label := labels.get(element):
        _bounds(etree.SubElement(edge, f"{{{BPMNDI}}}BPMNLabel"), label.rect)


def _bounds(around: Any, rect: Rect) -> None:
    etree.SubElement(
        around,
        f"{{{DC}}}Bounds",
        x=str(rect.x),
        y=str(rect.y),
        width=str(rect.width),
        height=str(rect.height),
    )
