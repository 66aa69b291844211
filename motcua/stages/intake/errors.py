"""What the stage refuses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.rules.completeness import PaperLine


class PapersMissing(Refusal):
    """What the case requires has not all come; `lines` names each paper."""

    sentence = "Hồ sơ còn thiếu {count} giấy tờ: {names}."
    status = 422

    def __init__(self, *, lines: Sequence[PaperLine]) -> None:
        super().__init__(count=len(lines), names="; ".join(line.paper.name for line in lines))
        self.lines = tuple(lines)

    def words(self) -> list[tuple[str, str]]:
        """Paper and sentence of each."""
        return [(line.paper.key, line.sentence.words(gettext)) for line in self.lines]


class NobodyDecidesHere(Refusal):
    """No office of the kind that decides is registered for this commune."""

    sentence = "Chưa khai báo cơ quan giải quyết ({deciding}) phục vụ địa bàn này. Hãy báo quản trị đơn vị."


class FeeNotTaken(Refusal):
    """What is due at submission is taken before the dossier is accepted."""

    sentence = "Thu {amount} trước khi tiếp nhận, rồi đánh dấu đã thu."


class GroundMissing(Refusal):
    """A refusal names its ground."""

    sentence = "Hãy chọn căn cứ từ chối và ghi lý do để người nộp hiểu."
    status = 422


class ItemsMissing(Refusal):
    """A supplement request says what is asked for, all of it."""

    sentence = "Hãy ghi từng giấy tờ hoặc nội dung cần bổ sung, kèm lý do và cách làm."
    status = 422


class PaperNotOfThis(Refusal):
    """The procedure does not ask for this paper."""

    sentence = "Thủ tục này không có giấy tờ “{paper}”."
    status = 422


class NothingToAdd(Refusal):
    """Neither a piece nor a scan was given."""

    sentence = "Chưa có gì để ghi: hãy nhập số bản chính, bản sao hoặc chọn tệp quét."
    status = 422
