"""What another system sends becomes a dossier that waits for the one-stop unit's answer, by the same `submit()`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from mimetypes import guess_type
from typing import Any, Final
from uuid import UUID, uuid5

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import actions as documents
from motcua.registers.dossiers.actions import Origin, PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.people import actions as people
from motcua.registers.people.actions import PersonFacts
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.stages.submission.errors import MasterElsewhere, NameDiffers, NobodyDecides
from motcua.stages.submission.messages import Message

_NAMESPACE: Final = UUID("7b0c0d53-9f51-4a0c-8d3f-5a3f6f6a2c10")
KIND: Final = "paper"


def key_of(message: Message) -> UUID:
    """The same source and number have the same key, by whichever way they come."""
    return uuid5(_NAMESPACE, f"{message.source}/{message.number}")


def prepared(*, message: Message, file: Callable[[str], bytes], by: Viewer, now: datetime) -> dict[str, Any]:
    """The values of the submission that the message means; its persons are registered, its files kept."""
    procedure = procedures.in_force(message.procedure, now.astimezone(VIETNAM).date())
    if not procedure.master.is_ours:
        raise MasterElsewhere(master=procedure.master.name)
    received = offices.office_by_code(message.office)
    applicant = _registered(message.applicant, by, now)
    owner = applicant if message.owner == message.applicant else _registered(message.owner, by, now)
    return {
        "procedure_code": procedure.code,
        "case_key": message.case or procedure.cases[0].key,
        "channel": message.channel,
        "received_office_id": received.id,
        "competent_office_id": _competent(message, procedure, received.id, now),
        "applicant_id": applicant,
        "owner_id": owner,
        "answers": message.answers,
        "papers": tuple(
            PaperGiven(
                paper.paper,
                paper.originals,
                paper.copies,
                scans=tuple(_kept(name, file(name), now) for name in paper.files),
            )
            for paper in message.papers
        ),
        "origin": Origin(message.source, message.number),
    }


def _competent(message: Message, procedure: Procedure, received_id: int, now: datetime) -> int:
    if message.competent:
        return offices.office_by_code(message.competent).id
    here, kind = offices.office(received_id), procedure.service.decided_by
    if not kind or here.kind == kind:
        return here.id
    found = offices.office_serving(here.unit_code, kind=kind, on=now.astimezone(VIETNAM).date())
    if found is None:
        raise NobodyDecides(deciding=procedure.service.deciding)
    return found.id


def _registered(facts: PersonFacts, by: Viewer, now: datetime) -> int:
    """The register's person; a number that is of another name is a clerk's to look at, with the card in hand."""
    found = people.register_person(facts=facts, now=now, by=by)
    if any(one.field == "name" for one in found.differs):
        raise NameDiffers(name=facts.name, number=facts.id_number)
    return found.person_id


def _kept(name: str, content: bytes, now: datetime) -> int:
    lowered = name.lower()
    media_type = "image/heic" if lowered.endswith((".heic", ".heif")) else guess_type(lowered)[0] or ""
    return documents.keep(content=content, name=name, media_type=media_type, kind=KIND, by=None, now=now)
