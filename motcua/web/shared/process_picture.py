"""The process of a dossier as a picture and in words: the one that runs, with what is done, now, and to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure, StepState
from motcua.rules.deadlines import Term
from motcua.rules.deadlines.terms import TERM_WORDS
from motcua.rules.process import END, Marking, ProcessDefinition, Step, StepKind
from motcua.rules.process_shares import number_words
from motcua.web.shared.process_svg import MARKS, svg_of

STATE_WORDS: Mapping[StepState, str] = {
    StepState.DONE: gettext_noop("Đã xong"),
    StepState.NOW: gettext_noop("Đang làm"),
    StepState.COMING: gettext_noop("Chưa tới"),
    StepState.PASSED_BY: gettext_noop("Không qua"),
}


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in the list; `mark` is its state's icon, `onward` one sentence for each way on."""

    number: int
    key: str
    name: str
    role: str
    time: str
    state: StepState
    state_words: str
    mark: str
    onward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the page shows of a process."""

    title: str
    svg: SafeString
    steps: tuple[StepWords, ...]


def picture_of(
    *,
    procedure: Procedure,
    case: str,
    channel: str,
    marking: Marking,
    communes: str = "ordinary",
    passed: Collection[str] | None = None,
    shows_states: bool = True,
) -> Picture:
    """The process of that version under the term that applies. `passed`: the steps ever begun, from the events;
    `shows_states` is false where no dossier is meant.

    Raises `LookupError` for a case or channel the procedure does not have.
    """
    definition = procedure.process_for(case=case, channel=channel, communes=communes)
    diagram = procedures.diagram(definition)
    states = procedures.states_of(definition, marking, passed)
    words = STATE_WORDS if shows_states else {}
    steps = tuple(_steps(definition, diagram.numbers, states, words))
    now = "; ".join(one.name for one in steps if one.state is StepState.NOW)
    title = gettext("Quy trình: {name}").format(name=procedure.name)
    about = gettext("Các bước được kể bằng chữ trong danh sách cạnh hình.")
    if now:
        about = gettext("Đang làm: {steps}.").format(steps=now) + " " + about
    said = {one.key: (one.time, one.state_words) for one in steps}
    return Picture(title, svg_of(diagram, states=states, said=said, title=title, about=about), steps)


def _steps(
    definition: ProcessDefinition,
    numbers: Mapping[str, int],
    states: Mapping[str, StepState],
    words: Mapping[StepState, str],
) -> Iterator[StepWords]:
    names = procedures.role_names()
    for key, number in sorted(numbers.items(), key=lambda item: item[1]):
        step, state = definition.step(key), states[key]
        yield StepWords(
            number=number,
            key=key,
            name=step.name,
            role=names.get(step.role, step.role) if step.role else gettext("Tự động"),
            time=_term_words(step.share),
            state=state,
            state_words=gettext(words[state]) if state in words else "",
            mark=MARKS[state],
            onward=tuple(_onward(definition, numbers, step)),
        )


def _onward(definition: ProcessDefinition, numbers: Mapping[str, int], step: Step) -> Iterator[str]:
    """What comes after a step, one sentence for each way."""
    if step.kind is StepKind.CONSULTATION and step.answer_within:
        words = gettext("Hỏi ý kiến cơ quan khác, trả lời trong {time}.")
        yield words.format(time=_term_words(step.answer_within))
    for branch in step.branches:
        then = _then(definition, numbers, branch.to)
        yield f"{branch.name}: {then}." if step.kind is StepKind.DECISION else f"{then[0].upper()}{then[1:]}."
    if step.returns_to:
        back = ", ".join(gettext("bước {number}").format(number=numbers.get(to, "")) for to in step.returns_to)
        yield gettext("Có thể trả về {steps}.").format(steps=back)


def _then(definition: ProcessDefinition, numbers: Mapping[str, int], key: str) -> str:
    """Where a way leads, through everything that passes by itself."""
    if key == END:
        return gettext("kết thúc")
    step = definition.step(key)
    if key in numbers:
        return gettext("sang bước {number}").format(number=numbers[key])
    ways = [_then(definition, numbers, branch.to) for branch in step.branches]
    if step.kind is StepKind.SPLIT:
        return gettext("cùng lúc {ways}").format(ways=gettext(" và ").join(ways))
    if step.kind is StepKind.JOIN:
        return gettext("khi các nhánh đều xong, {way}").format(way=ways[0])
    return gettext("tùy hồ sơ, {ways}").format(ways=gettext(" hoặc ").join(ways))


def _term_words(term: Term | None) -> str:
    return gettext(TERM_WORDS[term.unit]).format(amount=number_words(term.amount)) if term else ""
