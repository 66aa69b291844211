"""Open dossiers of an earlier system: what comes in is what was told, and goes on by the ordinary moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from motcua.registers.dossiers import actions, queries
from motcua.registers.dossiers.actions import OldDossier, Outcome, import_dossier
from motcua.registers.dossiers.errors import (
    ImportedStateNotOpen,
    OldCodeUnfit,
    PromiseBeforeReceipt,
    ReceiptInTheFuture,
    SinceMissing,
    StepNotThere,
)
from motcua.registers.ledger import queries as ledger
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import ENDED, Guard, Move, State
from motcua.rules.process import SendBack
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from tests.commune import Commune, at, commune, person, publish

pytestmark = pytest.mark.django_db

FRIDAY = at("2026-11-20 16:00")
RECEIVED, PROMISED = at("2026-11-18 09:00"), at("2026-11-24 17:00")
CODE = "H26.1.1-261118-0007"


@pytest.fixture
def made() -> Commune:
    return commune(now=FRIDAY)


def old(made: Commune, **more: Any) -> OldDossier:
    procedure = more.pop("procedure", None) or publish("1.001193", FRIDAY)
    facts: dict[str, Any] = {
        "code": CODE,
        "procedure": procedure,
        "case_key": procedure.cases[0].key,
        "channel": "direct",
        "received_office_id": made.office_id,
        "competent_office_id": made.office_id,
        "applicant_id": person(now=FRIDAY),
        "owner_id": person(now=FRIDAY),
        "received_at": RECEIVED,
        "promised_at": PROMISED,
        "state": State.PROCESSING,
    }
    return OldDossier(**(facts | more))


def bring(made: Commune, **more: Any) -> int:
    done = import_dossier(old=old(made, **more), by="system", now=FRIDAY)
    assert not done.already
    assert_truth(done.dossier_id)
    return done.dossier_id


def assert_truth(dossier_id: int) -> None:
    assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)


class At:
    """An imported dossier, moved on by the officials of the commune."""

    def __init__(self, made: Commune, dossier_id: int) -> None:
        self.made, self.id = made, dossier_id

    def by(self, role: str) -> dict[str, Any]:
        view = queries.dossier(dossier_id=self.id, viewer=SYSTEM)
        now: datetime = self.made.later(minutes=5)
        return {
            "dossier_id": self.id,
            "by": self.made.who(role),
            "now": now,
            "key": uuid4(),
            "revision": view.revision,
        }

    def return_result(self) -> None:
        returning.hand_over(
            receiver=Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
            **self.by("one-stop-clerk"),
        )
        assert queries.kept(dossier_id=self.id).state == "returned"
        assert_truth(self.id)


def test_code_promise_and_step_are_kept_and_the_holder_has_the_duty(made: Commune) -> None:
    dossier_id = bring(made, step="register", position_id=made.positions["justice-examiner"])
    view = queries.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert (view.code, view.received_at, view.promised_at, view.due_at) == (CODE, RECEIVED, PROMISED, PROMISED)
    assert view.marking == ("register",)
    assert view.duties[0].position_id == made.positions["justice-examiner"]
    assert queries.promise_of(view) is None
    (row,) = queries.my_duties(viewer=made.who("justice-examiner"), now=FRIDAY).rows
    assert (row.code, row.promise_due_at) == (CODE, PROMISED)
    found = queries.public_progress(code=CODE, now=FRIDAY)
    assert found is not None
    assert (found.state, found.due_at, found.why) == (State.PROCESSING, PROMISED, ())


def test_the_whole_story_is_marked_as_imported(made: Commune) -> None:
    dossier_id = bring(made)
    told = ledger.events_of(f"dossier/{dossier_id}")
    assert [event.kind for event in told] == ["submit", "accept", "take_up"]
    assert all(event.is_imported for event in told)
    assert {event.happened_at for event in told} == {RECEIVED}


def test_an_imported_dossier_goes_on_to_the_result(made: Commune) -> None:
    go = At(made, bring(made, state=State.RECEIVED))
    processing.take_up(**go.by("justice-examiner"))
    processing.forward(step="examine", outcome="eligible", text="Đủ", **go.by("justice-examiner"))
    processing.forward(step="register", **go.by("justice-examiner"))
    signing.send_back(step="sign", to="examine", text="Xem lại tên", **go.by("leader"))
    processing.forward(step="examine", outcome="eligible", text="Đủ", **go.by("justice-examiner"))
    processing.forward(step="register", **go.by("justice-examiner"))
    signing.sign(step="sign", **go.by("leader"))
    signing.number(step="number", number="124", book="01/2026", **go.by("clerical"))
    go.return_result()


def test_what_is_signed_already_is_only_numbered_and_returned(made: Commune) -> None:
    go = At(made, bring(made, step="number"))
    view = queries.dossier(dossier_id=go.id, viewer=SYSTEM)
    assert (view.outcome, view.signed_at) == ("granted", RECEIVED)
    signing.number(step="number", number="124", book="01/2026", **go.by("clerical"))
    go.return_result()


def test_what_is_done_is_handed_over(made: Commune) -> None:
    since = at("2026-11-19 15:00")
    go = At(made, bring(made, state=State.DONE, since=since, outcome=Outcome.NOT_ELIGIBLE))
    view = queries.dossier(dossier_id=go.id, viewer=SYSTEM)
    assert (view.finished_at, view.outcome, view.marking) == (since, "not-eligible", ())
    go.return_result()


def test_what_waits_for_the_applicant_goes_on_when_it_has_come(made: Commune) -> None:
    go = At(made, bring(made, state=State.SUPPLEMENT, since=at("2026-11-19 10:00"), step="examine"))
    intake.supply(**go.by("one-stop-clerk"))
    view = queries.dossier(dossier_id=go.id, viewer=SYSTEM)
    assert (view.state, view.marking) == (State.PROCESSING, ("examine",))
    assert view.due_at is not None and view.due_at >= PROMISED
    assert_truth(go.id)
    processing.forward(step="examine", outcome="eligible", text="Đủ", **go.by("justice-examiner"))


@pytest.mark.parametrize("code", ["1.115778", "1.001193", "1.000656"])
def test_every_step_of_a_process_can_be_stood_at(made: Commune, code: str) -> None:
    procedure = publish(code, FRIDAY)
    definition = procedure.process
    for number, step in enumerate(sorted(definition.waiting_keys)):
        dossier_id = bring(made, procedure=procedure, step=step, code=f"{CODE}{number}")
        view = queries.dossier(dossier_id=dossier_id, viewer=SYSTEM)
        assert step in view.marking or definition.layout.places[step]
        assert [duty.step for duty in view.duties]


def test_a_payment_to_the_state_is_waited_for(made: Commune) -> None:
    wanting = next(
        found
        for listed in ("1.004194", "1.115778", "1.001193", "1.000656", "1.000894", "2.000635", "1.004873", "2.000815")
        if (found := publish(listed, FRIDAY)).grounds_for(procedures.GroundFor.FINANCE)
    )
    dossier_id = bring(made, procedure=wanting, state=State.FINANCE, since=at("2026-11-19 10:00"))
    moved = actions.move(
        dossier_id=dossier_id,
        move=Move.SETTLE_PAYMENT,
        by=SYSTEM,
        now=made.later(hours=1),
        change=actions.Change(met=frozenset({Guard.FEE_SETTLED})),
    )
    assert moved.state is State.PROCESSING
    assert_truth(dossier_id)


def test_the_same_code_comes_in_once(made: Commune) -> None:
    first = bring(made)
    before = ledger.heads()
    again = import_dossier(old=old(made, state=State.RECEIVED), by="system", now=FRIDAY)
    assert (again.dossier_id, again.already) == (first, True)
    assert ledger.heads() == before


def test_todays_next_code_is_not_one_that_came_in(made: Commune) -> None:
    bring(made, code="H26.1.1-261120-0012", received_at=at("2026-11-20 08:00"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT last FROM dossiers_day_number WHERE office_id = %s", [made.office_id])
        assert cursor.fetchone() == (12,)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"code": "mã cũ số 5"}, OldCodeUnfit),
        ({"code": "079123456789"}, OldCodeUnfit),
        ({"promised_at": at("2026-11-17 17:00")}, PromiseBeforeReceipt),
        ({"received_at": at("2026-11-21 08:00")}, ReceiptInTheFuture),
        ({"state": State.DONE, "since": at("2026-11-17 08:00")}, ReceiptInTheFuture),
        ({"state": State.DONE}, SinceMissing),
        ({"state": State.FINANCE, "since": at("2026-11-19 08:00")}, ImportedStateNotOpen),
        ({"step": "bay"}, StepNotThere),
        *(({"state": state}, ImportedStateNotOpen) for state in sorted({*ENDED, State.SUBMITTED, State.DRAFT})),
    ],
)
def test_what_could_not_be_so_is_refused_whole(made: Commune, more: dict[str, Any], refusal: type[Exception]) -> None:
    wrong = old(made, **more)
    before = ledger.heads()
    with pytest.raises(refusal):
        import_dossier(old=wrong, by="system", now=FRIDAY)
    assert ledger.heads() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        assert cursor.fetchone() == (0,)


def test_a_send_back_needs_no_more_than_the_process(made: Commune) -> None:
    go = At(made, bring(made, step="sign"))
    by = go.by("leader")
    by.pop("revision")
    moved = actions.move(move=Move.SEND_BACK, change=actions.Change(act=SendBack("sign", "examine"), text="x"), **by)
    assert moved.state is State.PROCESSING
