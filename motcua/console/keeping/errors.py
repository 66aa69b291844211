"""Why there is no backup, or no restore, in the operator's words. Nothing was changed when one is raised, unless its
sentence says so."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from motcua.foundation.errors import Refusal
from motcua.foundation.system_words import why


class BackupExists(Refusal):
    sentence = "Đã có tệp {file}. Hãy chọn tên khác, ví dụ có ngày: sao-luu-2026-11-22.motcua"


class BackupBeingWritten(Refusal):
    sentence = "Một lệnh sao lưu khác đang ghi {file}. Hãy đợi lệnh ấy xong hoặc chọn tên khác."


class DiskFull(Refusal):
    sentence = "Hết chỗ trên đĩa khi ghi {file}. Hãy dọn đĩa hoặc chọn chỗ khác rồi chạy lại."


class NoRoom(Refusal):
    sentence = "Thư mục {folder} chỉ còn trống {free} MB, cần {needed} MB. Hãy dọn đĩa hoặc thêm đĩa rồi chạy lại."


class NotWritable(Refusal):
    sentence = "Không ghi được {file}: {why}. Hãy chạy bằng người dùng có quyền ghi ở đó."


class NotReadable(Refusal):
    sentence = "Không đọc được {file}: {why}."


class BackupBroken(Refusal):
    sentence = "Tệp {file} hỏng hoặc thiếu ({where}). Chưa khôi phục gì; hãy dùng một bản sao lưu khác."


class BackupTooNew(Refusal):
    sentence = (
        "Bản sao lưu do Một Cửa {theirs} lập, có cấu trúc mà bản {ours} này chưa biết ({migration}). "
        "Hãy cài bản {theirs} trở lên rồi khôi phục."
    )


class ServerTooOld(Refusal):
    sentence = (
        "Bản sao lưu lấy từ PostgreSQL {theirs}, máy chủ này là {ours}. Hãy khôi phục vào PostgreSQL {theirs} trở lên."
    )


class ProgramsMissing(Refusal):
    sentence = (
        "Không có chương trình PostgreSQL nào hợp với máy chủ phiên bản {major}. "
        "Hãy cài: apt install postgresql-client-{major}"
    )


class OwnerUnknown(Refusal):
    sentence = "Khôi phục cần vai trò sở hữu. Hãy đặt DATABASE_OWNER_URL rồi chạy lại."


class DatabaseNotEmpty(Refusal):
    sentence = (
        "Cơ sở dữ liệu {name} đã có {count} bảng; chỉ khôi phục vào cơ sở dữ liệu trống. Hãy tạo cơ sở dữ liệu mới "
        "và đặt lại DATABASE_URL, DATABASE_OWNER_URL (PostgreSQL đi kèm: đặt MOTCUA_VAR là thư mục mới)."
    )


class CheckpointsDiffer(Refusal):
    sentence = (
        "Thư mục {folder} đã có {name} khác với bản sao lưu. Hãy cất các tệp ấy sang chỗ khác, hoặc đặt "
        "MOTCUA_CHECKPOINTS là thư mục mới, rồi chạy lại."
    )


class RowsNotTaken(Refusal):
    sentence = "Không sao lưu được cơ sở dữ liệu: {words}"


class RowsNotRestored(Refusal):
    sentence = "Không khôi phục được cơ sở dữ liệu, cơ sở dữ liệu vẫn trống: {words}"


def refusal_of(error: OSError, file: Path) -> Refusal:
    """The sentence for what the disk or the system said, while this backup was written or one read elsewhere for it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(file=file)
    if error.errno in (errno.EIO, errno.ENOENT) and not file.parent.exists():
        return NotWritable(file=file, why="không có thư mục này")
    about = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes | Path) else file
    if about.parent != file.parent:
        return NotReadable(file=about, why=why(error))
    return NotWritable(file=file, why=why(error))


def refusal_of_words(words: str, file: Path) -> Refusal:
    """The same for what a program of PostgreSQL said."""
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return DiskFull(file=file)
    return RowsNotTaken(words=words)
