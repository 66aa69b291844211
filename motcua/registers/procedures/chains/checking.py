"""Everything that is proved of a chain before it is published: shape, sources, links, and that its parts fit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext_noop

from motcua.registers.procedures.building import term_of
from motcua.registers.procedures.chains.building import Known, chain_of
from motcua.registers.procedures.chains.definition import Chain, ChainPart
from motcua.registers.procedures.errors import ProcedureFileFaulty
from motcua.registers.procedures.named_sources import source_faults
from motcua.registers.procedures.reading import Fault, Place, Reading, Unreadable, read
from motcua.registers.procedures.shape import schema, shape_faults
from motcua.rules.chain_clocks import add_up
from motcua.rules.chains import Link, faults, in_order
from motcua.rules.completeness import PaperKind
from motcua.rules.deadlines import Term, TermUnreadable, parse_term
from motcua.rules.deadlines.words import in_words
from motcua.rules.fees import Due
from motcua.rules.forms import Field

Misfit = tuple[str, str, dict[str, object]]
"""The part, a sentence about it, and its values; an empty part for the whole."""
_OWN_WORDS: Final = {
    "label",
    "help",
    "required",
    "required_when",
    "filled_from",
    "filled_when",
    "known_in",
    "reused",
    "usual",
    "part_of",
}
"""In these a question may differ from part to part: its words, what fills it in, whether it must be answered."""
SCHEMA_FILE = Path(__file__).parent / "chain.schema.json"

_NO_PROCEDURE = gettext_noop(
    "Thủ tục {code} của phần “{key}” chưa có: hãy công bố thủ tục trước, rồi mới công bố nhóm."
)
_NOBODY_TELLS = gettext_noop(
    "Thủ tục {code} do {master} giải quyết mà tệp không ghi đối tác báo tin (master.partner): phần sau sẽ chờ mãi."
)
_FIRST_ELSEWHERE = gettext_noop(
    "Phần “{key}” mở ngay khi nộp nên phải do cơ quan ở đây giải quyết; thủ tục {code} do {master} giải quyết."
)
_NO_CASE = gettext_noop("Thủ tục {code} không có trường hợp “{case}”.")
_NO_PAPER = gettext_noop("Thủ tục {code} không có giấy tờ “{paper}” để nhận kết quả của phần “{part}”.")
_PAPER_TWICE = gettext_noop("Giấy tờ “{paper}” của phần “{key}” nhận kết quả của hai phần.")
_LATE_FEE = gettext_noop("Phần “{key}” có khoản thu khi trả kết quả ({name}); trong nhóm liên thông phải thu khi nộp.")
_ASKED_OTHERWISE = gettext_noop(
    "Ô “{field}” trong tờ khai của phần “{one}” và phần “{other}” hỏi khác nhau ở {what}: "
    "hãy sửa cho giống, hoặc đặt mã ô khác."
)
_NO_CHANNEL = gettext_noop("Các phần không có cách nộp nào chung.")
_TOTAL = gettext_noop("Tổng thời hạn ghi {total}, nhưng các phần cộng lại là {sum} khi nộp qua kênh “{channel}”.")
_TOTAL_REMOTE = gettext_noop(
    "Ở xã miền núi, biên giới, đảo các phần cộng lại là {sum} khi nộp qua kênh “{channel}”, mà tổng thời hạn ghi "
    "{total}; tổng của các xã ấy khác thì ghi riêng ở total.remote."
)


def check_chain(*, text: str, file: str, known: Known) -> Mapping[str, Any]:
    """The file as plain data, if everything is in order. Raises `ProcedureFileFaulty`."""
    try:
        reading = read(text)
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    found = shape_faults(reading, _chain_schema()) or (*_own(reading),) or (*_together(reading, known),)
    if found:
        raise ProcedureFileFaulty(file=file, faults=found)
    assert isinstance(reading.data, dict)
    return reading.data


def misfits(chain: Chain, totals: Mapping[str, Term] = MappingProxyType({})) -> Iterator[Misfit]:
    """Whatever does not fit: a procedure may have changed since publication. `totals`: by kind of commune, what the
    parts must come to."""
    found: list[Misfit] = [*(one for part in chain.parts for one in _of_part(part)), *_of_form(chain)]
    if not chain.channels:
        found.append(("", _NO_CHANNEL, {}))
    yield from found or _of_total(chain, totals)


@cache
def _chain_schema() -> str:
    own = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return json.dumps({**own, "$defs": schema()["$defs"]})


def _own(reading: Reading) -> Iterator[Fault]:
    """What the file says of itself: sources, the term, the links."""
    data: Any = reading.data
    yield from source_faults(reading)
    for name in ("term", "remote"):
        term = parse_term(data["total"].get(name, data["total"]["term"]))
        if isinstance(term, TermUnreadable) and name in data["total"]:
            yield Fault(reading.line_of(("total", name)), term.why, {"text": term.text})
    keys = [part["key"] for part in data["parts"]]
    links = [
        Link(part["key"], part["name"], tuple(each["part"] for each in part.get("after", ()))) for part in data["parts"]
    ]
    for found in faults(links):
        place: Place = ("parts", keys.index(found.key)) if found.key in keys else ("parts",)
        yield Fault(reading.line_of(place), found.sentence.text, found.sentence.params)


def _together(reading: Reading, known: Known) -> Iterator[Fault]:
    """What the parts say to each other."""
    data: Any = reading.data
    lacking = False
    for number, part in enumerate(data["parts"]):
        if known(part["procedure"]) is None:
            lacking = True
            place = ("parts", number, "procedure")
            yield Fault(reading.line_of(place), _NO_PROCEDURE, {"code": part["procedure"], "key": part["key"]})
    if lacking:
        return
    keys = [part["key"] for part in data["parts"]]
    ordinary, remote = data["total"]["term"], data["total"].get("remote", data["total"]["term"])
    totals = {"ordinary": term_of(ordinary), "remote": term_of(remote)}
    for key, text, params in misfits(chain_of(data, version_id=0, known=known), totals):
        where: Place = ("parts", keys.index(key)) if key else ("total",)
        yield Fault(reading.line_of(where), text, params)


def _of_part(part: ChainPart) -> Iterator[Misfit]:
    procedure = part.procedure
    yield from _of_master(part)
    if part.case_key not in {case.key for case in procedure.cases}:
        yield part.key, _NO_CASE, {"code": procedure.code, "case": part.case_key}
    papers = {paper.key for paper in procedure.papers if paper.kind is not PaperKind.NOTE}
    fed: set[str] = set()
    for feed in part.feeds:
        if feed.paper not in papers:
            yield part.key, _NO_PAPER, {"code": procedure.code, "paper": feed.paper, "part": feed.part}
        if feed.paper in fed:
            yield part.key, _PAPER_TWICE, {"key": part.key, "paper": feed.paper}
        fed.add(feed.paper)
    for fee in procedure.fees.items:
        if not part.is_first and fee.due is Due.RESULT and (not fee.cases or part.case_key in fee.cases):
            yield part.key, _LATE_FEE, {"key": part.key, "name": fee.name}


def _of_master(part: ChainPart) -> Iterator[Misfit]:
    """A part of another system goes on by that system's word alone; the submission itself is taken in here."""
    master = part.procedure.master
    told: dict[str, object] = {"key": part.key, "code": part.procedure.code, "master": master.name}
    if not master.is_ours and not master.partner:
        yield part.key, _NOBODY_TELLS, told
    if not master.is_ours and part.is_first:
        yield part.key, _FIRST_ELSEWHERE, told


def _of_form(chain: Chain) -> Iterator[Misfit]:
    """A field of the same key is asked once, so it must be the same question, under the same condition, within the same
    bounds; only its words and what fills it in are those of the first part."""
    first: dict[str, tuple[ChainPart, Field]] = {}
    for part in chain.parts:
        for field in part.procedure.form.fields:
            other, before = first.setdefault(field.key, (part, field))
            if other is not part and (what := _unlike(before, field)):
                names = {"one": other.key, "other": part.key, "what": ", ".join(what)}
                yield part.key, _ASKED_OTHERWISE, {"field": field.key, **names}


def _unlike(one: Field, other: Field) -> list[str]:
    """In which parts two questions differ; the files of a paper are never the same as those of another."""
    return [
        each.name
        for each in fields(Field)
        if each.name not in _OWN_WORDS
        and (getattr(one, each.name) != getattr(other, each.name) or (each.name == "paper" and one.paper))
    ]


def _of_total(chain: Chain, totals: Mapping[str, Term]) -> Iterator[Misfit]:
    """One total is promised, however the submission comes in: the parts must come to it by every channel, in every
    kind of commune."""
    for communes, total in totals.items():
        for channel in chain.channels:
            if (summed := _longest(chain, channel, communes)) != (total,):
                text = _TOTAL_REMOTE if communes == "remote" else _TOTAL
                yield "", text, {"total": in_words(total), "sum": _words(summed), "channel": channel}
                return


def _longest(chain: Chain, channel: str, communes: str) -> tuple[Term, ...]:
    """The terms along the longest way, as such a commune has them."""
    best: dict[str, tuple[Term, ...]] = {}
    for link in in_order(chain.links):
        part = chain.part(link.key)
        own = part.procedure.clock.term_for(case=part.case_key, channel=channel, communes=communes)
        before = max((best[key] for key in link.after), key=_length, default=())
        best[link.key] = add_up((*before, own))
    return max(best.values(), key=_length)


def _length(terms: tuple[Term, ...]) -> tuple[int, object]:
    return len(terms), sum(term.amount for term in terms)


def _words(terms: tuple[Term, ...]) -> str:
    return " + ".join(in_words(term) for term in terms)
