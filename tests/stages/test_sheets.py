"""Paper from hand to hand: a sheet that both sides sign; exactly one holder of each original at any moment."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import OnAnotherSheet, SheetOver, SheetUnknown, TooManyOnASheet
from motcua.registers.documents.queries import SheetFacts
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.rules.access import SYSTEM
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import SecondPairOfEyes
from tests.commune import Commune, commune
from tests.stages.test_birth_registration import accept, hand_in

pytestmark = pytest.mark.django_db


def two_offices() -> tuple[Commune, Commune, list[int]]:
    """Two dossiers taken in here, and another office that is to get their paper."""
    here, there = commune(), commune("H26.1.2", "Ủy ban nhân dân xã Khác")
    return here, there, [accept(here, hand_in(here)).moved.dossier_id for _ in range(2)]


def give(here: Commune, there: Commune, chosen: list[int], key: UUID | None = None) -> SheetFacts:
    return intake.give_sheet(
        dossier_ids=chosen,
        to_office_id=there.office_id,
        by=here.who("one-stop-clerk"),
        now=here.moment,
        key=key or uuid4(),
    )


def holders(dossier_id: int) -> set[int | None]:
    return {hold.office_id for hold in documents.originals_of(f"dossier/{dossier_id}")}


def one_holder_always(dossier_id: int) -> bool:
    """The turns of each original follow each other without gap or overlap, and the last is open."""
    turns: dict[tuple[str, int], list[Any]] = {}
    for hold in documents.custody_of(f"dossier/{dossier_id}"):
        turns.setdefault((hold.paper, hold.original), []).append(hold)
    return all(
        all(before.until == after.since for before, after in pairwise(one)) and one[-1].until is None
        for one in turns.values()
    )


def test_originals_change_hands_when_the_receiver_signs_and_not_before() -> None:
    here, there, chosen = two_offices()
    key = uuid4()
    sheet = give(here, there, chosen, key)
    assert give(here, there, chosen, key) == sheet, "a second click makes no second sheet"
    assert holders(chosen[0]) == {here.office_id}
    there.moment = here.later(minutes=20)
    taken = intake.take_sheet(key=key, by=there.who("one-stop-clerk"), now=there.moment)
    assert taken.taken_at == there.moment
    for dossier_id in chosen:
        assert holders(dossier_id) == {there.office_id}
        assert one_holder_always(dossier_id)
        assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
        last = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1]
        assert (last.kind, last.body["to_office"]) == ("paper-handed-on", there.office_id)
    intake.take_sheet(key=key, by=there.who("one-stop-clerk"), now=there.moment)
    with pytest.raises(SheetOver):
        intake.take_sheet(key=key, by=there.who("leader"), now=there.moment)


def test_one_dossier_lies_on_one_open_sheet() -> None:
    here, there, chosen = two_offices()
    sheet = give(here, there, chosen)
    with pytest.raises(OnAnotherSheet):
        give(here, there, chosen[:1])
    intake.call_off_sheet(key=sheet.key, by=here.who("one-stop-clerk"), now=here.moment)
    assert give(here, there, chosen[:1]).is_open
    with pytest.raises(SheetOver):
        intake.take_sheet(key=sheet.key, by=there.who("one-stop-clerk"), now=here.moment)


def test_within_one_office_two_persons_sign_and_the_office_stays_the_holder() -> None:
    here, _, chosen = two_offices()
    sheet = give(here, here, chosen)
    with pytest.raises(SecondPairOfEyes):
        intake.take_sheet(key=sheet.key, by=here.who("one-stop-clerk"), now=here.moment)
    taken = intake.take_sheet(key=sheet.key, by=here.who("justice-examiner"), now=here.moment)
    assert taken.taken_by is not None
    assert holders(chosen[0]) == {here.office_id}


def test_a_third_office_neither_sees_nor_takes_it() -> None:
    here, there, chosen = two_offices()
    third = commune("H26.1.3", "Ủy ban nhân dân xã Thứ Ba")
    sheet = give(here, there, chosen)
    stranger = third.who("one-stop-clerk")
    with pytest.raises(SheetUnknown):
        intake_queries.sheet_seen(key=sheet.key, viewer=stranger)
    with pytest.raises(SheetUnknown):
        intake.take_sheet(key=sheet.key, by=stranger, now=third.moment)
    with pytest.raises(SheetUnknown):
        intake.call_off_sheet(key=sheet.key, by=there.who("one-stop-clerk"), now=third.moment)
    with pytest.raises(DossierUnknown):
        give(third, there, chosen)
    with pytest.raises(TooManyOnASheet):
        give(here, there, [])
    assert holders(chosen[0]) == {here.office_id}
