"""Amounts of money as they are written in Vietnam: 52.000 đồng; năm mươi hai nghìn đồng."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", "nghìn", "triệu")
_BILLION: Final = 10**9


def money(amount: int) -> str:
    """An amount in figures: 52.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def money_in_words(amount: int, *, zero_tens: str = "linh") -> str:
    """An amount of đồng in words, small letters: năm mươi hai nghìn đồng.

    `zero_tens` is the word for an empty ten: "linh" (north) or "lẻ" (south).
    """
    if amount < 0:
        return f"âm {money_in_words(-amount, zero_tens=zero_tens)}"
    return f"{number_in_words(amount, zero_tens=zero_tens)} đồng"


def number_in_words(number: int, *, zero_tens: str = "linh") -> str:
    """A whole number, zero or above, in words."""
    return " ".join(_billions(number, zero_tens, full=False)) or _DIGITS[0]


def _billions(number: int, zero_tens: str, *, full: bool) -> list[str]:
    """`full`: read with its leading zeros, because something larger was read before."""
    above, below = divmod(number, _BILLION)
    if not above:
        return _below_billion(below, zero_tens, full=full)
    return [*_billions(above, zero_tens, full=full), "tỷ", *_below_billion(below, zero_tens, full=True)]


def _below_billion(number: int, zero_tens: str, *, full: bool) -> list[str]:
    words: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            words += _group(group, zero_tens, full=full or bool(words))
            words += [_SCALES[scale]] if scale else []
    return words


def _group(group: int, zero_tens: str, *, full: bool) -> list[str]:
    """Three digits. Empty hundreds are read only after something larger: một triệu không trăm linh năm."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append(zero_tens)
    if ones:
        words.append(_one(tens, ones))
    return words


def _one(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens >= 2:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
