"""Who forwarded a dossier takes it back while the next has done nothing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Fact, record
from motcua.registers.dossiers.errors import DossierMovedOn, MoveNotAllowed
from motcua.registers.dossiers.queries import kept, rebuilt
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing
from tests.commune import Commune, add_official, commune, publish
from tests.stages.test_birth_registration import accept, hand_in

EXAMINER = "justice-examiner"


@pytest.fixture
def made(db: None) -> Commune:
    found = commune()
    publish("1.001193", found.moment)
    return found


@pytest.fixture
def dossier_id(made: Commune) -> int:
    return accept(made, hand_in(made)).moved.dossier_id


def by(made: Commune, dossier_id: int, role: str = EXAMINER) -> dict[str, Any]:
    who = made.who(role)
    revision = dossiers.dossier(dossier_id=dossier_id, viewer=who).revision
    return {"dossier_id": dossier_id, "by": who, "now": made.later(minutes=5), "key": uuid4(), "revision": revision}


def forward(made: Commune, dossier_id: int, step: str, outcome: str | None = None) -> None:
    processing.forward(step=step, outcome=outcome, **by(made, dossier_id))


def test_the_dossier_stands_where_it_stood_and_the_ledger_tells_both(made: Commune, dossier_id: int) -> None:
    forward(made, dossier_id, "examine", "eligible")
    before = dossiers.dossier(dossier_id=dossier_id, viewer=made.who(EXAMINER))
    forward(made, dossier_id, "register")
    assert dossiers.dossier(dossier_id=dossier_id, viewer=made.who(EXAMINER)).outcome == "granted"
    record(dossier_id=dossier_id, fact=Fact.NOTICE_SENT, body={}, by="system", now=made.moment)
    moved = processing.recall(text="Nhầm nơi sinh", **by(made, dossier_id))
    after = dossiers.dossier(dossier_id=dossier_id, viewer=made.who(EXAMINER))
    assert (after.marking, after.outcome, after.due_at) == (before.marking, before.outcome, before.due_at)
    assert [(one.step, one.due_at) for one in after.duties] == [(one.step, one.due_at) for one in before.duties]
    assert kept(dossier_id=dossier_id) == rebuilt(dossier_id=dossier_id)
    last = dossiers.history(dossier_id=dossier_id, viewer=made.who(EXAMINER))[-1]
    assert (last.kind, last.text, moved.revision) == ("recall", "Nhầm nơi sinh", after.revision)
    forward(made, dossier_id, "register")


def test_what_was_given_to_one_comes_back_to_that_one(made: Commune, dossier_id: int) -> None:
    add_official(made, EXAMINER, "Công chức hộ tịch", key="second")
    head = by(made, dossier_id, "leader")
    head.pop("key")
    number = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")).duties[0].number
    processing.assign(number=number, position_id=made.positions[EXAMINER], key=uuid4(), **head)
    forward(made, dossier_id, "examine", "eligible")
    processing.recall(**by(made, dossier_id))
    (duty,) = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")).duties
    assert (duty.step, duty.position_id) == ("examine", made.positions[EXAMINER])


def test_nobody_else_recalls_and_nothing_that_was_begun(made: Commune, dossier_id: int) -> None:
    forward(made, dossier_id, "examine", "eligible")
    with pytest.raises(MoveNotAllowed, match="không thuộc phần việc"):
        processing.recall(**by(made, dossier_id, "leader"))
    forward(made, dossier_id, "register")
    signing.send_back(step="sign", to="examine", text="Sai", **by(made, dossier_id, "leader"))
    assert not dossiers.may_recall(
        view=dossiers.dossier(dossier_id=dossier_id, viewer=made.who(EXAMINER)), viewer=made.who(EXAMINER)
    )
    with pytest.raises(MoveNotAllowed):
        processing.recall(**by(made, dossier_id))


def test_a_second_click_recalls_once_and_an_older_page_is_told(made: Commune, dossier_id: int) -> None:
    forward(made, dossier_id, "examine", "eligible")
    asked = by(made, dossier_id)
    processing.recall(**asked)
    assert processing.recall(**asked).already
    with pytest.raises(DossierMovedOn):
        processing.recall(**{**asked, "key": uuid4()})
