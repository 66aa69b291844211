"""The QR by which a bank's application fills a transfer in: account, amount and reference (VietQR).

The payload is that of NAPAS: EMVCo merchant-presented QR, tag 38 with the identifier A000000727, service QRIBFTTA
(transfer to an account), closed by a CRC-16 (polynomial 0x1021, begun with 0xFFFF). A QR confirms nothing: the money
has come only when the bank says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

LONGEST_MEMO: Final = 25
MOST: Final = 499_999_999
"""Đồng; what a transfer through NAPAS can carry at once (below 500 million)."""
_NAPAS: Final = "A000000727"
_TO_ACCOUNT: Final = "QRIBFTTA"
_BIN: Final = re.compile(r"[0-9]{6}")
_NUMBER: Final = re.compile(r"[0-9A-Z]{4,19}")
_MEMO: Final = re.compile(rf"[0-9A-Za-z ]{{0,{LONGEST_MEMO}}}")
_DONG, _VIETNAM, _ONCE = "704", "VN", "12"


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account that money is transferred to: the bank's BIN (six digits, given by the State Bank), its number, the
    name it is held in."""

    bin: str
    number: str
    holder: str = ""


_BAD_BIN = _("Mã ngân hàng (BIN) gồm đúng 6 chữ số, ví dụ 970436; đang là “{typed}”.")
_BAD_NUMBER = _("Số tài khoản gồm 4 đến 19 chữ số hoặc chữ cái không dấu; đang là “{typed}”.")


def account_fault(account: BankAccount) -> Sentence | None:
    """What is wrong with an account as typed, if anything."""
    if not _BIN.fullmatch(account.bin):
        return Sentence(_BAD_BIN, {"typed": account.bin[:20]})
    if not _NUMBER.fullmatch(account.number):
        return Sentence(_BAD_NUMBER, {"typed": account.number[:30]})
    return None


def payload(*, account: BankAccount, amount: int, memo: str) -> str:
    """The text of the QR for one transfer of `amount` đồng with `memo` as its content.

    Raises `ValueError` for an account with a fault, an amount outside 1…`MOST`, a memo that is not plain and short:
    the settings are wrong then, not the payer.
    """
    if fault := account_fault(account):
        raise ValueError(fault.words())
    if not 1 <= amount <= MOST:
        raise ValueError(f"{amount} đồng cannot be transferred at once")
    if not _MEMO.fullmatch(memo):
        raise ValueError(f"the memo {memo!r} is not plain letters and digits, at most {LONGEST_MEMO}")
    to = _tag("00", account.bin) + _tag("01", account.number)
    text = (
        _tag("00", "01")
        + _tag("01", _ONCE)
        + _tag("38", _tag("00", _NAPAS) + _tag("01", to) + _tag("02", _TO_ACCOUNT))
        + _tag("53", _DONG)
        + _tag("54", str(amount))
        + _tag("58", _VIETNAM)
        + (_tag("62", _tag("08", memo)) if memo else "")
        + "6304"
    )
    return text + crc16(text)


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text's bytes, four hexadecimal digits."""
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _bit in range(8):
            register = (register << 1) ^ 0x1021 if register & 0x8000 else register << 1
            register &= 0xFFFF
    return f"{register:04X}"


def _tag(number: str, value: str) -> str:
    return f"{number}{len(value):02}{value}"
