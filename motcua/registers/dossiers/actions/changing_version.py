"""A running dossier goes over to another version of its procedure, on purpose, where it is proved to have a place.

It keeps its state, its promise and the duties that are still the same; whoever did them goes on. What only the new
form reckons is added to its answers, and what it had stays kept. Never by itself: the version at submission is the
dossier's until somebody says why not.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.canonical import canonical
from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import duties
from motcua.registers.dossiers.actions.moving import Moved, told_of
from motcua.registers.dossiers.actions.telling import actor
from motcua.registers.dossiers.clock_facts import ORDINARY, PROMISED_UNDER
from motcua.registers.dossiers.errors import (
    DossierNotRunning,
    NoPlaceInVersion,
    NotYoursToChangeVersion,
    ReasonMissing,
    VersionOfAnother,
    VersionToCome,
)
from motcua.registers.dossiers.held import Held, lock, refuse_if_moved_on, write
from motcua.registers.dossiers.version_places import Running, first_day, place_of
from motcua.registers.ledger import actions as ledger
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer, may_administer
from motcua.rules.lifecycle import ENDED, State
from motcua.rules.process import Marking

VERSION_CHANGED: Final = "version-changed"
NOT_RUNNING: Final = ENDED | {State.DONE}

_MORE: Final = """
SELECT coalesce((SELECT answers FROM dossiers_answers WHERE dossier_id = %(dossier)s), '{}'),
       (SELECT coalesce(json_agg(paper), '[]') FROM dossiers_paper WHERE dossier_id = %(dossier)s)
"""
_RECKONED: Final = """
WITH kept AS (
    INSERT INTO dossiers_correction (dossier_id, revision, was, answers, salt, corrected_at)
    SELECT dossier_id, %(revision)s, %(was)s::jsonb, answers, salt, %(now)s
    FROM dossiers_answers WHERE dossier_id = %(dossier)s
)
UPDATE dossiers_answers SET answers = %(answers)s, salt = %(salt)s, form_version = %(form_version)s
WHERE dossier_id = %(dossier)s
"""


def change_version(
    *,
    dossier_id: int,
    version_id: int,
    reason: str,
    by: Viewer,
    now: datetime,
    key: UUID | None = None,
    revision: int | None = None,
) -> Moved:
    """Take one dossier over to that version; the version it has already changes nothing.

    Raises `DossierUnknown`, `DossierMovedOn`, `NoSuchVersion`, `VersionOfAnother`, `VersionToCome`, `ReasonMissing`,
    `NotYoursToChangeVersion`, `DossierNotRunning`, and `NoPlaceInVersion` with the dossier's code and step; then
    nothing is written.
    """
    if not reason.strip():
        raise ReasonMissing
    with one_transaction() as ours:
        held = lock(dossier_id)
        if (key is not None and key == held.last_key) or held.procedure_version_id == version_id:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        old, new = procedures.version(held.procedure_version_id), procedures.version(version_id)
        _refuse(held, old, new, by, now)
        running = _running(held)
        place = place_of(running, old=old, new=new)
        if isinstance(place, str):
            raise NoPlaceInVersion(code=held.code or held.reference, label=new.label, why=place)
        _go_over(held, old, new, place.marking, now)
        adds = bool(running.answers) and place.answers != running.answers
        more = _write_reckoned(held, old, new, place.answers, now) if adds else {}
        salt = secrets.token_bytes(16)
        body = _body(held, old, by, reason, salt) | more
        write(held, now=now, key=key, text=reason, salt=salt, kind=VERSION_CHANGED, body=body, ends=ours)
        return told_of(held)


def refuse_if_to_come(new: Procedure, now: datetime) -> None:
    """Raises `VersionToCome` until the day from which the version is in force."""
    if new.valid_from > now.astimezone(VIETNAM).date():
        raise VersionToCome(label=new.label, day=f"{new.valid_from:%d/%m/%Y}")


def _refuse(held: Held, old: Procedure, new: Procedure, by: Viewer, now: datetime) -> None:
    if new.code != old.code:
        raise VersionOfAnother(code=new.code)
    refuse_if_to_come(new, now)
    decides = by.holds(Role.LEADER, held.competent_office_id) or may_administer(by, held.competent_office_id)
    if not (by.is_system or (old.master.is_ours and decides)):
        raise NotYoursToChangeVersion
    if held.state in NOT_RUNNING:
        raise DossierNotRunning(code=held.code or held.reference)


def _running(held: Held) -> Running:
    ((answers, papers),) = prepared.rows(_MORE, {"dossier": held.id})
    pauses = [ground for *_, ground in held.clock.get("pauses", ())]
    paused = held.clock.get("paused_ground")
    return Running(
        case_key=held.case_key,
        channel=held.channel,
        marking=tuple(held.marking),
        communes=held.clock.get("communes", ORDINARY),
        papers=frozenset(papers),
        answers=json.loads(answers),
        grounds=frozenset([*pauses, paused] if paused else pauses),
        handed_in=first_day(held.submitted_at, held.received_at),
    )


def _go_over(held: Held, old: Procedure, new: Procedure, marking: Marking, now: datetime) -> None:
    held.procedure_version_id = new.version_id
    held.marking = marking.as_list()
    if held.received_at is not None:
        held.clock.setdefault(PROMISED_UNDER, old.version_id)
    held.revision += 1
    if duties.process_runs(held.state):
        definition = new.process_for(
            case=held.case_key, channel=held.channel, communes=held.clock.get("communes", ORDINARY)
        )
        plans = {plan.key: plan for plan in duties.plans_of(definition, marking)}
        kept = {duty.step for duty in held.duties if duty.step in plans and duty.role == plans[duty.step].role}
        duties.close(held, [duty.step for duty in held.duties if duty.step not in kept])
        duties.open_planned(held, [plan for key, plan in plans.items() if key not in kept], new, now)


def _write_reckoned(
    held: Held, old: Procedure, new: Procedure, answers: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """Keep the answers that were, write them with what the new form reckons; what the event says of it."""
    salt = secrets.token_bytes(16)
    values = {
        "dossier": held.id,
        "revision": held.revision,
        "was": json.dumps({"version": old.version_id}),
        "answers": dict(answers),
        "salt": salt,
        "form_version": new.form.version_of(answers),
        "now": now,
    }
    prepared.rows(_RECKONED, values)
    return {"answers": ledger.salted_hash(canonical(answers), salt)}


def _body(held: Held, old: Procedure, by: Viewer, reason: str, salt: bytes) -> dict[str, Any]:
    body: dict[str, Any] = {
        "by": actor(held, by),
        "version": held.procedure_version_id,
        "from_version": old.version_id,
        "marking": held.marking,
        "said": held.revision,
        "text": ledger.salted_hash(reason, salt),
    }
    if held.opens:
        body["opens"] = [[d.number, d.step, d.office_id, d.role, d.due_at] for d in held.opens]
    if held.closes:
        body["closes"] = sorted(held.closes)
    return body
