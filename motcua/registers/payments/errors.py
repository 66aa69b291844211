"""What the register of payments refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NothingDue(Refusal):
    """There is no unpaid charge."""

    sentence = "Hồ sơ này không còn khoản nào phải nộp."


class NotYoursToCollect(Refusal):
    """Only the one-stop unit or a cashier of the receiving office takes money."""

    sentence = "Chỉ cán bộ Một cửa hoặc thủ quỹ nơi tiếp nhận được thu tiền."
    status = 403


class AmountChanged(Refusal):
    """What is owed is no longer what the page showed."""

    sentence = "Số tiền phải nộp vừa thay đổi thành {amount} đồng. Hãy xem lại trước khi thu."
