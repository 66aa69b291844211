"""Open dossiers of an earlier system come in: code, promise and state kept, so that the office goes on with them by the
ordinary moves. Their story is what that system told, written as history and marked as imported; nothing is made up in
between, so a step done there has no event here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from motcua.registers.dossiers.actions import duties
from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.actions.clock import standing_due
from motcua.registers.dossiers.actions.history import check_story
from motcua.registers.dossiers.actions.importing_rows import give_no_number_twice, insert, write_duties
from motcua.registers.dossiers.actions.old_dossiers import (
    LAST_MOVES,
    OldDossier,
    is_signed,
    marking_of,
    payment_ground,
    process_of,
)
from motcua.registers.dossiers.errors import (
    ImportedStateNotOpen,
    MirroredHere,
    OldCodeUnfit,
    PromiseBeforeReceipt,
    ReceiptInTheFuture,
    SinceMissing,
)
from motcua.registers.dossiers.held import Held, lock, stream_of
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger.actions import HistoryEvent
from motcua.registers.offices import queries as offices
from motcua.rules import process
from motcua.rules.deadlines import Policy, due_within
from motcua.rules.lifecycle import STATE_NAMES, Move, State

OPEN_STATES: Final = frozenset({State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.FINANCE, State.DONE})
"""What may be brought in: accepted, and not over. A submission not yet accepted has neither code nor promise."""
CHECKED_BY: Final = "dossiers/import"
_CODE: Final = re.compile(r"[A-Z0-9_./:+-]{4,60}")


@dataclass(frozen=True, slots=True)
class Imported:
    """`already`: a dossier of this code is there; nothing was written."""

    dossier_id: int
    already: bool = False


def import_dossier(*, old: OldDossier, by: str, now: datetime) -> Imported:
    """Bring one in, with the duties that its state calls for; one short transaction. The same code comes in once.

    Raises `OldCodeUnfit`, `ImportedStateNotOpen`, `PromiseBeforeReceipt`, `ReceiptInTheFuture`, `SinceMissing`,
    `StepNotThere`, `TermMissing`, `MirroredHere`, and as `ledger.append_history`; then nothing is written.
    """
    with transaction.atomic():
        if (there := _there(old.code)) is not None:
            return Imported(there, already=True)
        _refuse_unfit(old, now)
        definition = process_of(old)
        marking = marking_of(old, definition)
        dossier_id = insert(old, marking, is_signed(old, definition))
        held = lock(dossier_id)
        _open_duties(old, held, marking, now)
        write_duties(held, old, now)
        give_no_number_twice(old)
        ledger.append_history(
            stream=stream_of(dossier_id), events=_story(old, held, by), checked_by=CHECKED_BY, check=check_story
        )
    return Imported(dossier_id)


def _refuse_unfit(old: OldDossier, now: datetime) -> None:
    if not _CODE.fullmatch(old.code) or old.code.isdigit():
        raise OldCodeUnfit(code=old.code[:60])
    if old.state not in OPEN_STATES:
        raise ImportedStateNotOpen(state=STATE_NAMES[old.state])
    if not old.procedure.master.is_ours:
        raise MirroredHere(master=old.procedure.master.name)
    if old.promised_at < old.received_at:
        raise PromiseBeforeReceipt()
    if old.received_at > now or (old.since is not None and not old.received_at <= old.since <= now):
        raise ReceiptInTheFuture()
    if old.state in LAST_MOVES and old.since is None:
        raise SinceMissing(state=STATE_NAMES[old.state])


def _there(code: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier WHERE code = %s", [code])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _open_duties(old: OldDossier, held: Held, marking: process.Advance | None, now: datetime) -> None:
    if marking is not None and duties.process_runs(old.state):
        duties.open_planned(held, marking.opens, old.procedure, now)
        return
    until = None
    if old.state is State.SUPPLEMENT and old.since is not None:
        calendar = offices.calendar_of(old.received_office_id)
        until = due_within(old.since, old.procedure.clock.supplement_answer, Policy.BY_DAYS, calendar)
    duties.stand_by(held, due_at=standing_due(held, Change(until=until), now))


def _story(old: OldDossier, held: Held, by: str) -> list[HistoryEvent]:
    """What the earlier system told; the last event says where the dossier stands now."""
    told = list(_events(old, by))
    last = told[-1]
    stands: dict[str, Any] = {
        "marking": held.marking,
        "opens": [[one.number, one.step, one.office_id, one.role, one.due_at] for one in held.opens],
    }
    if held.outcome is not None:
        stands["outcome"] = held.outcome
    if old.position_id is not None:
        stands["holder"] = f"position/{old.position_id}"
    return [*told[:-1], HistoryEvent(last.kind, {**last.body, **stands}, last.happened_at)]


def _events(old: OldDossier, by: str) -> Iterator[HistoryEvent]:
    about = {
        "procedure": old.procedure.code,
        "version": old.procedure.version_id,
        "case": old.case_key,
        "channel": old.channel,
        "received": old.received_office_id,
        "competent": old.competent_office_id,
    }
    yield HistoryEvent(Move.SUBMIT.value, {"to": State.SUBMITTED.value, "by": by, **about}, old.received_at)
    promised = {"code": old.code, "promised": old.promised_at, "due": old.promised_at}
    yield HistoryEvent(Move.ACCEPT.value, {"to": State.RECEIVED.value, "by": by, **promised}, old.received_at)
    if old.state is State.RECEIVED:
        return
    taken_up = old.since if old.state is State.PROCESSING and old.since else old.received_at
    yield HistoryEvent(Move.TAKE_UP.value, {"to": State.PROCESSING.value, "by": by}, taken_up)
    if old.state in LAST_MOVES and old.since is not None:
        body: dict[str, Any] = {"to": old.state.value, "by": by}
        if old.state is State.FINANCE:
            body["ground"] = payment_ground(old)
        yield HistoryEvent(LAST_MOVES[old.state].value, body, old.since)
