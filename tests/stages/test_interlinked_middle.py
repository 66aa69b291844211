"""What happens to the middle part of an interlinked submission: the whole and the offices' terms always add up."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import actions as money
from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from motcua.rules.chains import ChainState, PartState
from motcua.rules.vietqr import BankAccount
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import Corrected, TakenInRight
from motcua.stages.intake.errors import ReliefOfWhole
from motcua.stages.processing import actions as processing
from tests.commune import VIETNAM, add_official, at
from tests.karaoke import ANSWERS, FEE, Group, group
from tests.stages.test_interlinked import rebuilds, states

pytestmark = pytest.mark.django_db
TEN_DAYS_AFTER = {
    "2026-11-10 17:00": "2026-11-25 17:00",
    "2026-11-12 17:00": "2026-11-27 17:00",
    "2026-11-17 17:00": "2026-12-02 17:00",
}
"""When the last part ends if the middle one ends then: weekends and 24 November are off."""


@pytest.fixture
def found() -> Group:
    """The police work on the middle part; they promised Tuesday 10 November."""
    made = group()
    made.submit()
    made.accept()
    made.at("2026-11-05 16:00")
    made.decide("business")
    made.at("2026-11-06 09:00")
    made.take_up("security")
    assert middle(made).due_at == at("2026-11-10 17:00")
    return made


def middle(found: Group) -> DossierView:
    return dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM)


def adds_up(found: Group) -> None:
    """The whole ends ten working days after the middle part; each office has its term, once."""
    chain = found.chain
    (security,) = (part for part in chain.parts if part.key == "security")
    assert security.due_at is not None
    assert chain.due_at == at(TEN_DAYS_AFTER[f"{security.due_at.astimezone(VIETNAM):%Y-%m-%d %H:%M}"])
    assert chain.promised_at == at("2026-11-25 17:00"), "the first promise stays"
    assert [int(terms[0].amount) for _, terms in chain.by_office] == [3, 3, 10]
    rebuilds(found)


def test_at_first(found: Group) -> None:
    adds_up(found)


def test_a_pause_holds_the_whole_and_moves_it_by_what_was_not_counted(found: Group) -> None:
    processing.pause(ground="outage", text="Hệ thống ngừng", **found.acting("security", "examiner"))
    stood = found.chain.is_held
    found.at("2026-11-10 09:00")
    processing.resume(**found.acting("security", "examiner"))
    assert (stood, found.chain.is_held) == (True, False)
    assert middle(found).due_at == at("2026-11-12 17:00")
    adds_up(found)


def test_an_extension_moves_the_whole_once(found: Group) -> None:
    until = at("2026-11-17 17:00")
    processing.reschedule(until=until, text="Chờ kiểm tra thực tế", **found.acting("security", "leader"))
    assert middle(found).due_at == until
    adds_up(found)


def test_withdrawn_at_the_counter_it_ends_what_waits_and_what_was_given_stays_given(found: Group) -> None:
    intake.withdraw(text="Không làm nữa", **found.acting("security", "one-stop-clerk"))
    assert states(found) == {"business": PartState.GRANTED, "security": PartState.ENDED, "karaoke": PartState.DROPPED}
    assert found.chain.state is ChainState.ENDED
    for stream in (f"chain/{found.chain.id}", f"dossier/{found.dossier_of('security')}"):
        assert not [one for one in documents.originals_of(stream) if one.office_id is not None]
    public = dossiers.public_chain(code=found.chain.code)
    assert public is not None
    assert [part.state for part in public.parts] == [PartState.GRANTED, PartState.ENDED, PartState.DROPPED]
    rebuilds(found)


def right_of(view: DossierView, **changes: Any) -> TakenInRight:
    """As it stands, the papers as the page of intake sends them: what nobody brought is not among them."""
    values: dict[str, Any] = {
        "procedure_code": view.procedure_code,
        "case_key": view.case_key,
        "applicant_id": view.applicant_id,
        "owner_id": view.owner_id,
        "received_at": view.received_at,
        "answers": view.answers,
        "papers": tuple(PaperGiven(row.paper, row.originals, row.copies) for row in view.papers if row.originals),
    }
    return TakenInRight(**(values | changes))


def test_a_mistake_of_intake_is_put_right_there_and_the_whole_follows(found: Group) -> None:
    view = middle(found)
    came = {row.paper: row for row in view.papers}
    assert came["business-certificate"].held_by_state
    right = right_of(
        view,
        answers={**view.answers, "responsible_title": "Quản lý"},
        papers=tuple(
            PaperGiven(row.paper, row.originals, row.copies) for row in view.papers if row.originals or row.copies
        ),
    )
    act = found.acting("security", "one-stop-clerk")
    done = intake.correct(right=right, mistake="wrong-answers", text="Ghi nhầm chức danh", **act)
    after = middle(found)
    assert after.answers["responsible_title"] == "Quản lý"
    assert {row.paper: row for row in after.papers} == came, "the result of the part before it stays its paper"
    assert (done.due, done.too_much) == (0, 0), "its fee was taken with the first"
    assert not payments.account_of(dossier_id=view.id, viewer=SYSTEM).lines
    adds_up(found)


def test_only_what_the_fee_of_a_later_part_differs_by_is_charged_and_with_it() -> None:
    found = group()
    found.submit()
    found.accept()
    found.decide("business")
    found.decide("security")
    view = dossiers.dossier(dossier_id=found.dossier_of("karaoke"), viewer=SYSTEM)
    for rooms, due, too_much in ((4, 1_000_000, 0), (6, 4_000_000, 0), (3, 0, 0)):
        act = found.acting("karaoke", "one-stop-clerk")
        view = dossiers.dossier(dossier_id=view.id, viewer=SYSTEM)
        right = right_of(view, answers={**view.answers, "rooms": rooms})
        done = intake.correct(right=right, mistake="wrong-fee", text="Đếm nhầm số phòng", **act)
        assert (done.due, done.too_much) == (due, too_much), rooms
        assert payments.account_of(dossier_id=view.id, viewer=SYSTEM).due == due
    first = payments.account_of(dossier_id=found.dossier_of("business"), viewer=SYSTEM)
    assert sum(line.amount for line in first.lines) == FEE


def in_the_city(found: Group, **how: Any) -> None:
    """Taken in with the fee of a place in the city, 4 million; the last part is open."""
    found.submit(answers={**ANSWERS, "area": "city"})
    found.accept(**how)
    found.decide("business")
    found.decide("security")


def corrected(found: Group, **answers: Any) -> Corrected:
    """The last part's answers put right, its fee with them."""
    act = found.acting("karaoke", "one-stop-clerk")
    view = dossiers.dossier(dossier_id=found.dossier_of("karaoke"), viewer=SYSTEM)
    right = right_of(view, answers={**view.answers, **answers})
    return intake.correct(right=right, mistake="wrong-fee", text="Nhầm mức phí", **act)


def test_a_lower_fee_of_a_later_part_is_given_back_where_it_was_paid_and_nobody_pays_twice() -> None:
    found = group()
    in_the_city(found)
    karaoke, first = found.dossier_of("karaoke"), found.dossier_of("business")
    code = dossiers.dossier(dossier_id=first, viewer=SYSTEM).code
    less = corrected(found, area="other")
    assert (less.due, less.too_much, less.of_first, less.first) == (0, 2_000_000, 2_000_000, code)
    told = [*ledger.events_of(f"dossier/{karaoke}")][-1].body
    assert (told["fee_too_much"], told["fee_too_much_of_first"]) == (2_000_000, 2_000_000)
    again = corrected(found, area="city")
    assert (again.due, again.too_much) == (0, 0), "what was paid too much and not given back pays for it"
    assert not payments.account_of(dossier_id=karaoke, viewer=SYSTEM).lines

    corrected(found, area="other")
    (receipt,) = payments.receipts_of(dossier_id=first, viewer=SYSTEM)
    back = {"ground": "too-much", "reason": "Nhầm mức phí", "receiver": "Trần Thị Ước", "method": "transfer"}
    money.refund(receipt_id=receipt.id, amount=less.of_first, by=SYSTEM, now=found.moment, key=uuid4(), **back)
    after = corrected(found, area="city")
    assert (after.due, after.too_much) == (2_000_000, 0)
    assert payments.account_of(dossier_id=karaoke, viewer=SYSTEM).due == 2_000_000
    rebuilds(found)


def test_a_lower_fee_that_nobody_paid_yet_is_asked_for_no_more() -> None:
    found = group()
    add_official(found.made, "unit-head", "Giám đốc")
    account = BankAccount("970436", "0011001234567", "UBND XA THU NGHIEM")
    head = found.made.who("unit-head")
    money.set_collecting(office_id=found.made.office_id, account=account, by=head, now=found.moment)
    in_the_city(found, fee_taken=False, by_transfer=True)
    first = found.dossier_of("business")
    assert payments.account_of(dossier_id=first, viewer=SYSTEM).due == FEE + 2_000_000
    less = corrected(found, area="other")
    assert (less.due, less.too_much, less.of_first) == (0, 0, 0)
    assert payments.account_of(dossier_id=first, viewer=SYSTEM).due == FEE
    assert [*ledger.events_of(f"dossier/{first}")][-1].kind == "charge-lowered"
    rebuilds(found)


def test_the_first_dossier_holds_the_fees_of_all_and_put_right_owes_no_less_for_theirs() -> None:
    """Nor is an exemption of the whole changed with one part."""
    made = group()
    made.submit()
    made.accept()
    view = dossiers.dossier(dossier_id=made.dossier_of("business"), viewer=SYSTEM)
    act = made.acting("business", "one-stop-clerk")
    answers = {**view.answers, "business_address": "14 đường Ba, xã Thử Nghiệm"}
    done = intake.correct(right=right_of(view, answers=answers), mistake="wrong-answers", text="Ghi nhầm số nhà", **act)
    assert (done.due, done.too_much) == (0, 0)
    account = payments.account_of(dossier_id=view.id, viewer=SYSTEM)
    assert (sum(line.amount for line in account.lines), account.due) == (FEE, 0)
    with pytest.raises(ReliefOfWhole):
        act = made.acting("business", "one-stop-clerk")
        intake.correct(
            right=right_of(view, answers=answers, groups=frozenset({"poor"})),
            mistake="wrong-fee",
            text="Hộ nghèo",
            **act,
        )
