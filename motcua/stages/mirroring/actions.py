"""What the stage does: take in what a master system tells of its dossiers, record by record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hmac import compare_digest
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import FileTold, MirroredDossier, Told
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import OfficeUnknown
from motcua.registers.people import actions as people
from motcua.registers.people.actions import PersonFacts
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from motcua.stages.mirroring.errors import (
    MomentToCome,
    NotOfThisPartner,
    OfficeNotHere,
    PartnerUnknown,
    PersonUnfit,
    ProcedureNotHere,
    RecordUnreadable,
    ServiceUnknown,
    TooManyRecords,
)
from motcua.stages.mirroring.fetching import fetch_due as fetch_due
from motcua.stages.mirroring.ports import MasterPort, MessageNotUnderstood, MessageTold, OpeningTold

MOST_RECORDS: Final = 100
AHEAD: Final = timedelta(minutes=10)
"""So far a partner's clock may go before ours."""
_MASTERS: Final = UUID("1c9a3c0e-6a1f-5d0b-8f0d-2b7a5a2f6c11")
"""Under it stand the keys of mirrored dossiers: the same master and code is the same dossier."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record. `code` is the master's own; `refusal` says why it was not taken."""

    code: str
    dossier_id: int | None = None
    applied: bool = False
    already: bool = False
    refusal: Refusal | None = None


def partner_of(*, partner: str, token: str) -> MasterPort:
    """The partner, if this is its token. Raises `PartnerUnknown`."""
    known = settings.MASTER_TOKENS.get(partner, "")
    if not known or not compare_digest(known.encode(), token.encode()):
        raise PartnerUnknown
    return _port(partner)


def _port(partner: str) -> MasterPort:
    port: MasterPort = import_string(settings.MASTER_PORTS[partner])()
    return port


def _digest(service: str, record: Mapping[str, Any]) -> str:
    """By which a record is known when it comes again, whatever the order of its fields."""
    return hashlib.sha256(json.dumps([service, record], sort_keys=True).encode()).hexdigest()


def take_messages(
    *, partner: str, token: str, service: str, records: Sequence[Mapping[str, Any]], now: datetime
) -> tuple[Outcome, ...]:
    """Take records in, each in a transaction of its own: one that is refused leaves the others. A record sent again
    changes nothing; an older one never undoes a newer.

    Raises `PartnerUnknown`, `ServiceUnknown`, `TooManyRecords`.
    """
    partner_of(partner=partner, token=token)
    return take_records(partner=partner, service=service, records=records, now=now)


def take_records(
    *, partner: str, service: str, records: Sequence[Mapping[str, Any]], now: datetime
) -> tuple[Outcome, ...]:
    """The same for a caller that needs no token: the demonstration. Raises `ServiceUnknown`, `TooManyRecords`."""
    port = _port(partner)
    if service not in port.services:
        raise ServiceUnknown(service=service[:60], known=", ".join(sorted(port.services)))
    if len(records) > MOST_RECORDS:
        raise TooManyRecords(most=MOST_RECORDS, count=len(records))
    return tuple(_outcomes(port, partner, service, records, now))


def _outcomes(
    port: MasterPort, partner: str, service: str, records: Sequence[Mapping[str, Any]], now: datetime
) -> Iterator[Outcome]:
    for record in records:
        code = str(record.get("MaHoSo", ""))[:60] if isinstance(record, Mapping) else ""
        try:
            yield _take(port, partner, service, record, now)
        except Refusal as refusal:
            yield Outcome(code, refusal=refusal)


def _take(port: MasterPort, partner: str, service: str, record: Mapping[str, Any], now: datetime) -> Outcome:
    try:
        message = port.read(service, record)
    except MessageNotUnderstood as error:
        raise RecordUnreadable(why=str(error)) from error
    _refuse_to_come(message, now)
    key = uuid5(_MASTERS, f"{partner}/{message.code}")
    told = Told(
        code=message.code,
        state=message.state,
        at=message.at,
        digest=_digest(service, record),
        kind=message.kind,
        said=message.said,
        received_at=message.received_at,
        due_at=message.due_at,
        finished_at=message.finished_at,
        returned_at=message.returned_at,
        receipt=message.receipt,
        procedure_code=message.opening.procedure_code if message.opening else "",
        outcome=message.outcome,
        result=message.result,
        files=tuple(FileTold(address, name) for address, name in message.files),
    )
    opening = partial(_opening, message, partner, now) if message.opening else None
    with transaction.atomic():
        made = dossiers.mirror(partner=partner, key=key, told=told, opening=opening, now=now)
    return Outcome(message.code, made.dossier_id, made.applied, made.already)


def _refuse_to_come(message: MessageTold, now: datetime) -> None:
    """Raises `MomentToCome` for what has not happened yet; a promised day may lie ahead."""
    happened = (message.at, message.received_at, message.finished_at, message.returned_at)
    latest = max(at for at in happened if at is not None)
    if latest > now + AHEAD:
        words = [at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y") for at in (latest, now)]
        raise MomentToCome(at=words[0], now=words[1])


def _opening(message: MessageTold, partner: str, now: datetime) -> MirroredDossier:
    assert message.opening is not None
    told = message.opening
    procedure = _procedure(told, partner, now)
    competent = _office(told.office_code)
    owner = _person(told, now)
    return MirroredDossier(
        procedure=procedure,
        case_key=told.case_key if told.case_key in {case.key for case in procedure.cases} else procedure.cases[0].key,
        channel=told.channel,
        received_office_id=_office(told.received_office_code) if told.received_office_code else competent,
        competent_office_id=competent,
        applicant_id=owner,
        owner_id=owner,
        submitted_at=told.submitted_at,
    )


def _procedure(told: OpeningTold, partner: str, now: datetime) -> Procedure:
    try:
        procedure = procedures.in_force(told.procedure_code, now.astimezone(VIETNAM).date())
    except NoProcedureInForce as error:
        raise ProcedureNotHere(code=told.procedure_code) from error
    if procedure.master.is_ours or procedure.master.partner != partner:
        raise NotOfThisPartner(code=told.procedure_code)
    return procedure


def _office(code: str) -> int:
    try:
        return offices.office_by_code(code).id
    except OfficeUnknown as error:
        raise OfficeNotHere(code=code) from error


def _person(told: OpeningTold, now: datetime) -> int:
    owner = told.owner
    facts = PersonFacts(
        kind=owner.kind, name=owner.name, id_number=owner.id_number, phone=owner.phone, email=owner.email
    )
    try:
        return people.register_person(facts=facts, now=now, by=SYSTEM).person_id
    except Refusal as refusal:
        raise PersonUnfit(why=str(refusal)) from refusal
