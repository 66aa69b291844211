"""What the stage refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NumberMissing(Refusal):
    """A result leaves with its number."""

    sentence = "Hãy ghi số của kết quả và số quyển, mỗi ô không quá {most} chữ."
    status = 422
