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


class CheckpointNotTaken(Refusal):
    """No checkpoint can be taken; nothing was kept."""

    sentence: ClassVar[str] = "Chưa lập được điểm chốt trong thư mục {folder}."


class CheckpointFolderNotWritable(CheckpointNotTaken):
    sentence: ClassVar[str] = "Chưa ghi được điểm chốt vào thư mục {folder}: {why}"


class CheckpointFileChanged(CheckpointNotTaken):
    """The last file is not what was written."""

    sentence: ClassVar[str] = (
        "Chưa lập được điểm chốt: tệp điểm chốt số {number} trong {folder} đã bị sửa hoặc hỏng. "
        "Hãy chép lại tệp ấy từ bản lưu."
    )


class CheckpointFilesMissing(CheckpointNotTaken):
    """The database knows later checkpoints than the folder."""

    sentence: ClassVar[str] = (
        "Chưa lập được điểm chốt: thư mục {folder} thiếu tệp điểm chốt số {number}. Hãy chép lại các tệp cũ vào đó; "
        "nếu đã mất hẳn, hãy chạy: motcua ledger checkpoint --full"
    )


class CheckpointsAheadOfDatabase(CheckpointNotTaken):
    """The folder knows later checkpoints than the database: it was restored from an older backup."""

    sentence: ClassVar[str] = (
        "Chưa lập được điểm chốt: thư mục {folder} có điểm chốt số {there}, cơ sở dữ liệu chỉ biết đến số {number}. "
        "Nếu vừa khôi phục từ bản sao lưu, hãy chạy: motcua ledger checkpoint --full"
    )
