"""What was forwarded is taken back by who forwarded it, while nobody after has begun: the dossier stands where it stood
before, and the ledger tells both."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.foundation.postgres import prepared
from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers import story
from motcua.registers.dossiers.actions.moving import Moved, told_of
from motcua.registers.dossiers.actions.telling import actor
from motcua.registers.dossiers.errors import MoveNotAllowed
from motcua.registers.dossiers.held import Held, lock, refuse_if_moved_on, stream_of, write
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger import queries as ledger_queries
from motcua.registers.ledger.queries import Event
from motcua.rules import lifecycle
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import By, Guard, Move, MoveFacts

_GIVE_BACK: Final = """
UPDATE dossiers_duty opened SET position_id = closed.position_id FROM dossiers_duty closed
WHERE opened.dossier_id = %(dossier)s::bigint AND opened.number = %(opened)s::int
  AND closed.dossier_id = %(dossier)s::bigint AND closed.number = %(closed)s::int
"""


def recall(
    *,
    dossier_id: int,
    by: Viewer,
    now: datetime,
    key: UUID | None = None,
    revision: int | None = None,
    text: str = "",
    on_request: str = "",
) -> Moved:
    """Take back the last forwarding; `on_request` names the open duty by which another does so who was asked to.

    Raises `DossierUnknown`, `DossierMovedOn`, `MoveNotAllowed`; then nothing is written.
    """
    with one_transaction():
        held = lock(dossier_id)
        if key is not None and key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        events = ledger_queries.events_of(stream_of(dossier_id))
        last = story.last_hand_over(events)
        who = _asked(held, by, on_request)
        _decide(held, last, by, asked=bool(who))
        assert last is not None
        before = story.tell(events[: events.index(last)])
        back = _put_back(held, last, before)
        salt = secrets.token_bytes(16) if text else None
        body = _body(held, last, before, text, salt) | ({"by": who} if who else {})
        write(held, now=now, key=key, text=text or None, salt=salt, kind=Move.RECALL.value, body=body)
        for opened, closed in back:
            prepared.rows(_GIVE_BACK, {"dossier": dossier_id, "opened": opened, "closed": closed})
        return told_of(held)


def _asked(held: Held, by: Viewer, on_request: str) -> str:
    """Who takes it back on request, as a code; nothing for who forwarded it."""
    waits = next((duty for duty in held.duties if on_request and duty.step == on_request), None)
    if waits is None or not by.may_do(waits.office_id, waits.role, waits.position_id):
        return ""
    return actor(held, by, on_request)


def _decide(held: Held, last: Event | None, by: Viewer, *, asked: bool) -> None:
    met = {Guard.NO_DECISION} if held.signed_at is None else set[Guard]()
    if last is not None:
        met.add(Guard.NOT_BEGUN)
    sender = asked or (last is not None and story.sent_by(last, by))
    verdict = lifecycle.decide(held.state, Move.RECALL, MoveFacts(by=_capacities(sender), met=frozenset(met)))
    if isinstance(verdict, lifecycle.NotAllowed):
        raise MoveNotAllowed(verdict)


def _capacities(sender: bool) -> frozenset[By]:
    return frozenset({By.SENDER}) if sender else frozenset()


def _put_back(held: Held, last: Event, before: story.Standing) -> list[tuple[int, int]]:
    """Close what the forwarding opened, open again what it closed; (new number, old number) of each."""
    opened = {duty[0] for duty in last.body.get("opens", ())}
    for duty in [duty for duty in held.duties if duty.number in opened or duty.step == story.SUPPORT]:
        held.close(duty)
    back = []
    for number in sorted(last.body.get("closes", ())):
        step, office_id, role, due = before.duties[number]
        due_at = datetime.fromisoformat(due) if due else None
        held.open(step, office_id=office_id, role=role, due_at=due_at)
        back.append((held.last_duty, number))
    held.marking, held.outcome = list(before.marking), before.outcome
    held.state = lifecycle.State.PROCESSING
    held.revision += 1
    return back


def _body(held: Held, last: Event, before: story.Standing, text: str, salt: bytes | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "to": held.state.value,
        "by": str(last.body["by"]),
        "opens": [[d.number, d.step, d.office_id, d.role, d.due_at] for d in held.opens],
        "closes": sorted(held.closes),
        "marking": held.marking,
    }
    if "outcome" in last.body:
        body["outcome"] = before.outcome
    if text and salt:
        body["said"], body["text"] = held.revision, ledger.salted_hash(text, salt)
    return body
