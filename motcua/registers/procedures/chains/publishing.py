"""Putting a chain in force from its day; an open predecessor ends the day before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.ledger.actions import append
from motcua.registers.procedures.chain_models import ChainVersion
from motcua.registers.procedures.chains.building import Known
from motcua.registers.procedures.chains.checking import check_chain
from motcua.registers.procedures.errors import ChainBeforeItsPredecessor, ChainChangedInPlace
from motcua.registers.procedures.finding import search_text
from motcua.rules.access import Viewer


def published_already(text: str) -> ChainVersion | None:
    """The version that this very text already is."""
    return ChainVersion.objects.filter(sha256=_digest(text)).first()


@transaction.atomic
def put_in_force(*, text: str, file: str, known_on: Callable[[date], Known], now: datetime, by: Viewer) -> ChainVersion:
    """Check and publish. Raises `ProcedureFileFaulty`, `ChainBeforeItsPredecessor`; then nothing is written."""
    data = check_chain(text=text, file=file, known=known_on(now.astimezone(VIETNAM).date()))
    code, begins = data["identity"]["code"], date.fromisoformat(data["version"]["from"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"chain/{code}"])
    if known := published_already(text):
        return known
    _end_predecessor(code, begins, now=now, by=by)
    made = _keep(data, text, begins, now)
    body = {"version": made.pk, "from": begins, "sha256": made.sha256, "by": by.official_id}
    append(stream=f"procedure/{code}", kind="procedure.published", body=body, happened_at=now)
    return made


def _end_predecessor(code: str, begins: date, *, now: datetime, by: Viewer) -> None:
    before = ChainVersion.objects.filter(code=code, valid_to__isnull=True).first()
    if before is None:
        return
    if before.valid_from >= begins:
        refusal = ChainChangedInPlace if before.valid_from == begins else ChainBeforeItsPredecessor
        raise refusal(code=code, label=before.label, from_date=f"{before.valid_from:%d/%m/%Y}")
    last = begins - timedelta(days=1)
    ChainVersion.objects.filter(pk=before.pk).update(valid_to=last)
    body = {"version": before.pk, "to": last, "by": by.official_id}
    append(stream=f"procedure/{code}", kind="procedure.superseded", body=body, happened_at=now)


def _keep(data: Mapping[str, Any], text: str, begins: date, now: datetime) -> ChainVersion:
    return ChainVersion.objects.create(
        code=data["identity"]["code"],
        name=data["identity"]["name"],
        label=data["version"]["label"],
        valid_from=begins,
        definition=dict(data),
        source=text,
        sha256=_digest(text),
        search=search_text(data["identity"]),
        published_at=now,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
