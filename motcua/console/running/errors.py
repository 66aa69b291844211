"""Why the product cannot be started, in the operator's words."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class PortTaken(Refusal):
    sentence = "Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác, ví dụ: PORT={other} {command}"


class PortNotOurs(Refusal):
    sentence = "Không mở được cổng {port} ở {listen}: {words}. Hãy chọn cổng khác, ví dụ: PORT=8000 {command}"


class NotMigrated(Refusal):
    sentence = "Cơ sở dữ liệu chưa theo phiên bản này. Hãy chạy: motcua migrate"


class NotGrantedYet(Refusal):
    """The tables are there and the serving role may not use them: what makes or migrates the database grants last."""

    sentence = (
        "Cơ sở dữ liệu đang được tạo hoặc cập nhật, chưa dùng được. Hãy chờ lệnh ấy (make demo, motcua migrate) "
        "xong rồi chạy lại lệnh này. Nếu không có lệnh nào đang chạy thì lần trước đã bị ngắt, hãy chạy: motcua migrate"
    )


class NotAnswering(Refusal):
    sentence = "Máy chủ web không trả lời sau {seconds} giây; xem các dòng nhật ký ở trên."
