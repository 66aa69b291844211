"""What officials' acts print: the apology with a new day (04), the notice that processing stops (05), and the sheet of
all hand-overs (06). Each is gathered from the dossier's events: the same whenever it is printed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import (
    ApologyFacts,
    ControlSheetFacts,
    HandOver,
    Signer,
    StopNoticeFacts,
    Stopping,
    Tracking,
)
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import NOBODY, Actor, DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import STANDING_WORDS, Standing, standing
from motcua.rules.lifecycle import Move
from motcua.rules.signature_block import signature_lines

ORIGINALS_GIVEN_BACK: Final = "originals-given-back"
COLLECTED: Final = {
    Move.HAND_OVER.value: gettext_noop("Người nhận kết quả"),
    ORIGINALS_GIVEN_BACK: gettext_noop("Người nhận lại bản chính"),
}
_STOPPINGS = {
    Move.WITHDRAW.value: Stopping.WITHDRAWN,
    Move.LAPSE.value: Stopping.UNANSWERED,
    Move.STOP.value: Stopping.GROUND,
}


def apology_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's code and form 04. Raises `DossierUnknown`, and `NothingToPrint` when no day was moved."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    moved, days = dossiers.last_act(lines, Move.RESCHEDULE), view.clock.get("rescheduled")
    if moved is None or not days:
        raise NothingToPrint(paper=gettext("văn bản xin lỗi và hẹn lại"))
    head = documents.letterhead(office_id=view.competent_office_id, at=moved.at, kind="")
    facts = ApologyFacts(
        head=head,
        about=dossiers.about(view=view, viewer=viewer, tracking=tracking),
        promised_at=datetime.fromisoformat(days[0]),
        new_promised_at=datetime.fromisoformat(days[1]),
        reason=moved.text or "",
        signer=_signer(view, moved, viewer),
        contact=_contact(view, moved),
        receivers=_receivers(view, moved),
    )
    return view.code, documents.apology(facts)


def stop_notice_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's code and form 05, whoever stopped it. Raises `DossierUnknown`, `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    stopped = dossiers.last_act(lines, *_STOPPINGS)
    if stopped is None:
        raise NothingToPrint(paper=gettext("thông báo dừng giải quyết hồ sơ"))
    stopping = _STOPPINGS[stopped.kind]
    asked = dossiers.last_act(lines, Move.ASK_SUPPLEMENT) if stopping is Stopping.UNANSWERED else None
    procedure = procedures.version(view.procedure_version_id)
    ground = {one.key: one for one in procedure.grounds}.get(str(stopped.body.get("ground")))
    by_office = stopping is Stopping.GROUND
    account = payments.account_of(dossier_id=dossier_id, viewer=viewer)
    facts = StopNoticeFacts(
        head=documents.letterhead(
            office_id=view.competent_office_id if by_office else view.received_office_id,
            at=stopped.at,
            kind="TB",
            by_unit=not by_office,
        ),
        about=dossiers.about(view=view, viewer=viewer, tracking=tracking),
        stopping=stopping,
        stopped_at=stopped.at,
        asked_at=stopped.at if stopping is Stopping.WITHDRAWN else asked.at if asked else None,
        answer_by=_answer_by(asked),
        ground=ground.name if ground else "",
        article=ground.article if ground else "",
        reason=stopped.text or "",
        papers_back=_papers_back(dossiers.held_when(lines, stopped), dossiers.paper_names(view)),
        paid=sum(line.amount for line in account.lines if line.receipt_number is not None),
        signer=_signer(view, stopped, viewer),
        contact=_contact(view, stopped),
        receivers=_receivers(view, stopped) if by_office else (),
    )
    return view.code, documents.stop_notice(facts)


def control_sheet_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking) -> tuple[str, bytes]:
    """The dossier's code and form 06: a row for each hand-over so far. Raises `DossierUnknown`, `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    if view.received_at is None:
        raise NothingToPrint(paper=gettext("phiếu kiểm soát quá trình giải quyết hồ sơ"))
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    procedure = procedures.version(view.procedure_version_id)
    told = _Teller(view, procedure, dossiers.actors(view=view, lines=lines, viewer=viewer), lines)
    facts = ControlSheetFacts(
        head=documents.letterhead(office_id=view.received_office_id, at=lines[-1].at, kind="PKS", by_unit=True),
        about=dossiers.about(view=view, viewer=viewer, tracking=tracking),
        competent=offices.office(view.competent_office_id).name,
        consulted=tuple(offices.office(number).name for number in sorted(_consulted(lines))),
        hand_overs=tuple(told.hand_overs()),
        finished_at=view.finished_at,
        standing=_standing_words(view),
    )
    return view.code, documents.control_sheet(facts)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the hand-overs of a dossier from its events."""

    view: DossierView
    procedure: Procedure
    actors: Mapping[str, Actor]
    lines: Sequence[HistoryLine]

    def hand_overs(self) -> Iterator[HandOver]:
        """Each time work that one had becomes another's; what the applicant handed in is on the slip."""
        duties: dict[int, Sequence[Any]] = {}
        for place, event in enumerate(self.lines):
            done = [duties.pop(number) for number in event.body.get("closes", ()) if number in duties]
            opened = event.body.get("opens", ())
            duties |= {duty[0]: duty for duty in opened}
            if event.kind == Move.SUBMIT:
                continue
            for duty in opened:
                if all(duty[2:4] != one[2:4] for one in done):
                    yield self._row(event, done, self._place(duty), self._taken_by(duty[0], place))
            if event.kind in COLLECTED:
                name = (event.text or "").partition(";")[0]
                by_post = event.body.get("authority") == "carrier"
                who = gettext("Bưu chính") if by_post else gettext(COLLECTED[event.kind])
                yield self._row(event, done, who, name, self._collected(event))

    def _collected(self, event: HistoryLine) -> str:
        """The originals that whoever collected has signed for."""
        held = dossiers.held_when(self.lines, event)
        back = {key: held[key] for key in event.body.get("originals_back", ()) if key in held}
        papers = "; ".join(_papers_back(back, dossiers.paper_names(self.view)))
        return gettext("Trả lại: {papers}").format(papers=papers) if papers else ""

    def _row(
        self, event: HistoryLine, done: list[Sequence[Any]], receiver: str, receiver_name: str, more: str = ""
    ) -> HandOver:
        giver = self.actors.get(event.by, NOBODY)
        return HandOver(
            giver=self._place(done[0]) if done else giver.title or giver.name,
            giver_name=giver.name,
            receiver=receiver,
            receiver_name=receiver_name,
            at=event.at,
            standing=_kept(done[0][4], event.at) if done and event.kind not in COLLECTED else "",
            note=". ".join(
                part for part in (dossiers.step_name(self.procedure, done[0][1]) if done else "", more) if part
            ),
        )

    def _taken_by(self, number: int, since: int) -> str:
        """Who did the duty that was opened, once somebody has."""
        for event in self.lines[since + 1 :]:
            if number in event.body.get("closes", ()):
                return self.actors.get(event.by, NOBODY).name
        return ""

    def _place(self, duty: Sequence[Any]) -> str:
        """The unit or role that has a duty, with its office when that is neither of the dossier's own."""
        office_id, role = int(duty[2]), str(duty[3])
        if role == Role.ONE_STOP_CLERK:
            unit = offices.one_stop_unit_of(office_id, self.view.submitted_at.astimezone(VIETNAM).date())
            return unit.name if unit else offices.office(office_id).name
        name = procedures.role_names().get(role, role)
        return name if office_id == self.view.competent_office_id else f"{name}, {offices.office(office_id).name}"


def _kept(due: str | None, at: datetime) -> str:
    """How work done at a moment stands against the time it had."""
    if due is None:
        return ""
    until = datetime.fromisoformat(due)
    if at > until:
        return gettext(STANDING_WORDS[Standing.OVERDUE])
    early = at.astimezone(VIETNAM).date() < until.astimezone(VIETNAM).date()
    return gettext(STANDING_WORDS[Standing.EARLY if early else Standing.ON_TIME])


def _standing_words(view: DossierView) -> str:
    if view.finished_at is None:
        return ""
    found = standing(
        promised_at=view.due_at,
        now=view.finished_at,
        calendar=offices.calendar_of(view.competent_office_id),
        finished_at=view.finished_at,
    )
    return gettext(STANDING_WORDS[found])


def _consulted(lines: Sequence[HistoryLine]) -> set[int]:
    return {
        int(duty[2])
        for line in lines
        if line.kind == Move.CONSULT
        for duty in line.body.get("opens", ())
        if "@" in duty[1]
    }


def _answer_by(asked: HistoryLine | None) -> datetime | None:
    until = next((duty[4] for duty in asked.body.get("opens", ()) if duty[4]), None) if asked else None
    return datetime.fromisoformat(until) if until else None


def _papers_back(held: Mapping[str, int], names: Mapping[str, str]) -> tuple[str, ...]:
    """Originals that go back, at once or when somebody comes for them, with how many there are."""
    return tuple(
        gettext("{name} ({count} bản chính)").format(name=names.get(key, key), count=f"{count:02}")
        for key, count in sorted(held.items())
    )


def _signer(view: DossierView, event: HistoryLine, viewer: Viewer) -> Signer:
    """Who made the act signs its paper, by the position held."""
    by = dossiers.actors(view=view, lines=(event,), viewer=viewer).get(event.by, NOBODY)
    if by.office_id is None:
        return Signer()
    if by.role == Role.ONE_STOP_CLERK:
        return Signer((gettext("NGƯỜI TIẾP NHẬN HỒ SƠ"),), by.name)
    return Signer(signature_lines(title=by.title, office=offices.office(by.office_id).name), by.name)


def _contact(view: DossierView, event: HistoryLine) -> str:
    unit = offices.one_stop_unit_of(view.received_office_id, event.at.astimezone(VIETNAM).date())
    phone = offices.office(view.received_office_id).phone
    told = [unit.name if unit else "", gettext("điện thoại {phone}").format(phone=phone) if phone else ""]
    return ", ".join(part for part in told if part) if phone else ""


def _receivers(view: DossierView, event: HistoryLine) -> tuple[str, ...]:
    unit = offices.one_stop_unit_of(view.received_office_id, event.at.astimezone(VIETNAM).date())
    return (unit.name,) if unit else ()
