"""The slip of a dossier: its facts gathered, its PDF made."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.queries import SlipCharge, SlipFacts, SlipPaper
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.deadlines.terms import TERM_WORDS, Term


def slip_pdf(*, dossier_id: int, viewer: Viewer, now: datetime) -> tuple[str, bytes]:
    """The dossier's code and its slip. Raises `DossierUnknown`, also while there is no promise yet."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    if view.received_at is None or view.promised_at is None:
        raise DossierUnknown
    return view.code, documents.slip(_facts(view, viewer=viewer, now=now))


def _facts(view: DossierView, *, viewer: Viewer, now: datetime) -> SlipFacts:
    procedure = procedures.version(view.procedure_version_id)
    both = people.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="page")
    applicant, owner = both[view.applicant_id], both[view.owner_id]
    office = offices.office(view.received_office_id)
    superior = offices.office(office.parent_id).name if office.parent_id else ""
    received_on = (view.received_at or now).astimezone(VIETNAM).date()
    unit = offices.one_stop_unit_of(office.id, received_on)
    made = dossiers.promise_of(view)
    lookup = settings.PUBLIC_ADDRESS + reverse("portal:search")
    return SlipFacts(
        superior=superior,
        office=office.name,
        unit=unit.name if unit else office.name,
        place=_place(office.name),
        code=view.code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        owner_name=owner.name,
        applicant_name=applicant.name,
        received_at=view.received_at or now,
        promised_at=view.due_at or view.promised_at or now,
        term=_term(view, procedure),
        tracking_url=settings.PUBLIC_ADDRESS + reverse("portal:progress", args=[view.code]),
        officer_name=_officer(viewer, office.id, now),
        lookup_url=lookup,
        case_name=procedure.case(view.case_key).name if len(procedure.cases) > 1 else "",
        id_number=applicant.id_number,
        address=applicant.address,
        phone=applicant.phone,
        email=applicant.email,
        papers=_papers(view, procedure),
        sets=procedure.paper_sets,
        return_place=(unit.address or unit.name) if unit else office.name,
        return_way=gettext("Nhận trực tiếp"),
        charges=_charges(view, viewer),
        promise_lines=tuple(line.words(gettext) for line in made.lines) if made else (),
        unit_phone=office.phone,
    )


def _papers(view: DossierView, procedure: Procedure) -> tuple[SlipPaper, ...]:
    names = {paper.key: paper.name for paper in procedure.papers}
    return tuple(
        SlipPaper(
            name=names.get(row.paper, row.paper),
            originals=row.originals,
            copies=row.copies,
            electronic=int(row.document_id is not None),
            from_register=row.held_by_state,
        )
        for row in view.papers
    )


def _charges(view: DossierView, viewer: Viewer) -> tuple[SlipCharge, ...]:
    account = payments.account_of(dossier_id=view.id, viewer=viewer)
    return tuple(
        SlipCharge(line.name, line.amount, gettext("đã thu") if line.receipt_number else gettext("thu khi trả kết quả"))
        for line in account.lines
    )


def _term(view: DossierView, procedure: Procedure) -> str:
    term = procedure.clock.term_for(
        case=view.case_key, channel=view.channel, communes=str(view.clock.get("communes", "ordinary"))
    )
    return _words(term)


def _words(term: Term) -> str:
    amount = f"{term.amount.normalize():f}".replace(".", ",")
    return gettext(TERM_WORDS[term.unit]).format(amount=amount)


def _officer(viewer: Viewer, office_id: int, now: datetime) -> str:
    seat = viewer.seat_for("one-stop-clerk", office_id)
    holders = offices.holders_of(office_id, now.astimezone(VIETNAM).date(), role="one-stop-clerk")
    names = {one.holding_id: one.name for one in holders}
    return names.get(seat.holding_id, "") if seat else ""


def _place(office_name: str) -> str:
    """The place written beside the date: the commune's name without what the office is."""
    for head in ("Ủy ban nhân dân ", "UBND "):
        office_name = office_name.removeprefix(head)
    for kind in ("xã ", "phường ", "đặc khu "):
        if office_name.lower().startswith(kind):
            return office_name[len(kind) :]
    return office_name
