"""What the counter's acts print: the slip (01), the supplement request (02), the refusal (03), and the record of
dossiers handed on. Each is gathered from the dossier and its events: the same whenever it is printed again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import (
    HandedDossier,
    HandingOverFacts,
    RefusalFacts,
    RequestedItem,
    SlipCharge,
    SlipFacts,
    SlipPaper,
    SlipPart,
    SupplementRequestFacts,
    Tracking,
)
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import NOBODY, ChainView, DossierView
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.rules.chain_clocks import add_up
from motcua.rules.chains import ChainState
from motcua.rules.completeness import PaperKind, PaperRequirement
from motcua.rules.deadlines import ClockFacts, promise
from motcua.rules.deadlines.terms import TERM_WORDS, Term
from motcua.rules.lifecycle import Move
from motcua.stages.intake.asking import parts_of, refusal_parts
from motcua.stages.intake.handing_on import acknowledge_by


def slip_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's code and its slip. Raises `DossierUnknown`, and `NothingToPrint` before acceptance."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    if view.received_at is not None and view.promised_at is not None:
        return view.code, documents.slip(_slip(view, view.received_at, view.promised_at, viewer, tracking))
    handed = dossiers.last_act(dossiers.history(dossier_id=dossier_id, viewer=viewer), Move.HAND_ON)
    if handed is None:
        raise NothingToPrint(paper=gettext("giấy tiếp nhận hồ sơ và hẹn trả kết quả"))
    return view.code, documents.slip(_slip_of_handed_on(view, handed.at, viewer, tracking))


def supplement_request_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's code and the last supplement request. Raises `DossierUnknown`, `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    asked = dossiers.last_act(lines, Move.ASK_SUPPLEMENT)
    if asked is None:
        raise NothingToPrint(paper=gettext("phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"))
    by = dossiers.actors(view=view, lines=(asked,), viewer=viewer).get(asked.by, NOBODY)
    unit = offices.one_stop_unit_of(view.received_office_id, asked.at.astimezone(VIETNAM).date())
    until = next((duty[4] for duty in asked.body.get("opens", ()) if duty[4]), None)
    facts = SupplementRequestFacts(
        head=documents.letterhead(office_id=view.received_office_id, at=asked.at, kind="PYC", by_unit=True),
        about=dossiers.about(view=view, viewer=viewer, tracking=tracking),
        items=tuple(_item(line) for line in (asked.text or "").splitlines() if line.strip()),
        answer_by=datetime.fromisoformat(until) if until else None,
        officer_name=by.name,
        officer_phone=offices.office(view.received_office_id).phone,
        return_place=(unit.address or unit.name) if unit else "",
    )
    return view.code, documents.supplement_request(facts)


def refusal_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's reference and the refusal to take it in. Raises `DossierUnknown`, `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    refused = dossiers.last_act(lines, Move.REFUSE)
    if refused is None:
        raise NothingToPrint(paper=gettext("phiếu từ chối tiếp nhận giải quyết hồ sơ"))
    by = dossiers.actors(view=view, lines=(refused,), viewer=viewer).get(refused.by, NOBODY)
    grounds = {ground.key: ground for ground in procedures.version(view.procedure_version_id).grounds}
    reason, place = refusal_parts(refused.text or "")
    ground = grounds.get(str(refused.body.get("ground")))
    facts = RefusalFacts(
        head=documents.letterhead(office_id=view.received_office_id, at=refused.at, kind="PTC", by_unit=True),
        about=dossiers.about(view=view, viewer=viewer, tracking=tracking),
        reason=reason,
        right_place=place,
        ground=ground.name if ground else "",
        article=ground.article if ground else "",
        officer_name=by.name,
        officer_phone=offices.office(view.received_office_id).phone,
    )
    return view.code, documents.refusal(facts)


def handing_over_of(
    *, dossier_ids: Iterable[int], to_office_id: int, viewer: Viewer, at: datetime, note: str = ""
) -> bytes:
    """The record of these dossiers going from their one-stop unit to an office at a moment, with what lies in each.

    Raises `DossierUnknown` for any that the viewer may not see, `NothingToPrint` for none.
    """
    views = [dossiers.dossier(dossier_id=number, viewer=viewer) for number in dict.fromkeys(dossier_ids)]
    if not views:
        raise NothingToPrint(paper=gettext("biên bản giao nhận hồ sơ"))
    office_id = views[0].received_office_id
    head = documents.letterhead(office_id=office_id, at=at, kind="BB", by_unit=True)
    facts = HandingOverFacts(
        head=head,
        giver=", ".join(part for part in (head.issuer, head.office) if part),
        giver_name=_clerk(viewer, office_id, at),
        receiver=offices.office(to_office_id).name,
        at=at,
        dossiers=tuple(_handed(view, viewer) for view in views),
        note=note,
    )
    return documents.handing_over(facts)


def _slip(
    view: DossierView, received_at: datetime, promised_at: datetime, viewer: Viewer, tracking: Tracking
) -> SlipFacts:
    procedure = procedures.version(view.procedure_version_id)
    about = dossiers.about(view=view, viewer=viewer, tracking=tracking)
    head = documents.letterhead(office_id=view.received_office_id, at=received_at, by_unit=True)
    unit = offices.one_stop_unit_of(view.received_office_id, received_at.astimezone(VIETNAM).date())
    made = dossiers.promise_of(view)
    facts = SlipFacts(
        superior=head.superior,
        office=head.office,
        unit=head.issuer,
        place=head.place,
        mark=head.mark,
        code=view.code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        owner_name=about.owner_name,
        applicant_name=about.applicant_name,
        received_at=received_at,
        promised_at=view.due_at or promised_at,
        term=_term(view, procedure),
        tracking_url=about.tracking_url,
        officer_name=_accepted_by(view, viewer),
        lookup_url=about.lookup_url,
        case_name=about.case_name,
        id_number=about.id_number,
        address=about.address,
        phone=about.phone,
        email=about.email,
        papers=(*_papers(view, procedure), *_papers_of_later_parts(view, viewer)),
        sets=procedure.paper_sets,
        return_place=(unit.address or unit.name) if unit else head.issuer,
        return_way=gettext("Nhận trực tiếp"),
        charges=_charges(view, viewer),
        promise_lines=tuple(line.words(gettext) for line in made.lines) if made else (),
        unit_phone=offices.office(view.received_office_id).phone,
    )
    return _in_chain(facts, view, viewer)


def _in_chain(facts: SlipFacts, view: DossierView, viewer: Viewer) -> SlipFacts:
    """Of an interlinked submission the slip tells the whole too, as it is expected now: like its parts."""
    if view.chain_id is None:
        return facts
    chain = dossiers.chain_of(dossier_id=view.id, viewer=viewer)
    if chain is None:
        return facts
    first = chain.parts[0]
    is_first = first.dossier_id == view.id
    elsewhere = gettext("cả hồ sơ liên thông nộp một lần, ghi ở giấy hẹn phần “{part}”").format(part=first.name)
    return replace(
        facts,
        whole_code=chain.code,
        whole_name=chain.name,
        whole_term=_whole_term(chain),
        whole_due_at=chain.promised_at if chain.state is ChainState.ENDED else chain.due_at or chain.promised_at,
        charges_elsewhere="" if is_first else elsewhere,
        parts=_parts(chain),
    )


def _whole_term(chain: ChainView) -> str:
    """What the terms of its parts come to; nothing once it ended without all results."""
    if chain.state is ChainState.ENDED:
        return ""
    return " + ".join(_words(term) for term in add_up(term for _, terms in chain.by_office for term in terms))


def _slip_of_handed_on(view: DossierView, at: datetime, viewer: Viewer, tracking: Tracking) -> SlipFacts:
    """What the receiving counter gives: the promise as it is when the competent office acknowledges at its latest."""
    procedure = procedures.version(view.procedure_version_id)
    latest = acknowledge_by(view.competent_office_id, at)
    facts = clock_of(procedure, view, latest)
    made = promise(facts, offices.calendar_of(view.competent_office_id))
    name = offices.office(view.competent_office_id).name
    starts = gettext("Thời hạn tính từ khi {name} nhận hồ sơ, chậm nhất {at} (NĐ 309/2026 Đ.8 k.3).").format(
        name=name, at=latest.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y")
    )
    slip = _slip(view, at, made.due_at, viewer, tracking)
    return replace(slip, promised_at=made.due_at, promise_lines=(starts, *(line.words(gettext) for line in made.lines)))


def clock_of(procedure: Procedure, view: DossierView, at: datetime) -> ClockFacts:
    """The facts of its clock as if it were received complete at `at`."""
    communes = "remote" if offices.office(view.competent_office_id).attributes.get("remote") else "ordinary"
    return ClockFacts(
        received_at=at,
        term=procedure.clock.term_for(case=view.case_key, channel=view.channel, communes=communes),
        policy=procedure.clock.policy,
        cutoff=procedure.clock.cutoff,
        resumption=procedure.clock.resumption,
    )


def _accepted_by(view: DossierView, viewer: Viewer) -> str:
    accepted = dossiers.last_act(dossiers.history(dossier_id=view.id, viewer=viewer), Move.ACCEPT, Move.HAND_ON)
    if accepted is None:
        return ""
    return dossiers.actors(view=view, lines=(accepted,), viewer=viewer).get(accepted.by, NOBODY).name


def _papers(view: DossierView, procedure: Procedure) -> tuple[SlipPaper, ...]:
    known = {paper.key: paper for paper in procedure.papers}
    return tuple(
        SlipPaper(
            name=known[row.paper].name if row.paper in known else row.paper,
            originals=row.originals,
            copies=row.copies,
            electronic=int(row.document_id is not None),
            from_register=row.held_by_state,
            note=_what_becomes_of(known.get(row.paper)) if row.originals else "",
        )
        for row in view.papers
    )


def _what_becomes_of(paper: PaperRequirement | None) -> str:
    """Where its originals do not stay with the dossier."""
    if paper is None or not paper.goes_back:
        return ""
    return gettext("đã xem, trả ngay") if paper.kind is PaperKind.SHOW else gettext("bản chính trả lại cùng kết quả")


def _papers_of_later_parts(view: DossierView, viewer: Viewer) -> tuple[SlipPaper, ...]:
    """What was handed in with the first dossier of an interlinked submission for the parts after it."""
    if view.chain_id is None:
        return ()
    return tuple(
        SlipPaper(
            name=f"{later.part}: {later.name}",
            originals=later.given.originals,
            copies=later.given.copies,
            electronic=int(later.given.document_id is not None),
            from_register=later.given.held_by_state,
        )
        for later in dossiers.papers_of_later_parts(dossier_id=view.id, viewer=viewer)
    )


def _parts(chain: ChainView) -> tuple[SlipPart, ...]:
    return tuple(SlipPart(part.name, part.office, _words(part.term), part.due_at) for part in chain.parts)


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


def _item(line: str) -> RequestedItem:
    """A line of the request as the stage wrote it."""
    what, why, how = parts_of(line)
    return RequestedItem(what=what, why=why, how=how)


def _handed(view: DossierView, viewer: Viewer) -> HandedDossier:
    """What lies in the dossier: what was only shown does not."""
    procedure = procedures.version(view.procedure_version_id)
    names = {paper.key: paper.name for paper in procedure.papers}
    shown = {paper.key for paper in procedure.papers if paper.kind is PaperKind.SHOW}
    lying = [(row, 0 if row.paper in shown else row.originals) for row in view.papers]
    about = dossiers.about(view=view, viewer=viewer, tracking=Tracking())
    return HandedDossier(
        code=view.code,
        procedure_name=procedure.name,
        owner_name=about.owner_name,
        contents=tuple(
            text
            for row, originals in lying
            if (text := _content(names.get(row.paper, row.paper), originals, row.copies))
        ),
    )


def _content(name: str, originals: int, copies: int) -> str:
    counted = [gettext("{count} bản chính").format(count=f"{originals:02}")] if originals else []
    counted += [gettext("{count} bản sao").format(count=f"{copies:02}")] if copies else []
    return f"{name} ({', '.join(counted)})" if counted else ""


def _clerk(viewer: Viewer, office_id: int, at: datetime) -> str:
    seat = viewer.seat_for(Role.ONE_STOP_CLERK, office_id)
    holders = offices.holders_of(office_id, at.astimezone(VIETNAM).date(), role=Role.ONE_STOP_CLERK)
    names = {one.holding_id: one.name for one in holders}
    return names.get(seat.holding_id, "") if seat else ""
