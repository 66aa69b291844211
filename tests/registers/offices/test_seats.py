"""Positions, who holds them, and the rights they give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions, errors, queries
from motcua.registers.people import actions as people
from motcua.rules.access import SYSTEM, Seat, Viewer
from tests.registers.offices.places import NOW, Place, a_place, a_position, an_official

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return a_place()


def seat(position_id: int, official_id: int, **rest: Any) -> int:
    given = {"from_date": date(2026, 1, 1), **rest}
    return actions.seat(position_id=position_id, official_id=official_id, now=NOW, by=SYSTEM, **given)


def test_a_position_gives_its_role_in_its_office_on_its_days_only(place: Place) -> None:
    position = a_position(place.commune, unit_id=place.unit)
    holding = seat(position, place.official, to_date=TODAY)
    held = (Seat(holding, position, place.commune, place.unit, "one-stop-clerk"),)
    assert queries.seats_of(place.official, TODAY) == held
    assert queries.seats_of(place.official, TODAY + timedelta(days=1)) == ()
    assert queries.seats_of(place.official, date(2025, 12, 31)) == ()


def test_a_position_that_ended_yesterday_gives_nothing_today_also_in_a_live_session(place: Place) -> None:
    holding = seat(a_position(place.commune), place.official)
    assert queries.viewer_of(place.official, NOW).holds("one-stop-clerk", place.commune)
    actions.end_holding(holding_id=holding, last_day=YESTERDAY, now=NOW, by=SYSTEM)
    assert queries.viewer_of(place.official, NOW) == Viewer(official_id=place.official)


def test_the_day_ends_at_midnight_of_vietnam(place: Place) -> None:
    seat(a_position(place.commune), place.official, to_date=TODAY)
    last = NOW.replace(hour=23, minute=59)
    assert queries.viewer_of(place.official, last).seats
    assert not queries.viewer_of(place.official, last + timedelta(minutes=1)).seats


def test_the_viewer_is_read_by_one_statement(place: Place) -> None:
    seat(a_position(place.commune), place.official)
    with CaptureQueriesContext(connection) as asked:
        queries.viewer_of(place.official, NOW)
    assert len(asked) == 1


def test_a_closed_account_has_no_rights(place: Place) -> None:
    seat(a_position(place.commune), place.official)
    people.close_official(official_id=place.official, now=NOW, by=SYSTEM)
    assert queries.viewer_of(place.official, NOW).seats == ()


def test_a_closed_position_gives_no_rights(place: Place) -> None:
    position = a_position(place.commune)
    seat(position, place.official)
    actions.close_position(position_id=position, last_day=YESTERDAY, now=NOW, by=SYSTEM)
    assert queries.viewer_of(place.official, NOW).seats == ()
    assert queries.positions_of(place.commune, TODAY) == ()


def test_an_inspector_oversees_the_office_and_all_below_and_others_nothing(place: Place) -> None:
    seat(a_position(place.province, "inspector"), place.official)
    assert queries.viewer_of(place.official, NOW).oversees == {place.province, place.commune}
    administrator = an_official("quan.tri")
    seat(a_position(place.province, "administrator"), administrator)
    assert queries.viewer_of(administrator, NOW).oversees == frozenset()


def test_two_main_holders_never_meet_and_substitutes_stand_beside(place: Place) -> None:
    position, other = a_position(place.commune), an_official("binh.tt", "Trần Thị Bình")
    seat(position, place.official, to_date=TODAY)
    with pytest.raises(errors.PositionHeldByAnother):
        seat(position, other, from_date=TODAY)
    seat(position, other, from_date=TODAY, substitute=True)
    seat(position, other, from_date=TODAY + timedelta(days=1))
    holders = queries.holders_of(place.commune, TODAY, role="one-stop-clerk")
    assert [(holder.name, holder.substitute) for holder in holders] == [
        ("Nguyễn Văn An", False),
        ("Trần Thị Bình", True),
    ]


def test_a_holding_that_has_not_begun_is_taken_back(place: Place) -> None:
    holding = seat(a_position(place.commune), place.official, from_date=TODAY + timedelta(days=9))
    actions.end_holding(holding_id=holding, last_day=TODAY, now=NOW, by=SYSTEM)
    assert queries.seats_of(place.official, TODAY + timedelta(days=9)) == ()


def test_what_gave_rights_is_not_undone(place: Place) -> None:
    holding = seat(a_position(place.commune), place.official, from_date=TODAY)
    with pytest.raises(errors.EndsBeforeItBegins):
        actions.end_holding(holding_id=holding, last_day=YESTERDAY, now=NOW, by=SYSTEM)


def test_what_begins_today_is_not_undone_before_the_day_of_greenwich_begins(place: Place) -> None:
    early = NOW.replace(hour=5)
    holding = seat(a_position(place.commune), place.official, from_date=TODAY)
    with pytest.raises(errors.EndsBeforeItBegins):
        actions.end_holding(holding_id=holding, last_day=YESTERDAY, now=early.astimezone(UTC), by=SYSTEM)


def test_a_successor_has_the_position_on_the_day_after_the_last_and_not_before(place: Place) -> None:
    position = a_position(place.commune)
    leaving, coming = place.official, an_official("binh.tt")
    last = TODAY + timedelta(days=7)
    actions.end_holding(holding_id=seat(position, leaving), last_day=last, now=NOW, by=SYSTEM)
    seat(position, coming, from_date=last + timedelta(days=1))
    for day, holder in ((TODAY, leaving), (last, leaving), (last + timedelta(days=1), coming)):
        holding = [one for one in (leaving, coming) if queries.seats_of(one, day)]
        assert holding == [holder], day


def test_giving_and_ending_stand_in_the_stream_of_the_position(place: Place) -> None:
    position = a_position(place.commune)
    holding = seat(position, place.official)
    actions.end_holding(holding_id=holding, last_day=TODAY, now=NOW, by=SYSTEM)
    events = ledger.events_of(f"position/{position}")
    assert [event.kind for event in events] == ["position-opened", "position-given", "holding-ended"]


@pytest.mark.parametrize("role", ["one-stop-clerk", "leader", "inspector"])
def test_only_an_administrator_gives_positions(place: Place, role: str) -> None:
    position = a_position(place.commune)
    by = Viewer(official_id=1, seats=(Seat(1, 1, place.commune, None, role),))
    with pytest.raises(errors.NotYoursToAdminister):
        actions.seat(position_id=position, official_id=place.official, from_date=TODAY, now=NOW, by=by)


def test_an_administrator_administers_below_and_never_above(place: Place) -> None:
    def administrator(office_id: int) -> Viewer:
        return Viewer(official_id=1, seats=(Seat(1, 1, office_id, None, "administrator"),))

    def open_at(office_id: int, by: Viewer) -> Callable[[], int]:
        position = actions.NewPosition(office_id=office_id, role="leader", title="Lãnh đạo", valid_from=TODAY)
        return lambda: actions.open_position(position=position, now=NOW, by=by)

    assert open_at(place.commune, administrator(place.province))()
    assert open_at(place.commune, administrator(place.commune))()
    with pytest.raises(errors.NotYoursToAdminister):
        open_at(place.province, administrator(place.commune))()


def test_unknown_positions_and_holdings_are_refused(place: Place) -> None:
    with pytest.raises(errors.PositionUnknown):
        seat(999_999, place.official)
    with pytest.raises(errors.HoldingUnknown):
        actions.end_holding(holding_id=999_999, last_day=TODAY, now=NOW, by=SYSTEM)
