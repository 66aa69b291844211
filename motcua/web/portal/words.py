"""A dossier's standing as it is told to the person who waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from motcua.registers.dossiers.queries import ChainView, NextActor, PublicProgress
from motcua.rules.lifecycle import State
from motcua.web.shared.chain_page import late_parts
from motcua.web.shared.turns import Chip, Turn, chip

ANSWERS = {
    State.SUBMITTED: gettext_noop("Hồ sơ đã nộp, đang chờ Bộ phận Một cửa kiểm tra."),
    State.RECEIVED: gettext_noop("Hồ sơ đang được giải quyết."),
    State.PROCESSING: gettext_noop("Hồ sơ đang được giải quyết."),
    State.SUPPLEMENT: gettext_noop("Hồ sơ đang chờ bạn bổ sung giấy tờ."),
    State.FINANCE: gettext_noop("Hồ sơ đang chờ bạn nộp tiền."),
    State.DONE: gettext_noop("Đã có kết quả, mời bạn đến nhận."),
    State.RETURNED: gettext_noop("Kết quả đã được trả."),
    State.REFUSED: gettext_noop("Hồ sơ không được tiếp nhận."),
    State.WITHDRAWN: gettext_noop("Hồ sơ đã rút theo yêu cầu của người nộp."),
    State.STOPPED: gettext_noop("Hồ sơ đã dừng giải quyết."),
}
TO_DO = {
    State.SUBMITTED: gettext_noop(
        "Bạn chưa phải làm gì. Khi hồ sơ được tiếp nhận, trang này sẽ có ngày hẹn trả kết quả."
    ),
    State.RECEIVED: gettext_noop("Bạn chưa phải làm gì. Kết quả được trả muộn nhất vào giờ hẹn."),
    State.PROCESSING: gettext_noop("Bạn chưa phải làm gì. Kết quả được trả muộn nhất vào giờ hẹn."),
    State.SUPPLEMENT: gettext_noop(
        "Xem Phiếu yêu cầu bổ sung bạn đã nhận, rồi mang giấy tờ còn thiếu đến nơi đã nộp hồ sơ."
    ),
    State.FINANCE: gettext_noop("Nộp tiền theo thông báo bạn đã nhận. Sau đó hồ sơ được giải quyết tiếp."),
    State.DONE: gettext_noop(
        "Mang giấy hẹn và giấy tờ tùy thân đến nơi đã nộp hồ sơ. Người nhận thay cần giấy ủy quyền."
    ),
    State.REFUSED: gettext_noop("Lý do ghi trong Phiếu từ chối bạn đã nhận. Bạn có thể nộp lại khi đủ điều kiện."),
    State.STOPPED: gettext_noop("Lý do ghi trong thông báo bạn đã nhận."),
}
ANSWERS_THERE = {
    **ANSWERS,
    State.SUBMITTED: gettext_noop("Hồ sơ đã mở, đang chờ hệ thống của cơ quan giải quyết nhận."),
    State.DONE: gettext_noop("Đã có kết quả."),
}
TO_DO_THERE = {
    **TO_DO,
    State.SUBMITTED: gettext_noop("Bạn chưa phải làm gì. Khi bên ấy nhận, trang này có ngày hẹn của bên ấy."),
    State.SUPPLEMENT: gettext_noop(
        "Làm theo thông báo của {office}: bổ sung với nơi ấy, nơi đã nộp hồ sơ không nhận thay."
    ),
    State.FINANCE: gettext_noop("Nộp tiền theo thông báo của {office}. Sau đó hồ sơ được giải quyết tiếp."),
    State.DONE: gettext_noop("{office} trả kết quả: làm theo thông báo của nơi ấy."),
    State.REFUSED: gettext_noop("Lý do ghi trong thông báo của {office}. Bạn có thể nộp lại khi đủ điều kiện."),
    State.STOPPED: gettext_noop("Lý do ghi trong thông báo của {office}."),
}
"""Of a dossier that another system decides: the counter here cannot take anything in for it or hand it over."""
STANDS_STILL = {
    State.SUPPLEMENT: gettext_noop("Thời hạn đang ngừng tính. Khi bạn bổ sung đủ, hồ sơ có ngày hẹn mới."),
    State.FINANCE: gettext_noop("Thời hạn đang ngừng tính. Ngày hẹn lùi lại bằng thời gian chờ bạn nộp tiền."),
}
"""What becomes of the promised day while the person is waited for."""
PERSONS_TURN = (State.SUPPLEMENT, State.FINANCE, State.DONE)
"""When it is the person who has to do something."""
LATE_ANSWER = gettext_noop("Hồ sơ đã quá ngày hẹn, cơ quan vẫn đang giải quyết.")
LATE_TO_DO_THERE = gettext_noop("Gọi hoặc đến {office}, đọc mã hồ sơ để được trả lời.")
LATE_TO_DO = gettext_noop("Gọi hoặc đến Bộ phận Một cửa nơi nộp, đọc mã hồ sơ để được trả lời.")


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the road: `kind` is past, now, late or empty for what is to come."""

    kind: str
    words: str
    at: datetime | None = None
    who: str = ""
    text: str = ""


def answer(progress: PublicProgress) -> str:
    """The first sentence."""
    answers = ANSWERS_THERE if progress.master else ANSWERS
    return gettext(LATE_ANSWER if progress.is_overdue else answers[progress.state])


def to_do(progress: PublicProgress) -> str:
    """What the person has to do now."""
    late, to_do = (LATE_TO_DO_THERE, TO_DO_THERE) if progress.master else (LATE_TO_DO, TO_DO)
    said = late if progress.is_overdue else to_do.get(progress.state, "")
    return gettext(said).format(office=progress.office) if said else ""


def stands_still(progress: PublicProgress) -> str:
    """Why the promised day is not counted down now; nothing while it is."""
    said = "" if progress.master else STANDS_STILL.get(progress.state, "")
    return gettext(said) if said else ""


def to_do_of_whole(chain: ChainView, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Of an interlinked submission: the parts with which the person has something to do now, and what; parts with
    which it is the same stand together."""
    together: dict[str, list[str]] = {}
    late = late_parts(chain, now=now)
    for part in chain.parts:
        said = ""
        if part.key in late:
            said = f"{gettext(LATE_ANSWER)} {gettext(LATE_TO_DO_THERE if part.master else LATE_TO_DO)}"
        elif part.dossier_state in PERSONS_TURN:
            answers, to_do = (ANSWERS_THERE, TO_DO_THERE) if part.master else (ANSWERS, TO_DO)
            said = f"{gettext(answers[part.dossier_state])} {gettext(to_do[part.dossier_state])}"
        if said:
            together.setdefault(said.format(office=part.office), []).append(part.name)
    return tuple(("; ".join(names), said) for said, names in together.items())


def chip_of(progress: PublicProgress) -> Chip:
    """Who must act next, seen by the person who waits."""
    if progress.is_overdue:
        return chip(Turn.LATE)
    match progress.next_actor:
        case NextActor.APPLICANT:
            return chip(Turn.APPLICANT, gettext("Bạn làm tiếp"))
        case NextActor.NOBODY:
            return chip(Turn.DONE)
        case NextActor.ONE_STOP:
            return chip(Turn.HERE, gettext("Bộ phận Một cửa làm tiếp"))
        case _:
            return chip(Turn.HERE, gettext("Cơ quan giải quyết làm tiếp"))


def road(progress: PublicProgress) -> tuple[Stop, ...]:
    """The stops from submission to the result, as far as it came."""
    if progress.state in (State.REFUSED, State.WITHDRAWN, State.STOPPED):
        first = [Stop("past", gettext("Nộp hồ sơ"), progress.submitted_at)]
        if progress.received_at:
            first.append(Stop("past", gettext("Tiếp nhận"), progress.received_at))
        return (*first, Stop("past", answer(progress)))
    late = "late" if progress.is_overdue else "now"
    waits = progress.state in (State.SUPPLEMENT, State.FINANCE)
    stops = (
        (gettext("Nộp hồ sơ"), progress.submitted_at, True),
        (gettext("Tiếp nhận, hẹn ngày trả"), progress.received_at, progress.received_at is not None),
        (gettext("Chờ bạn") if waits else gettext("Giải quyết"), None, progress.finished_at is not None),
        (gettext("Có kết quả"), progress.finished_at, progress.finished_at is not None),
        (gettext("Trả kết quả"), None, progress.state is State.RETURNED),
    )
    reached = [done for _, _, done in stops]
    current = reached.index(False) if False in reached else -1
    return tuple(
        Stop("past" if done else late if place == current else "", words, at if done else None)
        for place, (words, at, done) in enumerate(stops)
    )
