"""From a BPMN file to the process it says: wholly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.bpmn.conditions import SEND_BACK, Chosen
from motcua.registers.procedures.bpmn.elements import Elements, Shape, Way, elements_of, key_of
from motcua.registers.procedures.bpmn.following import ERROR, LEAVES, TOO_MUCH, Flows, refused
from motcua.registers.procedures.bpmn.safe_xml import MOST_BYTES, parse_safely
from motcua.registers.procedures.bpmn.subset import TASKS, outside_subset
from motcua.registers.procedures.bpmn.terms import read_term
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile, ours
from motcua.registers.procedures.errors import BpmnFaulty
from motcua.registers.procedures.reading import Fault, Unreadable, bytes_of
from motcua.rules.deadlines import Term, TermUnreadable
from motcua.rules.process import END, Branch, ProcessDefinition, Step, StepKind
from motcua.rules.process_faults import FaultKind
from motcua.rules.soundness import prove

_MIXED = gettext_noop("Cổng “{place}” vừa gom vừa chia; hãy tách thành hai cổng.")
_NOBODY = gettext_noop("Cổng “{place}” chờ một người chọn, nên phải đứng ngay sau một bước có người làm.")
_CHOICES = gettext_noop(
    "Cổng “{place}” trộn các loại luồng; mỗi luồng phải là một kết quả, một lần trả về, hoặc mặc định. "
    "Người làm bước ngay trước chọn thì mỗi luồng đặt một tên khác nhau, không ghi điều kiện."
)
_BACK_TO = gettext_noop("Luồng “{place}” có điều kiện trả về “{key}” nhưng dẫn tới “{to}”.")
_KIND = gettext_noop("“{place}” không thể là bước loại “{kind}”.")
_TERM = gettext_noop("“{place}”: {why}")
_ROW = gettext_noop("“{place}” có phần thời gian của dòng “{row}” không có trong danh sách thời hạn của quy trình.")
_LANE = gettext_noop("Làn “{place}” không phải chức danh nào được giao việc.")
_STRAY = gettext_noop("“{place}” không phải một bước nên không mang dữ liệu của bước.")
_UNUSED = gettext_noop("“{place}” không nằm trên đường đi nào của quy trình.")
_SAME_KEY = gettext_noop("Hai bước “{place}” và “{other}” có cùng mã “{key}”.")
_UNSOUND = gettext_noop("{fault}")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PREFIX: Final = "step."


def read_bpmn(raw: bytes, *, file: str, roles: Mapping[str, str]) -> ProcessFile:
    """The process of a file in the subset, proved sound but for its shares. Raises `BpmnFaulty`; `file` is its name for
    the reader, `roles` the positions' names by code."""
    try:
        top = parse_safely(raw)
        if faults := tuple(outside_subset(top)):
            raise BpmnFaulty(file=file, faults=sorted(faults, key=lambda fault: fault.line))
        return _Reader(elements_of(top), roles).read()
    except Unreadable as unreadable:
        raise BpmnFaulty(file=file, faults=[unreadable.fault]) from unreadable
    except _Unsound as unsound:
        raise BpmnFaulty(file=file, faults=unsound.faults) from unsound


def read_bpmn_file(path: Path, *, roles: Mapping[str, str]) -> ProcessFile:
    """The same of a file on the disk; of one that is too long no more is read. Raises `OSError` besides."""
    try:
        raw = bytes_of(path, MOST_BYTES)
    except Unreadable as unreadable:
        raise BpmnFaulty(file=str(path), faults=[unreadable.fault]) from unreadable
    return read_bpmn(raw, file=str(path), roles=roles)


class _Unsound(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(faults)


class _Reader:
    def __init__(self, elements: Elements, roles: Mapping[str, str]) -> None:
        self.elements = elements
        self.shapes = elements.shapes
        self.roles = roles
        self.role_by_name = {fold(name): code for code, name in roles.items()}
        self.rows = _words(elements.own, "terms") or [""]
        self.choices = {shape.id for shape in self.shapes.values() if self._belongs_to_task(shape)}
        self.steps = [shape for shape in self.shapes.values() if self._is_step(shape)]
        self.keys = self._keys()
        self.flows = Flows(elements, keys=self.keys, choices=self.choices)

    def read(self) -> ProcessFile:
        for shape in self.shapes.values():
            if shape.own is not None and shape.id not in self.keys:
                raise refused(shape.line, _STRAY, place=shape.place)
        start = self.flows.lead(self.flows.one_way(self.flows.start("")))
        if start.name or start.effect or start.to == END:
            raise refused(self.flows.start("").line, TOO_MUCH, place=self.flows.start("").place)
        order = {key: place for place, key in enumerate(_words(self.elements.own, "order"))}
        shapes = sorted(self.steps, key=lambda shape: order.get(self.keys[shape.id], len(order)))
        written = [(self._step(shape), self._shares(shape)) for shape in shapes]
        processes = {
            row: ProcessDefinition(start.to, tuple(_with_share(step, shares.get(row)) for step, shares in written))
            for row in self.rows
        }
        self._leave_nothing()
        file = ProcessFile(_attribute(self.elements.own, "code") or "", self.elements.name, processes)
        self._prove(file.process)
        return file

    def _leave_nothing(self) -> None:
        for shape in self.shapes.values():
            if shape.id not in self.flows.used:
                raise refused(shape.line, _UNUSED, place=shape.place)
            for way in shape.ways_out:
                if way.id not in self.flows.used:
                    raise refused(way.line, _UNUSED, place=way.name or way.id)

    def _prove(self, definition: ProcessDefinition) -> None:
        lines = {self.keys[shape.id]: shape.line for shape in self.steps}
        faults = [fault for fault in prove(definition, None) if fault.kind is not FaultKind.TOO_LARGE]
        if faults:
            raise _Unsound([Fault(lines.get(f.step, 1), _UNSOUND, {"fault": f.sentence.words()}) for f in faults])

    def _is_step(self, shape: Shape) -> bool:
        if shape.tag in TASKS or shape.tag in ("serviceTask", "parallelGateway"):
            return True
        return shape.tag == "exclusiveGateway" and len(shape.ways_out) != 1 and shape.id not in self.choices

    def _belongs_to_task(self, shape: Shape) -> bool:
        """An exclusive gateway at which the doer of the task before it has chosen."""
        if shape.tag != "exclusiveGateway" or not any(isinstance(way.condition, Chosen) for way in shape.ways_out):
            return False
        before = [self.shapes[way.source] for way in shape.ways_in]
        if len(before) != 1 or before[0].tag not in TASKS or len(before[0].ways_out) != 1:
            raise refused(shape.line, _NOBODY, place=shape.place)
        return True

    def _keys(self) -> dict[str, str]:
        keys: dict[str, str] = {}
        names: dict[str, str] = {}
        for shape in self.steps:
            key = shape.id.removeprefix(_PREFIX)
            if not _KEY.fullmatch(key):
                key = key_of(key) or key_of(shape.name)
            if key in names:
                raise refused(shape.line, _SAME_KEY, place=names[key], other=shape.place, key=key)
            keys[shape.id], names[key] = key, shape.place
        return keys

    def _step(self, shape: Shape) -> Step:
        for way in shape.ways_out:
            if isinstance(way.condition, Chosen) or (way.condition and shape.tag != "exclusiveGateway"):
                raise refused(way.line, TOO_MUCH, place=way.name or way.id)
        if shape.tag in TASKS:
            return self._done_by_somebody(shape)
        if shape.tag == "serviceTask":
            return self._made(shape, StepKind.AUTOMATIC, (self._branch(self.flows.one_way(shape)),))
        if shape.tag == "exclusiveGateway":
            ways = sorted(shape.ways_out, key=lambda way: way.condition is None)
            last = ways[-1] if ways else None
            if last is None or any(way.condition is None for way in ways[:-1]) or shape.default not in ("", last.id):
                raise refused(shape.line, _CHOICES, place=shape.place)
            return self._made(shape, StepKind.DECISION, tuple(map(self._branch, ways)))
        if min(len(shape.ways_in), len(shape.ways_out)) != 1 or len(shape.ways_in) == len(shape.ways_out):
            raise refused(shape.line, _MIXED, place=shape.place)
        kind = StepKind.SPLIT if len(shape.ways_out) > 1 else StepKind.JOIN
        return self._made(shape, kind, tuple(map(self._branch, shape.ways_out)))

    def _done_by_somebody(self, shape: Shape) -> Step:
        way = self.flows.one_way(shape)
        if way.target not in self.choices:
            return self._made(shape, StepKind.TASK, (self._branch(way),))
        choice = self.shapes[way.target]
        self.flows.used |= {way.id, choice.id}
        if way.name or way.effect:
            raise refused(way.line, TOO_MUCH, place=way.name or way.id)
        returns: list[Way] = []
        outcomes: list[Way] = []
        rest: list[Way] = []
        for each in choice.ways_out:
            if isinstance(each.condition, Chosen):
                (returns if each.condition.what == SEND_BACK else outcomes).append(each)
            else:
                rest.append(each)
        plain = [each.id for each in rest if each.condition is None]
        if len(rest) != (0 if outcomes else 1) or len(plain) != len(rest) or choice.default not in ("", *plain):
            raise refused(choice.line, _CHOICES, place=choice.place)
        kind = StepKind.DECISION if outcomes else StepKind.TASK
        branches = tuple(map(self._branch, outcomes or rest))
        return self._made(shape, kind, branches, tuple(map(self._return, returns)))

    def _branch(self, way: Way) -> Branch:
        lead = self.flows.lead(way)
        if lead.to.startswith(LEAVES):
            event = self.shapes[lead.to.removeprefix(LEAVES)]
            raise refused(event.line, ERROR, place=event.place)
        chosen = way.condition if isinstance(way.condition, Chosen) else None
        when = None if way.condition is None or isinstance(way.condition, Chosen) else way.condition
        return Branch(lead.to, chosen.key if chosen else None, lead.name, when, lead.effect)

    def _return(self, way: Way) -> str:
        lead = self.flows.lead(way)
        if lead.effect:
            raise refused(way.line, TOO_MUCH, place=way.name or way.id)
        to = lead.to
        if to.startswith(LEAVES):
            to = self.flows.caught(self.shapes[to.removeprefix(LEAVES)])
        assert isinstance(way.condition, Chosen)
        if way.condition.key != to:
            raise refused(way.line, _BACK_TO, place=way.name or way.id, key=way.condition.key, to=to)
        return to

    def _made(
        self, shape: Shape, kind: StepKind, branches: tuple[Branch, ...], returns_to: tuple[str, ...] = ()
    ) -> Step:
        said = _attribute(shape.own, "kind")
        if said is not None:
            if said != StepKind.CONSULTATION or kind is not StepKind.TASK:
                raise refused(shape.line, _KIND, place=shape.place, kind=said)
            kind = StepKind.CONSULTATION
        answer = _attribute(shape.own, "answer_within")
        offices, must_ask = (_texts(shape, name) for name in ("office", "must_ask"))
        return Step(
            key=self.keys[shape.id],
            name=shape.name,
            kind=kind,
            role=self._role(shape) if shape.tag in TASKS else _attribute(shape.own, "role"),
            branches=branches,
            returns_to=returns_to,
            effect=_attribute(shape.own, "effect"),
            offices=offices,
            answer_within=_term(shape, answer) if answer else None,
            answered_by=_attribute(shape.own, "answered_by"),
            must_ask=must_ask,
        )

    def _role(self, shape: Shape) -> str | None:
        """The position of the lane: by its name where that names one, else by the code written beside it."""
        if shape.lane is None:
            return _attribute(shape.own, "role")
        name = shape.lane.get("name", "")
        code = self.role_by_name.get(fold(name)) or shape.lane.get(ours("role"))
        if not code and name in self.roles:
            code = name
        if not code:
            raise refused(int(shape.lane.sourceline or 1), _LANE, place=name or shape.lane.get("id", ""))
        return str(code)

    def _shares(self, shape: Shape) -> dict[str, Term]:
        shares: dict[str, Term] = {}
        for each in () if shape.own is None else shape.own.findall(ours("share")):
            row = each.get("term")
            if row is not None and row not in self.rows:
                raise refused(shape.line, _ROW, place=shape.place, row=row)
            for one in self.rows if row is None else [row]:
                shares[one] = _term(shape, each.text or "")
        return shares


def _texts(shape: Shape, name: str) -> tuple[str, ...]:
    return () if shape.own is None else tuple(each.text or "" for each in shape.own.findall(ours(name)))


def _with_share(step: Step, share: Term | None) -> Step:
    return Step(
        step.key,
        step.name,
        step.kind,
        step.role,
        share,
        step.branches,
        step.returns_to,
        step.effect,
        step.offices,
        step.answer_within,
        step.answered_by,
        step.must_ask,
    )


def _term(shape: Shape, text: str) -> Term:
    found = read_term(text)
    if isinstance(found, TermUnreadable):
        raise refused(shape.line, _TERM, place=shape.place, why=found.words())
    return found


def _attribute(element: Any, name: str) -> str | None:
    return None if element is None else element.get(name)


def _words(element: Any, name: str) -> list[str]:
    return (_attribute(element, name) or "").split()
