"""Whether the demonstration's signer serves, and whether it should."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from motcua.foundation.findings import Finding, Health
from motcua.integrations.demo_signer.signer import DemoSigner

ABOUT = "ký số"


def check() -> Iterator[Finding]:
    """For `motcua check`. Makes the signer's own authority when it serves and has none."""
    if not (settings.SIGNATURE_PORT or "").startswith("motcua.integrations.demo_signer."):
        yield Finding(about=ABOUT, words="chưa có dịch vụ ký số: kết quả ký giấy, quét lại")
        return
    faults = DemoSigner().check()
    for fault in faults:
        yield Finding(about=ABOUT, words=fault, health=Health.BAD, mend="Cho quyền ghi vào thư mục dữ liệu.")
    if faults:
        return
    words = "chữ ký thử của bản trình diễn, không có giá trị pháp lý"
    if settings.DEMONSTRATION:
        yield Finding(about=ABOUT, words=words)
    else:
        mend = "Khi phục vụ thật, đặt MOTCUA_SIGNER=none hoặc nối một dịch vụ ký số."
        yield Finding(about=ABOUT, words=words, health=Health.WARNING, mend=mend)
