"""What anyone may know of a dossier by its code: how far it is and who must act, and nothing of any person
(TT 01/2018/TT-VPCP art. 16: lookup on two levels; Law 91/2025 on personal data)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import connection

from motcua.registers.dossiers.clock_facts import clock_facts
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.deadlines import Line, promise
from motcua.rules.lifecycle import ENDED, State

LONGEST_CODE: Final = 80


class NextActor(StrEnum):
    """Who must act next: the same five everywhere."""

    APPLICANT = "applicant"
    ONE_STOP = "one-stop"
    OFFICE = "office"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class PublicProgress:
    """The first level of lookup."""

    code: str
    procedure_code: str
    procedure_name: str
    state: State
    percent: int
    next_actor: NextActor
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    is_overdue: bool
    in_chain: bool = False
    """It is a part of an interlinked submission."""
    master: str = ""
    """The system that decides it; empty: it is decided here."""
    office: str = ""
    """The office that decides it there; empty for a dossier of ours."""
    why: tuple[Line, ...] = ()
    """The promise explained, line by line: days and terms only; nothing before acceptance."""


_PERCENT: Final = {
    State.SUBMITTED: 10,
    State.RECEIVED: 25,
    State.PROCESSING: 50,
    State.SUPPLEMENT: 25,
    State.FINANCE: 60,
    State.DONE: 90,
}

_NEXT: Final = {
    State.SUBMITTED: NextActor.ONE_STOP,
    State.SUPPLEMENT: NextActor.APPLICANT,
    State.FINANCE: NextActor.APPLICANT,
    State.DONE: NextActor.APPLICANT,
    State.RECEIVED: NextActor.OFFICE,
    State.PROCESSING: NextActor.OFFICE,
}

_NEXT_THERE: Final = {**_NEXT, State.SUBMITTED: NextActor.OFFICE}
"""Of a dossier that another system decides: the one-stop unit here has nothing to do with it."""


def public_progress(*, code: str, now: datetime) -> PublicProgress | None:
    """Progress of the dossier with this code or temporary reference; None when there is none."""
    wanted = "".join(code.split()).upper()
    if not wanted or len(wanted) > LONGEST_CODE:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(code, reference), procedure_version_id, procedure_code, state, submitted_at, received_at,"
            " due_at, finished_at, chain_id IS NOT NULL, mirrored_at IS NOT NULL, competent_office_id, case_key,"
            " channel, clock"
            " FROM dossiers_dossier WHERE code = %(code)s OR reference = %(code)s",
            {"code": wanted},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    found, version, procedure_code, state, submitted_at, received_at, due_at, finished_at, *row = row
    in_chain, is_mirrored, office_id, *promised = row
    state, procedure = State(state), procedures.version(version)
    running = state in (State.RECEIVED, State.PROCESSING)
    return PublicProgress(
        code=found,
        procedure_code=procedure_code,
        procedure_name=procedure.name,
        state=state,
        percent=100 if state in ENDED else _PERCENT[state],
        next_actor=(_NEXT_THERE if is_mirrored else _NEXT).get(state, NextActor.NOBODY),
        submitted_at=submitted_at,
        received_at=received_at,
        due_at=due_at,
        finished_at=finished_at,
        is_overdue=running and due_at is not None and due_at < now,
        in_chain=in_chain,
        master=procedure.master.name if is_mirrored else "",
        office=offices.office(office_id).name if is_mirrored else "",
        why=_why(version, received_at, due_at, office_id, *promised) if received_at else (),
    )


def _why(
    version: int,
    received_at: datetime,
    due_at: datetime | None,
    competent_office_id: int,
    case_key: str,
    channel: str,
    clock: str,
) -> tuple[Line, ...]:
    kept = json.loads(clock)
    facts = clock_facts(
        procedures.version(version), case_key=case_key, channel=channel, received_at=received_at, kept=kept
    )
    made = promise(facts, offices.calendar_of(competent_office_id))
    return made.lines if "imported" not in kept or made.due_at == due_at else ()
