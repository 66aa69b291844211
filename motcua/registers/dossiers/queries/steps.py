"""Steps in the reader's words."""

from __future__ import annotations

from typing import Final

from motcua.registers.procedures.queries import Procedure

STANDING_NAMES: Final = {
    "intake": "Tiếp nhận hồ sơ",
    "await-supplement": "Chờ người nộp bổ sung",
    "await-payment": "Chờ nghĩa vụ tài chính",
    "hand-over": "Trả kết quả",
    "give-back": "Trả lại bản chính",
    "second-request": "Đồng ý yêu cầu bổ sung lần nữa",
    "support": "Đồng ý thu hồi theo đề nghị hỗ trợ",
}


def step_name(procedure: Procedure, step: str) -> str:
    """The step's name in the procedure, or that of the one-stop unit's standing duty."""
    if step in STANDING_NAMES:
        return STANDING_NAMES[step]
    key, _, asked = step.partition("@")
    name = procedure.process.step(key).name
    return f"{name}: trả lời ý kiến" if asked else name
