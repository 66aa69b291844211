"""What may be done, and what a row of the table says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from motcua.rules.lifecycle.conditions import By, Guard
from motcua.rules.lifecycle.states import State


class Move(StrEnum):
    """What may be done to a dossier's legal state or process."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLY = "supply"
    LAPSE = "lapse"
    TAKE_UP = "take_up"
    FORWARD = "forward"
    SEND_BACK = "send_back"
    RECALL = "recall"
    CONSULT = "consult"
    ANSWER = "answer"
    SIGN = "sign"
    DEMAND_PAYMENT = "demand_payment"
    SETTLE_PAYMENT = "settle_payment"
    PAUSE = "pause"
    RESUME = "resume"
    RESCHEDULE = "reschedule"
    WITHDRAW = "withdraw"
    STOP = "stop"
    HAND_OVER = "hand_over"
    CORRECT = "correct"
    HAND_ON = "hand_on"


class Clock(StrEnum):
    """What a move does to the term."""

    NONE = "none"
    START = "start"
    HOLD = "hold"
    RELEASE = "release"
    PAUSE = "pause"
    RESUME = "resume"
    RESCHEDULE = "reschedule"
    REFIT = "refit"
    STOP = "stop"


CLOCK_NAMES = MappingProxyType(
    {
        Clock.NONE: "không đổi",
        Clock.START: "bắt đầu tính",
        Clock.HOLD: "ngừng tính để chờ bổ sung",
        Clock.RELEASE: "tính lại từ đầu hoặc tính tiếp, theo thủ tục",
        Clock.PAUSE: "tạm dừng có căn cứ",
        Clock.RESUME: "tính tiếp",
        Clock.RESCHEDULE: "hẹn lại, giữ cả hai ngày",
        Clock.REFIT: "tính lại từ các dữ kiện đã sửa",
        Clock.STOP: "kết thúc",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    move: Move
    name: str
    sources: frozenset[State]
    to: State | None
    """The next state; None: the state before the supplement request (`supply`), or unchanged."""
    by: frozenset[By]
    guards: tuple[Guard, ...]
    clock: Clock
    paper: str | None
    article: str
    acts_on_process: bool = False
    """The move also acts on the internal process, and ends the dossier's processing when the process ends."""
