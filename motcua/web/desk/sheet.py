"""Everything a dossier's page shows, gathered once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import RESULT_PAPER
from motcua.registers.dossiers.queries import DossierView, HistoryLine, PaperRow
from motcua.registers.notices.actions import TELLERS
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules import originals
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import CLOCK_RUNS, ENDED, STATE_NAMES
from motcua.rules.process import Marking
from motcua.stages.processing import queries as processing
from motcua.stages.signing import queries as signing
from motcua.stages.signing.queries import SignedResult
from motcua.stages.submission import queries as submission
from motcua.web.desk.acts import offers
from motcua.web.desk.consulting_acts import awaited
from motcua.web.desk.history import Told, opinions, told
from motcua.web.desk.mirrored import files_not_here, told_by_master
from motcua.web.desk.offer import Offer
from motcua.web.shared.chain_page import ChainOnPage, chain_on_page
from motcua.web.shared.communes import places_of
from motcua.web.shared.gates import role_name
from motcua.web.shared.prints import RESULT, PrintLink, prints_of
from motcua.web.shared.procedure_form import AnswerFact, facts
from motcua.web.shared.process_picture import Picture, picture_of
from motcua.web.shared.told import NoticeLine, told_lines, ways
from motcua.web.shared.turns import Chip, Turn, chip, turn_of


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as the card shows it."""

    name: str
    birth: str
    number: str
    phone: str
    address: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the dossier by its name."""

    name: str
    row: PaperRow
    is_fed: bool = False
    """It is the result of an earlier part of an interlinked submission."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Who has to do what, until when."""

    words: str
    role: str
    office: str
    due_at: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """An office that the viewer's step has asked, and that has not answered."""

    about: str
    office: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A dossier's page."""

    view: DossierView
    procedure: Procedure
    case_name: str
    chip: Chip
    standing: str
    why: tuple[str, ...]
    applicant: PersonCard
    owner: PersonCard
    same_person: bool
    sections: tuple[tuple[str, tuple[AnswerFact, ...]], ...]
    papers: tuple[PaperLine, ...]
    duties: tuple[DutyLine, ...]
    awaited: tuple[Awaited, ...]
    account: payments.Account
    history: tuple[Told, ...]
    opinions: tuple[Told, ...]
    """What other offices were asked last and have answered: for whoever has something to do."""
    prints: tuple[PrintLink, ...]
    offers: tuple[Offer, ...]
    origin: str
    """Name of the system that sent it; empty for what began here."""
    received_office: str
    competent_office: str
    picture: Picture | None
    """The process with what of it is done; None where the procedure has none for this case."""
    makes_result: bool
    """The viewer's office has to do with what the result says."""
    has_template: bool
    """The result is printed from here."""
    result: SignedResult | None
    good_until: date | None
    """The last day on which the signed result is good, where the procedure says one."""
    chain: ChainOnPage | None
    """The interlinked submission that it is a part of."""
    notices: tuple[NoticeLine, ...]
    """What the applicant was told, newest first."""
    may_tell: bool
    """The viewer sees to those whom no message reached."""
    gives_back: bool
    """It ended, and an office still holds originals of it that go back."""
    is_late: bool
    """The promised moment has passed, and it is still being worked on."""
    may_give_back: bool
    """It ended, and originals stay of which the procedure does not say so."""
    last_day: bool
    """Today is the last day on which a later promise may be told."""
    master_told: tuple[Told, ...]
    """Of a dossier of another system: what that system told, newest first."""
    files_not_here: tuple[str, ...]
    """And what there is to say of files of its result that are not here."""

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """How somebody may tell a person."""
        return ways()

    @property
    def offers_more(self) -> bool:
        """Acts beside the main one."""
        return any(not offer.main for offer in self.offers)

    @property
    def answers_now(self) -> bool:
        """The viewer is asked, and reads the question first."""
        return any(offer.slug == "tra-loi" for offer in self.offers)

    @property
    def may_reschedule(self) -> bool:
        """It is the viewer's to do."""
        return any(offer.slug == "hen-lai" for offer in self.offers)

    @property
    def is_promised(self) -> bool:
        """Somebody waits for a promised day: what ended has none."""
        return self.view.due_at is not None and self.view.state not in ENDED

    @property
    def fees_with(self) -> str:
        """Of a later part of an interlinked submission: the part with which the fees of all stand; else empty."""
        first = self.chain.parts[0] if self.chain else None
        return first.name if first is not None and not first.is_this else ""

    @property
    def preview_url(self) -> str:
        """Where the result can be seen before it is signed; empty when it is made elsewhere."""
        draft = reverse("shared:print", args=[self.view.id, RESULT])
        return draft if any(one.url == draft for one in self.prints) else ""

    @property
    def result_url(self) -> str:
        """The page of the result: while it is made here and nobody has signed."""
        runs = self.procedure.master.is_ours and self.view.state in CLOCK_RUNS and self.view.signed_at is None
        return reverse("desk:result_sheet", args=[self.view.id]) if runs and self.makes_result else ""

    @property
    def outcome_words(self) -> str:
        """What was proposed or decided."""
        if self.view.outcome == "not-eligible":
            refusal = self.procedure.result.refusal
            return refusal.name if refusal else gettext("Không đủ điều kiện")
        return self.procedure.result.main.name if self.view.outcome else ""


def sheet_of(*, dossier_id: int, viewer: Viewer, now: datetime) -> Sheet:
    """Raises `DossierUnknown` when there is none or the viewer may not see it."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    procedure = procedures.version(view.procedure_version_id)
    both = people.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="page", dossier_id=view.id)
    wanted = {view.received_office_id, view.competent_office_id, *(duty.office_id for duty in view.duties)}
    places = {key: one.name for key, one in offices.offices_by_id(wanted).items()}
    offered = offers(view=view, procedure=procedure, viewer=viewer, now=now)
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    gives_back, may_give_back = _gives_back(view, procedure)
    is_late = view.state in CLOCK_RUNS and view.due_at is not None and view.due_at < now
    paused = bool(view.clock.get("paused_at")) or view.state not in CLOCK_RUNS
    return Sheet(
        view=view,
        procedure=procedure,
        case_name=procedure.case(view.case_key).name if len(procedure.cases) > 1 else "",
        chip=_chip(view, viewer, is_late=is_late, gives_back=gives_back),
        standing="paused" if paused and view.finished_at is None else "",
        why=why_of(view),
        applicant=card_of(both.get(view.applicant_id)),
        owner=card_of(both.get(view.owner_id)),
        same_person=view.applicant_id == view.owner_id,
        sections=facts(procedure.form, view.answers, places_of(procedure.form, view.answers)),
        papers=_papers(view, procedure, viewer),
        duties=_duties(view, procedure, viewer, places),
        awaited=_awaited(view, procedure, viewer, places),
        account=payments.account_of(dossier_id=dossier_id, viewer=viewer),
        history=told(lines, view=view, procedure=procedure),
        prints=prints_of(view=view, procedure=procedure, lines=lines),
        offers=offered,
        opinions=opinions(lines, view=view) if any(one.main for one in offered) else (),
        origin=submission.origin_name(view.origin),
        received_office=places.get(view.received_office_id, ""),
        competent_office=places.get(view.competent_office_id, ""),
        picture=_picture(view, procedure, lines) if view.mirrored_at is None else None,
        makes_result=bool(viewer.offices() & {view.received_office_id, view.competent_office_id}),
        has_template=signing.has_own_print(procedure, signing.item_of(view, procedure) or procedure.result.main),
        result=signing.signed_result(dossier_id=dossier_id, viewer=viewer) if view.signed_at else None,
        good_until=signing.good_until(view, procedure),
        chain=chain_on_page(dossier_id, viewer, now=now) if view.chain_id else None,
        notices=told_lines(dossier_id=view.id, viewer=viewer, now=now),
        may_tell=any(viewer.holds(role, view.received_office_id) for role in TELLERS),
        gives_back=gives_back,
        is_late=is_late,
        may_give_back=may_give_back,
        last_day=processing.is_last_day(view, now),
        master_told=told_by_master(view, viewer, kept.name if (kept := both.get(view.owner_id)) else ""),
        files_not_here=files_not_here(view, viewer),
    )


def _gives_back(view: DossierView, procedure: Procedure) -> tuple[bool, bool]:
    """Of what ended: whether originals are held that go back, and whether some that may."""
    holds = documents.originals_of(f"dossier/{view.id}") if view.state in ENDED else ()
    held = {hold.paper for hold in holds if hold.office_id is not None}
    stay = originals.staying(procedure.papers, state=view.state, outcome=view.outcome)
    left = originals.left_open(procedure.papers, state=view.state, outcome=view.outcome)
    return not held <= stay, not held.isdisjoint(left)


def _picture(view: DossierView, procedure: Procedure, lines: Iterable[HistoryLine]) -> Picture | None:
    begun = {str(duty[1]) for line in lines for duty in line.body.get("opens", ())}
    try:
        return picture_of(
            procedure=procedure,
            case=view.case_key,
            channel=view.channel,
            communes=str(view.clock.get("communes", "ordinary")),
            marking=Marking.from_list(view.marking),
            passed=begun & procedure.process.by_key.keys(),
        )
    except LookupError:
        return None


def why_of(view: DossierView) -> tuple[str, ...]:
    """The promise explained, line by line; nothing before acceptance."""
    made = dossiers.promise_of(view)
    return tuple(line.words(gettext) for line in made.lines) if made else ()


def card_of(person: Person | None) -> PersonCard:
    """The card of a person; an empty one where the viewer may not look."""
    if person is None:
        return PersonCard(gettext("(không xem được)"), "", "", "", "")
    return PersonCard(person.name, person.birth_words, person.id_number, person.phone, person.address)


def _chip(view: DossierView, viewer: Viewer, *, is_late: bool, gives_back: bool) -> Chip:
    turn = turn_of(view.state, offices=[duty.office_id for duty in view.duties], viewer=viewer, is_late=is_late)
    if gives_back:
        return chip(Turn.APPLICANT, gettext("Bản chính chờ người nhận"))
    if view.state == "done":
        return chip(turn, gettext("Chờ người nhận"))
    if view.state in ENDED and view.state != "returned":
        return chip(turn, gettext(STATE_NAMES[view.state]))
    if turn is Turn.HERE and view.mirrored_at is not None:
        return chip(Turn.OTHER, gettext("Hệ thống khác làm tiếp"))
    return chip(turn) if turn is not Turn.HERE else chip(turn, gettext("Cơ quan này làm tiếp"))


def _papers(view: DossierView, procedure: Procedure, viewer: Viewer) -> tuple[PaperLine, ...]:
    names = {paper.key: paper.name for paper in procedure.papers}
    names[RESULT_PAPER] = gettext("Kết quả do hệ thống chủ cấp")
    fed = dossiers.papers_fed(dossier_id=view.id, viewer=viewer) if view.chain_id else frozenset[str]()
    order = {key: place for place, key in enumerate(names)}
    rows = sorted(view.papers, key=lambda row: order.get(row.paper, len(order)))
    return tuple(PaperLine(names.get(row.paper, row.paper), row, row.paper in fed) for row in rows)


def _awaited(view: DossierView, procedure: Procedure, viewer: Viewer, places: dict[int, str]) -> tuple[Awaited, ...]:
    return tuple(
        Awaited(dossiers.step_name(procedure, duty.step), places.get(asked.office_id, ""), asked.due_at)
        for duty in view.duties
        if viewer.may_do(duty.office_id, duty.role, duty.position_id)
        for asked in awaited(view, duty.step)
    )


def _duties(view: DossierView, procedure: Procedure, viewer: Viewer, places: dict[int, str]) -> tuple[DutyLine, ...]:
    return tuple(
        DutyLine(
            words=dossiers.step_name(procedure, duty.step),
            role=role_name(duty.role),
            office=places.get(duty.office_id, ""),
            due_at=duty.due_at if duty.step != "give-back" else None,
            is_mine=viewer.may_do(duty.office_id, duty.role, duty.position_id),
        )
        for duty in view.duties
    )
