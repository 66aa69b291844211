"""What the stage does: every channel enters by one `submit()`; what is not ready is put aside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import NewDossier, Opened, OpenedChain, Origin, PaperGiven, PartGiven
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Chain, Procedure
from motcua.rules import forms
from motcua.rules.access import Role, Viewer, may_take_in_at
from motcua.rules.form_values import files_miscounted, no_commune
from motcua.rules.forms import FieldFault
from motcua.stages.submission.delivering import key_of, prepared
from motcua.stages.submission.drafts import attach as attach
from motcua.stages.submission.drafts import detach as detach
from motcua.stages.submission.drafts import finish as finish
from motcua.stages.submission.drafts import forget_drafts as forget_drafts
from motcua.stages.submission.drafts import put_aside as put_aside
from motcua.stages.submission.errors import (
    AnswersFaulty,
    CaseUnknown,
    ChannelClosed,
    MasterElsewhere,
    NotYoursToTakeIn,
    PaperUnknown,
    ValueUnkept,
)
from motcua.stages.submission.messages import Message
from motcua.stages.submission.messages import read_message as read_message
from motcua.stages.submission.senders import admit as admit
from motcua.stages.submission.senders import senders_of as senders_of


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person asks, by whichever channel."""

    procedure_code: str
    case_key: str
    channel: str
    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...] = ()
    is_exact: bool = False
    """Sent by a machine: the answers must be canonical, as the form's JSON Schema has them; nothing is put right."""
    origin: Origin | None = None
    """The system that sent it; None for what begins here."""


def submit(*, submission: Submission, by: Viewer, now: datetime, key: UUID) -> Opened:
    """Begin a dossier from what was asked. The same `key` begins one, however often it is sent.

    Raises `NoProcedureInForce`, `MasterElsewhere`, `CaseUnknown`, `ChannelClosed`, `PaperUnknown`, `AnswersFaulty`
    (with every fault) and `NotYoursToTakeIn`; then nothing is written.
    """
    procedure = procedures.in_force(submission.procedure_code, now.astimezone(VIETNAM).date())
    if not (procedure.master.is_ours or by.is_system):
        raise MasterElsewhere(master=procedure.master.name)
    _refuse_stranger(submission, by)
    _refuse_unfit(submission, procedure)
    new = NewDossier(
        procedure=procedure,
        case_key=submission.case_key,
        channel=submission.channel,
        received_office_id=submission.received_office_id,
        competent_office_id=submission.competent_office_id,
        applicant_id=submission.applicant_id,
        owner_id=submission.owner_id,
        answers=_answers(submission, procedure, now),
        papers=submission.papers,
        answer_by=dossiers.answer_by(submission.received_office_id, now),
        origin=submission.origin,
    )
    return dossiers.open_dossier(new=new, by=_actor(by, submission.received_office_id), now=now, key=key)


@dataclass(frozen=True, slots=True)
class ChainSubmission:
    """What a person asks of several interlinked procedures at once: one form, papers for each part."""

    chain_code: str
    channel: str
    received_office_id: int
    deciding: Mapping[str, int]
    """Part → the office that decides it."""
    applicant_id: int
    owner_id: int
    answers: Mapping[str, Any]
    papers: Mapping[str, tuple[PaperGiven, ...]] = field(default_factory=dict)
    """Part → what was handed in for it."""
    is_exact: bool = False
    """As of `Submission`: the answers are as the JSON Schema of the group's form has them."""


def deliver(
    *, message: Message, file: Callable[[str], bytes], by: Viewer, now: datetime, is_exact: bool = False
) -> Opened:
    """Begin the dossier that another system tells of; `file` gives the bytes of a file by its name.

    The same source and number begin one, however often they come and whatever changed meanwhile. `is_exact`: as of
    `Submission`. Raises `MasterElsewhere`, `NameDiffers`, `NobodyDecides`, `ValueUnkept`, as `submit`, and as
    `documents.keep`; then nothing is written.
    """
    key = key_of(message)
    if before := dossiers.opened_before(key=key):
        return before
    try:
        with transaction.atomic():
            values = prepared(message=message, file=file, by=by, now=now)
            opened = submit(submission=Submission(**values, is_exact=is_exact), by=by, now=now, key=key)
            if opened.already:
                transaction.set_rollback(True)
    except (DataError, UnicodeError) as fault:
        raise ValueUnkept from fault
    return opened


def submit_chain(*, submission: ChainSubmission, by: Viewer, now: datetime, key: UUID) -> OpenedChain:
    """Begin an interlinked submission: the whole, and the dossiers of the parts that wait for nothing.

    The answers of every part are checked now, all faults at once. The same `key` begins one. Raises `NoChainInForce`,
    `ChainOutOfStep`, `ChannelClosed`, `PaperUnknown`, `AnswersFaulty`, `NotYoursToTakeIn`; then nothing is written.
    """
    chain = procedures.chain_in_force(submission.chain_code, now.astimezone(VIETNAM).date())
    _refuse_stranger(submission, by)
    if submission.channel not in chain.channels:
        raise ChannelClosed
    for part in chain.parts:
        _refuse_unknown(submission.papers.get(part.key, ()), {paper.key for paper in part.papers})
    answers = _answers_of_parts(submission, chain, now)
    return dossiers.open_chain(
        chain=chain,
        channel=submission.channel,
        received_office_id=submission.received_office_id,
        applicant_id=submission.applicant_id,
        owner_id=submission.owner_id,
        given={
            part.key: PartGiven(submission.deciding[part.key], answers[part.key], submission.papers.get(part.key, ()))
            for part in chain.parts
        },
        answer_by=dossiers.answer_by(submission.received_office_id, now),
        by=_actor(by, submission.received_office_id),
        now=now,
        key=key,
    )


def _answers_of_parts(submission: ChainSubmission, chain: Chain, now: datetime) -> dict[str, Mapping[str, Any]]:
    """Each part's own answers of the one form. A field that several parts ask is told once when it is at fault."""
    check = forms.check_exact if submission.is_exact else forms.check
    found: dict[str, Mapping[str, Any]] = {}
    faults: dict[str, FieldFault] = {}
    known = chain.form.by_key
    foreign = {key: value for key, value in submission.answers.items() if key not in known}
    for part in chain.parts:
        own = {key: value for key, value in submission.answers.items() if key in part.procedure.form.by_key}
        asked = own | (foreign if part is chain.parts[0] else {})
        checked = check(part.procedure.form, asked, today=now.astimezone(VIETNAM).date())
        if isinstance(checked, forms.Answers):
            found[part.key] = checked.values
            checked = _strange(part.procedure, checked.values, submission.papers.get(part.key, ()))
        faults = {fault.field: fault for fault in checked} | faults
    if faults:
        raise AnswersFaulty(faults=tuple(faults.values()))
    return found


def _answers(submission: Submission, procedure: Procedure, now: datetime) -> Mapping[str, Any]:
    check = forms.check_exact if submission.is_exact else forms.check
    checked = check(procedure.form, submission.answers, today=now.astimezone(VIETNAM).date())
    if not isinstance(checked, forms.Answers):
        raise AnswersFaulty(faults=checked)
    if strange := _strange(procedure, checked.values, submission.papers):
        raise AnswersFaulty(faults=strange)
    return checked.values


def _strange(
    procedure: Procedure, answers: Mapping[str, Any], papers: tuple[PaperGiven, ...]
) -> tuple[FieldFault, ...]:
    return (*_unknown_communes(procedure, answers), *_miscounted_files(procedure, answers, papers))


def _unknown_communes(procedure: Procedure, answers: Mapping[str, Any]) -> tuple[forms.FieldFault, ...]:
    """Codes that no commune of today has."""
    given = [each for each in procedure.form.fields if each.type is forms.FieldType.COMMUNE and each.key in answers]
    known = offices.communes_in_words(answers[each.key] for each in given)
    return tuple(forms.FieldFault(each.key, no_commune(each)) for each in given if answers[each.key] not in known)


def _miscounted_files(
    procedure: Procedure, answers: Mapping[str, Any], papers: tuple[PaperGiven, ...]
) -> tuple[forms.FieldFault, ...]:
    """Files that were said to come with a paper, and did not."""
    come = {paper.paper: len(paper.documents) for paper in papers}
    return tuple(
        forms.FieldFault(each.key, files_miscounted(each, answers[each.key], come.get(each.paper, 0)))
        for each in procedure.form.fields
        if each.type is forms.FieldType.FILE and each.key in answers and answers[each.key] != come.get(each.paper, 0)
    )


def _refuse_stranger(submission: Submission | ChainSubmission, by: Viewer) -> None:
    if may_take_in_at(by, submission.received_office_id):
        return
    if by.person_id is None or by.person_id not in (submission.applicant_id, submission.owner_id):
        raise NotYoursToTakeIn


def _refuse_unfit(submission: Submission, procedure: Procedure) -> None:
    if submission.case_key not in {case.key for case in procedure.cases}:
        raise CaseUnknown
    if submission.channel not in procedure.service.channels:
        raise ChannelClosed
    _refuse_unknown(submission.papers, {paper.key for paper in procedure.papers})


def _refuse_unknown(papers: Iterable[PaperGiven], known: Collection[str]) -> None:
    for given in papers:
        if given.paper not in known:
            raise PaperUnknown(paper=given.paper[:80])


def _actor(by: Viewer, office_id: int) -> str:
    if by.is_system:
        return "system"
    seat = by.seat_for(Role.ONE_STOP_CLERK, office_id)
    return f"holding/{seat.holding_id}" if seat else f"person/{by.person_id}"
