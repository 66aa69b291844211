"""What the QR of a citizen card says, as a scanner types it.

The 2021 card has seven fields, `number|old number|name|ddmmyyyy|sex|address|ddmmyyyy of issue`; the card of Luật Căn
cước 2023 adds further ones, which are passed over (read from published descriptions, not from a text of law). A scanner
types like a keyboard: with an input method on, or an 8-bit scanner, letters arrive garbled while digits stay, so number
and dates are trusted and the name is held to what a Vietnamese name can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

FIELDS: Final = 7
LONGEST: Final = 1000

_SEXES: Final[Mapping[str, str]] = {"nam": "male", "nữ": "female", "nu": "female"}
_PLAIN: Final = "a-zđ"
_NAME: Final = re.compile(rf"[{_PLAIN}]+(?:[ '’-][{_PLAIN}]+)*")
# What an input method makes of a name that was already written with its marks: doubled letters, tone keys at word ends.
_BROKEN: Final = frozenset("?\ufffd¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿")
_SLIPPED: Final = re.compile(r"(?:aa|ee|oo|dd|aw|ow|uw)|[aeiouy][bcdghklmnpqrtv]*[sfrxj]\b")


@dataclass(frozen=True, slots=True)
class Card:
    """What can be relied on. An empty `name` or `address` was garbled and is to be typed."""

    number: str
    old_number: str
    name: str
    birth_date: date | None
    sex: str
    address: str
    issued_on: date | None
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """The verdict on a text that is no card's."""

    sentence: Sentence


_FEW = _("Mã QR của thẻ có {wanted} phần, ở đây chỉ có {found}. Hãy quét lại; hoặc gõ số định danh và họ tên.")
_NO_NUMBER = _("Mã QR không bắt đầu bằng số định danh 12 chữ số. Hãy quét mã trên thẻ căn cước, không phải mã khác.")
_GARBLED_NAME = _("Họ tên đọc từ thẻ bị sai dấu; hãy tắt bộ gõ tiếng Việt rồi quét lại, hoặc gõ họ tên.")
_GARBLED_ADDRESS = _("Địa chỉ đọc từ thẻ bị sai dấu; hãy gõ lại.")
_NO_BIRTH = _("Ngày sinh trên thẻ không đọc được; hãy gõ ngày sinh.")


def read_card(text: str) -> Card | CardUnreadable:
    """The card behind what the scanner typed."""
    parts = [part.strip() for part in unicodedata.normalize("NFC", text[:LONGEST]).strip().split("|")]
    if len(parts) < FIELDS:
        return CardUnreadable(Sentence(_FEW, {"wanted": FIELDS, "found": len(parts)}))
    number, old_number, name, born, sex, address, issued = parts[:FIELDS]
    if not re.fullmatch(r"[0-9]{12}", number, re.ASCII):
        return CardUnreadable(Sentence(_NO_NUMBER))
    warnings: list[Sentence] = []
    if _is_garbled(name):
        name = ""
        warnings.append(Sentence(_GARBLED_NAME))
    if _has_broken_letters(address):
        address = ""
        warnings.append(Sentence(_GARBLED_ADDRESS))
    birth_date = _day(born)
    if birth_date is None:
        warnings.append(Sentence(_NO_BIRTH))
    old = old_number if re.fullmatch(r"[0-9]{9}|[0-9]{12}", old_number, re.ASCII) else ""
    return Card(
        number=number,
        old_number=old,
        name=name,
        birth_date=birth_date,
        sex=_SEXES.get(sex.casefold(), _sex_of(number)),
        address=address,
        issued_on=_day(issued),
        warnings=tuple(warnings),
    )


def _day(digits: str) -> date | None:
    """ddmmyyyy."""
    if not re.fullmatch(r"[0-9]{8}", digits, re.ASCII):
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _sex_of(number: str) -> str:
    """The fourth digit of the number is even for men, odd for women (NĐ 137/2015/NĐ-CP art. 13)."""
    return "female" if int(number[3]) % 2 else "male"


def _is_garbled(name: str) -> bool:
    if not name or _has_broken_letters(name):
        return True
    plain = _without_marks(name)
    if not _NAME.fullmatch(plain):
        return True
    marked = unicodedata.normalize("NFD", name.casefold()) != name.casefold() or "đ" in name.casefold()
    return bool(_SLIPPED.search(plain)) and not marked


def _has_broken_letters(text: str) -> bool:
    """An 8-bit scanner leaves question marks, the sign for no letter, or what UTF-8 looks like in Latin-1."""
    return any(each in _BROKEN or unicodedata.category(each) in ("Cc", "Co", "Cn") for each in text)


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
