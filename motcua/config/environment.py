"""Settings from the environment: typed, each described, loud on a bad value and on a name nobody knows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from motcua.config import setting_values as values
from motcua.config.setting_table import SETTINGS, Setting
from motcua.config.setting_values import SettingUnreadable
from motcua.foundation.mail_server import MailServer

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
_SECRETS = ("MOTCUA_SECRET", "MOTCUA_MONITOR_TOKEN", "MOTCUA_POLICE_TOKEN")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SIGNERS = ("demo", "none")
_PHONE_PARTNERS = ("demo", "none")


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
    police_files: str
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
    port = values.whole("PORT", value["PORT"], 1, 65535)
    address, host = values.address(value["MOTCUA_ADDRESS"] or f"http://127.0.0.1:{port}")
    var = values.folder(value["MOTCUA_VAR"])
    return Environment(
        database_url=values.database("DATABASE_URL", value["DATABASE_URL"]),
        database_owner_url=values.database("DATABASE_OWNER_URL", value["DATABASE_OWNER_URL"]),
        port=port,
        listen=value["MOTCUA_LISTEN"],
        address=address,
        host=host,
        behind_proxy=values.yes("MOTCUA_BEHIND_PROXY", value["MOTCUA_BEHIND_PROXY"]),
        var=var,
        sockets=values.folder(value["MOTCUA_SOCKETS"]) if value["MOTCUA_SOCKETS"] else None,
        files=values.folder(value["MOTCUA_FILES"]) if value["MOTCUA_FILES"] else var / "files",
        checkpoints=values.folder(value["MOTCUA_CHECKPOINTS"]) if value["MOTCUA_CHECKPOINTS"] else var / "checkpoints",
        procedures=values.folder(value["MOTCUA_PROCEDURES"]),
        province=values.province(value["MOTCUA_PROVINCE"]),
        real_data=values.folder(value["MOTCUA_REAL_DATA"]),
        secret=values.secret("MOTCUA_SECRET", value["MOTCUA_SECRET"], 50),
        monitor_token=values.secret("MOTCUA_MONITOR_TOKEN", value["MOTCUA_MONITOR_TOKEN"], 20),
        workers=values.whole("MOTCUA_WORKERS", value["MOTCUA_WORKERS"], 1, 64),
        threads=values.whole("MOTCUA_THREADS", value["MOTCUA_THREADS"], 1, 64),
        log=values.one_of("MOTCUA_LOG", value["MOTCUA_LOG"].upper(), _LEVELS),
        signer=values.one_of("MOTCUA_SIGNER", value["MOTCUA_SIGNER"].lower() or _usual_demo(value), _SIGNERS),
        phone_partner=values.one_of(
            "MOTCUA_PHONE_PARTNER", value["MOTCUA_PHONE_PARTNER"].lower() or _usual_demo(value), _PHONE_PARTNERS
        ),
        mail=values.mail(value["MOTCUA_MAIL_SERVER"], value["MOTCUA_MAIL_FROM"]),
        quiet=values.quiet(value["MOTCUA_QUIET_HOURS"]),
        messages_off=values.kinds(value["MOTCUA_MESSAGES_OFF"]),
        call_again_days=values.whole("MOTCUA_CALL_AGAIN_DAYS", value["MOTCUA_CALL_AGAIN_DAYS"], 0, 90),
        call_again_times=values.whole("MOTCUA_CALL_AGAIN_TIMES", value["MOTCUA_CALL_AGAIN_TIMES"], 1, 20),
        delay_told_minutes=values.whole("MOTCUA_DELAY_TOLD_MINUTES", value["MOTCUA_DELAY_TOLD_MINUTES"], 0, 1440),
        police_token=values.secret("MOTCUA_POLICE_TOKEN", value["MOTCUA_POLICE_TOKEN"], 20),
        police_files=values.files_address(
            "MOTCUA_POLICE_FILES", value["MOTCUA_POLICE_FILES"] or _usual_demo(value).replace("none", "")
        ),
        senders=values.folder(value["MOTCUA_SENDERS"]) if value["MOTCUA_SENDERS"] else None,
        demonstration=values.yes("MOTCUA_DEMONSTRATION", value["MOTCUA_DEMONSTRATION"]),
        debug=values.yes("MOTCUA_DEBUG", value["MOTCUA_DEBUG"]),
        given=tuple(_given(setting, environ.get(setting.name, "").strip()) for setting in SETTINGS),
    )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith("MOTCUA_") and name not in _DEFAULTS:
            near = difflib.get_close_matches(name, _DEFAULTS, n=1)
            hint = f" Có phải {near[0]}?" if near else ""
            raise SettingUnreadable(f"Không có cài đặt nào tên {name}.{hint}")


def _usual_demo(value: Mapping[str, str]) -> str:
    return "demo" if value["MOTCUA_DEMONSTRATION"].lower() == "yes" else "none"


def _given(setting: Setting, text: str) -> Given:
    if not text:
        return Given(setting, setting.default or "để trống", is_default=True)
    if setting.name in _SECRETS:
        return Given(setting, "đã đặt", is_default=False)
    return Given(setting, re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", text), is_default=False)
