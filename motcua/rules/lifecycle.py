"""The legal life of a dossier: its states, the moves between them, who may make each, what must hold first, the
paper each leaves and what each does to the clock. One table, `MOVES`; docs/reference/lifecycle.md is made from it.

Sources: NĐ 118/2025/NĐ-CP art. 17–22 (as amended by NĐ 309/2026), NĐ 61/2018 art. 17–20 where only its wording was
read, TT 03/2025/TT-VPCP (forms 01–07, art. 7 on stopping), Civil Code 2015 art. 147–148 for the clock. The state codes
sent to the national portal are a mapping (`PORTAL_CODE`), never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What the stage knows when it asks."""

    by: frozenset[By]
    met: frozenset[Guard] = field(default_factory=frozenset)
    before_supplement: State | None = None
    process_ended: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The move may be made, with these consequences."""

    rule: Rule
    to: State
    clock: Clock


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The move may not be made; `sentence` says why in Vietnamese (a msgid with no names)."""

    move: Move
    state: State
    sentence: str
    guard: Guard | None = None
    wrong_actor: bool = False


def decide(state: State, move: Move, facts: MoveFacts) -> Allowed | NotAllowed:
    """Whether `move` may be made from `state`, and what follows. Checks state, then actor, then guards in order."""
    rule = MOVES[move]
    if state not in rule.sources:
        return NotAllowed(move, state, "Hồ sơ không còn ở trạng thái làm được việc này.")
    if not rule.by & facts.by:
        return NotAllowed(move, state, "Việc này không thuộc phần việc của bạn.", wrong_actor=True)
    for guard in rule.guards:
        if guard not in facts.met:
            return NotAllowed(move, state, GUARD_SENTENCES[guard], guard=guard)
    if rule.acts_on_process and facts.process_ended:
        return Allowed(rule, State.DONE, Clock.STOP)
    clock = rule.clock
    if state is State.SUBMITTED and clock in (Clock.HOLD, Clock.STOP):
        clock = Clock.NONE  # no term runs before acceptance
    if move is Move.SUPPLY:
        back = facts.before_supplement or State.SUBMITTED
        return Allowed(rule, back, Clock.NONE if back is State.SUBMITTED else clock)
    return Allowed(rule, rule.to or state, clock)


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One move of a story told afterwards (imported years, simulation)."""

    move: Move
    to: State


def first_break(steps: Iterable[StoryStep], begins: State = State.DRAFT) -> int | None:
    """The index of the first step that the table does not allow after the ones before it, or None.

    Guards and actors cannot be known afterwards; what is checked is that each move starts where the last one ended
    and leads where the table says.
    """
    state, before_supplement = begins, None
    for index, step in enumerate(steps):
        rule = MOVES[step.move]
        if state not in rule.sources or step.to not in _targets(rule, state, before_supplement):
            return index
        if step.to is State.SUPPLEMENT:
            before_supplement = state
        state = step.to
    return None


def _targets(rule: Rule, state: State, before_supplement: State | None) -> frozenset[State]:
    if rule.move is Move.SUPPLY:
        return frozenset({before_supplement or State.SUBMITTED})
    ends = {State.DONE} if rule.acts_on_process else set()
    return frozenset({rule.to or state} | ends)
