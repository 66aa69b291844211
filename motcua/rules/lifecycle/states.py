"""The legal states of a dossier, and the tracks beside them: delivery, money, synchronisation."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """The legal state of a dossier."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    FINANCE = "finance"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DONE = "done"
    RETURNED = "returned"


STATE_NAMES = MappingProxyType(
    {
        State.DRAFT: "Bản nháp",
        State.SUBMITTED: "Mới đăng ký",
        State.RECEIVED: "Được tiếp nhận",
        State.PROCESSING: "Đang xử lý",
        State.SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
        State.FINANCE: "Yêu cầu thực hiện nghĩa vụ tài chính",
        State.REFUSED: "Không được tiếp nhận",
        State.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
        State.STOPPED: "Dừng xử lý",
        State.DONE: "Đã xử lý xong",
        State.RETURNED: "Đã trả kết quả",
    }
)

PORTAL_CODE = MappingProxyType(
    {
        State.SUBMITTED: 1,
        State.RECEIVED: 2,
        State.REFUSED: 3,
        State.PROCESSING: 4,
        State.SUPPLEMENT: 5,
        State.FINANCE: 6,
        State.WITHDRAWN: 7,
        State.STOPPED: 8,
        State.DONE: 9,
        State.RETURNED: 10,
    }
)
"""TrangThaiHoSo of the national portal's exchange; a draft is not sent."""

ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
CLOCK_RUNS = frozenset({State.RECEIVED, State.PROCESSING})


class Delivery(StrEnum):
    """The track of the result: apart from the legal state, for a citizen who comes late makes nothing overdue."""

    NONE = "none"
    WAITING = "waiting"
    HANDED_OVER = "handed-over"


class Money(StrEnum):
    """The track of money."""

    NOTHING_DUE = "nothing-due"
    DUE = "due"
    SETTLED = "settled"


class Sync(StrEnum):
    """The track of synchronisation with the national portal; partners come later."""

    NONE = "none"
    PENDING = "pending"
    SENT = "sent"
