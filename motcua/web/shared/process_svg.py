"""A process's sheet as SVG, written straight: a template engine takes twenty times as long for as many shapes.

Colours come from the stylesheet by classes; nothing is styled in place, so a strict policy lets it through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.queries import Diagram, Line, Node, NodeKind, Placed, Rect, StepState

MARKS: Mapping[StepState, str] = {
    StepState.DONE: "m2 7 3 4 7-8",
    StepState.NOW: "M3 2v10l9-5z",
    StepState.COMING: "M7 2a5 5 0 1 0 .1 0",
    StepState.PASSED_BY: "M2 7h10",
    StepState.UNKNOWN: "",
}
"""Icons of the states, drawn in 14 × 14."""
_CROSS = "m-6-6 12 12m0-12-12 12"
_PLUS = "m-8 0h16m-8-8v16"
_GATEWAYS: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.CHOICE: (_CROSS, gettext_noop("Chọn một hướng")),
    NodeKind.MERGE: (_CROSS, gettext_noop("Các đường gặp nhau")),
    NodeKind.SPLIT: (_PLUS, gettext_noop("Bắt đầu các nhánh cùng lúc")),
    NodeKind.JOIN: (_PLUS, gettext_noop("Chờ đủ các nhánh")),
}
_BACK = "m5 5v-4a4 4 0 0 0-4-4h-6m3-4-4 4 4 4"
_EVENTS: Mapping[NodeKind, str] = {
    NodeKind.START: gettext_noop("Bắt đầu"),
    NodeKind.END: gettext_noop("Kết thúc"),
    NodeKind.LEAVE: gettext_noop("Trả về"),
    NodeKind.CAUGHT: gettext_noop("Trả về"),
}
_LINE = 17
_LABEL_LINE = 15
_HEAD = "l-5-9h10z"


def svg_of(
    diagram: Diagram, *, states: Mapping[str, StepState], said: Mapping[str, tuple[str, str]], title: str, about: str
) -> SafeString:
    """The drawing. `said`: for every step its time and its state in words."""
    size = f'width="{diagram.width}" height="{diagram.height}"'
    parts = [
        f'<svg viewBox="0 0 {diagram.width} {diagram.height}" {size} role="img" '
        'aria-labelledby="process-title process-about">',
        f'<title id="process-title">{escape(title)}</title><desc id="process-about">{escape(about)}</desc>',
        *(_lane(lane) for lane in diagram.lanes.values()),
        *(_rect(block, 10, ' class="block"') for block in diagram.blocks.values()),
        *_arrows(diagram),
        *(_label(label) for label in diagram.labels.values()),
    ]
    for node in diagram.graph.nodes:
        shape = diagram.shapes[node.id]
        if node.step is not None and node.kind in (NodeKind.TASK, NodeKind.AUTOMATIC):
            key = node.step.key
            parts.append(_box(shape, diagram.numbers[key], node.step.name, states[key], *said[key]))
        else:
            parts.append(_sign(node, shape.rect))
    return mark_safe("\n".join([*parts, "</svg>"]))


def _rect(rect: Rect, round_by: int = 0, more: str = "") -> str:
    return f'<rect{more} x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}" rx="{round_by}"/>'


def _text(x: int, y: int, words: str, kind: str = "words") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>' if words else ""


def _lane(lane: Placed) -> str:
    x = lane.rect.middle[0]
    lines = "".join(_text(x, 20 + _LINE * place, words) for place, words in enumerate(lane.lines))
    return f'<g class="lane">{_rect(lane.rect)}{lines}</g>'


def _label(label: Placed) -> str:
    x, y = label.rect.middle[0], label.rect.y + 13
    lines = "".join(_text(x, y + _LABEL_LINE * place, words) for place, words in enumerate(label.lines))
    return f'<g class="label">{_rect(label.rect)}{lines}</g>'


def _box(shape: Placed, number: int, name: str, state: StepState, time: str, words: str) -> str:
    rect, left, foot = shape.rect, shape.rect.x + 34, shape.rect.bottom - 11
    told = ". ".join(filter(None, (f"{number}", name, time, words)))
    mark = f'<path class="mark" transform="translate({rect.x + 9} {foot - 11})" d="{MARKS[state]}"/>' if words else ""
    texts = [
        _text(rect.x + 7, rect.y + 20, f"{number}.", "number"),
        *(_text(left, rect.y + 20 + _LINE * place, line) for place, line in enumerate(shape.lines)),
        _text(left, foot - _LINE, time, "foot"),
        mark,
        _text(left, foot, words, "foot said"),
    ]
    return f'<g class="box {state}"><title>{escape(told)}</title>{_rect(rect, 6)}{"".join(texts)}</g>'


def _sign(node: Node, rect: Rect) -> str:
    x, y = rect.middle
    half = rect.width // 2
    if node.kind in (NodeKind.BLOCK_START, NodeKind.BLOCK_END):
        return f'<path class="way" d="M{x} {rect.y - 5}V{rect.bottom}"/>'
    if node.kind in _GATEWAYS:
        sign, words = _GATEWAYS[node.kind]
        outline = f"M{x} {y - half}l{half} {half}l-{half} {half}l-{half}-{half}z"
        kind = "gateway"
    else:
        sign, words = _BACK if node.to else "", _EVENTS[node.kind]
        outline = f"M{x - half} {y}a{half} {half} 0 1 0 {2 * half} 0a{half} {half} 0 1 0-{2 * half} 0"
        kind = "last" if node.kind is NodeKind.END else "event"
    inside = f'<path class="sign" d="M{x} {y}{sign}"/>' if sign else ""
    return f'<g class="{kind}"><title>{escape(gettext(words))}</title><path d="{outline}"/>{inside}</g>'


def _arrows(diagram: Diagram) -> Iterator[str]:
    """Lines up to one shape share their last stretch; it is drawn once, by the one that comes from lowest."""
    lowest: dict[Line, int] = {}
    ups = {flow: line for flow, line in diagram.flows.items() if _goes_up(line)}
    for line in ups.values():
        lowest[line[-3:]] = max(lowest.get(line[-3:], 0), line[-4][1])
    for flow in diagram.graph.flows:
        line = diagram.flows[flow.id]
        x, y = line[-1]
        head = f'<path class="head" d="M{x} {y}{_HEAD}"/>'
        if flow.id in ups and line[-4][1] < lowest[line[-3:]]:
            line, head = line[:-3], ""
        elif flow.target.startswith(("block.", "end.block.")):
            head = ""
        else:
            line = (*line[:-1], (x, y - 4))
        way = "M" + "L".join(f"{one} {other}" for one, other in line)
        kind = "way back" if flow.id in ups else "way"
        yield f'<path class="{kind}" d="{way}"/>{head}'


def _goes_up(line: Line) -> bool:
    return any(after[1] < before[1] for before, after in pairwise(line))
