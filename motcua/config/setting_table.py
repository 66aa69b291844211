"""Every setting: its variable of the environment, its default, and what it is for, in the operator's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment. `about` is for the operator; `default` as one would write it."""

    name: str
    default: str
    about: str


SETTINGS = (
    Setting(
        "DATABASE_URL",
        "",
        "Địa chỉ PostgreSQL 15 trở lên của vai trò phục vụ, vai trò này không sở hữu bảng nào. "
        "Để trống: dùng PostgreSQL đi kèm.",
    ),
    Setting("DATABASE_OWNER_URL", "", "Địa chỉ của vai trò sở hữu, chỉ dùng khi `migrate` và `restore`."),
    Setting("PORT", "8000", "Cổng web, từ 1 đến 65535."),
    Setting("MOTCUA_LISTEN", "127.0.0.1", "Địa chỉ mạng mà cổng web mở; để nguyên khi có máy chủ chuyển tiếp."),
    Setting(
        "MOTCUA_ADDRESS",
        "",
        "Địa chỉ công khai, ví dụ https://motcua.example.vn. Bắt buộc https trừ khi là máy này. "
        "Để trống: http://127.0.0.1:PORT.",
    ),
    Setting("MOTCUA_BEHIND_PROXY", "no", "`yes` khi có máy chủ chuyển tiếp ghi X-Forwarded-For và X-Forwarded-Proto."),
    Setting("MOTCUA_VAR", "var", "Thư mục dữ liệu: PostgreSQL đi kèm, tệp, khóa bí mật, nhật ký."),
    Setting("MOTCUA_SOCKETS", "", "Thư mục có tên ngắn chứa ổ cắm của PostgreSQL đi kèm. Để trống: /run hoặc /tmp."),
    Setting("MOTCUA_FILES", "", "Thư mục tệp của hồ sơ. Để trống: `files` trong MOTCUA_VAR."),
    Setting(
        "MOTCUA_CHECKPOINTS",
        "",
        "Thư mục chứa điểm chốt của sổ nhật ký, nên ở một đĩa khác. Để trống: `checkpoints` trong MOTCUA_VAR.",
    ),
    Setting("MOTCUA_PROCEDURES", "procedures", "Thư mục các tệp thủ tục hành chính."),
    Setting("MOTCUA_PROVINCE", "82", "Mã tỉnh, thành phố của nơi dùng: tìm thủ tục thì mã của tỉnh này đứng trước."),
    Setting("MOTCUA_REAL_DATA", "../shared/data", "Thư mục dữ liệu thật, chỉ để kiểm thử và đo; không có cũng được."),
    Setting("MOTCUA_SECRET", "", "Khóa bí mật, ít nhất 50 ký tự. Để trống: tự tạo một lần trong MOTCUA_VAR."),
    Setting(
        "MOTCUA_MONITOR_TOKEN",
        "",
        "Mã để máy giám sát ở nơi khác đọc /metrics, ít nhất 20 ký tự. Để trống: chỉ đọc được từ chính máy này.",
    ),
    Setting("MOTCUA_WORKERS", "2", "Số tiến trình web, từ 1 đến 64."),
    Setting("MOTCUA_THREADS", "4", "Số luồng của mỗi tiến trình web, từ 1 đến 64."),
    Setting("MOTCUA_LOG", "INFO", "Mức nhật ký: DEBUG, INFO, WARNING hoặc ERROR."),
    Setting(
        "MOTCUA_SIGNER",
        "",
        "Dịch vụ ký số: `demo` (chữ ký thử, không có giá trị pháp lý) hoặc `none` (chỉ ký giấy). "
        "Để trống: `demo` khi là dữ liệu mẫu, `none` khi phục vụ thật.",
    ),
    Setting(
        "MOTCUA_PHONE_PARTNER",
        "",
        "Đối tác nhắn tin điện thoại: `demo` (đối tác thử, không gửi cho ai) hoặc `none` (không nhắn). "
        "Để trống: `demo` khi là dữ liệu mẫu, `none` khi phục vụ thật.",
    ),
    Setting(
        "MOTCUA_MAIL_SERVER",
        "",
        "Máy chủ gửi thư điện tử: smtps://TÊN:MẬTKHẨU@máy:465 (mã hóa ngay) hoặc smtp://TÊN:MẬTKHẨU@máy:587 "
        "(mã hóa bằng STARTTLS; chỉ chính máy này được không mã hóa). Để trống: không gửi thư.",
    ),
    Setting(
        "MOTCUA_MAIL_FROM", "", "Địa chỉ người gửi của thư, ví dụ motcua@example.vn; cần khi có MOTCUA_MAIL_SERVER."
    ),
    Setting(
        "MOTCUA_QUIET_HOURS", "21:00-07:00", "Giờ không gửi tin cho người dân, dạng giờ:phút-giờ:phút, hoặc `none`."
    ),
    Setting(
        "MOTCUA_CALL_AGAIN_DAYS",
        "7",
        "Kết quả chờ chừng này ngày thì tự nhắn mời lại, từ 0 đến 90; 0: không tự nhắn.",
    ),
    Setting("MOTCUA_CALL_AGAIN_TIMES", "3", "Mời lại nhiều nhất mấy lần, kể cả lần cán bộ nhắn, từ 1 đến 20."),
    Setting(
        "MOTCUA_DELAY_TOLD_MINUTES",
        "60",
        "Trước giờ hẹn chừng này phút mà chưa có kết quả thì nhắn rằng có thể chậm, từ 0 đến 1440; 0: không nhắn.",
    ),
    Setting(
        "MOTCUA_MESSAGES_OFF",
        "",
        "Loại thông báo chỉ ghi lại mà không gửi tin, cách nhau bằng dấu phẩy, ví dụ accept,supply.",
    ),
    Setting(
        "MOTCUA_POLICE_TOKEN",
        "",
        "Mã để hệ thống của Công an gửi tin hồ sơ vào /api/police, ít nhất 20 ký tự. Để trống: không nhận.",
    ),
    Setting(
        "MOTCUA_POLICE_FILES",
        "",
        "Địa chỉ nơi hệ thống của Công an để tệp kết quả, ví dụ https://tep.example.vn/ket-qua/; tin chỉ nêu được chỗ "
        "nằm dưới địa chỉ ấy. `demo`: tệp thử. Để trống: `demo` khi là dữ liệu mẫu, không lấy tệp khi phục vụ thật.",
    ),
    Setting(
        "MOTCUA_SENDERS",
        "",
        "Tệp TOML kể các hệ thống được gửi hồ sơ vào /api/dossiers: mã nguồn, tên, cách nộp, mã truy cập. "
        "Để trống: không nhận.",
    ),
    Setting("MOTCUA_DEMONSTRATION", "no", "`yes` khi dữ liệu là dữ liệu mẫu: mở trang thành phần giao diện."),
    Setting("MOTCUA_DEBUG", "no", "`yes` để xem trang lỗi của người lập trình; không bao giờ dùng khi phục vụ thật."),
)
