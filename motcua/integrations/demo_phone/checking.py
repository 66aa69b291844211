"""Whether the demonstration's partner serves, and whether it should."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health
from motcua.integrations.demo_phone.sending import DemoPhone

ABOUT = "tin nhắn điện thoại"


def check() -> Iterator[Finding]:
    """For `motcua check`."""
    if not (settings.MESSAGE_PORTS.get("phone") or "").startswith("motcua.integrations.demo_phone."):
        yield Finding(about=ABOUT, words="chưa nối đối tác nào: không nhắn tin cho người dân")
        return
    faults = DemoPhone().check()
    for fault in faults:
        yield Finding(about=ABOUT, words=fault, health=Health.BAD, mend="Cho quyền ghi vào thư mục dữ liệu.")
    if faults:
        return
    words = "đối tác thử của bản trình diễn, không gửi cho ai"
    if settings.DEMONSTRATION:
        yield Finding(about=ABOUT, words=words)
    else:
        mend = "Khi phục vụ thật, đặt MOTCUA_PHONE_PARTNER=none hoặc nối một đối tác nhắn tin."
        yield Finding(about=ABOUT, words=words, health=Health.WARNING, mend=mend)
