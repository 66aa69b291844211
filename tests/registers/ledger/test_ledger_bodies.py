from __future__ import annotations

import base64
import hmac
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.registers.ledger.actions import salted_hash
from motcua.registers.ledger.bodies import body_text

codes = st.text("abcXYZ09_./:+-", max_size=80).filter(lambda text: not text.isdigit())
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | codes,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", min_size=1, max_size=20), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "value",
    ["Nguyễn Văn A", "thiếu giấy khai sinh", "two words", "x" * 81, "a\nb", '"', 1.5, b"x", {1}, object()],
)
def test_free_text_and_floats_never_enter(value: Any) -> None:
    with pytest.raises(ValueError, match="body"):
        body_text({"reason": value})


@pytest.mark.parametrize("value", ["087301001234", "341234567", "0912345678"])
def test_what_looks_like_a_personal_number_never_enters(value: str) -> None:
    with pytest.raises(ValueError, match="personal"):
        body_text({"id": value})


def test_free_text_hidden_deep_or_in_a_key_is_found() -> None:
    with pytest.raises(ValueError, match=r"body\.duties\[1\]\.who"):
        body_text({"duties": [{"who": "a"}, {"who": "Trần Thị B"}]})
    with pytest.raises(ValueError, match="key"):
        body_text({"Trần Thị B": 1})


def test_the_mark_of_imported_stories_cannot_be_forged() -> None:
    with pytest.raises(ValueError, match="imported"):
        body_text({"imported": "me"})


def test_a_body_has_one_text() -> None:
    moment = datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert body_text({"b": moment, "a": [date(2026, 1, 2), None, True]}) == (
        '{"a":["2026-01-02",null,true],"b":"2026-11-22T08:00:00.000000Z"}'
    )


@given(st.dictionaries(st.text("abc_", min_size=1, max_size=20), values, max_size=4))
def test_every_allowed_body_is_one_line_of_plain_letters(body: dict[str, Any]) -> None:
    try:
        text = body_text(body)
    except ValueError as refused:
        assert "deep" in str(refused) or "letters" in str(refused)
        return
    assert text.isascii()
    assert text.isprintable()


def test_a_salted_hash_needs_its_salt() -> None:
    salt = bytes(range(16))
    assert salted_hash("Không đủ điều kiện", salt) == salted_hash("Không đủ điều kiện", salt)
    assert salted_hash("Không đủ điều kiện", salt) != salted_hash("Không đủ điều kiện", bytes(16))
    with pytest.raises(ValueError, match="16"):
        salted_hash("x", b"short")
    assert body_text({"reason": salted_hash("x", salt)})


def test_a_salted_hash_is_found_again_as_the_format_page_says() -> None:
    salt, text = bytes(range(16)), "Không đủ điều kiện"
    digest = hmac.new(salt, unicodedata.normalize("NFC", text).encode(), "sha256").digest()
    told = salted_hash(unicodedata.normalize("NFD", text), salt)
    assert len(told) == 43
    assert base64.urlsafe_b64decode(told + "=") == digest
