"""Facts of a dossier that change no state: a charge paid, a notice sent, a paper digitised, originals given back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.held import stream_of
from motcua.registers.ledger import actions as ledger
from motcua.rules.lifecycle import Money


class Fact(StrEnum):
    """The kinds of facts."""

    CHARGED = "charged"
    CHARGE_LOWERED = "charge-lowered"
    PAID = "paid"
    RECEIPT_VOIDED = "receipt-voided"
    REFUNDED = "refunded"
    TRANSFER_ASKED = "transfer-asked"
    NOTICE_SENT = "notice-sent"
    NOTICE_LOST = "notice-lost"
    ORIGINALS_GIVEN_BACK = "originals-given-back"
    RESULT_NUMBERED = "result-numbered"
    NUMBER_STRUCK = "number-struck"
    ASSIGNED = "assigned"
    RECKONED = "promise-reckoned"
    PAPER_HANDED_ON = "paper-handed-on"
    RESULT_CALLED = "result-called"
    ORIGINALS_CALLED = "originals-called"
    DELAY_TOLD = "delay-told"
    RATED = "rated"
    SUPPORT_WANTED = "support-wanted"
    SUPPORT_DECLINED = "support-declined"
    SECOND_REQUEST_WANTED = "second-request-wanted"
    SECOND_REQUEST_DECLINED = "second-request-declined"


def record(
    *,
    dossier_id: int,
    fact: Fact,
    body: Mapping[str, Any],
    by: str,
    now: datetime,
    money: Money | None = None,
) -> None:
    """Add one fact to the dossier's stream. `money` sets the track of money with it. At most two statements.

    The revision stays: a notice sent meanwhile must not refuse an official's act. Raises `DossierUnknown`.
    """
    told = dict(body, by=by)
    with transaction.atomic():
        if money is not None:
            _set_money(dossier_id, money)
            told["money"] = money.value
        ledger.append(stream=stream_of(dossier_id), kind=fact.value, body=told, happened_at=now)


def _set_money(dossier_id: int, money: Money) -> None:
    sql = "UPDATE dossiers_dossier SET money = %(money)s WHERE id = %(id)s RETURNING id"
    if not prepared.rows(sql, {"money": money.value, "id": dossier_id}):
        raise DossierUnknown
