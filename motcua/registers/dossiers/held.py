"""A dossier under lock: the facts that a move starts from, and how they are written back, both in plain SQL (the ORM
alone costs more than the whole move: docs/decisions/0006)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.errors import DossierMovedOn, DossierUnknown
from motcua.registers.ledger import queries as ledger
from motcua.rules.lifecycle import State
from motcua.rules.process import ProcessDefinition

_COLUMNS = (
    "id", "revision", "last_key", "state", "before_supplement", "marking", "clock", "procedure_version_id",
    "procedure_code", "case_key", "channel", "received_office_id", "competent_office_id", "applicant_id", "owner_id",
    "last_duty", "code", "submitted_at", "received_at", "promised_at", "due_at", "supplements", "finished_at",
    "signed_at", "returned_at", "outcome", "money", "delivery", "reference",
)  # fmt: skip

_LOCK = f"SELECT {', '.join(_COLUMNS)} FROM dossiers_dossier WHERE id = %s FOR UPDATE"

# Read after the lock and in its own statement: a sub-select beside FOR UPDATE would show the duties of the moment the
# statement began, not those of the writer that was waited for.
_DUTIES = """
SELECT number, step, office_id, role, position_id FROM dossiers_duty
WHERE dossier_id = %s AND closed_at IS NULL ORDER BY number
"""

_WRITE = """
WITH closed AS (
    UPDATE dossiers_duty SET closed_at = %(now)s
    WHERE dossier_id = %(id)s AND closed_at IS NULL AND number = ANY(%(closes)s)
), opened AS (
    INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, position_id, opened_at, due_at)
    SELECT %(id)s, o.number, o.step, o.office, o.role, NULL, %(now)s, o.due
    FROM jsonb_to_recordset(%(opens)s) AS o(number int, step text, office bigint, role text, due timestamptz)
), said AS (
    INSERT INTO dossiers_text (dossier_id, revision, text, salt)
    SELECT %(id)s, %(revision)s, t.text, t.salt FROM (VALUES (%(text)s::text, %(salt)s::bytea)) AS t(text, salt)
    WHERE t.text IS NOT NULL
)
UPDATE dossiers_dossier SET
    revision = %(revision)s, last_key = %(key)s, state = %(state)s, before_supplement = %(before_supplement)s,
    marking = %(marking)s, clock = %(clock)s, last_duty = %(last_duty)s, code = %(code)s,
    received_at = %(received_at)s, promised_at = %(promised_at)s, due_at = %(due_at)s,
    supplements = %(supplements)s, finished_at = %(finished_at)s, signed_at = %(signed_at)s,
    returned_at = %(returned_at)s,
    outcome = %(outcome)s, money = %(money)s, delivery = %(delivery)s
WHERE id = %(id)s
"""


@dataclass(slots=True)
class OpenDuty:
    """A duty that is open now. `step` is a step of the process, "step@office" for an asked office, or a standing duty
    of the state (`motcua.registers.dossiers.actions.duties`)."""

    number: int
    step: str
    office_id: int
    role: str
    position_id: int | None = None
    due_at: datetime | None = None


@dataclass(slots=True)
class Held:
    """The row as it is being changed; `opens` and `closes` gather what happens to duties."""

    id: int
    revision: int
    last_key: UUID | None
    state: State
    before_supplement: State | None
    marking: list[str]
    clock: dict[str, Any]
    procedure_version_id: int
    procedure_code: str
    case_key: str
    channel: str
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    last_duty: int
    code: str | None
    submitted_at: datetime
    received_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    supplements: int
    finished_at: datetime | None
    signed_at: datetime | None
    returned_at: datetime | None
    outcome: str | None
    money: str
    delivery: str
    reference: str
    duties: list[OpenDuty]
    opens: list[OpenDuty]
    closes: list[int]

    def close(self, duty: OpenDuty) -> None:
        self.closes.append(duty.number)
        self.duties.remove(duty)

    def open(self, step: str, *, office_id: int, role: str, due_at: datetime | None) -> None:
        self.last_duty += 1
        duty = OpenDuty(self.last_duty, step, office_id, role, None, due_at)
        self.opens.append(duty)
        self.duties.append(duty)


def lock(dossier_id: int) -> Held:
    """Read one dossier and hold it until the transaction ends. Two statements. Raises `DossierUnknown`."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [dossier_id])
        row = cursor.fetchone()
        if row is None:
            raise DossierUnknown
        cursor.execute(_DUTIES, [dossier_id])
        duties = [OpenDuty(*duty) for duty in cursor.fetchall()]
    values: list[Any] = [*row, duties, [], []]
    held = Held(*values)
    held.state = State(held.state)
    held.before_supplement = State(held.before_supplement) if held.before_supplement else None
    held.marking, held.clock = json.loads(str(held.marking)), json.loads(str(held.clock))
    return held


def answers_for(held: Held, definition: ProcessDefinition) -> dict[str, Any]:
    """The form's answers, when the process decides by them; one statement then, none otherwise."""
    if not any(step.decided_by_answers for step in definition.steps):
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM dossiers_answers WHERE dossier_id = %s", [held.id])
        row = cursor.fetchone()
    return dict(json.loads(row[0])) if row else {}


def refuse_if_moved_on(held: Held, revision: int | None) -> None:
    """Raises `DossierMovedOn` when the page that asked showed an older revision than the one held."""
    if revision is None or revision == held.revision:
        return
    last = ledger.events_of(stream_of(held.id))[-1]
    raise DossierMovedOn(at=last.happened_at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y"))


def stream_of(dossier_id: int) -> str:
    """The name of a dossier's stream in the ledger."""
    return f"dossier/{dossier_id}"


def write(held: Held, *, now: datetime, key: UUID | None, text: str | None, salt: bytes | None) -> None:
    """Write the row, its duties and what was said, in one statement."""
    held.last_key = key or held.last_key
    opens = [
        {
            "number": duty.number,
            "step": duty.step,
            "office": duty.office_id,
            "role": duty.role,
            "due": duty.due_at.isoformat() if duty.due_at else None,
        }
        for duty in held.opens
    ]
    values: dict[str, Any] = {name: getattr(held, name) for name in _COLUMNS}
    values |= {
        "now": now,
        "key": held.last_key,
        "text": text or None,
        "salt": salt,
        "opens": Jsonb(opens),
        "closes": held.closes,
        "marking": Jsonb(held.marking),
        "clock": Jsonb(held.clock),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
