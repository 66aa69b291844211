"""An electronic signature on the result of one dossier: printed as it will read once signed, signed, kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Seat, Viewer
from motcua.stages.signing import asking, signatures
from motcua.stages.signing.errors import NotYoursToSign, SignedOnPaperOnly
from motcua.stages.signing.manners import Manner
from motcua.stages.signing.models import Signature
from motcua.stages.signing.ports import SigningPerson
from motcua.stages.signing.printing import can_print, coming_signature, item_of, result_of


def seat_to_sign(view: DossierView, step: str, by: Viewer) -> Seat:
    """The position by which the viewer may sign this dossier now. Raises `NotYoursToSign`."""
    process = procedures.version(view.procedure_version_id).process
    for duty in view.duties:
        if duty.step == step and step in process.by_key and process.step(step).effect == "sign":
            found = by.seat_for(duty.role, duty.office_id, duty.position_id)
            if found is not None:
                return found
    raise NotYoursToSign


def signature(
    *, view: DossierView, seat: Seat, by: Viewer, now: datetime, key: UUID, text: str, tracking: Tracking
) -> Signature:
    """The signature made by this key: kept from before, or asked of the port now and kept.

    Raises `SignedOnPaperOnly`, and as `asking.ask`.
    """
    before = signatures.by_key(key)
    if before is not None:
        return before
    asking.port()
    procedure = procedures.version(view.procedure_version_id)
    if not can_print(view=view, procedure=procedure):
        item = item_of(view, procedure)
        raise SignedOnPaperOnly(name=item.name if item else procedure.name)
    coming = coming_signature(holding_id=seat.holding_id, now=now, text=text)
    code, pdf = result_of(dossier_id=view.id, viewer=by, tracking=tracking, coming=coming)
    answer = asking.ask(pdf=pdf, person=_person(seat, now), moment=now, key=key)
    return signatures.keep(key=key, dossier_id=view.id, code=code, answer=answer, holding_id=seat.holding_id, now=now)


def sealed(*, found: Signature, office_id: int, holding_id: int, words: str, now: datetime, key: UUID) -> bytes | None:
    """The signed result with its number, signed once more for the office (NĐ 30/2020 art. 17–18); None by hand."""
    if found.manner != Manner.ELECTRONIC or found.document_id is None:
        return None
    office = offices.office(office_id).name
    day = f"{now.astimezone(VIETNAM):%d/%m/%Y}"
    person = SigningPerson(holding_id=holding_id, name=office, title="", office=office)
    signed = asking.ask(
        pdf=documents.content(found.document_id), person=person, moment=now, key=key, note=f"{words}, ngày {day}"
    )
    return signed.pdf


def _person(seat: Seat, now: datetime) -> SigningPerson:
    holders = offices.holders_of(seat.office_id, now.astimezone(VIETNAM).date())
    held = next((one for one in holders if one.holding_id == seat.holding_id), None)
    if held is None:
        raise NotYoursToSign
    return SigningPerson(seat.holding_id, held.name, held.title, offices.office(seat.office_id).name)
