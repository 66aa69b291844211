"""Following the flows of a BPMN file through what only merges or frames: to a step, the end, or an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop

from motcua.registers.procedures.bpmn.elements import Elements, Shape, Way
from motcua.registers.procedures.reading import Fault, Unreadable
from motcua.rules.process import END

TOO_MUCH = gettext_noop("Luồng “{place}” có tên, hiệu lực hay điều kiện ở chỗ không có gì để chọn.")
LEAVES: Final = "<leaves>"
"""Before the id of the error that a flow leads to."""
_ONE_START = gettext_noop("“{place}” phải có đúng một sự kiện bắt đầu; ở đây có {count}.")
_ONE_WAY = gettext_noop("“{place}” phải có đúng một luồng đi ra; ở đây có {count}. Muốn rẽ nhiều hướng hãy dùng cổng.")
_NO_END = gettext_noop("Luồng “{place}” đi vòng mà không tới bước nào.")
_INTO_START = gettext_noop("Luồng “{place}” dẫn vào một sự kiện không có luồng nào dẫn tới được.")
ERROR = gettext_noop(
    "Sự kiện lỗi “{place}” không được bắt ở biên của quy trình con nào, hoặc không phải một lần trả về."
)


def refused(line: int, text: str, **params: object) -> Unreadable:
    """What is wrong in the file at that line."""
    return Unreadable(Fault(line, text, params))


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a flow leads at last, and what is written along it."""

    to: str
    name: str = ""
    effect: str | None = None


class Flows:
    """The flows of one file. `keys`: steps by the ids of their shapes; `choices`: gateways that belong to a task."""

    def __init__(self, elements: Elements, *, keys: Mapping[str, str], choices: Collection[str]) -> None:
        self.elements = elements
        self.shapes = elements.shapes
        self.keys = keys
        self.choices = choices
        self.used: set[str] = set()
        """Shapes and flows that were gone through; the rest would be lost."""

    def start(self, block: str) -> Shape:
        """The one start of the process (`block` empty) or of a framed part. Raises `Unreadable`."""
        found = self.elements.within(block, "startEvent")
        if len(found) != 1:
            around = self.shapes.get(block)
            place = around.place if around else self.elements.name
            raise refused(around.line if around else 1, _ONE_START, place=place, count=len(found))
        self.used.add(found[0].id)
        return found[0]

    def one_way(self, shape: Shape) -> Way:
        """The only flow out of a shape. Raises `Unreadable`."""
        if len(shape.ways_out) != 1:
            raise refused(shape.line, _ONE_WAY, place=shape.place, count=len(shape.ways_out))
        return shape.ways_out[0]

    def lead(self, way: Way) -> Lead:
        """Follow a flow through what only merges or frames, to a step, the end, or an error (`LEAVES` and its id)."""
        name, effect = way.name, way.effect
        met = {way.id}
        while True:
            target = self.shapes[way.target]
            self.used |= {way.id, target.id}
            if target.id in self.keys:
                return Lead(self.keys[target.id], name, effect)
            if target.tag == "endEvent" and target.error:
                return Lead(LEAVES + target.id, name, effect)
            if target.tag == "endEvent" and not target.block:
                return Lead(END, name, effect)
            way = self._beyond(target, way)
            if way.id in met:
                raise refused(way.line, _NO_END, place=way.name or way.id)
            met.add(way.id)
            if way.condition is not None or (name and way.name) or (effect and way.effect):
                raise refused(way.line, TOO_MUCH, place=way.name or way.id)
            name, effect = name or way.name, effect or way.effect

    def _beyond(self, target: Shape, way: Way) -> Way:
        """The flow that goes on where `way` has come to a shape that is no step."""
        if target.tag == "subProcess":
            return self.one_way(self.start(target.id))
        if target.tag == "endEvent":
            return self.one_way(self.shapes[target.block])
        if target.tag == "exclusiveGateway" and target.id not in self.choices:
            return self.one_way(target)
        raise refused(way.line, _INTO_START, place=way.name or way.id)

    def caught(self, event: Shape) -> str:
        """The step at which the dossier goes on after an error: caught on the nearest border that catches it."""
        block = event.block
        while block:
            for border in self.elements.within(self.shapes[block].block, "boundaryEvent"):
                if border.attached == block and border.error == event.error:
                    self.used.add(border.id)
                    to = self.lead(self.one_way(border)).to
                    thrown_on = to.startswith(LEAVES)
                    return self.caught(self.shapes[to.removeprefix(LEAVES)]) if thrown_on else to
            block = self.shapes[block].block
        raise refused(event.line, ERROR, place=event.place)
