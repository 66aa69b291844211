"""The port's adapter: one letter, one conversation; what the server answers becomes what the port knows."""

from __future__ import annotations

import smtplib
import ssl
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.translation import gettext, override

from motcua.foundation.mail_server import MailServer
from motcua.registers.notices.ports import AddressWrong, Message, MessageRefused, PartnerNotServing, Taken

BACKEND: Final = "django.core.mail.backends.smtp.EmailBackend"
CHECKED_WITHIN: Final = 10.0
"""Seconds that the server has for each answer while it is checked."""
_FOR_GOOD: Final = 500
"""Codes from here on are the server's last word (RFC 5321, 4.2.1)."""


class SmtpMail:
    """Hands letters to the server of `MOTCUA_MAIL_SERVER`."""

    def send(self, *, message: Message, within: float) -> Taken:
        """As `MessagePort.send`. `within` is for each answer; a conversation has about eight."""
        letter = _letter(message)
        line = _line(within)
        try:
            line.open()
            line.send_messages([letter])
        except (smtplib.SMTPException, OSError) as fault:  # a timeout and faults of TLS are OSErrors
            raise _meant_by(fault) from fault
        finally:
            _hang_up(line)
        return Taken(letter.extra_headers["Message-ID"])

    def check(self) -> tuple[str, ...]:
        """A conversation up to the sign-in: no letter is sent."""
        line = _line(CHECKED_WITHIN)
        try:
            line.open()
            code, _said = line.connection.noop()
        except smtplib.SMTPAuthenticationError:
            return ("máy chủ thư không cho đăng nhập: kiểm tra tên và mật khẩu trong MOTCUA_MAIL_SERVER",)
        except ssl.SSLError as fault:
            return (f"không mã hóa được đường tới máy chủ thư: {fault.reason or type(fault).__name__}",)
        except (smtplib.SMTPException, OSError) as fault:
            return (f"máy chủ thư không trả lời: {type(fault).__name__}",)
        finally:
            _hang_up(line)
        return () if code == 250 else (f"máy chủ thư trả lời {code}",)


def mail_server() -> MailServer:
    """The server that the settings name. Raises `ImproperlyConfigured` where none is."""
    server: MailServer | None = settings.ENVIRONMENT.mail
    if server is None:
        raise ImproperlyConfigured("MOTCUA_MAIL_SERVER")
    return server


def _letter(message: Message) -> EmailMessage:
    try:
        validate_email(message.to)
    except ValidationError as fault:
        raise AddressWrong from fault
    sender = mail_server().sender
    number = f"<{message.key}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    with override("vi"):
        body = f"{message.text}\n\n{gettext('Thư tự động của Bộ phận Một cửa, xin không trả lời thư này.')}\n"
    headers = {"Message-ID": number, "Auto-Submitted": "auto-generated"}
    return EmailMessage(message.subject, body, sender, [message.to], headers=headers)


def _meant_by(fault: Exception) -> Exception:
    """What the port says of a fault. That a letter is refused before its words were read may pass (a queue that is
    full); a mailbox that does not exist stays so."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(fault.recipients.values()))[0]
            return AddressWrong() if code >= _FOR_GOOD else PartnerNotServing("busy")
        case smtplib.SMTPAuthenticationError():
            return PartnerNotServing("sign-in")
        case smtplib.SMTPDataError() if fault.smtp_code >= _FOR_GOOD:
            return MessageRefused()
        case smtplib.SMTPResponseException():
            return PartnerNotServing("busy")
        case _:
            return PartnerNotServing("no-answer")


def _line(within: float) -> Any:
    server = mail_server()
    return get_connection(
        BACKEND,
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.is_starttls,
        use_ssl=server.is_tls,
        timeout=within,
    )


def _hang_up(line: Any) -> None:
    try:
        line.close()
    except (smtplib.SMTPException, OSError):
        return
