"""A mistake of intake put right before there is a decision: an event with its reason. What stood before is kept
beside it,
the promise is computed anew from the facts as they should have been, and the process begins again where it has to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.canonical import canonical, moment_text
from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import chaining, clock, duties
from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.actions.moving import (
    Moved,
    capacities,
    enter_process,
    known_guards,
    matters_to_chain,
    refuse_if_mirrored,
    take_in_next,
    told_of,
)
from motcua.registers.dossiers.actions.processes import process_of
from motcua.registers.dossiers.actions.telling import Before, actor, body_of
from motcua.registers.dossiers.errors import MoveNotAllowed, NothingToCorrect, PartOfChain
from motcua.registers.dossiers.held import Held, lock, refuse_if_moved_on, write
from motcua.registers.dossiers.papers_given import PaperGiven, paper_rows
from motcua.registers.ledger import actions as ledger
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules import lifecycle
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move, MoveFacts

_KEEP: Final = """
INSERT INTO dossiers_correction (dossier_id, revision, was, answers, salt, corrected_at)
SELECT %(dossier)s, %(revision)s, %(was)s::jsonb || jsonb_build_object('papers', (
           SELECT coalesce(jsonb_agg(to_jsonb(p) - 'dossier_id' ORDER BY p.paper), '[]')
           FROM dossiers_paper p WHERE p.dossier_id = %(dossier)s)),
       a.answers, a.salt, %(now)s
FROM (SELECT 1) one LEFT JOIN dossiers_answers a ON a.dossier_id = %(dossier)s
"""
_PUT_RIGHT: Final = """
WITH row AS (
    UPDATE dossiers_dossier SET procedure_version_id = %(version)s, procedure_code = %(code)s, case_key = %(case_key)s,
        competent_office_id = %(competent)s, applicant_id = %(applicant)s, owner_id = %(owner)s
    WHERE id = %(dossier)s
), answered AS (
    UPDATE dossiers_answers SET answers = %(answers)s, salt = %(salt)s, form_version = %(form_version)s
    WHERE dossier_id = %(dossier)s
), gone AS (
    DELETE FROM dossiers_paper WHERE dossier_id = %(dossier)s AND paper <> ALL(%(keys)s)
)
INSERT INTO dossiers_paper AS kept (dossier_id, paper, originals, copies, held_by_state, document_id)
SELECT %(dossier)s, p.paper, p.originals, p.copies, p.held_by_state, p.document_id
FROM json_to_recordset(%(papers)s)
    AS p(paper text, originals smallint, copies smallint, held_by_state boolean, document_id bigint)
ON CONFLICT (dossier_id, paper) DO UPDATE SET originals = excluded.originals, copies = excluded.copies,
    held_by_state = excluded.held_by_state, document_id = coalesce(excluded.document_id, kept.document_id)
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """The dossier as it should have been taken in. `reason` is a code, `text` the words beside it."""

    reason: str
    text: str
    procedure: Procedure
    case_key: str
    competent_office_id: int
    applicant_id: int
    owner_id: int
    received_at: datetime
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...]


def correct(
    *,
    dossier_id: int,
    correction: Correction,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    before_write: Callable[[Held], Mapping[str, Any]] | None = None,
) -> Moved:
    """Put it right. `before_write` as in `Change`: money and custody follow in the same transaction.

    Raises `DossierUnknown`, `DossierMovedOn`, `MirroredHere`, `MoveNotAllowed` (a decision has been made, the clock is
    paused, no reason) and `NothingToCorrect`; then nothing is written.
    """
    with one_transaction() as ours:
        held = lock(dossier_id)
        if key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        refuse_if_mirrored(held)
        change = Change(text=correction.text)
        _refuse_unallowed(held, by, change)
        before = Before(actor(held, by), held.state, list(held.marking), held.due_at, held.promised_at, held.outcome)
        answers = _answers_of(held)
        was, changed = _was(held), _changed(held, correction, answers)
        more = before_write(held) if before_write else {}
        if not changed and not more:
            raise NothingToCorrect
        if held.chain_id is not None and "procedure" in changed:
            raise PartOfChain
        held.revision += 1
        facts = _put_right(held, correction, was, changed, now)
        _follow(held, correction, changed, now)
        salt = secrets.token_bytes(16)
        body = {**body_of(held, before, None, change, salt), **facts, "reason": correction.reason, **more}
        others = held.chain_id is not None and matters_to_chain(held, before)
        ends = ours and not others
        write(held, now=now, key=key, text=change.text, salt=salt, kind=Move.CORRECT.value, body=body, ends=ends)
        if others:
            chaining.follow(held, now=now, accept=take_in_next)
        return told_of(held)


def _refuse_unallowed(held: Held, by: Viewer, change: Change) -> None:
    procedure = procedures.version(held.procedure_version_id)
    facts = MoveFacts(by=capacities(held, by), met=known_guards(held, procedure, Move.CORRECT, change))
    verdict = lifecycle.decide(held.state, Move.CORRECT, facts)
    if isinstance(verdict, lifecycle.NotAllowed):
        raise MoveNotAllowed(verdict)


def _was(held: Held) -> dict[str, Any]:
    """What stands now, in codes and numbers."""
    return {
        "procedure": held.procedure_code,
        "version": held.procedure_version_id,
        "case": held.case_key,
        "competent": held.competent_office_id,
        "applicant": held.applicant_id,
        "owner": held.owner_id,
        "received": moment_text(held.received_at) if held.received_at else None,
        "due": moment_text(held.due_at) if held.due_at else None,
    }


def _changed(held: Held, right: Correction, answers: Mapping[str, Any]) -> list[str]:
    pairs = {
        "procedure": (held.procedure_version_id, right.procedure.version_id),
        "case": (held.case_key, right.case_key),
        "competent": (held.competent_office_id, right.competent_office_id),
        "applicant": (held.applicant_id, right.applicant_id),
        "owner": (held.owner_id, right.owner_id),
        "received": (held.received_at, right.received_at),
        "answers": (canonical(answers), canonical(right.answers)),
        "papers": (_papers_of(held), {(one.paper, one.originals, one.copies) for one in right.papers}),
    }
    return [name for name, (is_now, should_be) in pairs.items() if is_now != should_be]


def _put_right(
    held: Held, right: Correction, was: Mapping[str, Any], changed: list[str], now: datetime
) -> dict[str, Any]:
    """Keep what was, write what should have been; what the event says of both."""
    salt = secrets.token_bytes(16)
    at = {"dossier": held.id, "revision": held.revision, "now": now}
    prepared.rows(_KEEP, at | {"was": json.dumps(was)})
    values = {
        "version": right.procedure.version_id,
        "code": right.procedure.code,
        "case_key": right.case_key,
        "competent": right.competent_office_id,
        "applicant": right.applicant_id,
        "owner": right.owner_id,
        "answers": dict(right.answers),
        "salt": salt,
        "form_version": right.procedure.form.version_of(right.answers),
        "keys": [one.paper for one in right.papers],
        "papers": json.dumps(paper_rows(right.papers)),
    }
    prepared.rows(_PUT_RIGHT, {"dossier": held.id} | values)
    held.procedure_version_id, held.procedure_code = right.procedure.version_id, right.procedure.code
    held.case_key, held.competent_office_id = right.case_key, right.competent_office_id
    held.applicant_id, held.owner_id, held.received_at = right.applicant_id, right.owner_id, right.received_at
    facts: dict[str, Any] = {"changed": sorted(changed), "was": was}
    if "answers" in changed:
        facts["answers"] = ledger.salted_hash(canonical(right.answers), salt)
    return facts | {name: value for name, value in _was(held).items() if name in changed or name == "version"}


def _follow(held: Held, right: Correction, changed: list[str], now: datetime) -> None:
    """The promise and the duties, from the facts as they are now."""
    due_at, held.due_at = held.due_at, clock.reckon(held, right.procedure)
    begins_anew = bool({"procedure", "case", "competent"} & set(changed))
    if "answers" in changed and any(step.decided_by_answers for step in process_of(held, right.procedure).steps):
        begins_anew = True
    if begins_anew:
        held.marking, held.outcome = [], None
    if begins_anew or held.due_at != due_at:
        duties.close_all(held)
        enter_process(held, right.procedure, now)


def _answers_of(held: Held) -> dict[str, Any]:
    found = prepared.rows("SELECT answers FROM dossiers_answers WHERE dossier_id = %(dossier)s", {"dossier": held.id})
    return dict(json.loads(found[0][0])) if found else {}


def _papers_of(held: Held) -> set[tuple[str, int, int]]:
    sql = "SELECT paper, originals, copies FROM dossiers_paper WHERE dossier_id = %(dossier)s"
    return {(paper, originals, copies) for paper, originals, copies in prepared.rows(sql, {"dossier": held.id})}
