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
    month = "tư" if day.month == _APRIL else number_in_words(day.month)
    return f"Ngày {number_in_words(day.day)}, tháng {month}, năm {number_in_words(day.year, zero_tens=zero_tens)}"
