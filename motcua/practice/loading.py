"""Loading the demonstration province through the rooms' own actions. A second load changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.practice import institutions, staff, units
from motcua.practice.signing_in import PASSWORD
from motcua.registers.offices import actions, queries
from motcua.registers.offices.errors import OfficeUnknown
from motcua.registers.offices.queries import AdministrativeUnit
from motcua.registers.people import actions as people
from motcua.rules.access import SYSTEM

Tell = Callable[[str], None]


def load(*, now: datetime, tell: Tell = print) -> None:
    """Load calendar, territory, the offices of Đồng Tháp, their units, positions and officials.

    All of the institutions in one transaction: an interrupted load leaves nothing half. `tell` gets a line in
    Vietnamese before each part.
    """
    tell("Lịch làm việc quốc gia 2025–2026")
    actions.load_national_calendar(now=now, by=SYSTEM)
    tell("34 tỉnh, thành phố và 3.321 xã, phường, đặc khu; các đơn vị trước 1/7/2025")
    actions.load_territory()
    try:
        queries.office_by_code(institutions.COMMITTEE)
    except OfficeUnknown:
        with transaction.atomic():
            _load_institutions(now, tell)


def _load_institutions(now: datetime, tell: Tell) -> None:
    communes = queries.communes_of(institutions.PROVINCE)
    tell(f"Tỉnh Đồng Tháp: {len(communes)} xã, phường, các sở, chi nhánh đất đai và công an")
    office_ids = _load_offices(communes, now)
    unit_ids = _load_units(communes, office_ids, now)
    staffed = staff.staffed_positions(communes)
    tell(f"{len(staffed)} vị trí công tác và người giữ (người và tên đều không có thật)")
    officials = [people.NewOfficial(sign_in_name=each.sign_in_name, name=each.name) for each in staffed]
    official_ids = people.register_officials(officials=officials, shared_password=PASSWORD, now=now, by=SYSTEM)
    _seat(staffed, office_ids, unit_ids, official_ids, now)


def _load_offices(communes: Sequence[AdministrativeUnit], now: datetime) -> dict[str, int]:
    offices = institutions.offices(communes)
    ids = dict(
        zip((one.code for one in offices), actions.open_offices(offices=offices, now=now, by=SYSTEM), strict=True)
    )
    eve = institutions.BEGIN - timedelta(days=1)
    for former in institutions.FORMER:
        into = ids[institutions.COMMITTEE]
        actions.merge_office(office_id=ids[former.code], into_id=into, last_day=eve, now=now, by=SYSTEM)
    return ids


def _load_units(
    communes: Sequence[AdministrativeUnit], office_ids: Mapping[str, int], now: datetime
) -> dict[int, list[int]]:
    """Ids of units by office, in the order of the plan."""
    plan = units.units(communes, office_ids)
    ids = actions.open_units(units=plan, now=now, by=SYSTEM)
    one_stop_ids = [id_ for id_, unit in zip(ids, plan, strict=True) if unit.kind == "one-stop"]
    actions.open_counters(counters=units.counters(one_stop_ids), now=now, by=SYSTEM)
    by_office: dict[int, list[int]] = {}
    for id_, unit in zip(ids, plan, strict=True):
        by_office.setdefault(unit.office_id, []).append(id_)
    return by_office


def _seat(
    staffed: Sequence[staff.Staffed],
    office_ids: Mapping[str, int],
    unit_ids: Mapping[int, Sequence[int]],
    official_ids: Mapping[str, int],
    now: datetime,
) -> None:
    positions = [
        actions.NewPosition(
            office_id=office_ids[each.office_code],
            unit_id=None if each.place.unit is None else unit_ids[office_ids[each.office_code]][each.place.unit],
            role=each.place.role,
            title=each.place.title,
            valid_from=institutions.BEGIN,
        )
        for each in staffed
    ]
    position_ids = actions.open_positions(positions=positions, now=now, by=SYSTEM)
    _set_superiors(staffed, position_ids, now)
    yesterday = now.date() - timedelta(days=1)
    holdings = [
        holding
        for each, position_id in zip(staffed, position_ids, strict=True)
        for holding in _holdings(each, position_id, official_ids, yesterday)
    ]
    actions.seat_many(holdings=holdings, now=now, by=SYSTEM)


def _set_superiors(staffed: Sequence[staff.Staffed], position_ids: Sequence[int], now: datetime) -> None:
    here = f"{institutions.COMMITTEE}.{institutions.SHOWN_COMMUNE}"
    shown = {
        each.place.word: (position_id, each.place.title)
        for each, position_id in zip(staffed, position_ids, strict=True)
        if each.office_code == here
    }
    for below, above in staff.ABOVE.items():
        if below in shown:
            position_id, title = shown[below]
            above_id, _ = shown[above]
            actions.change_position(position_id=position_id, title=title, superior_id=above_id, now=now, by=SYSTEM)


def _holdings(
    each: staff.Staffed, position_id: int, official_ids: Mapping[str, int], yesterday: date
) -> list[actions.NewHolding]:
    main = actions.NewHolding(
        position_id=position_id,
        official_id=official_ids[each.sign_in_name],
        from_date=institutions.BEGIN,
        to_date=yesterday if each.former else each.to_date,
    )
    if not each.stand_in:
        return [main]
    first, last = staff.SUBSTITUTION
    stand_in = actions.NewHolding(
        position_id=position_id,
        official_id=official_ids[each.stand_in],
        from_date=first,
        to_date=last,
        substitute=True,
    )
    return [main, stand_in]
