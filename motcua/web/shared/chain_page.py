"""An interlinked submission as pages show it: its parts in their order, this one marked, ways only where one may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import ChainPartView, ChainView
from motcua.rules.access import Viewer
from motcua.rules.chain_clocks import add_up
from motcua.rules.chains import PART_STATE_WORDS, ChainState, PartState
from motcua.rules.deadlines import Term
from motcua.rules.deadlines.words import in_words
from motcua.rules.lifecycle import STATE_NAMES, State

KINDS = {
    PartState.WAITING: "",
    PartState.OPEN: "now",
    PartState.GRANTED: "past",
    PartState.ENDED: "ended",
    PartState.DROPPED: "",
}

FILES = {
    "waiting": gettext_noop("tệp kết quả đang lấy về"),
    "failed": gettext_noop("tệp kết quả không lấy được, hãy hỏi cơ quan ấy bản giấy"),
}


ENDINGS = {
    State.DONE: gettext_noop("đã giải quyết, không được cấp"),
    State.RETURNED: gettext_noop("đã giải quyết, không được cấp"),
    State.WITHDRAWN: gettext_noop("đã rút theo yêu cầu của người nộp"),
    State.STOPPED: gettext_noop("đã dừng giải quyết"),
    State.REFUSED: gettext_noop("không được tiếp nhận"),
}
"""How a part ended without the result that others wait for, by the state of its dossier."""


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """One part. `kind` as of the stops of a road: past, now, late, ended (without a result), or empty for what is to
    come; `dossier_id` to go there."""

    kind: str
    name: str
    procedure: str
    office: str
    term: str
    words: str
    due_at: datetime | None
    is_late: bool
    """Its promise has passed and it is still worked on."""
    finished_at: datetime | None
    dossier_id: int | None
    code: str
    is_this: bool
    master: str
    """The system that decides it; empty: it is decided here."""
    result: str
    """What that system gave."""
    files: str
    """What there is to say of the files of it."""


@dataclass(frozen=True, slots=True)
class ChainOnPage:
    """The whole: its code, where it stands, its promise and why, its parts."""

    code: str
    name: str
    answer: str
    due_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    is_held: bool
    is_late: bool
    """A part is late: the last day is told without its delay, which nobody knows yet."""
    lines: tuple[str, ...]
    sums: tuple[str, ...]
    """What each office takes of the term, in words."""
    total: str
    """The same of the whole."""
    parts: tuple[PartOnPage, ...]


def chain_on_page(dossier_id: int, viewer: Viewer, *, now: datetime) -> ChainOnPage | None:
    """The chain that this dossier is a part of; None for a dossier of none. Raises `DossierUnknown`."""
    found = dossiers.chain_of(dossier_id=dossier_id, viewer=viewer)
    return on_page(found, this=dossier_id, now=now) if found else None


def late_parts(chain: ChainView, *, now: datetime) -> frozenset[str]:
    """The parts whose promise has passed while they are worked on."""
    return frozenset(
        part.key
        for part in chain.parts
        if part.state is PartState.OPEN and not part.is_held and part.due_at is not None and part.due_at < now
    )


def on_page(chain: ChainView, *, now: datetime, this: int | None = None) -> ChainOnPage:
    """The chain in words. Of one that ended without all results nothing adds up to a promise any more."""
    late, is_over = late_parts(chain, now=now), chain.state is ChainState.ENDED
    return ChainOnPage(
        code=chain.code,
        name=chain.name,
        answer=_answer(chain, is_late=bool(late)),
        due_at=chain.due_at,
        promised_at=chain.promised_at,
        finished_at=chain.finished_at,
        is_held=chain.is_held,
        is_late=bool(late),
        lines=() if is_over else tuple(line.words(gettext) for line in chain.lines),
        sums=() if is_over else tuple(f"{office}: {_together(terms)}" for office, terms in chain.by_office),
        total=_together(add_up(term for _, terms in chain.by_office for term in terms)),
        parts=tuple(_part(part, this, is_late=part.key in late) for part in chain.parts),
    )


def _together(terms: tuple[Term, ...]) -> str:
    return " + ".join(in_words(term, gettext) for term in terms)


def _part(part: ChainPartView, this: int | None, *, is_late: bool) -> PartOnPage:
    words = gettext(PART_STATE_WORDS[part.state])
    if part.state is PartState.ENDED and part.dossier_state in ENDINGS:
        words = gettext(ENDINGS[part.dossier_state])
    if part.state is PartState.OPEN and part.dossier_state is not None:
        words = gettext(STATE_NAMES[part.dossier_state])
        if part.master and part.dossier_state is State.SUBMITTED:
            words = gettext("đã mở, chờ hệ thống bên đó nhận")
    return PartOnPage(
        kind="late" if is_late else KINDS[part.state],
        name=part.name,
        procedure=part.procedure_name,
        office=part.office,
        term=in_words(part.term, gettext),
        words=words,
        due_at=None if part.finished_at or part.state in (PartState.ENDED, PartState.DROPPED) else part.due_at,
        is_late=is_late,
        finished_at=part.finished_at,
        dossier_id=part.dossier_id,
        code=part.code,
        is_this=this is not None and part.dossier_id == this,
        master=part.master,
        result=part.result,
        files=gettext(FILES[part.files]) if part.files else "",
    )


def _answer(chain: ChainView, *, is_late: bool) -> str:
    if chain.state is ChainState.GRANTED:
        return gettext("Mọi phần đã có kết quả.")
    if chain.state is ChainState.ENDED:
        return gettext("Đã kết thúc; không phải phần nào cũng có kết quả.")
    if chain.received_at is None:
        return gettext("Đã nộp, đang chờ Bộ phận Một cửa kiểm tra.")
    if chain.is_held:
        return gettext("Một phần đang chờ bổ sung hoặc tạm dừng; ngày hẹn của cả hồ sơ sẽ lùi theo.")
    if is_late:
        return gettext("Một phần đã quá ngày hẹn, cơ quan vẫn đang giải quyết; ngày hẹn của cả hồ sơ sẽ lùi theo.")
    done = sum(part.state is PartState.GRANTED for part in chain.parts)
    if not done:
        return gettext("Đang giải quyết; phần sau mở khi có kết quả của phần trước.")
    return gettext("Đã có {done} trên {all} kết quả; các phần còn lại đi tiếp theo thứ tự.").format(
        done=done, all=len(chain.parts)
    )
