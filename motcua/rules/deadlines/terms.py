"""How long: an amount and a unit, and how people write it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.sentences import gettext_noop


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    SAME_DAY = "same_day"


LONGEST = {
    Unit.WORKING_DAY: Decimal(3650),
    Unit.DAY: Decimal(3650),
    Unit.HOUR: Decimal(29200),
    Unit.MONTH: Decimal(120),
    Unit.SAME_DAY: Decimal(1),
}
"""Ten years: more than any procedure takes; a longer term is a slip of the pen."""

TERM_WORDS = {
    Unit.WORKING_DAY: gettext_noop("{amount} ngày làm việc"),
    Unit.DAY: gettext_noop("{amount} ngày"),
    Unit.HOUR: gettext_noop("{amount} giờ làm việc"),
    Unit.MONTH: gettext_noop("{amount} tháng"),
    Unit.SAME_DAY: gettext_noop("trong ngày"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time. Hours are working hours. Raises `ValueError` for an amount not above zero or over ten years."""

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or not 0 < self.amount <= LONGEST[self.unit]:
            raise ValueError(f"no term: {self.amount} {self.unit}")

    def longer_by(self, other: Term) -> Term:
        """This term and another of the same unit (extra days of a mountain commune). Raises `ValueError` otherwise."""
        if other.unit is not self.unit or self.unit is Unit.SAME_DAY:
            raise ValueError("only terms of one unit are added")
        return Term(self.amount + other.amount, self.unit)


SAME_DAY = Term(Decimal(1), Unit.SAME_DAY)


@dataclass(frozen=True, slots=True)
class TermUnreadable:
    """The verdict on a text that is no term; `why` is a Vietnamese msgid with `{text}`."""

    text: str
    why: str

    def words(self) -> str:
        """The reason, for the person who wrote it."""
        return self.why.format(text=self.text)


UNREADABLE = gettext_noop(
    "Không hiểu thời hạn “{text}”. Viết như: 3 ngày làm việc; 10 ngày; 8 giờ; 1 tháng; trong ngày."
)
NOT_ABOVE_ZERO = gettext_noop("Thời hạn phải lớn hơn 0: “{text}”. Giải quyết ngay thì viết: trong ngày.")
TOO_LONG = gettext_noop("Thời hạn dài quá 10 năm: “{text}”.")
TOO_FINE = gettext_noop("Thời hạn chỉ viết đến hai chữ số lẻ: “{text}”.")

_UNITS = {
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.DAY,
    "gio lam viec": Unit.HOUR,
    "gio": Unit.HOUR,
    "thang": Unit.MONTH,
}
_AT_MOST = r"(?:(?:khong qua|toi da|trong vong|trong thoi han|trong|thoi han) )?"
_NUMBER = r"(?P<sign>[-−+]?) ?(?:(?P<half>nua)|(?P<whole>[0-9]{1,9})(?:(?P<mark>[.,/])(?P<part>[0-9]{1,9}))?)"
_TERM = re.compile(rf"{_AT_MOST}{_NUMBER}(?: ?\([a-z ,]+\))? ?(?P<unit>{'|'.join(_UNITS)})")
_SAME_DAY = re.compile(r"(?:giai quyet )?(?:ngay )?trong ngay(?: lam viec)?")


def parse_term(text: str) -> Term | TermUnreadable:
    """Reads “3 ngày làm việc”, “07 ngày”, “7,5 ngày làm việc”, “1/2 ngày”, “8 giờ”, “1 tháng”, “trong ngày”.

    Marks, case and spaces do not matter, nor “không quá”, nor the number again in brackets: “05 (năm) ngày”.
    """
    plain = _without_marks(text)
    if _SAME_DAY.fullmatch(plain):
        return SAME_DAY
    found = _TERM.fullmatch(plain)
    if found is None:
        return TermUnreadable(text, UNREADABLE)
    unit = _UNITS[found["unit"]]
    if found["half"]:
        amount = Decimal("0.5")
    elif found["mark"] == "/":
        if int(found["part"]) == 0:
            return TermUnreadable(text, UNREADABLE)
        amount = Decimal(found["whole"]) / Decimal(found["part"])
    else:
        if len(found["part"] or "") > 2:
            return TermUnreadable(text, TOO_FINE)
        amount = Decimal(f"{found['whole']}.{found['part'] or 0}").normalize()
    if found["sign"] in ("-", "−") or amount <= 0:
        return TermUnreadable(text, NOT_ABOVE_ZERO)
    return Term(amount, unit) if amount <= LONGEST[unit] else TermUnreadable(text, TOO_LONG)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(each for each in decomposed if not unicodedata.combining(each)).replace("đ", "d")
    return " ".join(letters.split()).removesuffix(".").rstrip()
