"""When people are told, and in which words: one table. Messages name no person and no procedure, since a telephone is
read by whoever holds it (Law 91/2025/QH15): code, day, place, and what to do.

Sources: NĐ 224/2026 art. 15(1)(g) (each change of state is told, with agency and time), NĐ 61/2018 art. 19(9) (delay
and apology, a day before at the latest), art. 19(4) (supplement), art. 20 and NĐ 118/2025 art. 22 (results).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_noop

from motcua.rules.lifecycle import Move, State


class Call(StrEnum):
    """Whether somebody is to call a person whom no message reached."""

    YES = "yes"
    AFAR = "afar"
    """Only when the dossier came online or by post: at the counter the person was told."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class Moment:
    """One kind of notice. `text` is the message; `during` the states in which it is still worth telling."""

    title: str
    text: str
    during: frozenset[State]
    call: Call
    article: str = ""


DONE: Final = "done"
"""The kind of a notice that the result is there, whichever act ended the process."""
RESULT_CALLED: Final = "result-called"
ORIGINALS_CALLED: Final = "originals-called"
RECKONED: Final = "promise-reckoned"
DELAY_TOLD: Final = "delay-told"

_RUNS = frozenset({State.RECEIVED, State.PROCESSING})
_OPEN = _RUNS | {State.SUPPLEMENT, State.FINANCE}
_READY = frozenset({State.DONE})
_ENDED = frozenset({State.STOPPED})

GOES_ON: Final = Moment(
    gettext_noop("Hồ sơ được giải quyết tiếp"),
    gettext_noop("Hồ sơ {code} được giải quyết tiếp. Hẹn trả kết quả {due}, tại {place}. Theo dõi: {link}"),
    _RUNS,
    Call.AFAR,
    "NĐ 61/2018 Đ.19 k.4",
)
MOMENTS: Final[Mapping[str, Moment]] = MappingProxyType(
    {
        Move.ACCEPT.value: Moment(
            gettext_noop("Hồ sơ đã được tiếp nhận"),
            gettext_noop("Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả {due}, tại {place}. Theo dõi: {link}"),
            _OPEN,
            Call.AFAR,
            "NĐ 118/2025 Đ.17; NĐ 224/2026 Đ.15",
        ),
        Move.HAND_ON.value: Moment(
            gettext_noop("Hồ sơ đã chuyển đến nơi giải quyết"),
            gettext_noop(
                "Hồ sơ {code} đã nhận thay và chuyển đến {office}; thời hạn tính từ khi nơi đó nhận. Theo dõi: {link}"
            ),
            _OPEN | {State.SUBMITTED},
            Call.AFAR,
            "NĐ 309/2026 Đ.8 k.3",
        ),
        Move.REFUSE.value: Moment(
            gettext_noop("Hồ sơ không được tiếp nhận"),
            gettext_noop(
                "Hồ sơ {code} không được tiếp nhận. Lý do và nơi nộp đúng ghi trong phiếu từ chối, lấy tại {place}. "
                "{ask}"
            ),
            frozenset({State.REFUSED}),
            Call.AFAR,
            "NĐ 118/2025 Đ.17",
        ),
        Move.ASK_SUPPLEMENT.value: Moment(
            gettext_noop("Hồ sơ cần bổ sung"),
            gettext_noop("Hồ sơ {code} cần bổ sung {missing}{until}. Nộp tại {place}. {ask}"),
            frozenset({State.SUPPLEMENT}),
            Call.YES,
            "NĐ 61/2018 Đ.19 k.4; NĐ 297/2025 Đ.6 k.4",
        ),
        Move.SUPPLY.value: GOES_ON,
        Move.RESUME.value: GOES_ON,
        Move.SETTLE_PAYMENT.value: GOES_ON,
        Move.DEMAND_PAYMENT.value: Moment(
            gettext_noop("Hồ sơ cần thực hiện nghĩa vụ tài chính"),
            gettext_noop(
                "Hồ sơ {code} cần thực hiện nghĩa vụ tài chính rồi mới giải quyết tiếp. Chỉ nộp theo thông báo nhận "
                "tại {place}; chúng tôi không đòi chuyển tiền qua tin nhắn. {ask}"
            ),
            frozenset({State.FINANCE}),
            Call.YES,
            "NĐ 301/2026 Đ.3 k.4",
        ),
        RECKONED: Moment(
            gettext_noop("Ngày trả kết quả được tính lại"),
            gettext_noop(
                "Ngày trả kết quả hồ sơ {code} được tính lại theo lịch làm việc đã thông báo: {due}, tại {place}. "
                "Theo dõi: {link}"
            ),
            _RUNS,
            Call.YES,
        ),
        Move.RESCHEDULE.value: Moment(
            gettext_noop("Xin lỗi và hẹn lại ngày trả kết quả"),
            gettext_noop(
                "Hồ sơ {code} không xong kịp ngày đã hẹn, chúng tôi xin lỗi. Hẹn lại {due}, tại {place}. "
                "Theo dõi: {link}"
            ),
            _RUNS,
            Call.YES,
            "NĐ 61/2018 Đ.19 k.9",
        ),
        DELAY_TOLD: Moment(
            gettext_noop("Có thể chậm hơn ngày hẹn, xin lỗi"),
            gettext_noop(
                "Hồ sơ {code} hẹn trả {due} có thể chậm, chúng tôi xin lỗi. Bạn chưa cần đến: có kết quả chúng tôi báo "
                "ngay. {ask}"
            ),
            _RUNS,
            Call.YES,
            "NĐ 61/2018 Đ.19 k.9",
        ),
        Move.CORRECT.value: Moment(
            gettext_noop("Thông tin tiếp nhận đã được sửa"),
            gettext_noop(
                "Khi nhận hồ sơ {code} chúng tôi ghi sai, nay đã sửa và xin lỗi. Hẹn trả kết quả {due}. "
                "Giấy hẹn mới lấy tại {place}. {ask}"
            ),
            _RUNS,
            Call.YES,
            "NĐ 61/2018 Đ.21",
        ),
        Move.STOP.value: Moment(
            gettext_noop("Hồ sơ đã dừng giải quyết"),
            gettext_noop("Hồ sơ {code} đã dừng giải quyết. Lý do ghi trong thông báo, lấy tại {place}. {ask}"),
            _ENDED,
            Call.YES,
            "TT 03/2025/TT-VPCP Đ.7",
        ),
        Move.LAPSE.value: Moment(
            gettext_noop("Hồ sơ đã dừng vì quá hạn bổ sung"),
            gettext_noop(
                "Hồ sơ {code} đã dừng vì quá hạn bổ sung. Bạn có thể nộp lại; giấy tờ đã nộp lấy tại {place}. {ask}"
            ),
            _ENDED,
            Call.YES,
            "NĐ 297/2025; TT 03/2025/TT-VPCP Đ.7",
        ),
        DONE: Moment(
            gettext_noop("Đã có kết quả, mời đến nhận"),
            gettext_noop(
                "Hồ sơ {code} đã có kết quả, mời đến nhận tại {place}{hours}. Mang theo giấy hẹn và giấy tờ tùy thân. "
                "{ask}"
            ),
            _READY,
            Call.YES,
            "NĐ 118/2025 Đ.22",
        ),
        RESULT_CALLED: Moment(
            gettext_noop("Kết quả đang chờ, mời đến nhận"),
            gettext_noop(
                "Kết quả hồ sơ {code} đang chờ bạn, mời đến nhận tại {place}{hours}. Không đến được thì ủy quyền cho "
                "người khác nhận. {ask}"
            ),
            _READY,
            Call.YES,
            "NĐ 118/2025 Đ.22; NĐ 61/2018 Đ.20",
        ),
        ORIGINALS_CALLED: Moment(
            gettext_noop("Bản chính đang chờ, mời đến nhận lại"),
            gettext_noop(
                "Hồ sơ {code} đã kết thúc, bản chính bạn nộp đang chờ, mời đến nhận lại tại {place}{hours}. Không đến "
                "được thì ủy quyền cho người khác nhận. {ask}"
            ),
            frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED}),
            Call.YES,
        ),
    }
)
"""Kind of a notice → what is told. A kind is the event's, or `DONE` when the event ended the process."""

SETTLING: Final = frozenset({Move.WITHDRAW.value, Move.HAND_OVER.value, "originals-given-back"})
"""Events after which nobody need be called any more, and nothing is told either."""

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "address-wrong": gettext_noop("số hoặc địa chỉ không có thật"),
        "refused": gettext_noop("đối tác không nhận tin này"),
        "no-answer": gettext_noop("đối tác không trả lời"),
        "busy": gettext_noop("đối tác đang bận"),
        "sign-in": gettext_noop("đối tác không cho đăng nhập: kiểm tra cài đặt"),
        "unknown": gettext_noop("không rõ đã gửi chưa: máy dừng giữa chừng"),
        "no-address": gettext_noop("không có số điện thoại hay thư điện tử"),
        "no-partner": gettext_noop("nơi này chưa nối kênh nhắn tin nào tới được người này"),
        "not-arrived": gettext_noop("đối tác báo tin không tới máy"),
        "moved-on": gettext_noop("hồ sơ đã sang bước khác, không cần gửi nữa"),
        "stood-here": gettext_noop("hẹn trả trong ngày, người nộp đã cầm giấy hẹn"),
    }
)
"""Why a message was not sent, by code."""

CHANNELS: Final[Mapping[str, str]] = MappingProxyType(
    {"phone": gettext_noop("tin nhắn điện thoại"), "email": gettext_noop("thư điện tử")}
)
"""Ways of sending, the one tried first first."""

WAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "call": gettext_noop("đã gọi điện"),
        "hamlet": gettext_noop("đã báo qua trưởng thôn, tổ trưởng"),
        "in-person": gettext_noop("đã gặp trực tiếp"),
    }
)
"""How somebody told a person whom no message reached."""

PAPERS: Final = (
    ("tờ khai", gettext_noop("tờ khai")),
    ("đơn ", gettext_noop("đơn")),
    ("giấy đề nghị", gettext_noop("giấy đề nghị")),
    ("giấy ủy quyền", gettext_noop("giấy ủy quyền")),
    ("văn bản ủy quyền", gettext_noop("giấy ủy quyền")),
    ("bản vẽ", gettext_noop("bản vẽ")),
    ("ảnh ", gettext_noop("ảnh")),
    ("hợp đồng", gettext_noop("hợp đồng")),
)
"""How a paper's name begins → what a message may call it. Any other is "một giấy tờ": a name may tell of health, of
family or of a conviction (Law 91/2025/QH15)."""
OTHER_PAPER: Final = gettext_noop("một giấy tờ")
