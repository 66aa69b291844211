"""Interlinked dossiers: how a chain begins, and what follows in it when one of its dossiers gives a result, ends, or is
promised anew. It follows in the transaction of that very move: nobody waits for the worker.

NĐ 297/2025/NĐ-CP art. 6: the child dossier starts when the parent's result arrives, its own term with it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import chain_originals
from motcua.registers.dossiers.actions.opening import InChain, NewDossier, Opened, open_dossier
from motcua.registers.dossiers.chain_rows import KeptChain, KeptPart, chain_stream, hold, kept, promised
from motcua.registers.dossiers.held import Held, stream_of
from motcua.registers.dossiers.papers_given import PaperGiven, paper_rows
from motcua.registers.dossiers.story import RESULT_FILE
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger import queries as ledger_queries
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Chain, ChainPart
from motcua.rules import chains
from motcua.rules.chains import ChainState, PartState
from motcua.rules.lifecycle import ENDED, Money, State
from motcua.rules.numbering import temporary_reference

CHAIN_OPENED: Final = "chain-opened"
PART_MOVED: Final = "chain-part"
CHAIN_MOVED: Final = "chain-moved"
_OPEN = """
INSERT INTO dossiers_chain (code, opened_key, chain_version_id, channel, received_office_id, applicant_id, owner_id,
    state, submitted_at)
VALUES (%(code)s, %(key)s, %(version)s, %(channel)s, %(received)s, %(applicant)s, %(owner)s, %(state)s, %(now)s)
ON CONFLICT (opened_key) DO NOTHING RETURNING id
"""
_PARTS = """
INSERT INTO dossiers_chain_part (chain_id, number, key, name, procedure_version_id, case_key, competent_office_id,
    feeds, state, answers, papers)
SELECT %(chain)s, p.number, p.key, p.name, p.version, p.case_key, p.office, p.feeds, p.state, p.answers, p.papers
FROM json_to_recordset(%(parts)s) AS p(number smallint, key text, name text, version bigint, case_key text,
    office bigint, feeds jsonb, state text, answers jsonb, papers jsonb)
"""
_SET_PART = """
UPDATE dossiers_chain_part SET state = %(state)s, dossier_id = coalesce(%(dossier)s::bigint, dossier_id),
    answers = NULL, papers = NULL
WHERE chain_id = %(chain)s AND key = %(part)s
"""
_SET_CHAIN = """
UPDATE dossiers_chain SET state = %(state)s, received_at = %(received_at)s, promised_at = %(promised_at)s,
    due_at = %(due_at)s, finished_at = %(finished_at)s
WHERE id = %(chain)s
"""
_OWES = """
SELECT 1 FROM dossiers_chain_part p JOIN dossiers_dossier d ON d.id = p.dossier_id
WHERE p.chain_id = %(chain)s AND d.money = %(due)s LIMIT 1
"""
_BEFORE = """
SELECT c.id, c.code, (SELECT json_agg(json_build_array(d.id, d.reference, d.revision) ORDER BY d.id)
    FROM dossiers_chain_part p JOIN dossiers_dossier d ON d.id = p.dossier_id WHERE p.chain_id = c.id)
FROM dossiers_chain c WHERE c.opened_key = %(key)s
"""

Accept = Callable[[int, datetime], None]
"""Takes a dossier in that needs nobody's look: its papers came with the submission and the result before it."""


@dataclass(frozen=True, slots=True)
class OpenedChain:
    """What an interlinked submission became: the whole under one code, and the dossiers that are open now."""

    chain_id: int
    code: str
    dossiers: tuple[Opened, ...]
    already: bool = False


@dataclass(frozen=True, slots=True)
class PartGiven:
    """What was handed in for one part: the office that decides it, its canonical answers, its papers."""

    competent_office_id: int
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...] = ()


def open_chain(
    *,
    chain: Chain,
    channel: str,
    received_office_id: int,
    applicant_id: int,
    owner_id: int,
    given: Mapping[str, PartGiven],
    answer_by: datetime,
    by: str,
    now: datetime,
    key: UUID,
) -> OpenedChain:
    """Begin the whole and the dossiers of the parts that wait for nothing; one of them counts as the submission.

    `given` has every part. The same `key` begins one, however often it is sent.
    """
    code = f"LT-{temporary_reference(secrets.token_bytes(16))}"
    about = {"version": chain.version_id, "channel": channel, "received": received_office_id}
    values = {"code": code, "key": key, "applicant": applicant_id, "owner": owner_id, "now": now, **about}
    with one_transaction():
        found = prepared.rows(_OPEN, {**values, "state": ChainState.RUNNING.value})
        if not found:
            return _opened_before(key)
        chain_id = int(found[0][0])
        rows = [_row(number, part, given[part.key]) for number, part in enumerate(chain.parts, 1)]
        prepared.rows(_PARTS, {"chain": chain_id, "parts": json.dumps(rows)})
        body = {"by": by, **about, "parts": [part.key for part in chain.parts], "to": ChainState.RUNNING.value}
        ledger.append(stream=chain_stream(chain_id), kind=CHAIN_OPENED, body=body, happened_at=now)
        opened = _open_first(chain_id, by=by, now=now, answer_by=answer_by)
    return OpenedChain(chain_id, code, opened)


def _open_first(chain_id: int, *, by: str, now: datetime, answer_by: datetime) -> tuple[Opened, ...]:
    """The dossiers of the parts that wait for nothing; the first counts."""
    whole = kept(chain_id)
    first = chains.may_open(whole.links, whole.states)
    return tuple(
        _open(whole, whole.part(part), by=by, now=now, answer_by=answer_by, counts=part == first[0]) for part in first
    )


def follow(held: Held, *, now: datetime, accept: Accept) -> None:
    """What a move of one of its dossiers means for the chain: parts that are over, those that fall away with them,
    those that open now, and the promise of the whole. A dossier handed over changes nothing more. The next is for the
    persons of the one that gave the result, as they stand in it: perhaps put right since the submission. One that
    another system decides opens and waits for that system's word (docs/decisions/0106)."""
    assert held.chain_id is not None
    chain = hold(held.chain_id)
    part = chain.part_of(held.id)
    over = _over(held)
    if over is not None and part.state is PartState.OPEN:
        _set(chain, part, over, now)
        chain = kept(chain.id)
        fallen = [chain.part(key) for key in chains.falls_away(chain.links, chain.states)]
        for one in fallen:
            _set(chain, one, PartState.DROPPED, now)
        for key in chains.may_open(chain.links, {**chain.states, **{one.key: PartState.DROPPED for one in fallen}}):
            whose = replace(chain, applicant_id=held.applicant_id, owner_id=held.owner_id)
            following = chain.part(key)
            opened = _open(whose, following, by="system", now=now, answer_by=now, counts=False)
            if procedures.version(following.procedure_version_id).master.is_ours:
                accept(opened.dossier_id, now)
    _settle(chain.id, now, received_at=held.received_at)


def bring_originals(held: Held, *, now: datetime) -> dict[str, dict[str, int]]:
    """Before the end of a dossier is written: with it from now on are the originals of the parts that fall away with
    it, which nobody will decide. Answers what its event tells of them; nothing unless it ends without the result."""
    if held.chain_id is None or _over(held) is not PartState.ENDED:
        return {}
    chain = hold(held.chain_id)
    part = chain.part_of(held.id)
    if part.state is not PartState.OPEN:
        return {}
    fallen = chains.falls_away(chain.links, {**chain.states, part.key: PartState.ENDED})
    here = chain_originals.held_for(chain.id, (part.key, *fallen))
    chain_originals.give_to(held.id, here, chain_id=chain.id, part=part.key, now=now)
    told = chain_originals.told(here, part.key)
    return {"originals": told} if told else {}


def owes(chain_id: int | None) -> bool:
    """Whether fees of an interlinked submission are still to be paid, with whichever of its dossiers they stand: they
    were due at submission (NĐ 297/2025), so no part's result goes out before."""
    return chain_id is not None and bool(prepared.rows(_OWES, {"chain": chain_id, "due": Money.DUE.value}))


def promise_anew(chain_id: int, *, now: datetime) -> None:
    """The promise of one of its dossiers changed without a move: the whole follows."""
    hold(chain_id)
    _settle(chain_id, now, received_at=None)


def _over(held: Held) -> PartState | None:
    """What has become of the part. A master may tell that a dossier is done before it tells with what result."""
    if held.state in (State.DONE, State.RETURNED):
        if held.mirrored_at is not None and held.outcome is None:
            return None
        return PartState.GRANTED if held.outcome == "granted" else PartState.ENDED
    return PartState.ENDED if held.state in ENDED else None


def _open(chain: KeptChain, part: KeptPart, *, by: str, now: datetime, answer_by: datetime, counts: bool) -> Opened:
    """The part becomes a dossier, with what was handed in for it and the results that it waited for."""
    fed = tuple(
        PaperGiven(paper, held_by_state=True, scans=_result_of(chain.part(key).dossier_id)) for key, paper in part.feeds
    )
    procedure = procedures.version(part.procedure_version_id)
    here = chain_originals.held_for(chain.id, [part.key] if chain.received_at else [])
    new = NewDossier(
        procedure=procedure,
        case_key=part.case_key,
        channel=chain.channel,
        received_office_id=chain.received_office_id,
        competent_office_id=part.competent_office_id,
        applicant_id=chain.applicant_id,
        owner_id=chain.owner_id,
        answers=part.answers,
        papers=(*part.given, *fed),
        answer_by=answer_by,
        in_chain=InChain(chain.id, part.key, counts, chain_originals.told(here, part.key)),
        awaits_master=not procedure.master.is_ours,
    )
    opened = open_dossier(new=new, by=by, now=now, key=uuid5(chain.opened_key, part.key))
    chain_originals.give_to(opened.dossier_id, here, chain_id=chain.id, part=part.key, now=now)
    _set(chain, part, PartState.OPEN, now, opened.dossier_id)
    return opened


def _result_of(dossier_id: int | None) -> tuple[int, ...]:
    """The document of a dossier's result, as its own events tell of it; all that a master gave, where it gave more than
    one; none where it is not kept here."""
    events = ledger_queries.events_of(stream_of(dossier_id)) if dossier_id is not None else ()
    told = [(event.kind, int(event.body["document"])) for event in events if event.body.get("document")]
    given = tuple(document for kind, document in told if kind == RESULT_FILE)
    return given or tuple(document for _, document in told[-1:])


def _set(chain: KeptChain, part: KeptPart, state: PartState, now: datetime, dossier_id: int | None = None) -> None:
    values = {"chain": chain.id, "part": part.key, "state": state.value, "dossier": dossier_id}
    prepared.rows(_SET_PART, values)
    body = {"part": part.key, "to_part": state.value} | ({"dossier": dossier_id} if dossier_id else {})
    ledger.append(stream=chain_stream(chain.id), kind=PART_MOVED, body=body, happened_at=now)


def _settle(chain_id: int, now: datetime, *, received_at: datetime | None) -> None:
    """The row of the whole is what its parts say; what changed is told in one event."""
    before = kept(chain_id)
    began = before.received_at or received_at
    chain = before if began == before.received_at else replace(before, received_at=began)
    made = promised(chain)
    state = chains.standing(part.state for part in chain.parts)
    due = made.due_at if made else None
    finished = before.finished_at or (now if state is not ChainState.RUNNING else None)
    if (state, due, began, finished) == (before.state, before.due_at, before.received_at, before.finished_at):
        return
    values = {
        "chain": chain_id,
        "state": state.value,
        "received_at": began,
        "promised_at": before.promised_at or due,
        "due_at": due,
        "finished_at": finished,
    }
    prepared.rows(_SET_CHAIN, values)
    body: dict[str, Any] = {"to": state.value}
    if due != before.due_at:
        body["due"] = due
    if before.promised_at is None and due is not None:
        body["promised"] = due
    ledger.append(stream=chain_stream(chain_id), kind=CHAIN_MOVED, body=body, happened_at=now)


def _row(number: int, part: ChainPart, given: PartGiven) -> dict[str, Any]:
    return {
        "number": number,
        "key": part.key,
        "name": part.name,
        "version": part.procedure.version_id,
        "case_key": part.case_key,
        "office": given.competent_office_id,
        "feeds": [[feed.part, feed.paper] for feed in part.feeds],
        "state": PartState.WAITING.value,
        "answers": dict(given.answers),
        "papers": [
            row | {"scans": list(one.scans)} for one, row in zip(given.papers, paper_rows(given.papers), strict=True)
        ],
    }


def _opened_before(key: UUID) -> OpenedChain:
    ((chain_id, code, rows),) = prepared.rows(_BEFORE, {"key": key})
    found = rows if isinstance(rows, list) else json.loads(rows or "[]")
    return OpenedChain(
        chain_id, code, tuple(Opened(row[0], row[1], row[2], already=True) for row in found), already=True
    )
