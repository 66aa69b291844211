"""A commune in which there is something of everything, and one official who may open all of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewCalendarDay, NewCounter
from motcua.registers.offices.queries import viewer_of
from motcua.registers.payments import actions as payments
from motcua.registers.payments.actions import ChargeLine
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures.actions import NewReceptions
from motcua.rules.access import SYSTEM
from motcua.rules.vietqr import BankAccount
from motcua.stages.certifying import actions as certifying
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing
from motcua.stages.submission import actions as submission
from tests.commune import SINCE, TITLES, Commune, add_official, publish
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader
from tests.stages.test_other_channels import FILES, MESSAGE
from tests.web.test_office_import import HEAD, ROWS

EVERYTHING = "one-stop-clerk"
"""Key of the official who holds every position of the commune."""
ITEM = SupplementItem("Giấy chứng sinh", "Bị mờ số", "", paper="birth-certificate", reason="unreadable")
ROLES = {**TITLES, "unit-head": "Trưởng phòng", "administrator": "Quản trị"}


def fill(made: Commune) -> tuple[str, ...]:
    """Something on every list, and something behind every address; answers those addresses that no link leads to."""
    made.later(hours=-5)  # nothing happened after this moment
    _hold_everything(made)
    places = _arrange_the_office(made)
    publish("2.000815", made.moment)
    _certified(made)
    message = submission.read_message(MESSAGE | {"office": "H26.1.1"})
    submission.deliver(message=message, file=FILES.__getitem__, by=SYSTEM, now=made.moment)
    _owing(made, accept(made, hand_in(made)).moved.dossier_id)
    _on_a_sheet(made, accept(made, hand_in(made)).moved.dossier_id)
    _asked_once(made, accept(made, hand_in(made)).moved.dossier_id)
    _stopped(made, accept(made, hand_in(made)).moved.dossier_id)
    waits = accept(made, hand_in(made)).moved.dossier_id
    for last in ("to sign", "to number", "to collect"):
        _brought_to(made, accept(made, hand_in(made)).moved.dossier_id, last)
    return (*places, f"/viec/nhieu/?viec=chuyen&chon={waits}.2", f"/quay/da-tiep-nhan/{waits}/")


def _hold_everything(made: Commune) -> None:
    for role, title in ROLES.items():
        if role not in made.positions:
            add_official(made, role, title)
        if role != EVERYTHING:
            offices.seat(
                position_id=made.positions[role],
                official_id=made.officials[EVERYTHING],
                from_date=SINCE,
                substitute=True,
                now=made.moment,
                by=SYSTEM,
            )
    add_official(made, "justice-examiner", "Công chức hộ tịch", key="second")


def _arrange_the_office(made: Commune) -> tuple[str, ...]:
    """A counter, a day off, a stop, a list of procedures, and a list of staff that is being tried."""
    day, now = made.moment.date(), made.moment
    offices.set_counter(counter=NewCounter(unit_id=made.unit_id, number=1, name="Hộ tịch"), now=now, by=SYSTEM)
    off = NewCalendarDay(on=day + timedelta(days=30), kind="off", reason="Nghỉ bù", notice="TB 12/TB-UBND")
    offices.announce_calendar_day(day=off, office_id=made.office_id, now=now, by=SYSTEM)
    begins = now - timedelta(days=2)  # so that what really happened can be told
    offices.announce_outage(
        starts_at=begins, ends_at=begins + timedelta(hours=4), notice="TB 13/TB-UBND", office_id=made.office_id,
        now=now, by=SYSTEM,
    )  # fmt: skip
    who = viewer_of(made.officials[EVERYTHING], now)
    listed = NewReceptions(
        unit_id=made.unit_id, codes=["1.001193", "2.000815"], from_date=day, decision="45/QĐ-UBND", decision_date=day
    )
    publish("2.000815", now)
    procedures.receive(new=listed, now=now, by=who)
    tried = offices.put_staff_file(
        office_id=made.office_id, name="ds.csv", content="\n".join((HEAD, *ROWS)).encode(), now=now, by=who
    )
    return tuple(f"/quan-tri/{made.office_id}/{place}/" for place in (f"nhap/{tried}", "thu-tuc/1.001193/phien-ban"))


def _certified(made: Commune) -> None:
    """A copy waits for its signature."""
    answers = {"requester_name": "Trần Thị Ước", "document_name": "Bằng tốt nghiệp", "pages": "4", "copies": "2"}
    papers = (PaperGiven("original", originals=1),)
    opened = hand_in(made, procedure_code="2.000815", answers=answers, papers=papers)
    accept(made, opened, fee_taken=True)
    certifying.enter(dossier_id=opened.dossier_id, by=made.who(EVERYTHING), now=made.moment)


def _on_a_sheet(made: Commune, dossier_id: int) -> None:
    """Its paper is on its way."""
    intake.give_sheet(
        dossier_ids=[dossier_id], to_office_id=made.office_id, by=made.who(EVERYTHING), now=made.moment, key=uuid4()
    )


def _owing(made: Commune, dossier_id: int) -> None:
    """A receipt, an open till, money that is waited for."""
    head, clerk = made.who("unit-head"), made.who(EVERYTHING)
    account = BankAccount("970436", "0011001234567", "UBND XA THU NGHIEM")
    payments.set_collecting(office_id=made.office_id, account=account, by=head, now=made.moment)
    fee = [ChargeLine("le-phi", "Lệ phí", 8000, "")]
    for pay in (payments.take_cash, None):
        payments.charge(dossier_id=dossier_id, lines=fee, by="system", now=made.moment)
        if pay is not None:
            pay(dossier_id=dossier_id, by=clerk, now=made.moment, key=uuid4())
    payments.ask_transfer(dossier_id=dossier_id, by=clerk, now=made.moment)


def _asked_once(made: Commune, dossier_id: int) -> None:
    """Asked, supplied, and to be asked again if the head grants it."""
    intake.ask_supplement(items=(ITEM,), **step(made, dossier_id, EVERYTHING))
    intake.supply(papers=(), **step(made, dossier_id, EVERYTHING))
    intake.want_second_request(items=(ITEM,), **step(made, dossier_id, EVERYTHING))


def _stopped(made: Commune, dossier_id: int) -> None:
    """Its originals wait to be collected."""
    processing.stop(ground="cannot-supplement", text="Không bổ sung được", **step(made, dossier_id, "leader"))


def _brought_to(made: Commune, dossier_id: int, last: str) -> None:
    to_the_leader(made, dossier_id)
    if last == "to sign":
        return
    signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))
    if last == "to number":
        return
    scan = signing.Scan(b"%PDF-1.7\n%%EOF", "ket-qua.pdf", "application/pdf")
    signing.number(step="number", number="1", book="01/2026", scan=scan, **step(made, dossier_id, "clerical"))
