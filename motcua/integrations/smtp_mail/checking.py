"""Whether letters can be sent: asked of the server itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health
from motcua.integrations.smtp_mail.sending import SmtpMail

ABOUT = "thư điện tử"


def check() -> Iterator[Finding]:
    """For `motcua check`: a real conversation, within a time."""
    server = settings.ENVIRONMENT.mail
    if server is None:
        yield Finding(about=ABOUT, words="chưa đặt máy chủ thư: không gửi thư cho người dân")
        return
    faults = SmtpMail().check()
    for fault in faults:
        mend = "Kiểm tra MOTCUA_MAIL_SERVER, mạng và chứng thư của máy chủ thư."
        yield Finding(about=ABOUT, words=fault, health=Health.BAD, mend=mend)
    if not faults:
        kind = "mã hóa" if server.is_tls or server.is_starttls else "không mã hóa, trên máy này"
        yield Finding(about=ABOUT, words=f"máy chủ {server.host}:{server.port} trả lời, {kind}; gửi từ {server.sender}")
