"""A dossier under lock: the facts that a move starts from, and how they are written back, both in plain SQL (the ORM
alone costs more than the whole move: docs/decisions/0006)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.errors import DossierMovedOn, DossierUnknown
from motcua.registers.ledger import queries as ledger
from motcua.registers.ledger.actions import APPEND, event_values
from motcua.rules.access import WHOLE_OFFICE
from motcua.rules.lifecycle import State
from motcua.rules.process import ProcessDefinition

_COLUMNS = (
    "id", "revision", "last_key", "state", "before_supplement", "marking", "clock", "procedure_version_id",
    "procedure_code", "case_key", "channel", "received_office_id", "competent_office_id", "applicant_id", "owner_id",
    "last_duty", "code", "submitted_at", "received_at", "promised_at", "due_at", "supplements", "finished_at",
    "signed_at", "returned_at", "outcome", "money", "delivery", "reference", "chain_id", "mirrored_at",
)  # fmt: skip

_DUTIES = """
SELECT coalesce(
    json_agg(json_build_array(q.number, q.step, q.office_id, q.role, q.position_id) ORDER BY q.number), '[]')
FROM dossiers_duty q WHERE q.dossier_id = {dossier} AND q.closed_at IS NULL
"""
_DUTIES_ALONE = _DUTIES.format(dossier="%(dossier)s")

# The sub-selects show the moment the statement began. When another writer was waited for, the row is newer than
# `began_as`, and its duties are read again. Facts of the offices are read only before acceptance, which needs them.
_LOCK = f"""
SELECT {", ".join(_COLUMNS)},
    CASE WHEN d.code IS NULL THEN (SELECT o.code FROM offices_office o WHERE o.id = d.received_office_id) END,
    CASE WHEN d.received_at IS NULL THEN
        (SELECT o.attributes -> 'remote' FROM offices_office o WHERE o.id = d.competent_office_id) END,
    ({_DUTIES.format(dossier="d.id")}),
    (SELECT began.revision FROM dossiers_dossier began WHERE began.id = d.id) AS began_as
FROM dossiers_dossier d WHERE d.id = %(dossier)s FOR UPDATE OF d
"""

_PARTS = {
    "keeps": """closed AS (
    UPDATE dossiers_duty SET closed_at = %(now)s
    WHERE dossier_id = %(id)s AND closed_at IS NULL AND number = ANY(%(keeps)s)
)""",
    "drops": """gone AS (
    DELETE FROM dossiers_duty WHERE dossier_id = %(id)s AND closed_at IS NULL AND number = ANY(%(drops)s)
)""",
    "opens": """opened AS (
    INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, position_id, opened_at, due_at)
    SELECT %(id)s::bigint, o.number, o.step, o.office, o.role, NULL, %(now)s::timestamptz, o.due
    FROM json_to_recordset(%(opens)s) AS o(number int, step text, office bigint, role text, due timestamptz)
)""",
    "text": """said AS (
    INSERT INTO dossiers_text (dossier_id, revision, text, salt) VALUES (%(id)s, %(revision)s, %(text)s, %(salt)s)
)""",
}
_ROW = f"""written AS (
    UPDATE dossiers_dossier SET
        revision = %(revision)s, procedure_version_id = %(procedure_version_id)s, last_key = %(key)s,
        state = %(state)s, before_supplement = %(before_supplement)s,
        marking = %(marking)s, clock = %(clock)s, last_duty = %(last_duty)s, code = %(code)s,
        received_at = %(received_at)s, promised_at = %(promised_at)s, due_at = %(due_at)s,
        supplements = %(supplements)s, finished_at = %(finished_at)s, signed_at = %(signed_at)s,
        returned_at = %(returned_at)s, outcome = %(outcome)s, money = %(money)s, delivery = %(delivery)s,
        mirrored_at = %(mirrored_at)s
    WHERE id = %(id)s
    RETURNING id
)
SELECT event.seq FROM written, {APPEND} AS event
"""
_WRITTEN = frozenset(_COLUMNS) & frozenset(re.findall(r"%\((\w+)\)s", _ROW))


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
    chain_id: int | None
    """The interlinked submission that it is a part of."""
    mirrored_at: datetime | None
    """Of a dossier of another system: the newest state told, by that system's clock."""
    duties: list[OpenDuty]
    opens: list[OpenDuty]
    closes: list[int]
    identifier: str | None = None
    """Of the receiving office; read only while there is no code."""
    competent_is_remote: bool = False
    """Read only before receipt; the clock's facts keep it afterwards."""
    ended: list[OpenDuty] = field(default_factory=list)
    """The duties of `closes`, as they were."""

    def close(self, duty: OpenDuty) -> None:
        self.closes.append(duty.number)
        self.ended.append(duty)
        self.duties.remove(duty)

    def open(self, step: str, *, office_id: int, role: str, due_at: datetime | None) -> None:
        self.last_duty += 1
        duty = OpenDuty(self.last_duty, step, office_id, role, None, due_at)
        self.opens.append(duty)
        self.duties.append(duty)


def lock(dossier_id: int) -> Held:
    """Read one dossier and hold it until the transaction ends. One statement, two if another writer was waited for.
    Raises `DossierUnknown`."""
    found = prepared.rows(_LOCK, {"dossier": dossier_id})
    if not found:
        raise DossierUnknown
    *row, identifier, remote, duties, began_as = found[0]
    values: list[Any] = [*row, [], [], [], identifier, bool(remote and json.loads(remote))]
    held = Held(*values)
    held.state = State(held.state)
    held.before_supplement = State(held.before_supplement) if held.before_supplement else None
    held.marking, held.clock = json.loads(str(held.marking)), json.loads(str(held.clock))
    if began_as != held.revision:
        ((duties,),) = prepared.rows(_DUTIES_ALONE, {"dossier": dossier_id})
    held.duties = [OpenDuty(*duty) for duty in duties]
    return held


def answers_for(held: Held, definition: ProcessDefinition) -> dict[str, Any]:
    """The form's answers, when the process decides by them; one statement then, none otherwise."""
    if not any(step.decided_by_answers for step in definition.steps):
        return {}
    found = prepared.rows("SELECT answers FROM dossiers_answers WHERE dossier_id = %(dossier)s", {"dossier": held.id})
    return dict(json.loads(found[0][0])) if found else {}


def refuse_if_moved_on(held: Held, revision: int | None) -> None:
    """Raises `DossierMovedOn` when the page that asked showed an older revision than the one held."""
    if revision is None or revision == held.revision:
        return
    last = ledger.events_of(stream_of(held.id))[-1]
    raise DossierMovedOn(at=last.happened_at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y"))


def stream_of(dossier_id: int) -> str:
    """The name of a dossier's stream in the ledger."""
    return f"dossier/{dossier_id}"


def write(
    held: Held,
    *,
    now: datetime,
    key: UUID | None,
    text: str | None,
    salt: bytes | None,
    kind: str,
    body: Mapping[str, Any],
    ends: bool = False,
) -> None:
    """Write the row, its duties, what was said and the event that tells of it, in one statement; `ends` commits it
    (`prepared.rows`).

    Raises `ValueError` for a body that the ledger does not keep.
    """
    held.last_key = key or held.last_key
    drops = [duty.number for duty in held.ended if _may_go(held, duty)]
    parts: dict[str, Any] = {
        "keeps": [number for number in held.closes if number not in drops],
        "drops": drops,
        "opens": json.dumps([_opening(duty) for duty in held.opens]) if held.opens else "",
        "text": text,
    }
    values: dict[str, Any] = {name: getattr(held, name) for name in _WRITTEN}
    values |= parts | {"now": now, "key": held.last_key, "salt": salt, "marking": json.dumps(held.marking)}
    values |= event_values(stream=stream_of(held.id), kind=kind, body=body, happened_at=now)
    if not prepared.rows(_statement(frozenset(name for name, value in parts.items() if value)), values, ends=ends):
        raise DossierUnknown


@cache
def _statement(parts: frozenset[str]) -> str:
    """Only what this act writes: a part that writes nothing costs as much to begin as one that writes."""
    return "WITH " + ", ".join([text for name, text in _PARTS.items() if name in parts] + [_ROW])


def _may_go(held: Held, duty: OpenDuty) -> bool:
    """Whether a duty that ends leaves nothing that its event does not tell. Its row stays when somebody sees the
    dossier by it (`queries.seen`), or when it named a position, which gets it back if it is recalled."""
    if duty.position_id is not None:
        return False
    if duty.role in WHOLE_OFFICE and duty.office_id == held.received_office_id:  # which no correction changes
        return True
    return any((one.office_id, one.role) == (duty.office_id, duty.role) for one in held.duties)


def _opening(duty: OpenDuty) -> dict[str, Any]:
    return {
        "number": duty.number,
        "step": duty.step,
        "office": duty.office_id,
        "role": duty.role,
        "due": duty.due_at.isoformat() if duty.due_at else None,
    }
