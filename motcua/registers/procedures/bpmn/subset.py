"""The part of BPMN 2.0 that is read: which element may stand in which, with which attributes. All else is named.

Not taken over, because it means nothing to a process: `documentation`, notes and frames around elements, positions on
the sheet, names of gateways that belong to a task, of events and of sub-processes; what Signavio notes for its own
drawing (colours, places of labels) beside every element; how long Camunda keeps what has run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop
from lxml import etree

from motcua.registers.procedures.bpmn.vocabulary import BPMN, BPMNDI, OURS, XSI, ours
from motcua.registers.procedures.reading import Fault

TASKS: Final = frozenset({"userTask", "manualTask", "task"})
_FLOW_NODES = TASKS | {
    "serviceTask", "exclusiveGateway", "parallelGateway", "startEvent", "endEvent", "boundaryEvent", "subProcess",
}  # fmt: skip
NODES: Final = _FLOW_NODES
_ENDS = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})
_INSIDE: Final[Mapping[str, frozenset[str]]] = {
    "definitions": frozenset({"error", "collaboration", "process"}),
    "collaboration": frozenset({"participant", "documentation"}),
    "process": _FLOW_NODES | {"documentation", "extensionElements", "laneSet", "sequenceFlow"},
    "subProcess": _FLOW_NODES | _ENDS | {"laneSet", "sequenceFlow"},
    "laneSet": frozenset({"lane", "documentation"}),
    "lane": frozenset({"flowNodeRef", "documentation"}),
    "sequenceFlow": frozenset({"documentation", "conditionExpression"}),
    "endEvent": _ENDS | {"errorEventDefinition"},
    "boundaryEvent": _ENDS | {"errorEventDefinition"},
    **dict.fromkeys(TASKS | {"serviceTask", "exclusiveGateway", "parallelGateway", "startEvent"}, _ENDS),
}
_NOTES: Final = frozenset({"textAnnotation", "association", "group"})
_CAMUNDA: Final = "http://camunda.org/schema/1.0/bpmn"
_SIGNAVIO: Final = "http://www.signavio.com"
_NOTED: Final = frozenset({"process", "subProcess", "collaboration"})
_ONCE = frozenset({"1"})
_NO = frozenset({"false"})
_YES = frozenset({"true"})
_ANY: Final[frozenset[str]] = frozenset()
_ACTIVITY = {"startQuantity": _ONCE, "completionQuantity": _ONCE, "isForCompensation": _NO}
_NO_SERVICE = frozenset({"##unspecified", "##WebService"})
_ATTRIBUTES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "process": {
        "isExecutable": _ANY,
        "processType": _ANY,
        "isClosed": _NO,
        "definitionalCollaborationRef": _ANY,
        f"{{{_CAMUNDA}}}historyTimeToLive": _ANY,
    },
    "collaboration": {"isClosed": _NO},
    "participant": {"processRef": _ANY},
    "lane": {ours("role"): _ANY},
    "error": {"errorCode": _ANY},
    "errorEventDefinition": {"errorRef": _ANY},
    "sequenceFlow": {"sourceRef": _ANY, "targetRef": _ANY, "isImmediate": _YES, ours("effect"): _ANY},
    "conditionExpression": {f"{{{XSI}}}type": _ANY},
    "subProcess": {**_ACTIVITY, "triggeredByEvent": _NO},
    "startEvent": {"isInterrupting": _YES, "parallelMultiple": _NO},
    "boundaryEvent": {"attachedToRef": _ANY, "cancelActivity": _YES, "parallelMultiple": _NO},
    "parallelGateway": {"gatewayDirection": _ANY},
    "exclusiveGateway": {"gatewayDirection": _ANY, "default": _ANY},
    **{task: {**_ACTIVITY, "implementation": _NO_SERVICE} for task in TASKS | {"serviceTask"}},
}
_OURS: Final[Mapping[str, frozenset[str]]] = {
    "process": frozenset({"code", "terms", "order"}),
    "step": frozenset({"kind", "role", "effect", "answer_within", "answered_by"}),
    "share": frozenset({"term"}),
    "office": frozenset(),
    "must_ask": frozenset(),
}
_WORDS: Final[Mapping[str, str]] = {
    "timerEventDefinition": gettext_noop("sự kiện hẹn giờ"),
    "messageEventDefinition": gettext_noop("sự kiện thông điệp"),
    "signalEventDefinition": gettext_noop("sự kiện tín hiệu"),
    "escalationEventDefinition": gettext_noop("sự kiện leo thang"),
    "conditionalEventDefinition": gettext_noop("sự kiện điều kiện"),
    "compensateEventDefinition": gettext_noop("sự kiện bù"),
    "terminateEventDefinition": gettext_noop("sự kiện kết thúc tất cả"),
    "errorEventDefinition": gettext_noop("sự kiện lỗi"),
    "intermediateCatchEvent": gettext_noop("sự kiện trung gian"),
    "intermediateThrowEvent": gettext_noop("sự kiện trung gian"),
    "inclusiveGateway": gettext_noop("cổng bao hàm"),
    "complexGateway": gettext_noop("cổng phức hợp"),
    "eventBasedGateway": gettext_noop("cổng chờ sự kiện"),
    "scriptTask": gettext_noop("việc chạy mã"),
    "sendTask": gettext_noop("việc gửi thông điệp"),
    "receiveTask": gettext_noop("việc nhận thông điệp"),
    "businessRuleTask": gettext_noop("việc chạy luật"),
    "callActivity": gettext_noop("lời gọi quy trình khác"),
    "transaction": gettext_noop("giao dịch"),
    "adHocSubProcess": gettext_noop("quy trình con tùy nghi"),
    "standardLoopCharacteristics": gettext_noop("dấu lặp"),
    "multiInstanceLoopCharacteristics": gettext_noop("dấu nhiều bản"),
    "messageFlow": gettext_noop("luồng thông điệp"),
    "dataObject": gettext_noop("dữ liệu"),
    "dataObjectReference": gettext_noop("dữ liệu"),
    "dataStoreReference": gettext_noop("kho dữ liệu"),
}
_ELEMENT = gettext_noop("Phần tử {what} ở “{place}” ngoài phần BPMN được đọc; hãy bỏ đi hoặc vẽ cách khác.")
_ATTRIBUTE = gettext_noop('Thuộc tính {name}="{value}" của “{place}” ngoài phần BPMN được đọc; hãy bỏ đi.')
_EVENT_PART = gettext_noop("“{place}” là quy trình con chạy theo sự kiện (triggeredByEvent), ngoài phần được đọc.")
_NOT_BPMN = gettext_noop("Đây không phải tệp BPMN 2.0: phần tử ngoài cùng là {what}.")


def outside_subset(top: Any) -> Iterator[Fault]:
    """Everything in the file that is not read, each with its line."""
    if top.tag != f"{{{BPMN}}}definitions":
        yield Fault(_line(top), _NOT_BPMN, {"what": top.tag})
        return
    waiting = [top]
    while waiting:
        element = waiting.pop()
        tag = local(element)
        yield from _attributes(element, tag)
        allowed = _INSIDE.get(tag, frozenset())
        for child in element:
            space = etree.QName(child).namespace
            if (tag == "definitions" and space == BPMNDI) or _is_of_the_drawing(child):
                continue
            if space == BPMN and tag in _NOTED and local(child) in _NOTES:
                continue
            if space != BPMN or local(child) not in allowed:
                yield Fault(_line(child), _ELEMENT, {"what": _named(child), "place": place_of(element)})
            elif local(child) == "extensionElements":
                yield from _extension(child)
            else:
                waiting.append(child)


def _is_of_the_drawing(element: Any) -> bool:
    """An extension that holds nothing but Signavio's own notes."""
    noted = (etree.QName(each).namespace == _SIGNAVIO for each in element.iter() if each is not element)
    return local(element) == "extensionElements" and all(noted)


def local(element: Any) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def place_of(element: Any) -> str:
    """How a reader finds it: its name, else its id, else what it stands in."""
    while element is not None:
        if words := element.get("name") or element.get("id"):
            return " ".join(str(words).split())
        element = element.getparent()
    return ""


def _attributes(element: Any, tag: str) -> Iterator[Fault]:
    if tag in ("definitions", "documentation"):
        return
    known = _ATTRIBUTES.get(tag, {})
    for name, value in element.attrib.items():
        if name in ("id", "name"):
            continue
        right = known.get(name)
        if tag == "subProcess" and name == "triggeredByEvent" and value != "false":
            yield Fault(_line(element), _EVENT_PART, {"place": place_of(element)})
        elif right is None or (right and value not in right):
            params = {"name": etree.QName(name).localname, "value": value, "place": place_of(element)}
            yield Fault(_line(element), _ATTRIBUTE, params)


def _extension(holder: Any) -> Iterator[Fault]:
    """Extensions are ours or refused: another program's may change what happens."""
    for element in holder.iter():
        if element is holder:
            continue
        name = etree.QName(element)
        if name.namespace != OURS or name.localname not in _OURS:
            params = {"what": _named(element), "place": place_of(holder.getparent())}
            yield Fault(_line(element), _ELEMENT, params)
            continue
        for attribute, value in element.attrib.items():
            if attribute not in _OURS[name.localname]:
                params = {"name": attribute, "value": value, "place": place_of(holder.getparent())}
                yield Fault(_line(element), _ATTRIBUTE, params)


def _named(element: Any) -> str:
    name = local(element)
    words = _WORDS.get(name, "")
    own = element.get("name") or element.get("id")
    told = f"{words} ({name})" if words else name
    return f"{told} “{own}”" if own else told


def _line(element: Any) -> int:
    return int(element.sourceline or 1)
