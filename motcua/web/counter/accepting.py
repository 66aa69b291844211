"""What accepting the page of intake writes: persons registered, the dossier submitted, and taken in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers.actions import Opened
from motcua.registers.people import actions as people
from motcua.registers.people.actions import Registered
from motcua.rules.access import Viewer
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import NobodyDecidesHere
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import ChainSubmission, Submission
from motcua.web.counter.chains import ChainAtHand, by_part, take_in_first
from motcua.web.counter.forms import PersonForm
from motcua.web.counter.intake import Intake, answers_of, papers_of


class NumberIsOfAnother(Refusal):
    """The number is registered for a person of another name. Takes `number`, `held`, `given`."""

    sentence = gettext_noop(
        "Số {number} trong sổ là của {held}, không phải {given}. So lại với giấy tờ. Nếu giấy tờ đúng là "
        "{given}, đánh dấu “Sửa sổ theo giấy tờ” rồi tiếp nhận lại."
    )
    status = 422


@transaction.atomic
def accept(page: Intake, *, by: Viewer, now: datetime, key: UUID) -> int:
    """Register the persons, submit, accept: all or nothing. The same key does it once. Gives the dossier's id."""
    persons = _persons(page, by=by, now=now)
    if page.chain:
        return _accept_chain(page, page.chain, *persons, by=by, now=now, key=key)
    opened = _submit(page, *persons, by=by, now=now, key=key)
    if not opened.already:
        take = intake.hand_on if page.for_another else intake.accept
        take(
            dossier_id=opened.dossier_id,
            by=by,
            now=now,
            key=key,
            revision=opened.revision,
            fee_taken=page.fee_taken,
            by_transfer=page.by_transfer,
            groups=page.groups,
            not_found=page.not_found,
        )
    submission.finish(key=key, by=by, now=now)
    return opened.dossier_id


@transaction.atomic
def begin(page: Intake, *, by: Viewer, now: datetime, key: UUID) -> int:
    """Only note that it came, to be answered: what is missing is asked for, or it is refused. Gives the dossier's
    id."""
    opened = _submit(page, *_persons(page, by=by, now=now), by=by, now=now, key=key)
    submission.finish(key=key, by=by, now=now)
    return opened.dossier_id


def _persons(page: Intake, *, by: Viewer, now: datetime) -> tuple[int, int]:
    """Applicant and owner, registered."""
    applicant_id = registered(page.applicant, page.correct, by=by, now=now)
    return applicant_id, applicant_id if page.owner is None else registered(page.owner, page.correct, by=by, now=now)


def _submit(page: Intake, applicant_id: int, owner_id: int, *, by: Viewer, now: datetime, key: UUID) -> Opened:
    assert page.procedure is not None
    deciding = intake_queries.deciding_office(
        procedure=page.procedure, received_office_id=page.office_id, on=now.astimezone(VIETNAM).date()
    )
    return submission.submit(
        submission=Submission(
            procedure_code=page.procedure.code,
            case_key=page.case_key,
            channel=page.channel,
            received_office_id=page.office_id,
            competent_office_id=page.for_another or deciding.id,
            applicant_id=applicant_id,
            owner_id=owner_id,
            answers=answers_of(page),
            papers=papers_of(page),
        ),
        by=by,
        now=now,
        key=key,
    )


def _accept_chain(
    page: Intake, chain: ChainAtHand, applicant_id: int, owner_id: int, *, by: Viewer, now: datetime, key: UUID
) -> int:
    """Submit the whole and take its first dossiers in; the id of the first. Raises as `submit_chain`, `accept`, and
    `NobodyDecidesHere`."""
    asked = _whole(page, chain, applicant_id, owner_id)
    opened = submission.submit_chain(submission=asked, by=by, now=now, key=key)
    if not opened.already:
        take_in_first(
            chain.chain,
            opened.dossiers,
            page.not_found,
            by=by,
            now=now,
            key=key,
            groups=page.groups,
            fee_taken=page.fee_taken,
            by_transfer=page.by_transfer and not page.fee_taken,
        )
    submission.finish(key=key, by=by, now=now)
    return opened.dossiers[0].dossier_id


def _whole(page: Intake, chain: ChainAtHand, applicant_id: int, owner_id: int) -> ChainSubmission:
    """What the page says of an interlinked submission. Raises `NobodyDecidesHere`."""
    if chain.lacking:
        raise NobodyDecidesHere(deciding=chain.lacking)
    return ChainSubmission(
        chain_code=chain.chain.code,
        channel=page.channel,
        received_office_id=page.office_id,
        deciding={part: place.id for part, place in chain.places.items()},
        applicant_id=applicant_id,
        owner_id=owner_id,
        answers=answers_of(page),
        papers=by_part(papers_of(page)),
    )


def registered(form: PersonForm, correct: bool, *, by: Viewer, now: datetime) -> int:
    """The person's id. Raises `NumberIsOfAnother` when the register has another name for the number."""
    facts = form.facts()
    found: Registered = people.register_person(facts=facts, now=now, by=by)
    names = [one for one in found.differs if one.field == "name"]
    if names and not correct:
        raise NumberIsOfAnother(number=facts.id_number, held=names[0].held, given=names[0].given)
    if names:
        people.correct_person(person_id=found.person_id, name=facts.name, birth=facts.birth, now=now, by=by)
    return found.person_id
