"""Settings from the environment: typed, each described, loud on a bad value and on a name nobody knows."""

from __future__ import annotations

import difflib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from motcua.foundation.errors import Refusal
from motcua.foundation.mail_server import MailServer, mail_server
from motcua.foundation.postgres.dsn import django_database

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the clone."""


class SettingUnreadable(ImproperlyConfigured):
    """One line: which setting, what is wrong with it, what it may be."""


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
        "MOTCUA_SENDERS",
        "",
        "Tệp TOML kể các hệ thống được gửi hồ sơ vào /api/dossiers: mã nguồn, tên, cách nộp, mã truy cập. "
        "Để trống: không nhận.",
    ),
    Setting("MOTCUA_DEMONSTRATION", "no", "`yes` khi dữ liệu là dữ liệu mẫu: mở trang thành phần giao diện."),
    Setting("MOTCUA_DEBUG", "no", "`yes` để xem trang lỗi của người lập trình; không bao giờ dùng khi phục vụ thật."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
_SECRETS = ("MOTCUA_SECRET", "MOTCUA_MONITOR_TOKEN", "MOTCUA_POLICE_TOKEN")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SIGNERS = ("demo", "none")
_PHONE_PARTNERS = ("demo", "none")
_HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Given:
    """A setting as it stands, for the operator to read: secrets are hidden."""

    setting: Setting
    words: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, read and checked. Folders are absolute."""

    database_url: str | None
    database_owner_url: str | None
    port: int
    listen: str
    address: str
    host: str
    behind_proxy: bool
    var: Path
    sockets: Path | None
    files: Path
    checkpoints: Path
    procedures: Path
    province: str
    real_data: Path
    secret: str | None
    monitor_token: str | None
    workers: int
    threads: int
    log: str
    signer: str
    phone_partner: str
    mail: MailServer | None
    quiet: tuple[time, time] | None
    messages_off: frozenset[str]
    call_again_days: int
    call_again_times: int
    delay_told_minutes: int
    police_token: str | None
    senders: Path | None
    demonstration: bool
    debug: bool
    given: tuple[Given, ...]

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")


def read(environ: Mapping[str, str]) -> Environment:
    """Read every setting. Raises `SettingUnreadable` for the first that is wrong, and for an unknown `MOTCUA_…`."""
    _refuse_unknown(environ)
    value = {name: environ.get(name, "").strip() or default for name, default in _DEFAULTS.items()}
    port = _whole("PORT", value["PORT"], 1, 65535)
    address, host = _address(value["MOTCUA_ADDRESS"] or f"http://127.0.0.1:{port}")
    var = _folder(value["MOTCUA_VAR"])
    return Environment(
        database_url=_database("DATABASE_URL", value["DATABASE_URL"]),
        database_owner_url=_database("DATABASE_OWNER_URL", value["DATABASE_OWNER_URL"]),
        port=port,
        listen=value["MOTCUA_LISTEN"],
        address=address,
        host=host,
        behind_proxy=_yes("MOTCUA_BEHIND_PROXY", value["MOTCUA_BEHIND_PROXY"]),
        var=var,
        sockets=_folder(value["MOTCUA_SOCKETS"]) if value["MOTCUA_SOCKETS"] else None,
        files=_folder(value["MOTCUA_FILES"]) if value["MOTCUA_FILES"] else var / "files",
        checkpoints=_folder(value["MOTCUA_CHECKPOINTS"]) if value["MOTCUA_CHECKPOINTS"] else var / "checkpoints",
        procedures=_folder(value["MOTCUA_PROCEDURES"]),
        province=_province(value["MOTCUA_PROVINCE"]),
        real_data=_folder(value["MOTCUA_REAL_DATA"]),
        secret=_secret("MOTCUA_SECRET", value["MOTCUA_SECRET"], 50),
        monitor_token=_secret("MOTCUA_MONITOR_TOKEN", value["MOTCUA_MONITOR_TOKEN"], 20),
        workers=_whole("MOTCUA_WORKERS", value["MOTCUA_WORKERS"], 1, 64),
        threads=_whole("MOTCUA_THREADS", value["MOTCUA_THREADS"], 1, 64),
        log=_one_of("MOTCUA_LOG", value["MOTCUA_LOG"].upper(), _LEVELS),
        signer=_one_of("MOTCUA_SIGNER", value["MOTCUA_SIGNER"].lower() or _usual_demo(value), _SIGNERS),
        phone_partner=_one_of(
            "MOTCUA_PHONE_PARTNER", value["MOTCUA_PHONE_PARTNER"].lower() or _usual_demo(value), _PHONE_PARTNERS
        ),
        mail=_mail(value["MOTCUA_MAIL_SERVER"], value["MOTCUA_MAIL_FROM"]),
        quiet=_quiet(value["MOTCUA_QUIET_HOURS"]),
        messages_off=_kinds(value["MOTCUA_MESSAGES_OFF"]),
        call_again_days=_whole("MOTCUA_CALL_AGAIN_DAYS", value["MOTCUA_CALL_AGAIN_DAYS"], 0, 90),
        call_again_times=_whole("MOTCUA_CALL_AGAIN_TIMES", value["MOTCUA_CALL_AGAIN_TIMES"], 1, 20),
        delay_told_minutes=_whole("MOTCUA_DELAY_TOLD_MINUTES", value["MOTCUA_DELAY_TOLD_MINUTES"], 0, 1440),
        police_token=_secret("MOTCUA_POLICE_TOKEN", value["MOTCUA_POLICE_TOKEN"], 20),
        senders=_folder(value["MOTCUA_SENDERS"]) if value["MOTCUA_SENDERS"] else None,
        demonstration=_yes("MOTCUA_DEMONSTRATION", value["MOTCUA_DEMONSTRATION"]),
        debug=_yes("MOTCUA_DEBUG", value["MOTCUA_DEBUG"]),
        given=tuple(_given(setting, environ.get(setting.name, "").strip()) for setting in SETTINGS),
    )


def kept_secret(var: Path) -> str:
    """The secret key kept in `var`, made once; only its owner may read it.

    Several programs may ask at the same moment: the first whole file stands.
    """
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(60))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith("MOTCUA_") and name not in _DEFAULTS:
            near = difflib.get_close_matches(name, _DEFAULTS, n=1)
            hint = f" Có phải {near[0]}?" if near else ""
            raise SettingUnreadable(f"Không có cài đặt nào tên {name}.{hint}")


def _given(setting: Setting, text: str) -> Given:
    if not text:
        return Given(setting, setting.default or "để trống", is_default=True)
    if setting.name in _SECRETS:
        return Given(setting, "đã đặt", is_default=False)
    return Given(setting, re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", text), is_default=False)


def _whole(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingUnreadable(f"{name}={text} không đúng: phải là số nguyên từ {low} đến {high}.")
    return int(text)


def _yes(name: str, text: str) -> bool:
    return _one_of(name, text.lower(), ("yes", "no")) == "yes"


def _usual_demo(value: Mapping[str, str]) -> str:
    return "demo" if value["MOTCUA_DEMONSTRATION"].lower() == "yes" else "none"


def _mail(url: str, sender: str) -> MailServer | None:
    try:
        return mail_server(url, sender)
    except ValueError as fault:
        raise SettingUnreadable(str(fault)) from fault


def _quiet(text: str) -> tuple[time, time] | None:
    if text.lower() == "none":
        return None
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise SettingUnreadable(f"MOTCUA_QUIET_HOURS={text} không đúng: mẫu là 21:00-07:00, hoặc none.") from None
    return None if begin == end else (begin, end)


def _kinds(text: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise SettingUnreadable(f"{name}={text} không đúng: phải là một trong {', '.join(allowed)}.")
    return text


def _province(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2}", text):
        raise SettingUnreadable(f"MOTCUA_PROVINCE={text} không đúng: phải là mã tỉnh hai chữ số, ví dụ 82.")
    return text


def _folder(text: str) -> Path:
    return (ROOT / Path(text).expanduser()).resolve()


def _secret(name: str, text: str, least: int) -> str | None:
    if text and len(text) < least:
        raise SettingUnreadable(f"{name} quá ngắn: cần ít nhất {least} ký tự.")
    return text or None


def _database(name: str, text: str) -> str | None:
    if not text:
        return None
    try:
        django_database(text)
    except Refusal as refusal:
        raise SettingUnreadable(f"{name}: {refusal.sentence.format(**refusal.data)}") from refusal
    return text


def _address(text: str) -> tuple[str, str]:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        if parts.port == 0:  # asking raises ValueError for a port that is none
            host = ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise SettingUnreadable(f"MOTCUA_ADDRESS={text} không đúng: mẫu là https://motcua.example.vn")
    if parts.scheme == "http" and host not in _HERE:
        raise SettingUnreadable(f"MOTCUA_ADDRESS={text} không an toàn: địa chỉ công khai phải là https.")
    return f"{parts.scheme}://{parts.netloc}", host
