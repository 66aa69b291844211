"""What stood in the way of a file is said in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.foundation.system_words import why


def test_the_usual_is_said_in_the_readers_words(tmp_path: Path) -> None:
    with pytest.raises(OSError) as missing:
        (tmp_path / "x").open()
    with pytest.raises(OSError) as folder:
        tmp_path.open()
    told = [why(missing.value), why(folder.value), why(PermissionError(13, "Permission denied"))]
    assert told == ["không có tệp hay thư mục này", "đây là một thư mục", "không có quyền"]
    assert why(OSError(5, "Input/output error")) == "Input/output error"
