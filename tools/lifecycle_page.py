"""Write docs/reference/lifecycle.md from the table of the lifecycle: `python tools/lifecycle_page.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from motcua.rules.lifecycle import (  # noqa: E402
    BY_NAMES,
    CLOCK_NAMES,
    ENDED,
    GUARD_SENTENCES,
    MOVES,
    PORTAL_CODE,
    STATE_NAMES,
    Rule,
    State,
)

PAGE = ROOT / "docs" / "reference" / "lifecycle.md"

HEAD = """# Vòng đời pháp lý của hồ sơ

Trang này được làm ra từ bảng trong `motcua/rules/lifecycle/table.py`; đừng sửa tay. Làm lại: `make docs`.

Mỗi hồ sơ ở đúng một trạng thái. Chỉ những việc trong bảng dưới đổi được trạng thái; hệ thống không làm việc nào khác.
"""


def page() -> str:
    """The page as text."""
    parts = [
        HEAD,
        "\n## Trạng thái\n",
        "| Trạng thái | Mã gửi Cổng Dịch vụ công quốc gia | Kết thúc |",
        "|---|---|---|",
    ]
    parts += [_state(state) for state in State]
    parts += ["\n## Việc làm\n"]
    parts += [
        "| Việc | Từ trạng thái | Đến | Ai làm | Điều kiện | Mẫu | Thời hạn | Căn cứ |",
        "|---|---|---|---|---|---|---|---|",
    ]
    parts += [_row(rule) for rule in MOVES.values()]
    parts += ["\n## Câu trả lời khi điều kiện chưa đủ\n"]
    parts += [f"- `{guard}`: {sentence}" for guard, sentence in GUARD_SENTENCES.items()]
    return "\n".join(parts) + "\n"


def _state(state: State) -> str:
    ends = "có" if state in ENDED else ""
    return f"| {STATE_NAMES[state]} (`{state}`) | {PORTAL_CODE.get(state, 'không gửi')} | {ends} |"


def _row(rule: Rule) -> str:
    sources = ", ".join(STATE_NAMES[state] for state in State if state in rule.sources)
    to = STATE_NAMES[rule.to] if rule.to else "như trước"
    if rule.acts_on_process:
        to += "; hết quy trình: " + STATE_NAMES[State.DONE]
    who = ", ".join(name for by, name in BY_NAMES.items() if by in rule.by)
    guards = ", ".join(f"`{guard}`" for guard in rule.guards)
    paper = f"Mẫu {rule.paper}" if rule.paper else ""
    cells = (f"{rule.name} (`{rule.move}`)", sources, to, who, guards, paper, CLOCK_NAMES[rule.clock], rule.article)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf8")
