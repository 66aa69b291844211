"""How a dossier of an earlier system is written: its row, the papers it must have had, its duties, its number."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.actions.old_dossiers import OldDossier, communes_of, outcome_of, payment_ground
from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.held import Held
from motcua.registers.offices import queries as offices
from motcua.rules import process
from motcua.rules.lifecycle import Delivery, Money, State, Sync
from motcua.rules.numbering import SCHEMES

_NAMESPACE: Final = UUID("0d6a4b52-5f0e-4a49-9a6b-1d1f7a0c6b11")
_INSERT = """
INSERT INTO dossiers_dossier (
    reference, code, opened_key, procedure_version_id, procedure_code, case_key, channel, received_office_id,
    competent_office_id, applicant_id, owner_id, state, before_supplement, marking, revision, last_duty, submitted_at,
    received_at, promised_at, due_at, clock, supplements, finished_at, signed_at, outcome, money, delivery, sync)
VALUES (
    %(code)s, %(code)s, %(key)s, %(version)s, %(procedure)s, %(case_key)s, %(channel)s, %(received)s, %(competent)s,
    %(applicant)s, %(owner)s, %(state)s, %(before_supplement)s, %(marking)s, 1, 0, %(received_at)s, %(received_at)s,
    %(promised_at)s, %(promised_at)s, %(clock)s, %(supplements)s, %(finished_at)s, %(signed_at)s, %(outcome)s,
    %(money)s, %(delivery)s, %(sync)s)
RETURNING id
"""
_PAPERS = """
INSERT INTO dossiers_paper (dossier_id, paper, originals, copies, held_by_state)
SELECT %(dossier)s::bigint, paper, originals, copies, false
FROM unnest(%(papers)s::text[], %(originals)s::int[], %(copies)s::int[]) AS came(paper, originals, copies)
"""


def insert(old: OldDossier, marking: process.Advance | None, signed: bool) -> int:
    done, paused = old.state is State.DONE, old.state is State.SUPPLEMENT
    values: dict[str, Any] = {
        "code": old.code,
        "key": uuid5(_NAMESPACE, old.code),
        "version": old.procedure.version_id,
        "procedure": old.procedure.code,
        "case_key": old.case_key,
        "channel": old.channel,
        "received": old.received_office_id,
        "competent": old.competent_office_id,
        "applicant": old.applicant_id,
        "owner": old.owner_id,
        "state": old.state.value,
        "before_supplement": State.PROCESSING.value if paused else None,
        "marking": json.dumps(marking.marking.as_list() if marking else []),
        "received_at": old.received_at,
        "promised_at": old.promised_at,
        "clock": _clock(old),
        "supplements": int(paused),
        "finished_at": old.since if done else None,
        "signed_at": (old.since or old.received_at) if signed else None,
        "outcome": outcome_of(old),
        "money": Money.NOTHING_DUE.value,
        "delivery": (Delivery.WAITING if done else Delivery.NONE).value,
        "sync": Sync.NONE.value,
    }
    ((dossier_id,),) = prepared.rows(_INSERT, values)
    prepared.rows(_PAPERS, {"dossier": dossier_id, **_papers(old)})
    return int(dossier_id)


def _papers(old: OldDossier) -> dict[str, list[Any]]:
    """The earlier system accepted the dossier, so it had every paper that is required whatever the answers."""
    had = [
        one
        for one in old.procedure.papers
        if one.required
        and one.when is None
        and one.required_when is None
        and one.applies(case=old.case_key, channel=old.channel, answers={})
    ]
    return {
        "papers": [one.key for one in had],
        "originals": [one.originals or int(not one.copies) for one in had],
        "copies": [one.copies for one in had],
    }


def _clock(old: OldDossier) -> dict[str, Any]:
    """The facts of the clock as far as they are known; `imported` is the promise made by the earlier system."""
    kept: dict[str, Any] = {"imported": old.promised_at.isoformat()}
    if communes_of(old) != ORDINARY:
        kept["communes"] = communes_of(old)
    if old.since is not None and old.state is State.SUPPLEMENT:
        kept["held_at"] = old.since.isoformat()
    if old.since is not None and old.state is State.FINANCE:
        kept["paused_at"], kept["paused_ground"] = old.since.isoformat(), payment_ground(old)
    return kept


_DUTIES = """
WITH opened AS (
    INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, position_id, opened_at, due_at)
    SELECT %(id)s::bigint, o.number, o.step, o.office, o.role, p.id, %(now)s, o.due
    FROM json_to_recordset(%(opens)s) AS o(number int, step text, office bigint, role text, due timestamptz)
    LEFT JOIN offices_position p ON p.id = %(position)s AND p.office_id = o.office AND p.role = o.role
)
UPDATE dossiers_dossier SET last_duty = %(last)s WHERE id = %(id)s
"""


def write_duties(held: Held, old: OldDossier, now: datetime) -> None:
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
    values = {"id": held.id, "now": now, "opens": json.dumps(opens), "position": old.position_id}
    prepared.rows(_DUTIES, {**values, "last": held.last_duty})


def give_no_number_twice(old: OldDossier) -> None:
    """A code of today's scheme uses up its number of its office and day: the next dossier of that day gets another."""
    scheme = SCHEMES[settings.DOSSIER_CODE_SCHEME]
    found = scheme.code.fullmatch(old.code)
    if found is None or found["identifier"] != offices.office(old.received_office_id).code:
        return
    day = datetime.strptime(found["day"], "%y%m%d").replace(tzinfo=VIETNAM).date()
    number = int(old.code.rpartition("-")[2][2 if scheme.needs_owner else 0 :])
    prepared.rows(
        "INSERT INTO dossiers_day_number (office_id, day, last) VALUES (%(office)s, %(day)s, %(number)s)"
        " ON CONFLICT (office_id, day) DO UPDATE SET last = greatest(dossiers_day_number.last, excluded.last)",
        {"office": old.received_office_id, "day": day, "number": number},
    )
