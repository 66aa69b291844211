"""Messages to people: what is told by which channel, when nothing is sent, and how many wait or reached nobody."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health

ABOUT = "tin cho người dân"
MANY = 100
"""Messages that waited past their time, from which on the operator is warned."""


def message_findings() -> Iterator[Finding]:
    """The partners themselves answer by their own `check()`."""
    from motcua.registers.notices import actions, queries  # rooms can be entered once the ground stands
    from motcua.rules.access import SYSTEM

    unknown = sorted(settings.MESSAGES_OFF - actions.KINDS)
    if unknown:
        mend = f"Sửa MOTCUA_MESSAGES_OFF; các loại: {', '.join(sorted(actions.KINDS))}."
        yield Finding(about=ABOUT, words=f"không có loại {', '.join(unknown)}", health=Health.BAD, mend=mend)
    counted = queries.counts(viewer=SYSTEM)
    called = sum(counted.to_call.values())
    words = f"{counted.waiting} tin chờ gửi, {called} người cần gọi điện vì không tin nào tới được"
    if counted.waiting >= MANY:
        mend = "Xem tiến trình nền có chạy không, đối tác có trả lời không, và giờ không gửi tin."
        yield Finding(about=ABOUT, words=words, health=Health.WARNING, mend=mend)
    else:
        yield Finding(about=ABOUT, words=words)
