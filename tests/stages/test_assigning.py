"""Assigning: a head gives an open duty to one of several, gives it again, takes it back; nobody else does it then."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DutyNotThere, MoveNotAllowed, NotYoursToAssign, PositionUnfit
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM
from motcua.stages.processing import actions as processing
from motcua.web.desk.acts import offers
from tests.commune import Commune, add_official, commune
from tests.stages.test_birth_registration import accept, hand_in, step

pytestmark = pytest.mark.django_db
EXAMINER = "justice-examiner"


@pytest.fixture
def made() -> Commune:
    found = commune()
    add_official(found, EXAMINER, "Công chức hộ tịch", key="second")
    add_official(found, "unit-head", "Trưởng phòng")
    return found


def examined(made: Commune) -> int:
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    processing.take_up(**step(made, dossier_id, EXAMINER))
    return dossier_id


def give(made: Commune, dossier_id: int, to: str | None, by: str = "unit-head") -> None:
    (duty,) = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).duties
    position = made.positions[to] if to else None
    processing.assign(number=duty.number, position_id=position, **step(made, dossier_id, by))


def listed(made: Commune, who: str) -> int:
    return len(dossiers.my_duties(viewer=made.who(who), now=made.moment).rows)


def slugs(made: Commune, dossier_id: int, who: str) -> set[str]:
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who(who))
    procedure = procedures.version(view.procedure_version_id)
    return {one.slug for one in offers(view=view, procedure=procedure, viewer=made.who(who), now=made.moment)}


def test_what_is_given_to_one_is_on_that_list_alone_and_nobody_else_does_it(made: Commune) -> None:
    dossier_id = examined(made)
    assert (listed(made, EXAMINER), listed(made, "second")) == (1, 1)
    assert "phan-cong" in slugs(made, dossier_id, "unit-head")
    give(made, dossier_id, "second")
    assert (listed(made, EXAMINER), listed(made, "second")) == (0, 1)
    assert "chuyen-buoc" not in slugs(made, dossier_id, EXAMINER)
    with pytest.raises(MoveNotAllowed):
        processing.forward(step="examine", outcome="eligible", **step(made, dossier_id, EXAMINER))
    processing.forward(step="examine", outcome="eligible", **step(made, dossier_id, "second"))
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_it_is_given_again_and_taken_back_and_the_ledger_tells_each_once(made: Commune) -> None:
    dossier_id = examined(made)
    give(made, dossier_id, "second")
    give(made, dossier_id, "second")
    give(made, dossier_id, EXAMINER, by="leader")
    assert (listed(made, EXAMINER), listed(made, "second")) == (1, 0)
    give(made, dossier_id, None)
    assert (listed(made, EXAMINER), listed(made, "second")) == (1, 1)
    told = [event.body["position"] for event in ledger.events_of(f"dossier/{dossier_id}") if event.kind == "assigned"]
    assert told == [made.positions["second"], made.positions[EXAMINER], None]


@pytest.mark.parametrize("by", [EXAMINER, "one-stop-clerk", "clerical"])
def test_only_heads_and_leaders_assign(made: Commune, by: str) -> None:
    dossier_id = examined(made)
    with pytest.raises(NotYoursToAssign):
        give(made, dossier_id, "second", by=by)
    assert "phan-cong" not in slugs(made, dossier_id, by)


def test_a_duty_goes_only_to_who_holds_its_role_today(made: Commune) -> None:
    dossier_id = examined(made)
    with pytest.raises(PositionUnfit):
        give(made, dossier_id, "clerical")
    holding = made.who("second").seats[0].holding_id
    offices.end_holding(holding_id=holding, last_day=date(2026, 11, 20), now=made.moment, by=SYSTEM)
    with pytest.raises(PositionUnfit):
        give(made, dossier_id, "second")
    with pytest.raises(DutyNotThere):
        processing.assign(number=99, position_id=None, **step(made, dossier_id, "unit-head"))
