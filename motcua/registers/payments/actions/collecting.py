"""How an office collects: where transfers go, what its receipts carry."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop

from motcua.registers.ledger import actions as ledger
from motcua.registers.payments.errors import AccountFaulty, NotYoursToSet
from motcua.registers.payments.places import SUPERVISORS, name_of, seat_in
from motcua.rules.access import Role, Viewer
from motcua.rules.vietqr import BankAccount, account_fault

SETTERS: Final = (*SUPERVISORS, Role.ADMINISTRATOR)
_SYMBOL: Final = re.compile(r"[0-9A-Z/.-]{0,20}")
_TAX: Final = re.compile(r"([0-9]{10}(-[0-9]{3})?)?")
_HOLDER: Final = 100
_BAD_SYMBOL: Final = gettext_noop(
    "Ký hiệu, mẫu số biên lai chỉ gồm chữ hoa không dấu, số, dấu / . - và dài nhất 20 chữ."
)
_BAD_TAX: Final = gettext_noop("Mã số thuế gồm 10 chữ số, hoặc 10 chữ số và 3 chữ số sau dấu gạch.")
_NO_HOLDER: Final = gettext_noop("Hãy ghi tên chủ tài khoản, không quá 100 chữ.")


def set_collecting(
    *,
    office_id: int,
    account: BankAccount,
    by: Viewer,
    now: datetime,
    series: str = "",
    form_symbol: str = "",
    tax_number: str = "",
) -> None:
    """Say where transfers to the office go (an account without a number: nowhere) and what its receipts carry.

    A new `series` begins its own numbers at 1. Raises `NotYoursToSet`, `AccountFaulty`.
    """
    seat = seat_in(office_id, SETTERS, by, NotYoursToSet)
    _refuse_faulty(account, series, form_symbol, tax_number)
    values = [account.bin, account.number, account.holder.strip(), series, form_symbol, tax_number]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_collecting (office_id, bank_bin, account_number, account_holder, series, form_symbol,"
            " tax_number, set_by, set_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (office_id) DO UPDATE SET bank_bin = excluded.bank_bin,"
            " account_number = excluded.account_number, account_holder = excluded.account_holder,"
            " series = excluded.series, form_symbol = excluded.form_symbol, tax_number = excluded.tax_number,"
            " set_by = excluded.set_by, set_at = excluded.set_at",
            [office_id, *values, name_of(seat), now],
        )
        body = {"by": name_of(seat), "bank": account.bin, "ends": account.number[-4:], "series": series}
        ledger.append(stream=f"payments/{office_id}", kind="collecting-set", body=body, happened_at=now)


def _refuse_faulty(account: BankAccount, series: str, form_symbol: str, tax_number: str) -> None:
    if account.bin or account.number:
        if (fault := account_fault(account)) is not None:
            raise AccountFaulty(why=fault.words(gettext))
        if not 0 < len(account.holder.strip()) <= _HOLDER:
            raise AccountFaulty(why=gettext(_NO_HOLDER))
    if not (_SYMBOL.fullmatch(series) and _SYMBOL.fullmatch(form_symbol)):
        raise AccountFaulty(why=gettext(_BAD_SYMBOL))
    if not _TAX.fullmatch(tax_number):
        raise AccountFaulty(why=gettext(_BAD_TAX))
