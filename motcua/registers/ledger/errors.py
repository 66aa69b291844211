"""What the ledger refuses, in the reader's words."""

from __future__ import annotations

from typing import ClassVar

from motcua.foundation.errors import Refusal


class HistoryOutOfOrder(Refusal):
    """An imported event is earlier than the one before it."""

    sentence: ClassVar[str] = (
        "Nhật ký {stream}: sự kiện thứ {seq} ({happened_at}) xảy ra trước sự kiện liền trước. "
        "Hãy sắp xếp lại theo thời điểm xảy ra rồi nhập lại."
    )


class HistoryInTheFuture(Refusal):
    """An imported event claims to have happened after now."""

    sentence: ClassVar[str] = (
        "Nhật ký {stream}: sự kiện thứ {seq} ({happened_at}) ở sau thời điểm hiện tại nên không phải là lịch sử."
    )


class StreamHasMovedOn(Refusal):
    """Somebody else wrote to the stream while its history was being checked."""

    sentence: ClassVar[str] = "Nhật ký {stream} vừa có sự kiện mới trong lúc nhập. Hãy kiểm tra và nhập lại."


class CheckpointNotWritten(Refusal):
    """The folder for checkpoints cannot be written or holds what this database does not know."""

    sentence: ClassVar[str] = "Chưa ghi được mốc kiểm tra vào thư mục {folder}: {why}"
