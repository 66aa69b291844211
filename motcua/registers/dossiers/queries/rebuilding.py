"""State rebuilt from events beside the state kept: they must be equal."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.foundation.canonical import moment_text
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.held import stream_of
from motcua.registers.dossiers.story import Standing, tell
from motcua.registers.ledger import queries as ledger


def rebuilt(*, dossier_id: int) -> Standing:
    """The state that the dossier's events alone lead to."""
    return tell(ledger.events_of(stream_of(dossier_id)))


def kept(*, dossier_id: int) -> Standing:
    """The state as the registers keep it. Raises `DossierUnknown`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, marking, promised_at, due_at, code, outcome, money FROM dossiers_dossier WHERE id = %s",
            [dossier_id],
        )
        row = cursor.fetchone()
        if row is None:
            raise DossierUnknown
        cursor.execute(
            "SELECT number, step, office_id, role, due_at FROM dossiers_duty"
            " WHERE dossier_id = %s AND closed_at IS NULL",
            [dossier_id],
        )
        duties = {number: (step, office, role, _text(due)) for number, step, office, role, due in cursor.fetchall()}
    return _standing(dossier_id, row, duties)


def _standing(dossier_id: int, row: tuple[Any, ...], duties: dict[int, Any]) -> Standing:
    held = documents.originals_of(stream_of(dossier_id))
    state, marking, promised_at, due_at, code, outcome, money = row
    return Standing(
        state=state,
        marking=json.loads(marking),
        duties=duties,
        promised=_text(promised_at),
        due=_text(due_at),
        code=code,
        outcome=outcome,
        money=money,
        originals=dict(Counter(hold.paper for hold in held if hold.office_id is not None)),
    )


def _text(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None
