"""Arbitrary histories: whatever officials try, in whatever order, the state kept is the state that the events tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from motcua.rules.completeness import PaperKind
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from tests.commune import MONDAY, Commune, add_official, commune, open_birth, person, publish
from tests.proof import truth

pytestmark = pytest.mark.django_db

PROCEDURES = ("1.001193", "1.115778", "1.004873")
"""A birth; land, with branches side by side, a consultation and a demand of payment; one with a verification."""
LONGEST = 40


@dataclass
class World:
    """Two offices whose officials hold every role of a procedure, and the acts they may try."""

    here: Commune
    there: Commune
    procedure: Procedure
    applicant: int
    revision: int = 0
    dossier_id: int = 0
    made: Counter[str] | None = None

    def open(self) -> None:
        papers = tuple(
            PaperGiven(paper.key, originals=1) for paper in self.procedure.papers if paper.kind is not PaperKind.NOTE
        )
        opened = open_birth(self.here, procedure=self.procedure, person_id=self.applicant, papers=papers)
        self.dossier_id = opened.dossier_id

    def view(self) -> DossierView:
        return dossiers.dossier(dossier_id=self.dossier_id, viewer=SYSTEM)


@pytest.fixture(params=PROCEDURES)
def world(request: pytest.FixtureRequest) -> World:
    here, there = commune(), commune("H26.1.2", "Xã Khác")
    procedure = publish(request.param, here.moment)
    steps = procedure.process.steps
    roles = {role for step in steps for role in (step.role, step.answered_by) if role} | {"cashier"}
    for place in (here, there):
        for role in sorted(roles - set(place.officials)):
            add_official(place, role, f"Chức danh {role}")
    return World(here, there, procedure, person(now=here.moment), made=Counter())


def played(world: World, data: st.DataObject) -> None:
    world.here.moment = MONDAY  # days are told by two digits of the year: no world of these is a century long
    world.open()
    truth.is_whole(world.dossier_id)
    last: Callable[[], Any] | None = None
    for _ in range(data.draw(st.integers(5, LONGEST))):
        world.here.later(minutes=data.draw(st.sampled_from((1, 1, 90, 60 * 24, 60 * 24 * 40))))
        before = len(ledger.events_of(f"dossier/{world.dossier_id}"))
        repeated = last is not None and data.draw(st.integers(0, 9)) == 0
        name, act = ("again", last) if repeated and last else chosen(world, data)
        try:
            done = act()
        except Refusal as refusal:
            assert str(refusal)
            assert len(ledger.events_of(f"dossier/{world.dossier_id}")) == before, name
        else:
            last = act
            assert world.made is not None
            world.made[name] += 1
            if repeated:
                assert len(ledger.events_of(f"dossier/{world.dossier_id}")) == before, done
        truth.is_whole(world.dossier_id)


def chosen(world: World, data: st.DataObject) -> tuple[str, Callable[[], Any]]:
    """Something to try: mostly what a holder of an open duty could mean to do, sometimes anything by anyone."""
    view = world.view()
    kind = data.draw(st.integers(0, 9))
    facts: dict[str, Any] = {"dossier_id": view.id, "key": uuid4(), "now": world.here.moment, "revision": view.revision}
    if kind == 9:
        facts["by"], step = world.here.who("leader"), ""
        name = data.draw(st.sampled_from(("reschedule", "stop")))
    elif kind > 1 and view.duties:
        duty = data.draw(st.sampled_from(view.duties))
        place = world.there if duty.office_id == world.there.office_id else world.here
        facts["by"] = place.who(duty.role)
        names = STANDING.get(duty.step) or ("answer",) * ("@" in duty.step) or WORK
        name, step = data.draw(st.sampled_from(names)), duty.step.partition("@")[0]
    else:
        place = data.draw(st.sampled_from((world.here, world.there)))
        facts["by"] = place.who(data.draw(st.sampled_from(sorted(place.officials))))
        facts["revision"] += data.draw(st.sampled_from((0, 0, 0, -1)))
        name = data.draw(st.sampled_from(sorted(ACTS)))
        step = data.draw(st.sampled_from([each.key for each in world.procedure.process.steps]))
    more = ACTS[name](world, step, data)
    return name, lambda: call(name, {**facts, **more})


def call(name: str, facts: dict[str, Any]) -> Any:
    if name in MONEY:
        facts.pop("revision")
    if name in ("void", "refund"):
        last = money.receipts_of(dossier_id=facts.pop("dossier_id"), viewer=SYSTEM)[-1:]
        facts["receipt_id"] = last[0].id if last else 0
    return CALLS[name](**facts)


MONEY = ("take_cash", "void", "refund")
STANDING = {
    "intake": ("accept", "accept", "accept", "accept", "ask_at_counter", "refuse", "withdraw"),
    "await-supplement": ("supply", "supply", "lapse", "withdraw"),
    "await-payment": ("settle_payment", "settle_payment", "withdraw"),
    "hand-over": ("hand_over", "take_cash", "void", "refund"),
    "give-back": ("give_back",),
}
WORK = (
    *("forward", "sign") * 4,
    *("take_up", "number", "send_back", "consult", "ask_supplement", "demand_payment", "pause", "resume", "resume"),
)
TEXTS = st.sampled_from(("Cần làm rõ", "Đủ điều kiện", ""))


def text(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    return {"text": data.draw(TEXTS)}


def ground(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    grounds = [each.key for each in world.procedure.grounds]
    return {"ground": data.draw(st.sampled_from([*grounds, "none"])), "text": data.draw(TEXTS)}


def forward(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    outcomes = [branch.outcome for branch in world.procedure.process.step(step).branches]
    return {"step": step, "outcome": data.draw(st.sampled_from(outcomes or [None])), "text": data.draw(TEXTS)}


def send_back(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    back = world.procedure.process.step(step).returns_to or ("examine",)
    return {"step": step, "to": data.draw(st.sampled_from(back)), "text": data.draw(TEXTS)}


def consult(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    offices = data.draw(st.sampled_from(((world.there.office_id,), (world.here.office_id, world.there.office_id))))
    return {"step": step, "office_ids": offices, "days": data.draw(st.sampled_from((3, 90))), "text": "Xin ý kiến"}


def answer(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    office = data.draw(st.sampled_from((world.here.office_id, world.there.office_id)))
    return {"step": step, "office_id": office, "text": "Đồng ý"}


def later_day(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    days = data.draw(st.sampled_from((1, 10, 40)))
    return {"until": world.here.moment + timedelta(days=days), "text": "Chờ xác minh"}


def nothing(world: World, step: str, data: st.DataObject) -> dict[str, Any]:
    return {}


RECEIVER: dict[str, Any] = {
    "receiver": Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
}
ACTS: dict[str, Callable[[World, str, st.DataObject], dict[str, Any]]] = {
    "accept": lambda world, step, data: {"fee_taken": True},
    "ask_at_counter": lambda world, step, data: {"items": (SupplementItem("Giấy chứng sinh", "bị mờ"),)},
    "refuse": ground,
    "supply": nothing,
    "lapse": nothing,
    "withdraw": text,
    "take_up": nothing,
    "forward": forward,
    "send_back": send_back,
    "consult": consult,
    "answer": answer,
    "ask_supplement": text,
    "demand_payment": ground,
    "settle_payment": nothing,
    "pause": ground,
    "resume": nothing,
    "reschedule": later_day,
    "stop": ground,
    "sign": lambda world, step, data: {"step": step},
    "number": lambda world, step, data: {"step": step, "number": "12", "book": "01/2026"},
    "hand_over": lambda world, step, data: RECEIVER,
    "give_back": lambda world, step, data: RECEIVER,
    "take_cash": nothing,
    "void": lambda world, step, data: {"reason": data.draw(TEXTS)},
    "refund": lambda world, step, data: {
        "amount": data.draw(st.sampled_from((1000, 10**6, -1))),
        "ground": "too-much",
        "reason": "Thu thừa",
        "receiver": "Trần Thị Ước",
    },
}
CALLS: dict[str, Callable[..., Any]] = {
    **{name: getattr(intake, name) for name in ("accept", "refuse", "supply", "lapse", "withdraw")},
    "ask_at_counter": intake.ask_supplement,
    **{
        name: getattr(processing, name)
        for name in ("take_up", "forward", "send_back", "consult", "answer", "ask_supplement", "demand_payment")
    },
    **{name: getattr(processing, name) for name in ("settle_payment", "pause", "resume", "reschedule", "stop")},
    "sign": signing.sign,
    "number": signing.number,
    "hand_over": returning.hand_over,
    "give_back": returning.give_back_originals,
    "take_cash": payments.take_cash,
    "void": payments.void,
    "refund": payments.refund,
}

ORDINARY = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
LONG = settings(ORDINARY, max_examples=400)


@ORDINARY
@given(data=st.data())
def test_the_state_kept_is_the_state_told_after_any_history(world: World, data: st.DataObject) -> None:
    played(world, data)
    truth.ledger_is_whole()


@pytest.mark.ordeal
def test_the_state_kept_is_the_state_told_after_thousands_of_histories(world: World) -> None:
    @LONG
    @given(data=st.data())
    def play(data: st.DataObject) -> None:
        played(world, data)

    play()
    truth.ledger_is_whole()
    assert world.made is not None
    common = set(ACTS) - {"lapse", "consult", "answer", "demand_payment", "settle_payment", *MONEY, "pause", "resume"}
    assert common <= set(world.made), world.made
