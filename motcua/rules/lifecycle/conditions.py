"""Who may make a move, and what must hold before it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class By(StrEnum):
    """In what capacity a move is made."""

    APPLICANT = "applicant"
    ONE_STOP = "one-stop"
    DUTY_HOLDER = "duty-holder"
    LEADER = "leader"
    SENDER = "sender"
    SUPPORT = "support"
    SYSTEM = "system"


BY_NAMES = MappingProxyType(
    {
        By.APPLICANT: "Người nộp hồ sơ",
        By.ONE_STOP: "Cán bộ Một cửa",
        By.DUTY_HOLDER: "Người đang giữ việc",
        By.LEADER: "Lãnh đạo cơ quan giải quyết",
        By.SENDER: "Người vừa chuyển hồ sơ",
        By.SUPPORT: "Cán bộ hỗ trợ",
        By.SYSTEM: "Hệ thống",
    }
)


class Guard(StrEnum):
    """What must hold before a move; the stage gathers it as a fact."""

    JURISDICTION = "jurisdiction"
    PAPERS_COMPLETE = "papers-complete"
    FEE_SETTLED = "fee-settled"
    REASON_GIVEN = "reason-given"
    FIRST_REQUEST = "first-request"
    NO_DECISION = "no-decision"
    LEGAL_GROUND = "legal-ground"
    ANSWER_TIME_OVER = "answer-time-over"
    CLOCK_PAUSED = "clock-paused"
    CLOCK_RUNNING = "clock-running"
    RESCHEDULABLE = "reschedulable"
    RESULT_READY = "result-ready"
    RECEIVER_KNOWN = "receiver-known"
    NOT_BEGUN = "not-begun"


GUARD_SENTENCES = MappingProxyType(
    {
        Guard.JURISDICTION: "Thủ tục này không thuộc thẩm quyền tiếp nhận tại đây.",
        Guard.PAPERS_COMPLETE: "Hồ sơ còn thiếu giấy tờ bắt buộc.",
        Guard.FEE_SETTLED: "Còn khoản phí, lệ phí chưa nộp.",
        Guard.REASON_GIVEN: "Cần ghi rõ lý do.",
        Guard.FIRST_REQUEST: "Đã yêu cầu bổ sung một lần; lần nữa cần căn cứ và người phụ trách đồng ý.",
        Guard.NO_DECISION: "Đã có kết quả giải quyết nên không làm việc này được nữa.",
        Guard.LEGAL_GROUND: "Cần chọn căn cứ mà thủ tục này cho phép.",
        Guard.ANSWER_TIME_OVER: "Chưa hết thời hạn người nộp bổ sung hồ sơ.",
        Guard.CLOCK_PAUSED: "Thời hạn không đang tạm dừng.",
        Guard.CLOCK_RUNNING: "Thời hạn đang tạm dừng.",
        Guard.RESCHEDULABLE: "Chỉ hẹn lại một lần, trước hạn ít nhất một ngày, và ngày mới phải sau ngày cũ.",
        Guard.RESULT_READY: "Chưa có kết quả để trả.",
        Guard.RECEIVER_KNOWN: "Cần xác định người nhận kết quả.",
        Guard.NOT_BEGUN: "Người giữ việc sau đã bắt đầu làm nên không thu hồi được; hãy đề nghị họ trả lại.",
    }
)
