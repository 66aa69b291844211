"""What the launcher refuses, in the operator's words."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class ServerProgramsMissing(Refusal):
    sentence = "Không thấy chương trình PostgreSQL ở {folder}. Hãy chạy lại: make setup"


class AccountMissing(Refusal):
    sentence = (
        "PostgreSQL không chạy bằng root; chưa tạo được tài khoản hệ thống “{account}” cho nó: {why}. "
        "Hãy tạo bằng lệnh useradd --system {account}, rồi chạy lại."
    )


class SocketPathTooLong(Refusal):
    sentence = (
        "Đường dẫn tới ổ cắm của cơ sở dữ liệu dài {bytes} byte, hệ điều hành chỉ nhận {limit}: {path}. "
        "Hãy đặt MOTCUA_SOCKETS là một thư mục có tên ngắn hơn."
    )


class SocketFolderNotOurs(Refusal):
    sentence = (
        "Thư mục {folder} đã có và không thuộc riêng người dùng này nên không dùng được. "
        "Hãy xóa nó hoặc đặt MOTCUA_SOCKETS là một thư mục khác."
    )


class DataOfAnotherVersion(Refusal):
    sentence = (
        "Dữ liệu ở {folder} thuộc PostgreSQL {found}, chương trình đi kèm là {ours}. "
        "Hãy khôi phục từ bản sao lưu, hoặc dùng lại phiên bản Một Cửa cũ."
    )


class ServerDoesNotStart(Refusal):
    sentence = "PostgreSQL không khởi động được: {words} (nhật ký: {log})"


class FirstDataNotMade(Refusal):
    sentence = "Không tạo được cơ sở dữ liệu mới ở {folder}: {words}"


class DataFolderNotWritable(Refusal):
    sentence = "Không ghi được vào thư mục dữ liệu {folder}. Hãy cho người dùng này quyền ghi, hoặc đặt MOTCUA_VAR."


class AddressUnreadable(Refusal):
    sentence = "Không đọc được địa chỉ cơ sở dữ liệu: {words}. Mẫu: postgresql://tên:mật-khẩu@máy:5432/motcua"


class NoRightToMigrate(Refusal):
    sentence = (
        "Vai trò {role} không có quyền sửa cấu trúc cơ sở dữ liệu. "
        "Hãy đặt DATABASE_OWNER_URL là địa chỉ của vai trò sở hữu rồi chạy lại."
    )
