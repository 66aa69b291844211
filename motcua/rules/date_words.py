"""Days written out in words, as certificates of civil status do (TT 04/2020/TT-BTP: "ghi bằng chữ")."""

from __future__ import annotations

from datetime import date
from typing import Final

from motcua.rules.money_words import number_in_words

_APRIL: Final = 4


def date_in_words(day: date, *, zero_tens: str = "linh") -> str:
    """ "Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"; April is "tháng tư".

    `zero_tens` is the word for an empty ten: "linh" (north) or "lẻ" (south).
    """
    return f"Ngày {number_in_words(day.day)}, {_month_and_year(day.month, day.year, zero_tens)}"


def partial_date_in_words(text: str, *, zero_tens: str = "linh") -> str:
    """The same of a day that may lack its day or month, in ISO as far as it is known: "Tháng tư, năm một nghìn chín
    trăm bốn mươi lăm"; "Năm một nghìn chín trăm bốn mươi lăm"."""
    known = [int(part) for part in text.split("-")]
    match known:
        case [year, month, day]:
            return date_in_words(date(year, month, day), zero_tens=zero_tens)
        case [year, month]:
            words = _month_and_year(month, year, zero_tens)
        case _:
            words = _year(known[0], zero_tens)
    return words[0].upper() + words[1:]


def _month_and_year(month: int, year: int, zero_tens: str) -> str:
    return f"tháng {'tư' if month == _APRIL else number_in_words(month)}, {_year(year, zero_tens)}"


def _year(year: int, zero_tens: str) -> str:
    return f"năm {number_in_words(year, zero_tens=zero_tens)}"
