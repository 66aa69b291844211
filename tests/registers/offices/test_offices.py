"""Offices with their dates, and the territory."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions, errors, queries
from motcua.registers.offices.territory import succession, territory
from motcua.rules.access import SYSTEM
from tests.registers.offices.places import BEGIN, NOW, Place, a_place


def new(code: str, parent: str = "H20") -> actions.NewOffice:
    return actions.NewOffice(
        code=code, name="Sở Thử", kind="department", unit_code="82", parent=parent, valid_from=BEGIN
    )


@pytest.fixture
def place(db: None) -> Place:
    return a_place()


def test_an_office_is_told_by_id_by_code_and_by_its_territory(place: Place) -> None:
    commune = queries.office(place.commune)
    assert queries.office_by_code("H20.1") == commune
    assert queries.office_of_territory("28261", kind="commune-committee", on=NOW.date()) == commune
    assert commune.parent_id == place.province
    assert [event.kind for event in ledger.events_of(f"office/{place.commune}")] == ["office-opened", "unit-opened"]


def test_its_one_stop_unit_and_counters_are_told(place: Place) -> None:
    counters = [
        actions.NewCounter(unit_id=place.unit, number=2, name="Đất đai", fields=("G13-TN02",)),
        actions.NewCounter(unit_id=place.unit, number=1, name="Hộ tịch", fields=("G15-TP07", "G15-TP02")),
    ]
    actions.open_counters(counters=counters, now=NOW, by=SYSTEM)
    assert [counter.fields for counter in queries.counters_of(place.unit)] == [("G15-TP07", "G15-TP02"), ("G13-TN02",)]
    assert queries.one_stop_unit_of(place.commune, NOW.date()) in queries.one_stop_units(NOW.date())


def test_a_merged_office_stays_with_its_successor(place: Place) -> None:
    old, today = actions.open_offices(offices=[new("H20.5"), new("H20.6")], now=NOW, by=SYSTEM)
    actions.merge_office(office_id=old, into_id=today, last_day=date(2026, 11, 30), now=NOW, by=SYSTEM)
    merged = queries.office(old)
    assert merged.merged_into_id == today
    assert merged.stands_on(date(2026, 11, 30)) and not merged.stands_on(date(2026, 12, 1))
    assert {office.id for office in queries.offices(date(2026, 12, 1), kind="department")} == {today}


def test_a_code_is_used_once_and_has_the_shape_of_the_law(place: Place) -> None:
    with pytest.raises(errors.OfficeCodeTaken):
        actions.open_office(office=new("H20"), now=NOW, by=SYSTEM)
    with pytest.raises(errors.OfficeCodeMalformed):
        actions.open_office(office=new("h20 đ"), now=NOW, by=SYSTEM)
    with pytest.raises(errors.OfficeUnknown):
        actions.open_office(office=new("H20.9", parent="H99"), now=NOW, by=SYSTEM)


def test_the_territory_has_34_provinces_and_3321_communes_of_today() -> None:
    units = territory()
    today = [unit for unit in units if unit.valid_to is None]
    assert len([unit for unit in today if unit.level == "province"]) == 34
    assert len([unit for unit in today if unit.level == "commune"]) == 3321
    assert len([unit for unit in units if unit.level == "province"]) == 34 + 63
    assert all(unit.kind for unit in units)


def test_every_succession_names_units_that_stand() -> None:
    keys = {(unit.key, unit.valid_to is None) for unit in territory()}
    rows = succession()
    assert all((row.today, True) in keys for row in rows)
    assert sum((row.former, False) not in keys for row in rows) <= len(rows) * 0.005


@pytest.mark.django_db
def test_the_territory_is_loaded_once_and_asked() -> None:
    standing = actions.load_territory()
    assert actions.load_territory() == standing
    assert len(queries.provinces()) == 34
    assert len(queries.communes_of("82")) == 102
    assert queries.commune_words("28261") == "Phường Mỹ Tho, Tỉnh Đồng Tháp"
    assert queries.commune("00000") is None and queries.commune_words("00000") == ""
    names = {code: queries.territory_name(code) for code in ("82", "28261", "00000")}
    assert names == {"82": "Đồng Tháp", "28261": "Mỹ Tho", "00000": ""}
    assert [found.code for found in queries.find_communes("go cong dong")] == ["28747"]
    assert queries.successors_of("28249")


def test_the_office_that_serves_a_commune_is_found_by_its_kind(place: Place) -> None:
    def branch(code: str, serves: list[str]) -> actions.NewOffice:
        return actions.NewOffice(
            code=code,
            name=code,
            kind="land-office",
            unit_code="82",
            parent="H20",
            attributes={"serves": serves} if serves else {},
            valid_from=BEGIN,
        )

    on = NOW.date()
    assert queries.office_serving("28261", kind="land-office", on=on) is None
    new = [branch("H20.5", []), branch("H20.5.1", ["28249"]), branch("H20.5.2", ["28261", "28264"])]
    _, _, second = actions.open_offices(offices=new, now=NOW, by=SYSTEM)
    found = queries.office_serving("28261", kind="land-office", on=on)
    assert found is not None
    assert found.id == second
    own = queries.office_serving("28261", kind="commune-committee", on=on)
    assert own is not None
    assert own.id == place.commune
