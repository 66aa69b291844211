"""What the stage refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NoBookForThis(Refusal):
    """The procedure's result carries no number of a register."""

    sentence = "Thủ tục này không ghi sổ chứng thực."


class NotTakenIn(Refusal):
    """A line is entered for what was taken in."""

    sentence = "Hồ sơ này chưa được tiếp nhận hoặc đã kết thúc nên không ghi sổ được."
