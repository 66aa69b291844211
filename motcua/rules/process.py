"""The internal process at work: a definition, a marking and an act go in; the next marking and the duties come out.

A marking says where a dossier stands: the steps somebody is to do now, the branches that have reached a join, the
offices still asked. It has at most one of each, because `motcua.rules.soundness.prove` refuses definitions where it
could have more; the functions here rely on that proof.

Sending back out of a parallel part ends everything begun by the splits that are left: the sibling branches, what
waits at their joins, the offices they asked. A return within one branch touches only that branch.

Whom a step `must_ask` is asked the first time anybody is: the step passes with the last answer, so nobody could be
asked later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.rules.deadlines import Term
from motcua.rules.expressions import holds
from motcua.rules.office_kinds import said
from motcua.rules.process_acts import (
    ARRIVED,
    ASKED,
    Act,
    Advance,
    Answer,
    Complete,
    Consult,
    DutyPlan,
    Lapse,
    Marking,
    NotAllowed,
    SendBack,
)
from motcua.rules.process_definition import END, Branch, ProcessDefinition, Step, StepKind
from motcua.rules.sentences import Sentence, gettext_noop

__all__ = [
    "END",
    "Act",
    "Advance",
    "Answer",
    "Branch",
    "Complete",
    "Consult",
    "DutyPlan",
    "Lapse",
    "Marking",
    "NotAllowed",
    "ProcessDefinition",
    "SendBack",
    "Step",
    "StepKind",
    "advance",
    "begin",
]

_NOT_OPEN = gettext_noop("Bước “{step}” không ở trong lượt xử lý; hãy tải lại hồ sơ để xem bước hiện tại.")
_NO_OUTCOME = gettext_noop("Bước “{step}” phải chọn một trong các kết quả: {outcomes}.")
_NO_CHOICE = gettext_noop("Bước “{step}” không có kết quả nào để chọn.")
_NO_RETURN = gettext_noop("Từ bước “{step}” không được trả hồ sơ về bước “{to}”.")
_AWAITED = gettext_noop("Bước “{step}” đang chờ ý kiến; chỉ đi tiếp khi đã có đủ trả lời hoặc hết hạn trả lời.")
_NOT_ASKED_YET = gettext_noop("Bước “{step}” còn phải hỏi {offices}: xin ý kiến, có trả lời thì hồ sơ mới đi tiếp.")
_LEFT_OUT = gettext_noop("Bước “{step}” phải hỏi {offices}. Hãy chọn thêm rồi gửi.")
_NOBODY_ASKED = gettext_noop("Hãy chọn ít nhất một cơ quan để lấy ý kiến.")
_ASKED_ALREADY = gettext_noop("Cơ quan này đang được lấy ý kiến ở bước “{step}” và chưa trả lời.")
_NO_TIME = gettext_noop("Hãy ghi thời hạn trả lời khi lấy ý kiến.")
_NOT_ASKED = gettext_noop("Ở bước “{step}” không còn chờ ý kiến của cơ quan này.")


def begin(definition: ProcessDefinition, *, answers: Mapping[str, object] | None = None) -> Advance:
    """Enter the process at its start. `answers` are for decisions made by the answers."""
    turn = _Turn(definition, Marking(), answers)
    turn.enter(definition.start, -1)
    return turn.result()


def advance(
    definition: ProcessDefinition, marking: Marking, act: Act, *, answers: Mapping[str, object] | None = None
) -> Advance | NotAllowed:
    """What follows from `act`, or why it may not be done. Who may act, and when, is not asked here."""
    step = definition.by_key.get(act.step)
    if step is None or act.step not in marking.active:
        return _refuse(_NOT_OPEN, step=step.name if step else act.step)
    turn = _Turn(definition, marking, answers)
    if isinstance(act, Complete):
        refused = _complete(turn, step, act)
    elif isinstance(act, SendBack):
        refused = _send_back(turn, step, act)
    elif isinstance(act, Consult):
        refused = _consult(turn, step, act)
    elif isinstance(act, Answer):
        refused = _answer(turn, step, act)
    else:
        refused = _lapse(turn, step)
    return refused or turn.result()


def _refuse(text: str, **params: object) -> NotAllowed:
    return NotAllowed(Sentence(text, params))


def _complete(turn: _Turn, step: Step, act: Complete) -> NotAllowed | None:
    if step.kind is StepKind.DECISION:
        branch = next((each for each in step.branches if each.outcome == act.outcome), None)
        if act.outcome is None or branch is None:
            return _refuse(_NO_OUTCOME, step=step.name, outcomes=", ".join(each.name for each in step.branches))
    elif act.outcome is not None:
        return _refuse(_NO_CHOICE, step=step.name)
    elif step.kind is StepKind.CONSULTATION and turn.asked_by(step.key):
        return _refuse(_AWAITED, step=step.name)
    elif step.must_ask:
        return _refuse(_NOT_ASKED_YET, step=step.name, offices=said(step.must_ask))
    else:
        branch = step.branches[0]
    turn.leave(step, branch)
    return None


def _send_back(turn: _Turn, step: Step, act: SendBack) -> NotAllowed | None:
    if act.to not in step.returns_to:
        to = turn.definition.by_key.get(act.to)
        return _refuse(_NO_RETURN, step=step.name, to=to.name if to else act.to)
    turn.withdraw(step.key, act.to)
    turn.enter(act.to, turn.branch_number(act.to))
    return None


def _consult(turn: _Turn, step: Step, act: Consult) -> NotAllowed | None:
    within = act.within or step.answer_within
    if not act.offices:
        return _refuse(_NOBODY_ASKED)
    if within is None:
        return _refuse(_NO_TIME)
    if any(f"{step.key}{ASKED}{office}" in turn.asked for office in act.offices):
        return _refuse(_ASKED_ALREADY, step=step.name)
    left_out = () if turn.asked_by(step.key) else tuple(kind for kind in step.must_ask if kind not in act.kinds)
    if left_out:
        return _refuse(_LEFT_OUT, step=step.name, offices=said(left_out))
    turn.ask(step, dict.fromkeys(act.offices), within, act.role)
    return None


def _answer(turn: _Turn, step: Step, act: Answer) -> NotAllowed | None:
    mark = f"{step.key}{ASKED}{act.office}"
    if mark not in turn.asked:
        return _refuse(_NOT_ASKED, step=step.name)
    turn.stop_asking(mark)
    if step.kind is StepKind.CONSULTATION and not turn.asked_by(step.key):
        turn.leave(step, step.branches[0])
    return None


def _lapse(turn: _Turn, step: Step) -> NotAllowed | None:
    open_marks = turn.asked_by(step.key)
    if not open_marks:
        return _refuse(_NOT_ASKED, step=step.name)
    if step.kind is StepKind.CONSULTATION:
        turn.leave(step, step.branches[0])
    else:
        for mark in open_marks:
            turn.stop_asking(mark)
    return None


class _Turn:
    """One act being worked out: the marking as loose lists, and what it opens, closes and means."""

    __slots__ = ("active", "answers", "asked", "closes", "definition", "effects", "opens", "waiting")

    def __init__(self, definition: ProcessDefinition, marking: Marking, answers: Mapping[str, object] | None) -> None:
        self.definition = definition
        self.answers = answers or {}
        self.active = list(marking.active)
        self.waiting = list(marking.waiting)
        self.asked = list(marking.consultations)
        self.opens: list[DutyPlan] = []
        self.closes: list[str] = []
        self.effects: list[str] = []

    def result(self) -> Advance:
        self.active.sort()
        self.waiting.sort()
        self.asked.sort()
        marking = Marking(tuple(self.active), tuple(self.waiting), tuple(self.asked))
        ended = not self.active and not self.waiting
        return Advance(marking, tuple(self.opens), tuple(self.closes), ended, tuple(self.effects))

    def branch_number(self, key: str) -> int:
        place = self.definition.layout.places[key]
        return place[-1][1] if place else -1

    def asked_by(self, key: str) -> list[str]:
        if not self.asked:
            return []
        before = key + ASKED
        return [mark for mark in self.asked if mark.startswith(before)]

    def ask(self, step: Step, offices: Iterable[str], within: Term | None, role: str | None) -> None:
        answering = role or step.answered_by or step.role or ""
        for office in offices:
            duty = DutyPlan(step.key, answering, within, office)
            self.asked.append(duty.key)
            self.opens.append(duty)

    def stop_asking(self, mark: str) -> None:
        self.asked.remove(mark)
        self.closes.append(mark)

    def close(self, key: str) -> None:
        """Take the step out of the marking, with what it still asked."""
        self.active.remove(key)
        self.closes.append(key)
        for mark in self.asked_by(key):
            self.stop_asking(mark)

    def leave(self, step: Step, branch: Branch) -> None:
        self.close(step.key)
        self._mean(step.effect)
        self._mean(branch.effect)
        self.enter(branch.to, self.branch_number(step.key))

    def withdraw(self, key: str, to: str) -> None:
        """Close `key`, and if `to` lies outside a split that `key` lies in, everything that split began."""
        layout = self.definition.layout
        depth = len(layout.places[to])
        place = layout.places[key]
        if len(place) == depth:
            self.close(key)
            return
        split = place[depth][0]
        for active in tuple(self.active):
            if len(layout.places[active]) > depth and layout.places[active][depth][0] == split:
                self.close(active)
        self.waiting = [mark for mark in self.waiting if not self._began_in(mark, split, depth)]

    def _began_in(self, mark: str, split: str, depth: int) -> bool:
        join = mark.partition(ARRIVED)[0]
        place = self.definition.layout.places[join]
        return self.definition.layout.split_of[join] == split or (len(place) > depth and place[depth][0] == split)

    def _mean(self, effect: str | None) -> None:
        if effect is not None:
            self.effects.append(effect)

    def enter(self, key: str, number: int) -> None:
        """Bring a token to `key` by branch `number` of its innermost split, and on until somebody has to act."""
        steps = self.definition.by_key
        pending = [(key, number)]
        passed = 0
        while pending:
            key, number = pending.pop()
            if key == END:
                continue
            step = steps[key]
            if key in self.definition.waiting_keys:
                self._open(step)
            elif step.kind is StepKind.SPLIT:
                pending.extend((branch.to, place) for place, branch in reversed(tuple(enumerate(step.branches))))
            elif step.kind is not StepKind.JOIN:
                branch = self._choose(step)
                self._mean(step.effect)
                self._mean(branch.effect)
                pending.append((branch.to, number))
            elif self._gathers(step, number):
                pending.append((step.branches[0].to, self.branch_number(key)))
            passed += 1
            if passed > 20 * len(steps):
                raise ValueError(f"the process runs round by itself through {key!r}: prove it before use")

    def _open(self, step: Step) -> None:
        self.active.append(step.key)
        self.opens.append(DutyPlan(step.key, step.role or "", step.share))
        if step.offices:
            self.ask(step, step.offices, step.answer_within, None)

    def _choose(self, step: Step) -> Branch:
        return next(branch for branch in step.branches if holds(branch.when, self.answers))

    def _gathers(self, join: Step, number: int) -> bool:
        """Note that a branch has come; true when it was the last awaited, whose marks are then taken away."""
        layout = self.definition.layout
        self.waiting.append(f"{join.key}{ARRIVED}{number}")
        width = len(self.definition.by_key[layout.split_of[join.key]].branches)
        before = join.key + ARRIVED
        come = [mark for mark in self.waiting if mark.startswith(before)]
        if len(come) < width:
            return False
        self.waiting = [mark for mark in self.waiting if not mark.startswith(before)]
        return True
