"""The table of the lifecycle: a row for each move. docs/reference/lifecycle.md is made from it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from motcua.rules.lifecycle.conditions import By, Guard
from motcua.rules.lifecycle.moves import Clock, Move, Rule
from motcua.rules.lifecycle.states import State

_S, _B, _G = State, By, Guard
_OPEN = (_S.RECEIVED, _S.PROCESSING)


def _rule(
    move: Move,
    name: str,
    sources: Iterable[State],
    to: State | None,
    by: Iterable[By],
    *guards: Guard,
    clock: Clock = Clock.NONE,
    paper: str | None = None,
    article: str,
    process: bool = False,
) -> Rule:
    return Rule(move, name, frozenset(sources), to, frozenset(by), guards, clock, paper, article, process)


_TABLE = (
    _rule(Move.SUBMIT, "Nộp hồ sơ", [_S.DRAFT], _S.SUBMITTED, [_B.APPLICANT, _B.ONE_STOP, _B.SYSTEM],
          article="NĐ 118/2025 Đ.17; NĐ 45/2020 (sửa bởi NĐ 310/2026)"),
    _rule(Move.ACCEPT, "Tiếp nhận", [_S.SUBMITTED], _S.RECEIVED, [_B.ONE_STOP, _B.SYSTEM],
          _G.JURISDICTION, _G.PAPERS_COMPLETE, _G.FEE_SETTLED, clock=Clock.START, paper="01",
          article="NĐ 118/2025 Đ.17; NĐ 309/2026 Đ.8 k.3; hồ sơ liên thông: NĐ 297/2025 Đ.6"),
    _rule(Move.HAND_ON, "Nhận thay, chuyển cơ quan có thẩm quyền", [_S.SUBMITTED], None, [_B.ONE_STOP],
          _G.JURISDICTION, _G.PAPERS_COMPLETE, _G.FEE_SETTLED, paper="01",
          article="NĐ 118/2025 Đ.14; NĐ 309/2026 Đ.8 k.3"),
    _rule(Move.REFUSE, "Từ chối tiếp nhận", [_S.SUBMITTED], _S.REFUSED, [_B.ONE_STOP],
          _G.REASON_GIVEN, _G.LEGAL_GROUND, paper="03", article="NĐ 118/2025 Đ.17"),
    _rule(Move.ASK_SUPPLEMENT, "Yêu cầu bổ sung", [_S.SUBMITTED, *_OPEN], _S.SUPPLEMENT, [_B.ONE_STOP, _B.DUTY_HOLDER],
          _G.REASON_GIVEN, _G.FIRST_REQUEST, _G.NO_DECISION, clock=Clock.HOLD, paper="02",
          article="NĐ 61/2018 Đ.19 k.4; NĐ 297/2025 Đ.6 k.4"),
    _rule(Move.SUPPLY, "Nhận bổ sung", [_S.SUPPLEMENT], None, [_B.APPLICANT, _B.ONE_STOP],
          _G.PAPERS_COMPLETE, clock=Clock.RELEASE, article="NĐ 61/2018 Đ.19 k.4; NĐ 301/2026 Đ.3 k.4"),
    _rule(Move.LAPSE, "Dừng vì không bổ sung", [_S.SUPPLEMENT], _S.STOPPED, [_B.ONE_STOP, _B.SYSTEM],
          _G.ANSWER_TIME_OVER, clock=Clock.STOP, paper="05", article="NĐ 297/2025; TT 03/2025 Đ.7"),
    _rule(Move.CORRECT, "Sửa sai sót khi tiếp nhận", _OPEN, None, [_B.ONE_STOP],
          _G.REASON_GIVEN, _G.NO_DECISION, _G.CLOCK_RUNNING, clock=Clock.REFIT, paper="01",
          article="NĐ 118/2025 Đ.17; NĐ 61/2018 Đ.21"),
    _rule(Move.TAKE_UP, "Nhận giải quyết", [_S.RECEIVED], _S.PROCESSING, [_B.DUTY_HOLDER],
          article="NĐ 118/2025 Đ.18"),
    _rule(Move.FORWARD, "Chuyển bước", _OPEN, _S.PROCESSING, [_B.DUTY_HOLDER, _B.SYSTEM],
          article="NĐ 61/2018 Đ.19", process=True),
    _rule(Move.SEND_BACK, "Trả lại bước trước", [_S.PROCESSING], _S.PROCESSING, [_B.DUTY_HOLDER],
          _G.REASON_GIVEN, article="NĐ 61/2018 Đ.19", process=True),
    _rule(Move.RECALL, "Thu hồi", [_S.PROCESSING], _S.PROCESSING, [_B.SENDER],
          _G.NO_DECISION, _G.NOT_BEGUN, article="quy trình nội bộ (NĐ 61/2018 Đ.19)"),
    _rule(Move.CONSULT, "Xin ý kiến", _OPEN, _S.PROCESSING, [_B.DUTY_HOLDER],
          _G.REASON_GIVEN, article="NĐ 61/2018 Đ.19 k.5 (không ngừng thời hạn)", process=True),
    _rule(Move.ANSWER, "Trả lời ý kiến", [_S.PROCESSING], _S.PROCESSING, [_B.DUTY_HOLDER],
          article="NĐ 61/2018 Đ.19 k.5", process=True),
    _rule(Move.SIGN, "Ký duyệt kết quả", [_S.PROCESSING], _S.PROCESSING, [_B.DUTY_HOLDER],
          article="NĐ 30/2020 Đ.13", process=True),
    _rule(Move.DEMAND_PAYMENT, "Yêu cầu nghĩa vụ tài chính", _OPEN, _S.FINANCE, [_B.DUTY_HOLDER, _B.SYSTEM],
          _G.LEGAL_GROUND, _G.NO_DECISION, clock=Clock.PAUSE, article="NĐ 301/2026 Đ.3 k.4; pháp luật đất đai, thuế"),
    _rule(Move.SETTLE_PAYMENT, "Đã thực hiện nghĩa vụ tài chính", [_S.FINANCE], _S.PROCESSING,
          [_B.ONE_STOP, _B.DUTY_HOLDER, _B.SYSTEM], _G.FEE_SETTLED, clock=Clock.RESUME,
          article="NĐ 301/2026 Đ.3 k.4"),
    _rule(Move.PAUSE, "Tạm dừng thời hạn", [_S.PROCESSING], _S.PROCESSING, [_B.DUTY_HOLDER],
          _G.LEGAL_GROUND, _G.CLOCK_RUNNING, clock=Clock.PAUSE, article="căn cứ ghi trong thủ tục"),
    _rule(Move.RESUME, "Tính tiếp thời hạn", [_S.PROCESSING], _S.PROCESSING, [_B.DUTY_HOLDER, _B.SYSTEM],
          _G.CLOCK_PAUSED, clock=Clock.RESUME, article="căn cứ ghi trong thủ tục"),
    _rule(Move.RESCHEDULE, "Xin lỗi và hẹn lại", _OPEN, None, [_B.LEADER],
          _G.REASON_GIVEN, _G.RESCHEDULABLE, _G.CLOCK_RUNNING, clock=Clock.RESCHEDULE, paper="04",
          article="NĐ 61/2018 Đ.19 k.9"),
    _rule(Move.WITHDRAW, "Rút hồ sơ", [_S.SUBMITTED, *_OPEN, _S.SUPPLEMENT, _S.FINANCE], _S.WITHDRAWN,
          [_B.APPLICANT, _B.ONE_STOP], _G.NO_DECISION, clock=Clock.STOP, paper="05",
          article="NĐ 118/2025 Đ.21; TT 03/2025 Đ.7"),
    _rule(Move.STOP, "Dừng giải quyết", [*_OPEN, _S.SUPPLEMENT, _S.FINANCE], _S.STOPPED, [_B.LEADER],
          _G.REASON_GIVEN, _G.LEGAL_GROUND, _G.NO_DECISION, clock=Clock.STOP, paper="05", article="TT 03/2025 Đ.7"),
    _rule(Move.HAND_OVER, "Trả kết quả", [_S.DONE], _S.RETURNED, [_B.ONE_STOP, _B.SYSTEM],
          _G.RESULT_READY, _G.RECEIVER_KNOWN, _G.FEE_SETTLED, paper="07", article="NĐ 118/2025 Đ.22"),
)  # fmt: skip

MOVES = MappingProxyType({rule.move: rule for rule in _TABLE})
