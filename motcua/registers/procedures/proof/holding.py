"""Whether an example holds: the same rules as at the counter say what follows, and that is laid beside the author's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache

from django.utils.translation import gettext, gettext_noop

from motcua.registers.offices import queries as offices
from motcua.registers.procedures.definition import Procedure, TermRow
from motcua.registers.procedures.proof.examples import Example, fault_at
from motcua.registers.procedures.proof.walking import walk
from motcua.registers.procedures.reading import Fault
from motcua.rules import completeness, fees, forms
from motcua.rules.completeness import Completeness, GivenPaper, PaperStanding
from motcua.rules.deadlines import ClockFacts, due_at
from motcua.rules.fees import FeeFacts
from motcua.rules.money_words import money
from motcua.rules.sentences import Sentence
from motcua.rules.workdays import Calendar

_ANSWERS = gettext_noop("Ví dụ “{name}”: tờ khai bị từ chối ở ô “{field}”: {why}")
_ACCEPTED = gettext_noop("Ví dụ “{name}”: ô “{field}” phải bị từ chối, nhưng được chấp nhận.")
_NO_TERM = gettext_noop("Ví dụ “{name}”: trường hợp này chưa có thời hạn.")
_PAPERS = gettext_noop("Ví dụ “{name}”: giấy tờ phải nộp, xuất trình {differs}.")
_HELD = gettext_noop("Ví dụ “{name}”: giấy tờ cơ sở dữ liệu đã có {differs}.")
_MORE = gettext_noop("còn có {keys}")
_LESS = gettext_noop("không có {keys}")
_FEE = gettext_noop("Ví dụ “{name}”: phí, lệ phí là {total}, không phải {expected}. {lines}")
_FEE_ITEM = gettext_noop("Ví dụ “{name}”: khoản “{item}” là {total}, không phải {expected}. {lines}")
_PROMISE = gettext_noop("Ví dụ “{name}”: hẹn trả lúc {due}, không phải {expected}.")
_WALK = gettext_noop("Ví dụ “{name}”: {why}.")
_PATH = gettext_noop("Ví dụ “{name}”: quy trình đi {path}, không phải {expected}.")
_OUTCOME = gettext_noop("Ví dụ “{name}”: kết quả là {outcome}, không phải {expected}.")


def breaches(example: Example, procedure: Procedure) -> Iterator[Fault]:
    """What does not follow as the author says, one fault each."""
    checked = forms.check(procedure.form, example.answers, today=example.received.date())
    if example.expect.refused is not None or not isinstance(checked, forms.Answers):
        yield from _refusal(example, () if isinstance(checked, forms.Answers) else checked)
        return
    try:
        row = procedure.clock.row_for(case=example.case, channel=example.channel, communes=example.communes)
    except LookupError:
        yield fault_at(example.line, _NO_TERM, name=example.name)
        return
    answers = checked.values
    yield from _papers(example, procedure, answers)
    yield from _fees(example, procedure, answers)
    yield from _promise(example, procedure, row)
    yield from _path(example, procedure, answers, row)


def _refusal(example: Example, faults: Iterable[forms.FieldFault]) -> Iterator[Fault]:
    found = {fault.field: fault.sentence for fault in faults}
    expected = example.expect.refused or ()
    for key, sentence in found.items():
        if key not in expected:
            why = sentence.words(gettext)
            yield fault_at(example.line, _ANSWERS, name=example.name, field=key, why=why)
    for key in expected:
        if key not in found:
            yield fault_at(example.line, _ACCEPTED, name=example.name, field=key)


def _papers(example: Example, procedure: Procedure, answers: Mapping[str, object]) -> Iterator[Fault]:
    found = completeness.check(
        procedure.papers,
        case=example.case,
        channel=example.channel,
        answers=answers,
        given=[GivenPaper(paper=key, electronic=True) for key in sorted(example.given)],
        not_found=example.not_found,
    )
    for text, standing, expected in (
        (_PAPERS, PaperStanding.MISSING, example.expect.papers),
        (_HELD, PaperStanding.HELD_BY_STATE, example.expect.held),
    ):
        if expected is not None and (differs := _differs(found, standing, expected)):
            yield fault_at(example.line, text, name=example.name, differs=differs)


def _differs(found: Completeness, standing: PaperStanding, expected: tuple[str, ...]) -> str:
    keys = [line.paper.key for line in found.standing(standing)]
    more = ", ".join(key for key in keys if key not in expected)
    less = ", ".join(key for key in expected if key not in keys)
    parts = [gettext(_MORE).format(keys=more)] if more else []
    return "; ".join([*parts, gettext(_LESS).format(keys=less)] if less else parts)


def _fees(example: Example, procedure: Procedure, answers: Mapping[str, object]) -> Iterator[Fault]:
    expected = example.expect.fee
    if expected is None:
        return
    facts = FeeFacts(case=example.case, channel=example.channel, answers=answers, groups=example.groups)
    owed = fees.owed(procedure.fees, facts)
    lines = {line.key: line for line in owed.lines}
    if isinstance(expected, int):
        if owed.total != expected:
            said = _sentences(sentence for line in owed.lines for sentence in line.sentences)
            params = {"total": money(owed.total), "expected": money(expected), "lines": said}
            yield fault_at(example.line, _FEE, name=example.name, **params)
        return
    for key in dict.fromkeys([*expected, *lines]):
        line = lines.get(key)
        total, wanted = line.amount if line else 0, expected.get(key, 0)
        if total != wanted:
            said = _sentences(line.sentences if line else ())
            params = {"item": key, "total": money(total), "expected": money(wanted), "lines": said}
            yield fault_at(example.line, _FEE_ITEM, name=example.name, **params)


def _promise(example: Example, procedure: Procedure, row: TermRow) -> Iterator[Fault]:
    if example.expect.promise is None:
        return
    clock = procedure.clock
    facts = ClockFacts(
        received_at=example.received,
        term=row.term,
        policy=clock.policy,
        cutoff=clock.cutoff,
        resumption=clock.resumption,
    )
    due = due_at(facts, _calendar())
    if due != example.expect.promise:
        params = {"due": _said(due), "expected": _said(example.expect.promise)}
        yield fault_at(example.line, _PROMISE, name=example.name, **params)


def _path(example: Example, procedure: Procedure, answers: Mapping[str, object], row: TermRow) -> Iterator[Fault]:
    expect = example.expect
    if expect.path is None and expect.outcome is None:
        return
    walked = walk(procedure.processes[row.key], answers=answers, choices=example.choices)
    if isinstance(walked, Sentence):
        yield fault_at(example.line, _WALK, name=example.name, why=walked.words(gettext).rstrip("."))
        return
    if expect.path is not None and walked.path != expect.path:
        params = {"path": " → ".join(walked.path), "expected": " → ".join(expect.path)}
        yield fault_at(example.line, _PATH, name=example.name, **params)
    if expect.outcome is not None and walked.outcome != expect.outcome:
        params = {"outcome": walked.outcome, "expected": expect.outcome}
        yield fault_at(example.line, _OUTCOME, name=example.name, **params)


def _sentences(sentences: Iterable[Sentence]) -> str:
    return " ".join(each.words(gettext) for each in sentences)


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


@cache
def _calendar() -> Calendar:
    return offices.shipped_calendar()
