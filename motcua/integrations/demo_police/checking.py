"""Whether the police's messages may come in, and whether they should."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health

ABOUT = "hệ thống Công an (hồ sơ chỉ theo dõi)"


def check() -> Iterator[Finding]:
    """For `motcua check`: open or closed, and by which adapter."""
    if not settings.MASTER_TOKENS.get("police"):
        words = "chưa mở: không nhận tin; hồ sơ do Bộ Công an giải quyết không hiện ở đây"
        yield Finding(about=ABOUT, words=words)
        return
    words = "nhận tin qua /api/police, theo mẫu trao đổi 1.4.24 của Cổng Dịch vụ công quốc gia"
    if settings.DEMONSTRATION:
        yield Finding(about=ABOUT, words=words)
    else:
        mend = "Mẫu trao đổi đọc từ bản dẫn lại: thử với bên gửi trước khi dùng thật."
        yield Finding(about=ABOUT, words=words, health=Health.WARNING, mend=mend)
