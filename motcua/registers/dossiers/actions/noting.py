"""Something said or done about a dossier that changes no state and yet must be seen to: a wish that somebody has to
grant, originals given back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.foundation.postgres.transactions import one_transaction
from motcua.registers.dossiers.actions import duties
from motcua.registers.dossiers.actions.moving import Moved, capacities, refuse_if_mirrored, told_of
from motcua.registers.dossiers.actions.recording import Fact
from motcua.registers.dossiers.actions.telling import actor
from motcua.registers.dossiers.errors import NotForThisState, NotYoursToDo
from motcua.registers.dossiers.held import Held, lock, refuse_if_moved_on, write
from motcua.registers.ledger import actions as ledger
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import By, State


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty that the note opens beside those of the process."""

    step: str
    office_id: int
    role: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What is said, who may say it, in which states, and what duty it opens or ends. `text` is kept beside the
    event."""

    fact: Fact
    may: frozenset[By]
    during: frozenset[State]
    text: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    opens: NewDuty | None = None
    closes: str = ""
    of_mirrored: bool = False
    """Also of what another system decides."""
    before_write: Callable[[Held], Mapping[str, Any]] | None = None
    """As in `Change`: called under the lock, answers more for the event's body."""


def note(*, dossier_id: int, note: Note, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """Write it down; whoever looks at the dossier is to look again.

    Raises `DossierUnknown`, `DossierMovedOn`, `MirroredHere`, `NotYoursToDo`, `NotForThisState`; then nothing is
    written.
    """
    with one_transaction() as ours:
        held = lock(dossier_id)
        if key == held.last_key:
            return told_of(held, already=True)
        refuse_if_moved_on(held, revision)
        if not note.of_mirrored:
            refuse_if_mirrored(held)
        if not capacities(held, by, note.closes or None) & note.may:
            raise NotYoursToDo
        if held.state not in note.during:
            raise NotForThisState
        who = actor(held, by, note.closes or None)
        held.revision += 1
        duties.close(held, [note.closes])
        if note.opens is not None:
            new = note.opens
            held.open(new.step, office_id=new.office_id, role=new.role, due_at=new.due_at)
        more = note.before_write(held) if note.before_write else {}
        salt = secrets.token_bytes(16) if note.text else None
        body = {**_body(held, note, who, salt), **more}
        write(held, now=now, key=key, text=note.text or None, salt=salt, kind=note.fact.value, body=body, ends=ours)
        return told_of(held)


def _body(held: Held, note: Note, by: str, salt: bytes | None) -> dict[str, Any]:
    body: dict[str, Any] = {"by": by, **note.facts}
    if held.opens:
        body["opens"] = [[d.number, d.step, d.office_id, d.role, d.due_at] for d in held.opens]
    if held.closes:
        body["closes"] = sorted(held.closes)
    if salt:
        body["said"], body["text"] = held.revision, ledger.salted_hash(note.text, salt)
    return body
