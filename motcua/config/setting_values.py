"""One value of a setting, from text to what it stands for. Each raises `SettingUnreadable` with the name, what is wrong
and what it may be."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

from motcua.config.root import ROOT
from motcua.foundation.errors import Refusal
from motcua.foundation.mail_server import MailServer, mail_server
from motcua.foundation.postgres.dsn import django_database

_HERE = ("127.0.0.1", "localhost", "::1")


class SettingUnreadable(ImproperlyConfigured):
    """One line: which setting, what is wrong with it, what it may be."""


def whole(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingUnreadable(f"{name}={text} không đúng: phải là số nguyên từ {low} đến {high}.")
    return int(text)


def yes(name: str, text: str) -> bool:
    return one_of(name, text.lower(), ("yes", "no")) == "yes"


def mail(url: str, sender: str) -> MailServer | None:
    try:
        return mail_server(url, sender)
    except ValueError as fault:
        raise SettingUnreadable(str(fault)) from fault


def quiet(text: str) -> tuple[time, time] | None:
    if text.lower() == "none":
        return None
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise SettingUnreadable(f"MOTCUA_QUIET_HOURS={text} không đúng: mẫu là 21:00-07:00, hoặc none.") from None
    return None if begin == end else (begin, end)


def kinds(text: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise SettingUnreadable(f"{name}={text} không đúng: phải là một trong {', '.join(allowed)}.")
    return text


def province(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2}", text):
        raise SettingUnreadable(f"MOTCUA_PROVINCE={text} không đúng: phải là mã tỉnh hai chữ số, ví dụ 82.")
    return text


def folder(text: str) -> Path:
    return (ROOT / Path(text).expanduser()).resolve()


def secret(name: str, text: str, least: int) -> str | None:
    if text and len(text) < least:
        raise SettingUnreadable(f"{name} quá ngắn: cần ít nhất {least} ký tự.")
    return text or None


def database(name: str, text: str) -> str | None:
    if not text:
        return None
    try:
        django_database(text)
    except Refusal as refusal:
        raise SettingUnreadable(f"{name}: {refusal.sentence.format(**refusal.data)}") from refusal
    return text


def files_address(name: str, text: str) -> str:
    """Where a partner's files lie, ending in "/"; empty, or `demo`, as it is said."""
    if text in ("", "demo"):
        return text
    parts, host = _split(text)
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingUnreadable(f"{name}={text} không đúng: mẫu là https://tep.example.vn/ket-qua/")
    if parts.scheme == "http" and host not in _HERE:
        raise SettingUnreadable(f"{name}={text} không an toàn: phải là https, trừ chính máy này.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def _split(text: str) -> tuple[SplitResult, str]:
    """The parts, and the host; no host where it is no address."""
    try:
        parts = urlsplit(text)
        port = parts.port  # asking raises ValueError for a port that is none
    except ValueError:
        return urlsplit(""), ""
    return parts, "" if port == 0 else parts.hostname or ""


def address(text: str) -> tuple[str, str]:
    parts, host = _split(text)
    if not host or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise SettingUnreadable(f"MOTCUA_ADDRESS={text} không đúng: mẫu là https://motcua.example.vn")
    if parts.scheme == "http" and host not in _HERE:
        raise SettingUnreadable(f"MOTCUA_ADDRESS={text} không an toàn: địa chỉ công khai phải là https.")
    return f"{parts.scheme}://{parts.netloc}", host
