"""What is wrong with a text as YAML, in the words of somebody who never heard of YAML: where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_noop
from ruamel.yaml.error import YAMLError

_ANYTHING: Final = gettext_noop(
    "Không đọc được từ chỗ này: hãy xem lại dấu hai chấm, ngoặc, nháy và khoảng trắng đầu dòng, ở đây và dòng trên."
)
_BEGAN: Final = gettext_noop(
    "Ngoặc mở ở dòng này chưa đóng, hoặc câu bên trong có dấu hai chấm, dấu phẩy mà chưa để trong nháy kép."
)
_QUOTE: Final = gettext_noop(
    "Nháy mở ở dòng này chưa đóng, hoặc sau nháy đóng còn chữ; câu có nháy kép để trong nháy đơn."
)
_SAID: Final[Sequence[tuple[str, str]]] = (
    (
        r"mapping values are not allowed",
        gettext_noop(
            "Dấu hai chấm ở đây không đúng chỗ: câu có dấu hai chấm phải để trong nháy kép; nếu không thì xem lại "
            "khoảng trắng đầu dòng này và dòng trên."
        ),
    ),
    (r"character '\\t'", gettext_noop("Có phím Tab: hãy thay bằng dấu cách, mỗi bậc hai dấu cách.")),
    (
        r"character '(?P<letter>[@`%&*!|>])' that cannot start",
        gettext_noop("Chữ bắt đầu bằng “{letter}” phải để trong nháy kép."),
    ),
    (
        r"unknown escape character",
        gettext_noop("Trong nháy kép dấu “\\” có nghĩa riêng: viết “\\\\”, hoặc dùng nháy đơn."),
    ),
    (
        r"could not find expected ':'",
        gettext_noop("Dòng này hoặc dòng trên thiếu dấu hai chấm sau tên mục: viết như level: commune."),
    ),
    (
        r"expected <block end>",
        gettext_noop(
            "Khoảng trắng đầu dòng không thẳng với các dòng cùng bậc, hoặc một dòng trên có nháy mở chưa đóng."
        ),
    ),
    (r"YAML document|directive", gettext_noop("Bỏ dòng bắt đầu bằng “%” ở đầu tệp.")),
)
_UNSEEN: Final = gettext_noop("Có ký tự điều khiển không nhìn thấy (mã {code}): hãy xóa rồi gõ lại chỗ ấy.")


def told(error: YAMLError, text: str) -> tuple[int, str, dict[str, object]]:
    """The line, the msgid, and what it names."""
    position = getattr(error, "position", None)
    if isinstance(position, int):
        return text[:position].count("\n") + 1, _UNSEEN, {"code": f"U+{ord(text[position]):04X}"}
    problem, context = (str(getattr(error, name, "") or "") for name in ("problem", "context"))
    line, began = (_line(getattr(error, name, None)) for name in ("problem_mark", "context_mark"))
    if "flow" in context:
        return began or line or 1, _BEGAN, {}
    if "quoted scalar" in context and "escape" not in problem:
        return began or line or 1, _QUOTE, {}
    for pattern, words in _SAID:
        if found := re.search(pattern, problem):
            return line or began or 1, words, dict(found.groupdict())
    return line or began or 1, _ANYTHING, {}


def _line(mark: object) -> int:
    return getattr(mark, "line", -1) + 1
