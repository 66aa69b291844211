"""The one screen of intake: what was typed so far, what it would mean, and the acceptance itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened, PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.people import actions as people
from motcua.registers.people import queries as people_queries
from motcua.registers.people.actions import Registered
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.registers.procedures.queries import Chain, Procedure
from motcua.rules import forms as form_rules
from motcua.rules.access import Viewer
from motcua.rules.completeness import PaperStanding
from motcua.rules.forms import FieldFault, Reading
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import NobodyDecidesHere
from motcua.stages.intake.queries import IntakePreview
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from motcua.web.counter.cards import take_scan
from motcua.web.counter.chains import ChainAtHand, accept_chain, at_hand, chain_called
from motcua.web.counter.filling import fill
from motcua.web.counter.forms import PersonForm, typed_of
from motcua.web.counter.persons_in_forms import fill_groups
from motcua.web.shared.communes import resolved
from motcua.web.shared.procedure_form import Typed, answers_asked, left_over, typed

CHANNELS = {
    "direct": gettext_noop("Trực tiếp"),
    "postal": gettext_noop("Bưu chính"),
    "online": gettext_noop("Trực tuyến"),
}
MOST_PIECES = 99


class NumberIsOfAnother(Refusal):
    """The number is registered for a person of another name. Takes `number`, `held`, `given`."""

    sentence = gettext_noop(
        "Số {number} trong sổ là của {held}, không phải {given}. So lại với giấy tờ. Nếu giấy tờ đúng là "
        "{given}, đánh dấu “Sửa sổ theo giấy tờ” rồi tiếp nhận lại."
    )
    status = 422


@dataclass(slots=True)
class Intake:
    """What stands on the page. `given` are papers as ticked; `faults` of the form are told only when asked for."""

    query: str
    procedure: Procedure | None
    case_key: str
    channel: str
    applicant: PersonForm
    owner: PersonForm | None
    answers: dict[str, Typed]
    given: tuple[PaperGiven, ...]
    not_found: frozenset[str]
    groups: frozenset[str]
    fee_taken: bool
    correct: bool
    office_id: int
    by_transfer: bool = False
    """What is due at submission is asked for by transfer, instead of taken."""
    reading: Reading | None = None
    """What the answers come to so far; None while there is no procedure."""
    for_another: int | None = None
    """Another office of the same kind, for which it is received here."""
    deciding: Office | None = None
    """Who will decide; None while there is no procedure, and when nobody is registered who does."""
    preview: IntakePreview | None = None
    chain: ChainAtHand | None = None
    """Of an interlinked group: `procedure` is then all its parts as one."""
    faults: tuple[FieldFault, ...] = field(default=())
    notes: Mapping[str, str] = field(default_factory=dict)
    """Whence the parts of a question of the form came, by its key."""
    left_over: Mapping[str, str] = field(default_factory=dict)
    """What was typed into questions that the form has no longer, and has not been put elsewhere yet; by name."""

    @property
    def known(self) -> Mapping[str, object]:
        """Answers for conditions and fees, as far as they can be read."""
        return self.reading.values if self.reading else {}

    @property
    def same_person(self) -> bool:
        return self.owner is None


def read(
    sent: QueryDict,
    *,
    viewer: Viewer,
    office_id: int,
    now: datetime,
    scans: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
    checking: bool = False,
    channel: str = "",
) -> Intake:
    """The page as it was sent; an empty one for an empty `sent`.

    `scans`: documents attached so far, by paper. `checking`: faults of persons are to be told. `channel`: the one that
    stands, where it is not to be chosen.
    """
    today = now.astimezone(VIETNAM).date()
    sent = sent.copy()
    cards = {prefix: take_scan(sent, prefix, viewer=viewer) for prefix in ("ap", "ow")}
    pick = sent.get("pick")
    code = pick if pick is not None else sent.get("procedure", "")
    chain = chain_called(code, now)
    procedure = chain.as_one if chain else _procedure(code, now)
    keys = [case.key for case in procedure.cases] if procedure else []
    case_key = sent.get("case", "")
    channels = procedure.service.channels if procedure else ()
    channel = channel or sent.get("channel", "")
    page = Intake(
        query=sent.get("q", "")[:100],
        procedure=procedure,
        case_key=case_key if case_key in keys else (keys[0] if keys else ""),
        channel=channel if channel in channels else next(iter(channels), ""),
        applicant=_person("ap", sent, viewer=viewer, checking=checking),
        owner=None if _is_same(sent) else _person("ow", sent, viewer=viewer, checking=checking),
        answers=typed(procedure.form, sent) if procedure else {},
        given=_given(procedure, sent, scans) if procedure else (),
        not_found=frozenset(name[2:] for name in sent if name.startswith("n-")),
        groups=frozenset(sent.getlist("group")),
        fee_taken=bool(sent.get("fee_taken")),
        correct=bool(sent.get("correct")),
        by_transfer=bool(sent.get("by_transfer")),
        office_id=office_id,
    )
    for form in (page.applicant, page.owner):
        if form is not None:
            form.scan = cards[str(form.prefix)]
    if procedure:
        page.left_over = {
            name: text for name, text in left_over(procedure.form, sent).items() if not sent.get(f"x-{name}")
        }
        page.answers |= _files(procedure, scans)
        page.notes = fill_groups(procedure.form, page.answers, viewer=viewer)
        resolved(procedure.form, page.answers)
        before = form_rules.read(procedure.form, page.answers, today=today)
        fill(procedure.form, page.answers, before, _said(page.applicant))
        page.reading = form_rules.read(procedure.form, page.answers, today=today)
        if chain:
            _look_at(page, chain, now)
            return page
        page.for_another = _for_another(procedure, sent.get("for_office", ""), office_id, today)
        page.deciding = offices.office(page.for_another) if page.for_another else _deciding(procedure, office_id, today)
        page.preview = intake_queries.preview(
            procedure=procedure,
            case_key=page.case_key,
            channel=page.channel,
            office_id=page.deciding.id if page.deciding else office_id,
            answers=page.known,
            papers=page.given,
            groups=page.groups,
            not_found=page.not_found,
            now=now,
        )
    return page


def again_for(dossier_id: int, viewer: Viewer) -> QueryDict:
    """A page as if the persons of this dossier had been typed into it. Raises `DossierUnknown`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    both = people_queries.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="page", dossier_id=view.id)
    sent = QueryDict(mutable=True)
    parts = {"ap": view.applicant_id} | ({"ow": view.owner_id} if view.owner_id != view.applicant_id else {})
    for prefix, person_id in parts.items():
        for name, text in typed_of(both[person_id]).items():
            sent[f"{prefix}-{name}"] = text
    if "ow" not in parts:
        sent["same"] = "1"
    return sent


def find_faults(page: Intake, *, now: datetime) -> None:
    """Look for everything wrong at once: persons, form. Papers are in the preview."""
    page.applicant.is_valid()
    if page.owner is not None:
        page.owner.is_valid()
    if page.procedure:
        checked = form_rules.check(page.procedure.form, _asked(page), today=now.astimezone(VIETNAM).date())
        page.faults = () if isinstance(checked, form_rules.Answers) else checked


def is_ready(page: Intake) -> bool:
    """Nothing wrong was found, as far as the page itself can tell."""
    persons = page.applicant.is_valid() and (page.owner is None or page.owner.is_valid())
    papers = page.preview is not None and page.preview.completeness.is_complete
    return bool(page.procedure and persons and papers and not page.faults and not page.left_over)


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
            by_transfer=page.by_transfer and not page.fee_taken,
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


def may_begin(page: Intake) -> bool:
    """Who, what and the form are known; papers may be missing. Parts of a chain come whole or not at all."""
    persons = page.applicant.is_valid() and (page.owner is None or page.owner.is_valid())
    return bool(page.procedure and not page.chain and persons and not page.faults)


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
            answers=_asked(page),
            papers=papers_of(page),
        ),
        by=by,
        now=now,
        key=key,
    )


def _look_at(page: Intake, chain: Chain, now: datetime) -> None:
    page.chain = at_hand(
        chain,
        channel=page.channel,
        office_id=page.office_id,
        answers=page.known,
        papers=page.given,
        groups=page.groups,
        not_found=page.not_found,
        now=now,
    )
    page.preview = page.chain.preview


def _accept_chain(
    page: Intake, chain: ChainAtHand, applicant_id: int, owner_id: int, *, by: Viewer, now: datetime, key: UUID
) -> int:
    dossier_id = accept_chain(
        chain,
        channel=page.channel,
        office_id=page.office_id,
        applicant_id=applicant_id,
        owner_id=owner_id,
        answers=_asked(page),
        papers=(*page.given, *_held_by_state(page)),
        groups=page.groups,
        not_found=page.not_found,
        fee_taken=page.fee_taken,
        by=by,
        now=now,
        key=key,
    )
    submission.finish(key=key, by=by, now=now)
    return dossier_id


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


def answers_of(page: Intake) -> Mapping[str, Any]:
    """The answers to the questions that are asked."""
    return _asked(page)


def papers_of(page: Intake) -> tuple[PaperGiven, ...]:
    """The papers that came, and those that the state holds."""
    return (*page.given, *_held_by_state(page))


def _is_same(sent: QueryDict) -> bool:
    return bool(sent.get("same")) or "ap-name" not in sent


def _person(prefix: str, sent: QueryDict, *, viewer: Viewer, checking: bool) -> PersonForm:
    """A person as typed; one whose number is known and who has no name yet is filled in from the register."""
    if checking:
        return PersonForm(sent, prefix=prefix, auto_id="%s")
    values = {name: str(sent[f"{prefix}-{name}"]) for name in PersonForm.base_fields if f"{prefix}-{name}" in sent}
    number = values.get("id_number", "").strip()
    form = PersonForm(initial=values, prefix=prefix, auto_id="%s")
    if number and not values.get("name", "").strip():
        found = people_queries.person_by_number(number, viewer=viewer, kind=values.get("kind") or "citizen")
        form.initial = typed_of(found) if found else values
        form.source = gettext("Lấy từ sổ, theo lần nộp trước. So lại với giấy tờ.") if found else ""
        form.is_new = found is None
    return form


def _procedure(code: str, now: datetime) -> Procedure | None:
    if not code:
        return None
    try:
        return procedures.in_force(code, now.astimezone(VIETNAM).date())
    except NoProcedureInForce:
        return None


def others(procedure: Procedure, office_id: int, today: date) -> tuple[Office, ...]:
    """The offices for which this one may receive: of its own kind, where the procedure knows no boundary."""
    here = offices.office(office_id)
    decides_here = not procedure.service.decided_by or procedure.service.decided_by == here.kind
    if not (procedure.service.is_non_boundary and decides_here):
        return ()
    return tuple(one for one in offices.offices(today, kind=here.kind) if one.id != office_id)


def _for_another(procedure: Procedure, chosen: str, office_id: int, today: date) -> int | None:
    if not chosen.isdecimal():
        return None
    return next((one.id for one in others(procedure, office_id, today) if one.id == int(chosen)), None)


def _deciding(procedure: Procedure, office_id: int, today: date) -> Office | None:
    try:
        return intake_queries.deciding_office(procedure=procedure, received_office_id=office_id, on=today)
    except NobodyDecidesHere:
        return None


def _asked(page: Intake) -> dict[str, Typed]:
    return answers_asked(page.procedure.form, page.answers, page.reading) if page.procedure and page.reading else {}


def _files(procedure: Procedure, scans: Mapping[str, tuple[int, ...]]) -> dict[str, Typed]:
    """How many files each question for files has, whatever was sent for it."""
    return {
        each.key: str(len(scans[each.paper])) if scans.get(each.paper) else ""
        for each in procedure.form.fields
        if each.type is form_rules.FieldType.FILE
    }


def _given(
    procedure: Procedure, sent: Mapping[str, str], scans: Mapping[str, tuple[int, ...]]
) -> tuple[PaperGiven, ...]:
    """Ticked papers: the numbers typed, or as many as the procedure asks for; and what was scanned."""
    found = []
    for paper in procedure.papers:
        scanned = scans.get(paper.key, ())
        if not sent.get(f"p-{paper.key}"):
            if scanned:
                found.append(PaperGiven(paper.key, scans=scanned))
            continue
        originals, copies = (_pieces(sent.get(f"{part}-{paper.key}", "")) for part in ("o", "c"))
        if not originals and not copies:
            originals, copies = paper.originals, paper.copies
            originals = originals if originals or copies else 1
        found.append(PaperGiven(paper.key, originals, copies, scans=scanned))
    return tuple(found)


def _held_by_state(page: Intake) -> tuple[PaperGiven, ...]:
    assert page.preview is not None
    held = page.preview.completeness.standing(PaperStanding.HELD_BY_STATE)
    return tuple(PaperGiven(line.paper.key, held_by_state=True) for line in held)


def _pieces(text: str) -> int:
    return min(int(text), MOST_PIECES) if text.strip().isdecimal() else 0


def _said(form: PersonForm) -> dict[str, str]:
    """What stands in a person's inputs and is not at fault."""
    wrong = form.errors if form.is_bound else {}
    return {name: str(form[name].value() or "") for name in form.fields if name not in wrong}


def paper_faults(page: Intake) -> list[tuple[str, str]]:
    """(paper, sentence) of what is missing."""
    if page.preview is None:
        return []
    return [(line.paper.key, line.sentence.words(gettext)) for line in page.preview.completeness.missing]
