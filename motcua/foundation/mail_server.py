"""The server that takes electronic mail from the house, as one address."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

_HERE: Final = ("127.0.0.1", "localhost", "::1")
_PORTS: Final = {"smtp": 587, "smtps": 465}
_EXAMPLE: Final = "mẫu là smtps://TÊN:MẬTKHẨU@thu.example.vn:465"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and from whom it comes. Encrypted from the first word (`is_tls`), by STARTTLS, or not
    at all: only on this machine."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    is_starttls: bool
    sender: str


def mail_server(url: str, sender: str) -> MailServer | None:
    """None where no server is named. Raises `ValueError` with one line that says what is wrong."""
    if not url:
        if sender:
            raise ValueError("MOTCUA_MAIL_FROM đã đặt mà MOTCUA_MAIL_SERVER chưa đặt.")
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise ValueError(f"MOTCUA_MAIL_SERVER không đúng: {_EXAMPLE}") from None
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"MOTCUA_MAIL_SERVER không đúng: {_EXAMPLE}")
    address = parseaddr(sender)[1]
    if not address.isascii() or "@" not in address[1:-1]:
        raise ValueError("MOTCUA_MAIL_FROM không đúng: mẫu là motcua@example.vn")
    is_tls = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        is_starttls=not is_tls and parts.hostname not in _HERE,
        sender=sender,
    )
