"""What can be wrong with a process as written, each in a sentence for the official who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _


class FaultKind(StrEnum):
    BAD_KEY = "bad-key"
    KEY_TWICE = "key-twice"
    NO_START = "no-start"
    NOWHERE = "nowhere"
    DEAD_END = "dead-end"
    ONE_WAY = "one-way"
    FEW_BRANCHES = "few-branches"
    OUTCOMES = "outcomes"
    NO_OTHERWISE = "no-otherwise"
    NO_ROLE = "no-role"
    NO_ANSWER_TIME = "no-answer-time"
    ANSWER_TOO_LONG = "answer-too-long"
    ASKS_NOBODY = "asks-nobody"
    ASKS_TWICE = "asks-twice"
    ASKS_WHOM = "asks-whom"
    UNREACHABLE = "unreachable"
    TWO_PLACES = "two-places"
    JOIN_OUTSIDE = "join-outside"
    JOIN_OF_TWO = "join-of-two"
    JOIN_STARVES = "join-starves"
    LEFT_RUNNING = "left-running"
    CANNOT_END = "cannot-end"
    RUNS_ROUND = "runs-round"
    RETURN_NOBODY = "return-nobody"
    RETURN_NOWHERE = "return-nowhere"
    RETURN_FORWARD = "return-forward"
    RETURN_ACROSS = "return-across"
    SHARES = "shares"
    SHARE_UNIT = "share-unit"
    TOKEN_TWICE = "token-twice"
    SIGNS_NOTHING = "signs-nothing"
    NUMBERS_UNSIGNED = "numbers-unsigned"
    ENDS_UNSIGNED = "ends-unsigned"
    TOO_LARGE = "too-large"


SENTENCES: Final[dict[FaultKind, str]] = {
    FaultKind.BAD_KEY: _("Mã bước “{step}” chỉ được gồm chữ thường không dấu, chữ số, dấu gạch nối, và khác “end”."),
    FaultKind.KEY_TWICE: _("Mã bước “{step}” được dùng cho hai bước."),
    FaultKind.NO_START: _("Bước bắt đầu “{step}” không có trong quy trình."),
    FaultKind.NOWHERE: _("Bước “{name}” dẫn tới bước “{to}” không có trong quy trình."),
    FaultKind.DEAD_END: _("Bước “{name}” không dẫn đi đâu; hãy ghi bước tiếp theo, hoặc “end” nếu là bước cuối."),
    FaultKind.ONE_WAY: _(
        "Bước “{name}” chỉ được dẫn tới một bước; muốn rẽ nhiều hướng hãy dùng bước quyết định hoặc bước chia nhánh."
    ),
    FaultKind.FEW_BRANCHES: _("Bước “{name}” phải có ít nhất hai nhánh."),
    FaultKind.OUTCOMES: _("Mỗi kết quả của bước quyết định “{name}” phải có mã riêng và không kèm điều kiện."),
    FaultKind.NO_OTHERWISE: _(
        "Bước “{name}” do dữ liệu quyết định phải có đúng một nhánh không kèm điều kiện, đặt cuối, "
        "cho các trường hợp còn lại."
    ),
    FaultKind.NO_ROLE: _(
        "Bước “{name}” chưa ghi chức danh xử lý: role trong tệp, làn mang tên chức danh trong bản vẽ."
    ),
    FaultKind.NO_ANSWER_TIME: _("Bước lấy ý kiến “{name}” chưa ghi thời hạn trả lời."),
    FaultKind.ANSWER_TOO_LONG: _("Thời hạn trả lời của bước lấy ý kiến “{name}” dài hơn phần thời gian của bước."),
    FaultKind.ASKS_NOBODY: _(
        "Bước “{name}” ghi phải hỏi cơ quan khác (must_ask) nhưng không phải bước lấy ý kiến (kind: consultation)."
    ),
    FaultKind.ASKS_TWICE: _(
        "Bước “{name}” ghi cả loại cơ quan phải hỏi (must_ask) lẫn các cơ quan luôn hỏi (offices): chỉ ghi một."
    ),
    FaultKind.ASKS_WHOM: _("Bước “{name}” phải hỏi (must_ask) một loại cơ quan không có: {whom}. Các loại: {known}."),
    FaultKind.UNREACHABLE: _("Không có đường nào đi tới bước “{name}”."),
    FaultKind.TWO_PLACES: _(
        "Bước “{name}” vừa nằm trong vừa nằm ngoài một nhánh song song, nên có thể chạy hai lần cùng lúc; "
        "đường vào từ bước “{source}” phải đi qua bước gom."
    ),
    FaultKind.JOIN_OUTSIDE: _("Bước gom “{name}” không có bước chia nhánh nào đi trước, khi đi từ bước “{source}”."),
    FaultKind.JOIN_OF_TWO: _("Bước gom “{name}” gom lẫn nhánh của hai bước chia khác nhau, khi đi từ bước “{source}”."),
    FaultKind.JOIN_STARVES: _(
        "Bước gom “{name}” chờ đủ {width} nhánh của bước “{split}” nhưng chỉ có {come} nhánh đi tới, "
        "nên không bao giờ đi tiếp."
    ),
    FaultKind.LEFT_RUNNING: _("Sau bước “{name}” quy trình kết thúc trong khi các nhánh song song khác còn đang chạy."),
    FaultKind.CANNOT_END: _("Từ bước “{name}” không có đường nào đi tới lúc kết thúc."),
    FaultKind.RUNS_ROUND: _("Bước “{name}” nằm trên một vòng tự chạy mãi mà không có ai xử lý."),
    FaultKind.RETURN_NOBODY: _("Bước “{name}” không có người xử lý nên không thể trả hồ sơ về bước trước."),
    FaultKind.RETURN_NOWHERE: _("Bước “{name}” trả hồ sơ về “{to}”, không phải một bước trả về được."),
    FaultKind.RETURN_FORWARD: _("Bước “{name}” trả hồ sơ về “{to}”, nhưng bước đó không đi trước bước này."),
    FaultKind.RETURN_ACROSS: _("Bước “{name}” trả hồ sơ về “{to}”, là bước nằm trong một nhánh song song khác."),
    FaultKind.SHARES: _(
        "Thời gian các bước trên đường đi {path} cộng lại là {total} giờ làm việc, không bằng thời hạn {term} giờ."
    ),
    FaultKind.SHARE_UNIT: _("Thời gian của bước “{name}” không cùng loại đơn vị với thời hạn nên không cộng được."),
    FaultKind.TOKEN_TWICE: _("Bước “{name}” có thể chạy hai lần cùng lúc."),
    FaultKind.SIGNS_NOTHING: _(
        "Có đường đi tới bước ký “{name}” mà chưa bước nào trình kết quả hoặc trình từ chối (effect: propose, refuse)."
    ),
    FaultKind.NUMBERS_UNSIGNED: _(
        "Có đường đi tới bước vào số “{name}” mà kết quả chưa ký (effect: sign), "
        "hoặc đã trả về sau khi ký mà không ký lại."
    ),
    FaultKind.ENDS_UNSIGNED: _(
        "Có đường đi kết thúc sau bước “{name}” mà kết quả chưa ký (effect: sign), "
        "hoặc đã trả về sau khi ký mà không ký lại."
    ),
    FaultKind.TOO_LARGE: _("Quy trình có hơn {limit} tình huống, quá nhiều để kiểm chứng; hãy bớt nhánh song song."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, at one step (its key)."""

    step: str
    kind: FaultKind
    sentence: Sentence


def fault(kind: FaultKind, step: str, **params: object) -> Fault:
    """A fault at `step`, its sentence filled with `params`."""
    return Fault(step, kind, Sentence(SENTENCES[kind], {"step": step, **params}))
