"""What another register gave for the result (số định danh, số, quyển), entered once with its source, before anybody
signs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.moving import Moved, told_of
from motcua.registers.dossiers.actions.telling import actor
from motcua.registers.dossiers.errors import NotYoursToFill, ResultSigned
from motcua.registers.dossiers.held import Held, OpenDuty, lock, refuse_if_moved_on, write
from motcua.registers.dossiers.story import RESULT_FILLED
from motcua.registers.ledger import actions as ledger
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer

NOT_FILLING: Final = ("sign", "number")
_KEEP: Final = """
INSERT INTO dossiers_result_words (dossier_id, number, words, source, holding, salt, kept_at)
SELECT %(dossier)s::bigint, coalesce(max(number), 0) + 1, %(words)s::jsonb, %(source)s::text, %(holding)s::bigint,
    %(salt)s::bytea, %(now)s::timestamptz
FROM dossiers_result_words WHERE dossier_id = %(dossier)s::bigint RETURNING number
"""


def fill_result(
    *,
    dossier_id: int,
    words: Mapping[str, str],
    source: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> Moved:
    """Keep these words for the result, by key of its template; whoever looks at the dossier is to look again.

    Raises `DossierUnknown`, `DossierMovedOn`, `ResultSigned`, `NotYoursToFill`.
    """
    with one_transaction() as ours:
        held = lock(dossier_id)
        if key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        if held.signed_at is not None:
            raise ResultSigned
        duty = next((one for one in held.duties if _fills(held, one, by)), None)
        if duty is None:
            raise NotYoursToFill
        held.revision += 1
        who = actor(held, by, duty.step)
        text, salt = json.dumps(dict(words), ensure_ascii=False, sort_keys=True), secrets.token_bytes(16)
        values = {"dossier": held.id, "words": text, "source": source, "holding": who.partition("/")[2], "salt": salt}
        ((number,),) = prepared.rows(_KEEP, values | {"now": now})
        body = {"by": who, "number": number, "keys": sorted(words), "words": ledger.salted_hash(text + source, salt)}
        write(held, now=now, key=key, text=None, salt=None, kind=RESULT_FILLED, body=body, ends=ours)
        return told_of(held)


def _fills(held: Held, duty: OpenDuty, by: Viewer) -> bool:
    """Whoever examines or proposes fills in; who signs or numbers gives it back instead."""
    steps = procedures.version(held.procedure_version_id).process.by_key
    mine = by.may_do(duty.office_id, duty.role, duty.position_id)
    return mine and duty.step in steps and steps[duty.step].effect not in NOT_FILLING
