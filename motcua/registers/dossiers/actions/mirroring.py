"""Dossiers of another system: opened, moved and finished here by what that system tells, and by nothing else.

The master's word is not judged by our lifecycle: what it did, it did. Each message is kept once; the state told last
by the master's own clock stands, whatever order messages come in. Nobody here has a duty on such a dossier
(NĐ 224/2026 art. 15; docs/decisions/0061), but to give back originals that lie here when it ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.actions import chaining, duties
from motcua.registers.dossiers.actions.mirror_files import FileTold, note_files
from motcua.registers.dossiers.actions.moving import take_in_next
from motcua.registers.dossiers.actions.opening import NewDossier, open_dossier
from motcua.registers.dossiers.errors import CodeIsAnothers, MirroredUnknown, NotTheOneAwaited, OfAnotherProcedure
from motcua.registers.dossiers.held import Held, lock, write
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.lifecycle import PORTAL_CODE, Delivery, State

MIRRORED: Final = "mirrored"
MIRRORED_LATE: Final = "mirrored-late"
RESULT: Final = "result"
"""Beside the master's own fields, in what is kept of a message: the result in words."""

_KEEP = """
INSERT INTO dossiers_mirror_message (dossier_id, digest, kind, state, at, said, applied, received_at)
VALUES (%(dossier)s, %(digest)s, %(kind)s, %(state)s, %(at)s, %(said)s, %(applied)s, %(now)s)
ON CONFLICT (dossier_id, digest) DO NOTHING RETURNING id
"""
_KNOWN = "SELECT 1 FROM dossiers_mirror_message WHERE dossier_id = %(dossier)s AND digest = %(digest)s"
_FIND = "SELECT id, procedure_code FROM dossiers_dossier WHERE opened_key = %(key)s"
_FIND_PART = """
SELECT id, procedure_version_id, code FROM dossiers_dossier
WHERE (reference = %(receipt)s OR code = %(code)s) AND mirrored_at IS NOT NULL AND chain_id IS NOT NULL
ORDER BY reference = %(receipt)s DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredDossier:
    """Whose dossier it is and where, as the master first tells it."""

    procedure: Procedure
    case_key: str
    channel: str
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message: the state at a moment of the master's clock, and the moments it names. `digest` knows it again.

    `receipt`: our reference of the part of an interlinked submission that it answers; `procedure_code` then says of
    what. `outcome`: granted or not-eligible, once the result is told; `result`: what was given, in words; `files`:
    where the master has what was given.
    """

    code: str
    state: State
    at: datetime
    digest: str
    kind: str
    said: Mapping[str, Any]
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    receipt: str = ""
    procedure_code: str = ""
    outcome: str | None = None
    result: str = ""
    files: tuple[FileTold, ...] = ()


Opening = Callable[[], MirroredDossier]
"""Asked only when the dossier is not known yet."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What became of a message. `applied`: it changed the state; `already`: the very message had come before."""

    dossier_id: int
    state: State
    is_new: bool = False
    applied: bool = False
    already: bool = False


def mirror(*, partner: str, key: UUID, told: Told, opening: Opening | None, now: datetime) -> Mirrored:
    """Take one message of a master in. `key` is made of the master and its code; without `opening` the dossier must be
    known. What it means for an interlinked submission follows in the same transaction. Raises `MirroredUnknown`,
    `NotTheOneAwaited`, `OfAnotherProcedure`, `CodeIsAnothers`, and what `opening` raises; then nothing is written."""
    try:
        with transaction.atomic():
            dossier_id, is_new = _part(partner, told) or _find_or_open(key, told, opening, now)
            held = lock(dossier_id)
            if prepared.rows(_KNOWN, {"dossier": dossier_id, "digest": told.digest}):
                return Mirrored(dossier_id, held.state, already=True)
            applied = _is_news(held, told)
            _keep(dossier_id, told, applied, now)
            note_files(dossier_id, told.files, now)
            _take_in(held, told, applied, now)
            if held.chain_id is not None:
                chaining.follow(held, now=now, accept=take_in_next)
            return Mirrored(dossier_id, held.state, is_new, applied)
    except IntegrityError as error:
        if "dossiers_code_once" not in str(error):
            raise
        raise CodeIsAnothers(code=told.code) from error


def _part(partner: str, told: Told) -> tuple[int, bool] | None:
    """The part of an interlinked submission that this partner tells of: by our reference the first time, then by the
    partner's own code too."""
    found = prepared.rows(_FIND_PART, {"receipt": told.receipt or None, "code": told.code})
    if not found:
        return None
    dossier_id, version_id, code = found[0]
    procedure = procedures.version(version_id)
    if procedure.master.partner != partner:
        return None
    if told.procedure_code not in ("", procedure.code) or code not in (None, told.code):
        raise NotTheOneAwaited(receipt=told.receipt or told.code, code=procedure.code)
    return int(dossier_id), False


def _is_news(held: Held, told: Told) -> bool:
    """Whether the message tells the newest state; of a part that waits for its master's first word any does."""
    if held.mirrored_at is None or held.code is None:
        return True
    return _order(told.at, told.state) >= _order(held.mirrored_at, held.state)


def _find_or_open(key: UUID, told: Told, asked: Opening | None, now: datetime) -> tuple[int, bool]:
    found = prepared.rows(_FIND, {"key": key})
    if found:
        dossier_id, procedure_code = found[0]
        if told.procedure_code not in ("", procedure_code):
            raise OfAnotherProcedure(code=told.code, known=procedure_code, told=told.procedure_code)
        return int(dossier_id), False
    if asked is None:
        raise MirroredUnknown
    opening = asked()
    new = NewDossier(
        procedure=opening.procedure,
        case_key=opening.case_key,
        channel=opening.channel,
        received_office_id=opening.received_office_id,
        competent_office_id=opening.competent_office_id,
        applicant_id=opening.applicant_id,
        owner_id=opening.owner_id,
        answers={},
        papers=(),
        answer_by=now,
    )
    opened = open_dossier(new=new, by="system", now=min(opening.submitted_at, now), key=key)
    return opened.dossier_id, not opened.already


def _order(at: datetime, state: State) -> tuple[datetime, int]:
    """Of two states told for one moment the later one of the road stands."""
    return at, PORTAL_CODE.get(state, 0)


def _keep(dossier_id: int, told: Told, applied: bool, now: datetime) -> None:
    values = {
        "dossier": dossier_id,
        "digest": told.digest,
        "kind": told.kind,
        "state": told.state.value,
        "at": told.at,
        "said": json.dumps({**told.said, **({RESULT: told.result} if told.result else {})}, ensure_ascii=False),
        "applied": applied,
        "now": now,
    }
    prepared.rows(_KEEP, values)


def _take_in(held: Held, told: Told, applied: bool, now: datetime) -> None:
    """Write what is new into the row. An older message still fills in what nobody had told."""
    before = held.due_at, held.promised_at, held.outcome
    duties.close_all_but_originals(held)
    held.code = told.code
    held.received_at = held.received_at or told.received_at
    if told.due_at is not None and (applied or held.due_at is None):
        held.due_at = told.due_at
        held.clock = {**held.clock, "imported": told.due_at.isoformat()}
    held.promised_at = held.promised_at or told.due_at
    held.outcome = (told.outcome if applied else None) or held.outcome or told.outcome
    if applied:
        held.state, held.mirrored_at = told.state, told.at
        held.finished_at = told.finished_at or held.finished_at
        if told.state in (State.DONE, State.RETURNED):
            held.finished_at = held.finished_at or told.at
        held.returned_at = (told.returned_at or told.at) if told.state is State.RETURNED else held.returned_at
        held.delivery = _DELIVERY.get(told.state, Delivery.NONE).value
    held.revision += 1
    brought = chaining.bring_originals(held, now=now)
    duties.keep_originals(held, now)
    body = {**_body(held, told, applied, before), **brought}
    write(held, now=now, key=None, text=None, salt=None, kind=_kind(applied), body=body)


_DELIVERY = {State.DONE: Delivery.WAITING, State.RETURNED: Delivery.HANDED_OVER}


def _kind(applied: bool) -> str:
    return MIRRORED if applied else MIRRORED_LATE


def _body(
    held: Held, told: Told, applied: bool, before: tuple[datetime | None, datetime | None, str | None]
) -> dict[str, Any]:
    body: dict[str, Any] = {"by": "system", "told_at": told.at, "message": told.digest, "code": held.code}
    body |= {"to": held.state.value} if applied else {"told": told.state.value}
    if held.closes:
        body["closes"] = sorted(held.closes)
    if held.opens:
        body["opens"] = [[duty.number, duty.step, duty.office_id, duty.role, duty.due_at] for duty in held.opens]
    if held.due_at != before[0]:
        body["due"] = held.due_at
    if held.promised_at != before[1]:
        body["promised"] = held.promised_at
    if held.outcome != before[2]:
        body["outcome"] = held.outcome
    return body
