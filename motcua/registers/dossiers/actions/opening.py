"""How a dossier begins: submitted by a person or taken in at a counter, under a temporary reference."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.canonical import canonical
from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions.duties import INTAKE
from motcua.registers.dossiers.papers_given import PaperGiven, paper_rows, scan_rows
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger.actions import APPEND, event_values
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role
from motcua.rules.lifecycle import Delivery, Money, Move, State, Sync
from motcua.rules.numbering import temporary_reference

_INSERT = f"""
WITH dossier AS (
    INSERT INTO dossiers_dossier (
        reference, opened_key, procedure_version_id, procedure_code, case_key, channel, received_office_id,
        competent_office_id, applicant_id, owner_id, state, marking, revision, last_key, last_duty, submitted_at, clock,
        supplements, money, delivery, sync, chain_id, origin, origin_number, mirrored_at)
    VALUES (
        %(reference)s, %(key)s, %(version)s, %(code)s, %(case_key)s, %(channel)s, %(received)s, %(competent)s,
        %(applicant)s, %(owner)s, %(state)s, '[]', 1, NULL, %(duties)s, %(now)s, '{{}}', 0, %(money)s, %(delivery)s,
        %(sync)s, %(chain)s::bigint, %(origin)s::text, %(origin_number)s::text,
        CASE WHEN %(duties)s = 0 THEN %(now)s::timestamptz END)
    ON CONFLICT (opened_key) DO NOTHING
    RETURNING id
), duty AS (
    INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, opened_at, due_at)
    SELECT id, 1, %(step)s, %(received)s, %(role)s, %(now)s, %(due)s FROM dossier WHERE %(duties)s = 1
), answers AS (
    INSERT INTO dossiers_answers (dossier_id, answers, salt, form_version)
    SELECT id, %(answers)s, %(salt)s, %(form_version)s FROM dossier
), papers AS (
    INSERT INTO dossiers_paper (dossier_id, paper, originals, copies, held_by_state, document_id)
    SELECT dossier.id, p.paper, p.originals, p.copies, p.held_by_state, p.document_id
    FROM dossier, json_to_recordset(%(papers)s)
        AS p(paper text, originals smallint, copies smallint, held_by_state boolean, document_id bigint)
), scans AS (
    INSERT INTO dossiers_scan (dossier_id, number, paper, document_id, added_at)
    SELECT dossier.id, row_number() OVER (), s.paper, s.document_id, %(now)s
    FROM dossier, json_to_recordset(%(scans)s) AS s(paper text, document_id bigint)
)
SELECT dossier.id FROM dossier, {APPEND.replace("%(event_stream)s", "'dossier/' || dossier.id")} AS event
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """The dossier that a submission became. `already`: the same submission had been made before."""

    dossier_id: int
    reference: str
    revision: int
    already: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The system that sent a dossier, by its code, and the dossier's number there."""

    source: str
    number: str


@dataclass(frozen=True, slots=True)
class InChain:
    """Which part of which chain the dossier is. `counts`: it stands for the submission, which is counted once;
    `originals`: paper → how many of them an office holds since the whole was taken in."""

    chain_id: int
    part: str
    counts: bool
    originals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDossier:
    """What is asked, of whom, with what. The one-stop unit's duty to answer it is due at `answer_by`; `answers` are
    canonical."""

    procedure: Procedure
    case_key: str
    channel: str
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...]
    answer_by: datetime
    in_chain: InChain | None = None
    origin: Origin | None = None
    awaits_master: bool = False
    """Another system's from the beginning: nobody here has anything to do on it."""


def open_dossier(*, new: NewDossier, by: str, now: datetime, key: UUID) -> Opened:
    """Begin a dossier in state `submitted`.

    The event of a part of a chain tells `counts`: of one submission that becomes several dossiers exactly one says yes.
    The same `key` opens one dossier, however often it is sent.
    """
    reference, salt = temporary_reference(secrets.token_bytes(16)), secrets.token_bytes(16)
    event = event_values(stream="", kind=Move.SUBMIT.value, body=_body(new, by, salt), happened_at=now)
    values = {**_BEGINNING, **_values(new), "reference": reference, "key": key, "salt": salt, "now": now, **event}
    with one_transaction() as ours:
        found = prepared.rows(_INSERT, values, ends=ours)
        if not found and (before := opened_before(key=key)):
            return before
    return Opened(found[0][0], reference, 1)


_BEGINNING: Final = {
    "state": State.SUBMITTED.value,
    "money": Money.NOTHING_DUE.value,
    "delivery": Delivery.NONE.value,
    "sync": Sync.NONE.value,
    "step": INTAKE,
    "role": Role.ONE_STOP_CLERK.value,
}


def _values(new: NewDossier) -> dict[str, Any]:
    return {
        "version": new.procedure.version_id,
        "code": new.procedure.code,
        "case_key": new.case_key,
        "channel": new.channel,
        "received": new.received_office_id,
        "competent": new.competent_office_id,
        "applicant": new.applicant_id,
        "owner": new.owner_id,
        "due": new.answer_by,
        "answers": dict(new.answers),
        "form_version": new.procedure.form.version_of(new.answers),
        "papers": json.dumps(paper_rows(new.papers)),
        "scans": json.dumps(scan_rows(new.papers)),
        "chain": new.in_chain.chain_id if new.in_chain else None,
        "origin": new.origin.source if new.origin else None,
        "origin_number": new.origin.number if new.origin else None,
        "duties": 0 if new.awaits_master else 1,
    }


def _body(new: NewDossier, by: str, salt: bytes) -> dict[str, Any]:
    """What the event tells: no persons, and of the answers a salted hash."""
    body: dict[str, Any] = {
        "to": State.SUBMITTED.value,
        "by": by,
        "procedure": new.procedure.code,
        "version": new.procedure.version_id,
        "case": new.case_key,
        "channel": new.channel,
        "received": new.received_office_id,
        "competent": new.competent_office_id,
        "answers": ledger.salted_hash(canonical(new.answers), salt),
    }
    if not new.awaits_master:
        body["opens"] = [[1, INTAKE, new.received_office_id, Role.ONE_STOP_CLERK.value, new.answer_by]]
    if (part := new.in_chain) is not None:
        body |= {"chain": part.chain_id, "part": part.part, "counts": part.counts}
        body |= {"originals": dict(part.originals)} if part.originals else {}
    if new.origin is not None:
        body |= {"origin": new.origin.source}
    return body


def opened_before(*, key: UUID) -> Opened | None:
    """The dossier that this key has begun already."""
    sql = "SELECT id, reference, revision FROM dossiers_dossier WHERE opened_key = %(key)s"
    found = prepared.rows(sql, {"key": key})
    return Opened(found[0][0], found[0][1], found[0][2], already=True) if found else None
