"""Folding and order of Vietnamese."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.vietnamese import LETTERS, TONES, fold, name_sort_key, sort_key, tidy

TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES)
words = st.text(alphabet=LETTERS + TONED + LETTERS.upper(), min_size=1, max_size=7)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    "shuffled",
    [
        "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ê ề g h i k l m n o ô ơ p q r s t u ư v x y",
        "An Áng Ăn Ân ba bà dân da dà đa Đặng Ước",
        "hoa hoà hoá hoàng",
        "ma mà mả mã má mạ man",
    ],
)
def test_the_order_is_that_of_vietnamese_dictionaries(shuffled: str) -> None:
    expected = {
        "An": ["An", "Áng", "Ăn", "Ân", "ba", "bà", "da", "dà", "dân", "đa", "Đặng", "Ước"],
    }.get(shuffled.split()[0], shuffled.split())
    assert sorted(shuffled.split(), key=sort_key) == expected


def test_words_are_compared_one_after_the_other() -> None:
    assert sorted(["Tân Hòa", "Tân Hộ Cơ", "Tan Rã", "Tân An"], key=sort_key) == [
        "Tan Rã",
        "Tân An",
        "Tân Hòa",
        "Tân Hộ Cơ",
    ]


def test_persons_stand_by_given_name() -> None:
    names = ["Đặng Thị Bình", "Lê Văn An", "Bùi An", "Nguyễn Thị Ánh"]
    assert sorted(names, key=name_sort_key) == ["Bùi An", "Lê Văn An", "Nguyễn Thị Ánh", "Đặng Thị Bình"]


def test_the_place_of_a_tone_mark_makes_no_difference() -> None:
    assert sort_key("Hòa Thủy") == sort_key("Hoà Thuỷ")


@given(phrases)
def test_folding_twice_is_folding_once_and_leaves_no_mark(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isascii() or not any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", folded))
    assert "đ" not in folded


@given(st.text(max_size=40))
def test_any_text_folds_and_has_a_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert isinstance(sort_key(text), str)


@given(phrases)
def test_the_composed_and_the_decomposed_form_are_one(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert (fold(apart), sort_key(apart)) == (fold(text), sort_key(text))
    assert tidy(apart) == tidy(unicodedata.normalize("NFC", text))


@given(phrases, phrases)
def test_words_that_differ_in_letters_keep_their_order_under_any_tone(left: str, right: str) -> None:
    """Letters come before tones within a syllable: the order without tones is never turned round."""
    bare_left, bare_right = _without_tones(left), _without_tones(right)
    if " " not in left + right and sort_key(bare_left) < sort_key(bare_right):
        assert sort_key(left) < sort_key(right)


@given(words, words)
def test_a_beginning_stands_before_the_whole(beginning: str, rest: str) -> None:
    word = _without_tones(beginning)
    assert sort_key(word) < sort_key(word + _without_tones(rest))


def _without_tones(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES or not c))
