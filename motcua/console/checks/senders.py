"""Systems that may send dossiers by calling."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health

ABOUT = "gửi hồ sơ vào /api/dossiers"


def sender_findings() -> Iterator[Finding]:
    """Which may, by which channels; and whether the file of their tokens is open to others."""
    from motcua.stages.submission import queries as submission  # rooms can be entered once the ground stands

    callers = [one for one in submission.senders() if one.token]
    if not callers:
        yield Finding(about=ABOUT, words="chưa mở cho hệ thống nào")
    for one in callers:
        yield Finding(about=ABOUT, words=f"{one.name} ({one.source}), cách nộp: {', '.join(one.channels)}")
    path = settings.ENVIRONMENT.senders
    if callers and path is not None and path.is_file() and path.stat().st_mode & 0o077:
        words, mend = f"người khác trên máy đọc được {path}", f"Chạy: chmod 600 {path}"
        yield Finding(about=ABOUT, words=words, health=Health.WARNING, mend=mend)
