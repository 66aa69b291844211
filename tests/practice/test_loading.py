"""The demonstration province is whole, and the same the second time."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.practice import institutions
from motcua.practice.loading import load
from motcua.practice.signing_in import sign_ins
from motcua.registers.offices import queries
from motcua.rules.access import Viewer
from tests.databases import TestDatabase

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()


def viewer(sign_in_name: str) -> Viewer:
    official = get_user_model().objects.get_by_natural_key(sign_in_name)
    return queries.viewer_of(official.pk, NOW)


def counts() -> list[int]:
    tables = (
        "offices_office",
        "offices_unit",
        "offices_position",
        "offices_holding",
        "people_official",
        "ledger_event",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return list(cursor.fetchone())


@pytest.fixture(scope="module")
def told(module_database: TestDatabase) -> list[str]:
    """What the load said; the province stands for all tests of this file."""
    lines: list[str] = []
    load(now=NOW, tell=lines.append)
    return lines


def test_the_province_is_whole_and_loads_only_once(told: list[str]) -> None:
    assert told
    before = counts()
    assert before[4] > 600
    load(now=NOW, tell=lambda line: None)
    assert counts() == before


def test_every_commune_has_its_committee_its_one_stop_unit_and_counters(told: list[str]) -> None:
    committees = queries.offices(TODAY, kind="commune-committee")
    assert {office.unit_code for office in committees} == {unit.code for unit in queries.communes_of("82")}
    assert len(committees) == 102
    assert len(queries.one_stop_units(TODAY)) == 103
    assert all(len(queries.counters_of(unit.id)) == 3 for unit in queries.one_stop_units(TODAY)[:5])


def test_every_commune_can_take_a_birth_registration_to_its_end(told: list[str]) -> None:
    needed = {"one-stop-clerk", "justice-examiner", "leader", "clerical", "unit-head", "cashier"}
    for office in queries.offices(TODAY, kind="commune-committee")[::17]:
        assert needed <= {holder.role for holder in queries.holders_of(office.id, TODAY)}


def test_every_commune_is_served_by_one_branch_of_the_land_office(told: list[str]) -> None:
    served = [
        code for office in queries.offices(TODAY, kind="land-office") for code in office.attributes.get("serves", [])
    ]
    assert sorted(served) == sorted(unit.code for unit in queries.communes_of("82"))


def test_there_is_a_sign_in_for_each_role_and_each_has_its_rights(told: list[str]) -> None:
    commune = queries.office_of_territory(institutions.SHOWN_COMMUNE, kind="commune-committee", on=TODAY)
    for sign_in in sign_ins():
        seats = viewer(sign_in.sign_in_name).seats
        if "kết thúc" in sign_in.place:
            assert seats == ()
            continue
        assert sign_in.role in {seat.role for seat in seats}
        if sign_in.place == "Phường Mỹ Tho" and sign_in.role != "police-examiner":
            assert viewer(sign_in.sign_in_name).holds(sign_in.role, commune.id)
    roles = {sign_in.role for sign_in in sign_ins()}
    assert len(roles) == 11


def test_a_substitute_acts_beside_the_holder(told: list[str]) -> None:
    seats = viewer("tiepnhan2.mytho").seats
    assert [(seat.role, seat.substitute) for seat in seats] == [("one-stop-clerk", False), ("justice-examiner", True)]


def test_the_inspector_oversees_every_office_of_the_province_administration(told: list[str]) -> None:
    oversees = viewer("giamsat.tinh").oversees
    assert {office.id for office in queries.offices(TODAY, kind="commune-committee")} <= oversees


def test_some_communes_receive_on_saturday_mornings(told: list[str]) -> None:
    weekends = [unit for unit in queries.one_stop_units(TODAY) if "6" in unit.hours]
    assert 5 <= len(weekends) <= 15
    assert queries.calendar_of(unit_id=weekends[0].id).hours.days[5]


def test_the_former_province_stays_with_its_successor(told: list[str]) -> None:
    former = queries.office_by_code("H58")
    assert former.merged_into_id == queries.office_by_code("H20").id
    assert not former.stands_on(date(2025, 7, 1))


def test_progress_is_told_in_vietnamese(told: list[str]) -> None:
    assert len(told) == 4
    assert "102 xã, phường" in told[2]
